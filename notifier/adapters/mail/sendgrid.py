"""SendGrid, through its library: a thousand people a call, over connections that stay open.

The library alone would open a connection for each call, wait for ever, and write keys and personal links to its debug
log. All three are cured here; what it does well, addresses and errors of the API, stays its own.
"""

from __future__ import annotations

import logging
import re
import time
from functools import lru_cache
from typing import TYPE_CHECKING, Any, ClassVar

import orjson
import urllib3
from python_http_client import Client
from python_http_client.exceptions import HTTPError, err_dict

from notifier.adapters.mail.library import SendGridAPIClient
from notifier.adapters.mail.message import message_id
from notifier.core.delivery import DeliveryId, Outcome
from notifier.errors import (
    AccountRefused,
    BatchRefused,
    PermanentDeliveryError,
    TransientDeliveryError,
    UnknownDelivery,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from notifier.adapters.mail.batch import Batch, Sender
    from notifier.core.mail import Mail

TIMEOUT = urllib3.Timeout(connect=10, read=60)
LONGEST_REST = 900.0
"""Whatever the provider asks for, nobody waits longer than this before asking again."""

_NOT_SENT = (
    urllib3.exceptions.NewConnectionError,
    urllib3.exceptions.ConnectTimeoutError,
    urllib3.exceptions.NameResolutionError,
    urllib3.exceptions.SSLError,
    urllib3.exceptions.ProxyError,
)


class Pooled(Client):  # type: ignore[misc]
    """The library's client over a pool of open connections, with a timeout."""

    def __init__(self, *, pool: urllib3.PoolManager, **rest: Any) -> None:
        super().__init__(**rest)
        self.pool = pool

    def _build_client(self, name: str | None = None) -> Pooled:
        path = [*self._url_path, name] if name else self._url_path
        return Pooled(
            pool=self.pool,
            host=self.host,
            version=self._version,
            request_headers=self.request_headers,
            url_path=path,
        )

    def _make_request(self, opener: Any, request: Any, timeout: float | None = None) -> Answer:
        del opener, timeout
        answer = self.pool.request(
            request.get_method(),
            request.full_url,
            body=request.data,
            headers=dict(request.header_items()),
            retries=False,
            redirect=False,
            timeout=TIMEOUT,
        )
        if answer.status >= 300:
            error = err_dict.get(answer.status, HTTPError)
            raise error(answer.status, answer.reason, answer.data, answer.headers)
        return Answer(answer)


class Answer:
    """An answer of the pool in the shape the library reads."""

    def __init__(self, answer: urllib3.BaseHTTPResponse) -> None:
        self.answer = answer

    def getcode(self) -> int:
        """Give the status."""
        return self.answer.status

    def read(self) -> bytes:
        """Give the body."""
        return self.answer.data

    def info(self) -> Any:
        """Give the headers."""
        return self.answer.headers


class Written:
    """A call that is already written, in the shapes the library asks for.

    For its debug log, read or not, the library also makes a sentence of the whole call; of a view it makes a short one.
    """

    def __init__(self, body: bytes) -> None:
        self.body = memoryview(body)

    def get(self) -> Written:
        """Give what the library would have built."""
        return self

    def encode(self, encoding: str) -> memoryview:
        """Give the bytes."""
        del encoding
        return self.body


class SendGrid:
    """Hand batches to SendGrid; tracking is off, and only opaque ids go with a mail."""

    _logger: ClassVar[logging.Logger] = logging.getLogger("python_http_client")

    def __init__(
        self,
        key: str,
        *,
        host: str,
        sandbox: bool = False,
        connections: int = 8,
        clock: Callable[[], float] = time.time,
    ) -> None:
        # At DEBUG the library writes the key and every personal link.
        self._logger.setLevel(logging.WARNING)
        self.sandbox = sandbox
        self.clock = clock
        self.pool = urllib3.PoolManager(maxsize=connections, block=True)
        self.api = SendGridAPIClient(key, host=host)
        headers = {**self.api.client.request_headers, "Content-Type": "application/json; charset=utf-8"}
        self.api.client = Pooled(pool=self.pool, host=host, version=3, request_headers=headers)

    def send(self, batch: Batch) -> Outcome:
        """Hand a batch over in one call."""
        call = Written(body(batch, sandbox=self.sandbox))
        try:
            answer = self.api.send(call)
        except HTTPError as error:
            raise self._conclusion(error) from error
        except _NOT_SENT as error:
            raise TransientDeliveryError(f"SendGrid cannot be reached ({type(error).__name__})") from error
        except (urllib3.exceptions.HTTPError, OSError) as error:
            raise UnknownDelivery(f"the call broke off ({type(error).__name__})") from error
        return Outcome(message=str(answer.headers.get("X-Message-Id", "")))

    def evidence(self, campaign: str, deliveries: tuple[DeliveryId, ...]) -> frozenset[DeliveryId] | None:
        """SendGrid says nothing when asked; its events are the evidence."""
        del campaign, deliveries
        return None

    def forget(self, addresses: Sequence[str]) -> str:
        """Ask SendGrid to erase everything it keeps of recipients; gives the name of its job.

        Raises:
            TransientDeliveryError: when it was surely not asked, or not understood; asking again does no harm.
        """
        call = Written(orjson.dumps({"email_addresses": [*addresses]}))
        try:
            answer = self.api.client.recipients.erasejob.post(request_body=call)
            return str(orjson.loads(answer.body)["job_id"])
        except HTTPError as error:
            raise TransientDeliveryError(
                f"SendGrid answered {error.status_code}: {_reason(error)}"
            ) from error
        except (urllib3.exceptions.HTTPError, OSError, ValueError, KeyError, TypeError) as error:
            raise TransientDeliveryError(f"SendGrid gave no answer ({type(error).__name__})") from error

    def close(self) -> None:
        """Close every connection."""
        self.pool.clear()

    def _conclusion(self, error: HTTPError) -> Exception:
        """Say what an answer means; only what surely was not sent may be tried again."""
        told = f"SendGrid answered {error.status_code}: {_reason(error)}"
        match error.status_code:
            case 400 | 413:
                return BatchRefused(told)
            case 401 | 403:
                return AccountRefused(told)
            case 429:
                return TransientDeliveryError(told, rest=rest(error.headers, now=self.clock()))
            case status if status < 500:
                return PermanentDeliveryError(told)
            case _:
                return UnknownDelivery(told)


def rest(headers: Any, *, now: float) -> float:
    """Say how long to wait after 429; a moment that is absurd, past or missing asks for a second."""
    try:
        wait = float(headers.get("X-RateLimit-Reset", "")) - now
    except ValueError:
        return 1.0
    return min(max(wait, 1.0), LONGEST_REST) if wait == wait else 1.0  # noqa: PLR0124 - only "nan" is not itself


def body(batch: Batch, *, sandbox: bool) -> bytes:
    """Write the call: what is the same for all was written before, and what is personal is spliced in as text."""
    deliveries, addresses, links = zip(*batch.recipients, strict=True)
    mark = batch.mail.placeholder if any(links) else ""
    shape, order = _shape(mark, batch.sender.domain, leave=batch.leave)
    columns = {"delivery": deliveries, "address": _inside(addresses), "link": _inside(links)}
    people = [shape % one for one in zip(*(columns[name] for name in order), strict=True)]
    people[0] = f'{{"custom_args":{{"c":"{batch.chunk}.{batch.attempt}"}},"personalizations":[{people[0]}'
    people[-1] += "]," + _head(batch.mail, batch.sender, batch.language, sandbox)
    return ",".join(people).encode()


_PLACES = {"delivery": "%d", "link": "%s", "address": "%s", "hexadecimal": "%x"}
_PLACE = re.compile(r"\\u0000(\w+)\\u0000")


@lru_cache(maxsize=256)
def _shape(mark: str, domain: str, *, leave: bool) -> tuple[str, tuple[str, ...]]:
    """Write one person of a call with places for what is personal, and say what stands in each place."""
    headers = {"Message-ID": message_id(DeliveryId(0), domain).replace("<0.", "<\0hexadecimal\0.")}
    if leave:
        headers["List-Unsubscribe"] = "<\0link\0>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    told: dict[str, Any] = {
        "to": [{"email": "\0address\0"}],
        "custom_args": {"d": "\0delivery\0"},
        "headers": headers,
    }
    if mark:
        told["substitutions"] = {mark: "\0link\0"}
    written = orjson.dumps(told).decode().replace("%", "%%")
    order = tuple("delivery" if name == "hexadecimal" else name for name in _PLACE.findall(written))
    return _PLACE.sub(lambda place: _PLACES[place[1]], written), order


def _inside(words: Sequence[str]) -> Sequence[str]:
    """Write words as they stand inside a string of JSON; a look at all of them tells that most are so already."""
    whole = "".join(words)
    if len(orjson.dumps(whole)) == len(whole) + 2:
        return words
    return [orjson.dumps(word)[1:-1].decode() for word in words]


@lru_cache(maxsize=256)
def _head(mail: Mail, sender: Sender, language: str, sandbox: bool) -> str:  # noqa: FBT001
    off = {"enable": False}
    told = {
        "from": {"email": sender.address, "name": sender.name},
        "reply_to": {"email": sender.reply_to},
        "subject": mail.subject,
        "content": [
            {"type": "text/plain", "value": mail.text},
            {"type": "text/html", "value": mail.html},
        ],
        "headers": {
            "Content-Language": language,
            "Auto-Submitted": "auto-generated",
            "X-Auto-Response-Suppress": "All",
        },
        # Click tracking would write personal links into logs; the subscription footer would silence later notices.
        "tracking_settings": {
            "click_tracking": {"enable": False, "enable_text": False},
            "open_tracking": off,
            "subscription_tracking": off,
        },
        "mail_settings": {"sandbox_mode": {"enable": sandbox}},
    }
    return orjson.dumps(told).decode()[1:]


def _reason(error: HTTPError) -> str:
    """Give the provider's reason without what it repeats of the call."""
    try:
        errors = orjson.loads(error.body)["errors"]
        fields = {str(one.get("field") or one.get("message", ""))[:80] for one in errors[:5]}
    except (ValueError, KeyError, TypeError, AttributeError):
        return str(error.reason)
    return ", ".join(sorted(fields))
