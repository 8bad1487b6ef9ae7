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


def ours(people: int, port: int, database: str) -> dict[str, float]:
    """Plan and send with durable rows."""
    import campaigns as build
    from sqlalchemy import text

    from notifier.adapters.links import Links
    from notifier.adapters.mail.sendgrid import SendGrid
    from notifier.adapters.settings import Settings
    from notifier.adapters.store.engine import open_store
    from notifier.adapters.tokens import Tokens
    from notifier.core.mail import Mail
    from notifier.flows import deliver

    store = open_store(database)
    started = time.perf_counter()
    with store.begin() as connection:
        connection.execute(
            text("INSERT INTO profile (id, services, baselines) VALUES (1, 'accounts', 'privacy=1.0.0')")
        )
        key = "'k' || n" if store.dialect.name == "sqlite" else "decode(lpad(to_hex(n), 32, '0'), 'hex')"
        if store.dialect.name == "sqlite":
            key = f"CAST({key} AS BLOB)"
        now = "'2026-11-23T12:00:00.000000+00:00'"
        connection.execute(
            text(
                "INSERT INTO person (id, external_id, state, email, address_key, language, profile_id, created_at,"
                " updated_at) WITH RECURSIVE count(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM count WHERE n < :top)"
                f" SELECT n, 'x' || n, 'active', 'p' || n || '@example.org', {key},"
                f" CASE WHEN n % 3 = 0 THEN 'fr' ELSE 'en' END, 1, {now}, {now} FROM count"
            ),
            {"top": people},
        )
    made = time.perf_counter()

    def mail(spoken: str) -> Mail:
        mark = f"https://personal-{spoken}0123456789abcdef.invalid/"
        return Mail(
            subject="Your rights change on 15 January 2027",
            html=HTML % mark,
            text=TEXT % mark,
            placeholder=mark,
        )

    build.mail = lambda spoken, size=0: mail(spoken)  # the words of this benchmark
    one = build.approved(store, chunk_size=1000)
    way = SendGrid(KEY, host=f"http://127.0.0.1:{port}")
    settings = Settings(key="k" * 43)
    post = build.post(store, way, threads=2)
    post = __import__("dataclasses").replace(
        post,
        links=Links(Tokens(settings, on=build.START.date()), base="https://decide.example.org/"),
        clock=lambda: __import__("datetime").datetime.now(__import__("datetime").UTC),
        sleep=time.sleep,
    )
    planning = time.perf_counter()
    one = deliver.expand(post, one, actor="bench")
    planned = time.perf_counter()
    cpu = time.process_time()
    done = deliver.send(post, one, actor="bench")
    ended = time.perf_counter()
    return {
        "state": done.state,
        "made_s": made - started,
        "plan_s": planned - planning,
        "send_s": ended - planned,
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
    "ours": ours,
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
