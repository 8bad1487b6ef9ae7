"""A loopback SendGrid: parses each call, checks what the real one checks, counts people, and fails when told to.

It runs as a process of its own (`python -m sendgrid_stand_in PORT`) or inside a test. `GET /stats` tells what it saw.
"""

from __future__ import annotations

import asyncio
import re
import sys
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from typing import Self

import orjson

valid = re.compile(r"[^@\s<>,;]+@[^@\s<>,;]+\.[^@\s<>,;]+").fullmatch
FORBIDDEN = {
    "x-sg-id", "x-sg-eid", "received", "dkim-signature", "content-type", "content-transfer-encoding",
    "to", "from", "subject", "reply-to", "cc", "bcc",
}  # fmt: skip


class Refused(Exception):
    def __init__(self, status: int, field: str, message: str) -> None:
        super().__init__(message)
        self.status, self.field, self.message = status, field, message


@dataclass
class Faults:
    """How often, in a thousand calls, each thing goes wrong; `latency` in seconds; `rate` calls a second, 0 for any."""

    error: int = 0
    drop: int = 0
    limit: int = 0
    latency: float = 0.0
    rate: int = 0
    reset: str = ""
    status: int = 0
    refused: frozenset[str] = frozenset()


@dataclass
class Seen:
    calls: int = 0
    mails: int = 0
    connections: int = 0
    statuses: Counter[int] = field(default_factory=Counter)
    people: Counter[str] = field(default_factory=Counter)
    chunks: set[str] = field(default_factory=set)
    last: bytes = b""
    """The last call that was accepted, as it came."""
    forgotten: list[str] = field(default_factory=list)


class StandIn:
    def __init__(self, key: str = "SG.test", *, keep: bool = True) -> None:
        self.key = key
        self.keep = keep
        self.faults = Faults()
        self.seen = Seen()
        self.turn = 0
        self.dropped = 0
        self.window = (0, 0)
        self.good: set[frozenset[str]] = set()

    def answer(self, headers: dict[str, str], body: bytes) -> tuple[int, dict[str, str], bytes]:
        """Answer a call as the API does."""
        self.seen.calls += 1
        if self.faults.status:
            return self.faults.status, {}, b"{}"
        if limited := self.limited():
            return limited
        try:
            call, sandbox = self.check(headers, body)
        except Refused as error:
            told = {"errors": [{"message": error.message, "field": error.field, "help": None}]}
            return error.status, {}, orjson.dumps(told)
        self.turn += 1
        if self.faults.error and self.turn * 7 % 1000 < self.faults.error:
            return 500, {}, b"{}"
        if not sandbox:
            self.take(call, body)
        if self.faults.drop and self.turn * 13 % 1000 < self.faults.drop:
            self.dropped += 1
            return 0, {}, b""
        return (200 if sandbox else 202), {"X-Message-Id": f"m{self.seen.calls}"}, b""

    def erase(self, headers: dict[str, str], body: bytes) -> tuple[int, dict[str, str], bytes]:
        """Take an erasure of recipients: up to 5,000 addresses, up to 256 KB."""
        self.seen.calls += 1
        if self.faults.status:
            return self.faults.status, {}, b"{}"
        if headers.get("authorization") != f"Bearer {self.key}":
            return 401, {}, b'{"errors":[{"message":"authorization required","field":null}]}'
        told = orjson.loads(body).get("email_addresses")
        if not isinstance(told, list) or not 1 <= len(told) <= 5_000 or len(body) > 256_000:
            return (
                400,
                {},
                b'{"errors":[{"message":"between 1 and 5000 addresses","field":"email_addresses"}]}',
            )
        self.seen.forgotten += told
        return 202, {}, orjson.dumps({"job_id": f"job-{len(self.seen.forgotten)}"})

    def limited(self) -> tuple[int, dict[str, str], bytes] | None:
        """Ask for rest: by the second, or after a share of the calls, whatever the machine is busy with."""
        told = {"X-RateLimit-Reset": self.faults.reset or str(int(time.time()) + 1)}
        second = int(time.monotonic())
        self.window = (second, self.window[1] + 1 if self.window[0] == second else 1)
        too_fast = self.faults.rate and self.window[1] > self.faults.rate
        if too_fast or (self.faults.limit and self.seen.calls * 11 % 1000 < self.faults.limit):
            return 429, told, b'{"errors":[{"message":"too many requests","field":null}]}'
        return None

    def take(self, call: dict, body: bytes) -> None:
        people = call["personalizations"]
        self.seen.mails += len(people)
        self.seen.last = body
        self.seen.people.update(
            [one.get("custom_args", {}).get("d") or one["to"][0]["email"] for one in people]
        )
        self.seen.chunks.add(call.get("custom_args", {}).get("c", ""))

    def check(self, headers: dict[str, str], body: bytes) -> tuple[dict, bool]:
        if headers.get("authorization") != f"Bearer {self.key}":
            raise Refused(401, "", "authorization required")
        if len(body) > 30_000_000:
            raise Refused(413, "", "payload too large")
        try:
            call = orjson.loads(body)
        except ValueError:
            raise Refused(400, "", "bad request") from None
        people = call.get("personalizations")
        if not isinstance(people, list) or not 1 <= len(people) <= 1000:
            raise Refused(400, "personalizations", "between 1 and 1000 personalizations")
        if not self.plain(people):
            seen: set[str] = set()
            for place, one in enumerate(people):
                self.check_one(one, place, seen)
        for name in ("from", "subject", "content"):
            if not call.get(name) and not all(one.get(name) for one in people):
                raise Refused(400, name, f"{name} is required")
        kinds = [part["type"] for part in call["content"]]
        if kinds != sorted(kinds, key=("text/plain", "text/html").index):
            raise Refused(400, "content", "text/plain must come first")
        self.check_headers(call.get("headers") or {}, "headers")
        sandbox = ((call.get("mail_settings") or {}).get("sandbox_mode") or {}).get("enable", False)
        self.check_args(call, "custom_args")
        return call, bool(sandbox)

    def plain(self, people: list[dict]) -> bool:
        """Say whether all is well with the people of a call; what is not, or is seldom so, is looked at one by one.

        All are asked the same at once, so that a sender is measured and not how fast this answers.
        """
        try:
            addresses = [one["to"][0]["email"].lower() for one in people]
            args = [one["custom_args"]["d"] for one in people]
            words = [pair for one in people for pair in one.get("substitutions", {}).items()]
            headers = [one["headers"] for one in people]
        except (KeyError, IndexError, TypeError, AttributeError):
            return False
        kinds = {frozenset(one) for one in headers}
        return (
            all(len(one["to"]) == 1 for one in people)
            and not any("cc" in one or "bcc" in one for one in people)
            and len(set(addresses)) == len(addresses)
            and all(map(valid, addresses))
            and self.faults.refused.isdisjoint(addresses)
            and all(len(one["custom_args"]) == 1 for one in people)
            and all(isinstance(arg, str) and len(arg) <= 10_000 for arg in args)
            and all(len(one.get("substitutions", ())) <= 1 for one in people)
            and max((len(mark) + len(word) for mark, word in words), default=0) <= 10_000
            and kinds <= self.good
            and "\n" not in (told := "".join([word for one in headers for word in one.values()]))
            and "\r" not in told
        )

    def check_one(self, one: dict, place: int, seen: set[str]) -> None:
        to = (
            one["to"]
            if "cc" not in one and "bcc" not in one
            else [*one["to"], *one.get("cc", ()), *one.get("bcc", ())]
        )
        for each in to:
            address = each["email"].lower()
            if not valid(address) or address in self.faults.refused:
                raise Refused(400, f"personalizations.{place}.to.0.email", "does not contain a valid address")
            if address in seen:
                raise Refused(400, f"personalizations.{place}.to", "each address must be unique in the call")
            seen.add(address)
        if words := one.get("substitutions"):
            pairs = "".join((*words, *words.values()))
            if len(pairs) > 10_000:
                raise Refused(400, f"personalizations.{place}.substitutions", "more than 10000 bytes")
        self.check_args(one, place)
        if headers := one.get("headers"):
            self.check_headers(headers, place)

    def check_args(self, told: dict, place: object) -> None:
        args = told.get("custom_args")
        try:
            if args and len("".join(args.values())) > 10_000:
                raise Refused(400, f"{place}.custom_args", "more than 10000 bytes")
        except TypeError:
            raise Refused(400, f"{place}.custom_args", "strings only") from None

    def check_headers(self, headers: dict[str, str], place: object) -> None:
        names = frozenset(headers)
        if names not in self.good:
            for name in names:
                if name.lower() in FORBIDDEN:
                    raise Refused(400, f"{place}.headers", f"{name} is reserved")
            self.good.add(names)
        values = "".join(headers.values())
        if "\n" in values or "\r" in values:
            raise Refused(400, f"{place}.headers", "more than one line")

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.seen.connections += 1
        try:
            while line := await reader.readline():
                method, path = line.split(b" ")[:2]
                headers = {}
                while (raw := await reader.readline()) not in {b"\r\n", b""}:
                    name, _, value = raw.decode("latin-1").partition(":")
                    headers[name.strip().lower()] = value.strip()
                body = await reader.readexactly(int(headers.get("content-length", "0")))
                post = self.erase if path == b"/v3/recipients/erasejob" else self.answer
                status, told, content = (200, {}, self.stats()) if method == b"GET" else post(headers, body)
                if self.faults.latency:
                    await asyncio.sleep(self.faults.latency)
                if status == 0:
                    break
                self.seen.statuses[status] += 1
                lines = [f"HTTP/1.1 {status} X", f"Content-Length: {len(content)}"]
                lines += [f"{name}: {value}" for name, value in told.items()]
                writer.write(("\r\n".join(lines) + "\r\n\r\n").encode() + content)
                await writer.drain()
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()

    def stats(self) -> bytes:
        twice = sum(1 for count in self.seen.people.values() if count > 1)
        told = {
            "calls": self.seen.calls,
            "mails": self.seen.mails,
            "people": len(self.seen.people),
            "twice": twice,
            "connections": self.seen.connections,
            "statuses": {str(status): count for status, count in self.seen.statuses.items()},
        }
        return orjson.dumps(told)


class Running:
    """A stand-in that answers from a thread, for as long as it is entered."""

    def __init__(self, stand_in: StandIn) -> None:
        self.stand_in = stand_in
        self.port = 0
        self.ready = threading.Event()
        self.thread = threading.Thread(target=lambda: asyncio.run(self.run()), daemon=True)

    @property
    def host(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    async def run(self) -> None:
        """Answer until somebody says enough; whoever is still connected then is left in this thread's own loop."""
        self.loop, self.enough = asyncio.get_running_loop(), asyncio.Event()
        server = await asyncio.start_server(self.stand_in.serve, "127.0.0.1", 0, limit=1 << 20)
        self.port = server.sockets[0].getsockname()[1]
        self.ready.set()
        await self.enough.wait()
        server.close()

    def __enter__(self) -> Self:
        self.thread.start()
        self.ready.wait()
        return self

    def __exit__(self, *_: object) -> None:
        self.loop.call_soon_threadsafe(self.enough.set)
        self.thread.join()


async def forever(port: int) -> None:
    server = await asyncio.start_server(StandIn().serve, "127.0.0.1", port, limit=1 << 20)
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(forever(int(sys.argv[1])))
