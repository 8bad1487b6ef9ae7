"""The contenders: each runs in a process of its own, sends to the sink it is given, and tells what it cost.

    python contenders.py NAME PEOPLE SINK_PORT [DATABASE]

The peers need Django and Anymail, and run with the interpreter that has them.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve()
sys.path[:0] = [str(HERE.parents[2]), str(HERE.parents[3])]

KEY = "SG.test"
WORDS = "We keep what you give us for as long as you want us to, and no longer than that. "
HTML = f'<!DOCTYPE html><html><body><p>{WORDS * 146}</p><a href="%s">decide</a></body></html>'
TEXT = WORDS * 29 + "\n%s\n"


def link(number: int) -> str:
    return f"https://decide.example.org/c/{number:044d}"


def language(number: int) -> str:
    return "fr" if number % 3 == 0 else "en"


def fill(people: int, _: int, database: str) -> dict[str, float]:
    """Put people in, in one statement; nothing of it is measured."""
    from sqlalchemy import text

    from notifier.adapters.store import hints
    from notifier.adapters.store.engine import open_store

    store = open_store(database)
    lite = store.dialect.name == "sqlite"
    if not lite:
        hints.prepare(store)
    key = "CAST('k' || n AS BLOB)" if lite else "decode(lpad(to_hex(n), 32, '0'), 'hex')"
    now = "'2026-11-23T12:00:00.000000+00:00'"
    with store.begin() as connection:
        connection.execute(
            text("INSERT INTO profile (id, services, baselines) VALUES (1, 'accounts', 'privacy=1.0.0')")
        )
        connection.execute(
            text(
                "INSERT INTO person (id, external_id, state, email, address_key, language, profile_id, created_at,"
                " updated_at) WITH RECURSIVE count(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM count WHERE n < :top)"
                f" SELECT n, 'x' || n, 'active', 'p' || n || '@example.org', {key},"
                f" CASE WHEN n % 3 = 0 THEN 'fr' ELSE 'en' END, 1, {now}, {now} FROM count"
            ),
            {"top": people},
        )
    return {}


def _post(store: Any, port: int, threads: int) -> Any:
    """Everything that sending needs, as `policy notify send` opens it."""
    from dataclasses import replace
    from datetime import UTC, datetime

    import campaigns as build

    from notifier.adapters.links import Links
    from notifier.adapters.mail.sendgrid import SendGrid
    from notifier.adapters.settings import Settings
    from notifier.adapters.store.workers import own_name
    from notifier.adapters.tokens import Tokens

    way = SendGrid(KEY, host=f"http://127.0.0.1:{port}")
    tokens = Tokens(Settings(key="k" * 43), on=build.START.date())
    return replace(
        build.post(store, way, threads=threads, worker=own_name()),
        links=Links(tokens, base="https://decide.example.org/"),
        clock=lambda: datetime.now(UTC),
        sleep=time.sleep,
    )


def plan(people: int, port: int, database: str) -> dict[str, float]:
    """Draft, approve and plan: every delivery and every chunk, with a job each where there is a queue."""
    import campaigns as build

    from notifier.adapters.store.engine import open_store
    from notifier.core.mail import Mail
    from notifier.flows import deliver

    def mail(spoken: str, size: int = 0) -> Mail:
        mark = f"https://personal-{spoken}0123456789abcdef.invalid/"
        subject = "Your rights change on 15 January 2027"
        return Mail(subject=subject, html=HTML % mark, text=TEXT % mark, placeholder=mark)

    build.mail = mail  # the words of this benchmark
    store = open_store(database)
    started, cpu = time.perf_counter(), time.process_time()
    one = build.approved(store, chunk_size=1000)
    post = _post(store, port, 1)
    deliver.begin(post, one, actor="bench")
    return {
        "plan_s": time.perf_counter() - started,
        "cpu_ms": (time.process_time() - cpu) * 1000 / people,
    }


def resident() -> float:
    return int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize() / 2**20


def send(people: int, port: int, database: str) -> dict[str, float]:
    """Send from one process with durable rows."""
    from dataclasses import replace

    from notifier.adapters.store.engine import open_store
    from notifier.flows import deliver

    store = open_store(database)
    told, early = [0], [0.0]

    def tell(sent: int) -> None:
        told[0] += sent
        if told[0] >= people // 10 and not early[0]:
            early[0] = resident()

    post = replace(_post(store, port, 3), told=tell)
    one = post.campaigns.find()
    started, cpu = time.perf_counter(), time.process_time()
    done = deliver.send(post, one, actor="bench")
    return {
        "state": done.state,
        "send_s": time.perf_counter() - started,
        "cpu_ms": (time.process_time() - cpu) * 1000 / people,
        "early_mb": early[0],
        "late_mb": resident(),
    }


def worker(people: int, port: int, database: str) -> dict[str, float]:
    """Work beside others, as `policy worker` does, until nothing is left."""
    from datetime import UTC, datetime

    from notifier.adapters import queue
    from notifier.adapters.store.engine import open_store
    from notifier.adapters.store.workers import own_name
    from notifier.flows.work import Bench

    store = open_store(database)
    post = _post(store, port, 1)
    bench = Bench(
        campaigns=post.campaigns,
        post=lambda _: post,
        clock=lambda: datetime.now(UTC),
        sleep=time.sleep,
        actor="bench",
    )
    at_once = 3
    jobs = queue.app(database, send=bench.send, sweep=bench.sweep, at_once=at_once)
    cpu = time.process_time()
    queue.run(jobs, name=own_name(), at_once=at_once, until_empty=True)
    return {"cpu_ms": (time.process_time() - cpu) * 1000 / people}


def took(people: int, _: int, database: str) -> dict[str, float]:
    """Give the seconds from the first intent to the last result, as the store tells them."""
    from sqlalchemy import func, select

    from notifier.adapters.store.engine import open_store
    from notifier.adapters.store.tables import attempt

    with open_store(database).connect() as connection:
        first, last = connection.execute(select(func.min(attempt.c.at), func.max(attempt.c.at))).one()
        hands = connection.execute(select(func.count(attempt.c.worker.distinct()))).scalar_one()
    return {"send_s": (last - first).total_seconds(), "workers": hands}


def storm(people: int, _: int, database: str) -> dict[str, float]:
    """Send through a provider that fails in every way at once, until everybody is known to be told."""
    from datetime import timedelta

    import campaigns as build
    from sendgrid_stand_in import Faults, Running, StandIn

    from notifier.adapters.mail.sendgrid import SendGrid
    from notifier.adapters.store.engine import open_store
    from notifier.core.campaign import State
    from notifier.flows import deliver

    provider, clock = StandIn(KEY), build.Clock()
    provider.faults = Faults(error=50, drop=80, limit=60)
    store = open_store(database)
    started = time.perf_counter()
    with Running(provider) as running:
        way = SendGrid(KEY, host=running.host, clock=lambda: clock().timestamp())
        post = build.post(store, way, clock, threads=2)
        one = build.approved(store, chunk_size=250)
        for _turn in range(30):
            one = deliver.send(post, one, actor="bench")
            if one.state is State.COMPLETED:
                break
            clock.at += timedelta(minutes=16)
            post.events.take(build.events(provider.seen.chunks, at=clock.at - timedelta(seconds=1)))
        way.close()
    return {
        "state": one.state,
        "send_s": time.perf_counter() - started,
        "people": len(provider.seen.people),
        "twice": sum(1 for count in provider.seen.people.values() if count > 1),
        "broken": provider.seen.statuses[500] + provider.dropped,
        "limited": provider.seen.statuses[429],
    }


def bring(people: int, _: int, database: str) -> dict[str, float]:
    """Bring a file of people in, in no order, as `policy subjects import` does."""
    import tempfile
    from datetime import UTC, datetime

    from notifier.adapters.store.engine import open_store
    from notifier.adapters.store.people import People
    from notifier.core.release import Version
    from notifier.core.text import EN, FR, PolicyName
    from notifier.flows.enrol import Terms, enrol

    known = Terms(
        languages=frozenset((EN, FR)),
        services=frozenset(("mail", "shop")),
        versions={PolicyName("privacy"): frozenset((Version(1, 0, 0), Version(1, 1, 0)))},
    )
    step = 7_368_787  # a prime: every number comes once, and far from the one before
    with tempfile.TemporaryDirectory(prefix="notifier-bench-", dir="/tmp") as folder:
        place = Path(folder) / "people.csv"
        with place.open("w", encoding="utf-8") as file:
            file.write("external_id,email,language,services,baseline\n")
            for turn in range(people):
                n = turn * step % people
                file.write(
                    f"cust-{n:09},person{n}@mail{n % 997}.example.org,{language(n)},"
                    f"{'mail shop' if n % 2 else 'shop'},{'1.0.0' if n % 5 else '1.1.0'}\n"
                )
        kept = People(open_store(database), secret=b"s" * 32)
        started, cpu = time.perf_counter(), time.process_time()
        done = enrol(place, known=known, people=kept, refuse=print, now=datetime.now(UTC))
        return {
            "kept": done.kept,
            "send_s": time.perf_counter() - started,
            "cpu_ms": (time.process_time() - cpu) * 1000 / people,
        }


def helper(people: int, port: int, _: str) -> dict[str, float]:
    """One call of the library's `Mail` helper for each person."""
    from sendgrid import SendGridAPIClient
    from sendgrid.helpers.mail import Header, Mail

    api = SendGridAPIClient(KEY, host=f"http://127.0.0.1:{port}")
    started, cpu = time.perf_counter(), time.process_time()
    for n in range(people):
        mail = Mail(
            from_email="privacy@example.org",
            to_emails=f"p{n}@example.org",
            subject="Your rights change on 15 January 2027",
            plain_text_content=TEXT % link(n),
            html_content=HTML % link(n),
        )
        mail.add_header(Header("Auto-Submitted", "auto-generated"))
        api.send(mail)
    return {
        "send_s": time.perf_counter() - started,
        "cpu_ms": (time.process_time() - cpu) * 1000 / people,
    }


def anymail(people: int, port: int, _: str) -> dict[str, float]:
    """Django and Anymail in bulk: a thousand people a call, through `merge_data`."""
    import django
    from django.conf import settings

    settings.configure(
        EMAIL_BACKEND="anymail.backends.sendgrid.EmailBackend",
        INSTALLED_APPS=["anymail"],
        ANYMAIL={
            "SENDGRID_API_KEY": KEY,
            "SENDGRID_API_URL": f"http://127.0.0.1:{port}/v3/",
            "SENDGRID_GENERATE_MESSAGE_ID": False,
        },
    )
    django.setup()
    from anymail.message import AnymailMessage
    from django.core.mail import get_connection

    connection = get_connection()
    connection.open()
    started, cpu = time.perf_counter(), time.process_time()
    for first in range(0, people, 1000):
        numbers = range(first, min(first + 1000, people))
        message = AnymailMessage(
            subject="Your rights change on 15 January 2027",
            body=TEXT % "-link-",
            from_email="privacy@example.org",
            to=[f"p{n}@example.org" for n in numbers],
            connection=connection,
        )
        message.attach_alternative(HTML % "-link-", "text/html")
        message.merge_data = {f"p{n}@example.org": {"link": link(n)} for n in numbers}
        message.merge_headers = {
            f"p{n}@example.org": {"Message-ID": f"<{n:x}.notice@example.org>"} for n in numbers
        }
        message.merge_metadata = {f"p{n}@example.org": {"d": str(n)} for n in numbers}
        message.esp_extra = {"merge_field_format": "-{}-"}
        message.send()
    return {
        "send_s": time.perf_counter() - started,
        "cpu_ms": (time.process_time() - cpu) * 1000 / people,
    }


def smtp_ours(people: int, port: int, _: str) -> dict[str, float]:
    """SMTP over one connection, personal bytes spliced in."""
    from dataclasses import replace

    import campaigns as build

    from notifier.adapters.mail.batch import Batch
    from notifier.adapters.mail.smtp import Server, Smtp
    from notifier.core.delivery import ChunkId, DeliveryId, Recipient
    from notifier.core.text import EN

    mark = "https://personal-en0123456789abcdef.invalid/"
    mail = replace(build.mail("en"), html=HTML % mark, text=TEXT % mark, placeholder=mark)
    way = Smtp(Server(host="127.0.0.1", port=port, security="none"))
    started, cpu = time.perf_counter(), time.process_time()
    for first in range(0, people, 50):
        way.send(
            Batch(
                campaign="bench",
                chunk=ChunkId(first + 1),
                attempt=1,
                language=EN,
                mail=mail,
                leave=False,
                sender=build.SENDER,
                recipients=tuple(
                    Recipient(delivery=DeliveryId(n + 1), address=f"p{n}@example.org", link=link(n))
                    for n in range(first, min(first + 50, people))
                ),
                at=build.START,
            )
        )
    way.close()
    return {
        "send_s": time.perf_counter() - started,
        "cpu_ms": (time.process_time() - cpu) * 1000 / people,
    }


def smtp_each(people: int, port: int, _: str) -> dict[str, float]:
    """The standard library: one connection, an `EmailMessage` for each person."""
    import smtplib
    from email.message import EmailMessage

    connection = smtplib.SMTP("127.0.0.1", port, local_hostname="localhost")
    started, cpu = time.perf_counter(), time.process_time()
    for n in range(people):
        message = EmailMessage()
        message["From"], message["To"] = "privacy@example.org", f"p{n}@example.org"
        message["Subject"] = "Your rights change on 15 January 2027"
        message.set_content(TEXT % link(n))
        message.add_alternative(HTML % link(n), subtype="html")
        connection.send_message(message)
    connection.quit()
    return {
        "send_s": time.perf_counter() - started,
        "cpu_ms": (time.process_time() - cpu) * 1000 / people,
    }


def webhook(events: int, _: int, database: str) -> dict[str, float]:
    """Signed posts of 500 events each into the store."""
    import base64

    import campaigns as build
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    from notifier.adapters.mail.webhook import Verifier
    from notifier.adapters.store.engine import open_store
    from notifier.adapters.store.events import Events
    from notifier.core.delivery import delivery_id
    from notifier.flows import deliver, track

    store = open_store(database)
    people = events // 2
    build.enrolled(store, build.subjects(people))
    one = deliver.expand(build.post(store, None), build.approved(store, chunk_size=1000), actor="bench")
    private = ec.generate_private_key(ec.SECP256R1())
    public = base64.b64encode(
        private.public_key().public_bytes(
            serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
        )
    ).decode()
    at = str(int(build.START.timestamp()))
    posts = []
    for kind in ("processed", "delivered"):
        for first in range(0, people, 500):
            body = build.payload(
                *(
                    {
                        "event": kind,
                        "sg_event_id": f"{kind}-{n}-aaaaaaaaaaaaaaaaaaaaaaaa",
                        "timestamp": int(at),
                        "email": f"p{n}@example.org",
                        "d": str(delivery_id(one.id, n + 1)),
                        "c": "4294967296.1",
                        "smtp-id": "<aaaaaaaaaaaaaaaaaaaaaaaa@example.org>",
                    }
                    for n in range(first, min(first + 500, people))
                )
            )
            sign = base64.b64encode(private.sign(at.encode() + body, ec.ECDSA(hashes.SHA256()))).decode()
            posts.append((body, sign))
    kept, verifier = Events(store), Verifier(public)
    started, cpu = time.perf_counter(), time.process_time()
    taken = sum(
        track.take(kept, verifier, body, signature=sign, timestamp=at, now=build.START)
        for body, sign in posts
    )
    return {
        "events": taken,
        "send_s": time.perf_counter() - started,
        "cpu_ms": (time.process_time() - cpu) * 1000 / events,
    }


CONTENDERS = {
    "fill": fill,
    "plan": plan,
    "send": send,
    "worker": worker,
    "took": took,
    "storm": storm,
    "bring": bring,
    "helper": helper,
    "anymail": anymail,
    "smtp-ours": smtp_ours,
    "smtp-each": smtp_each,
    "webhook": webhook,
}

if __name__ == "__main__":
    name, people, port, *rest = sys.argv[1:]
    told = CONTENDERS[name](int(people), int(port), rest[0] if rest else "")
    told["rss_mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps(told))
