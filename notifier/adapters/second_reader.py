"""A second reader behind any address that speaks the chat protocol of OpenAI, a server on this machine included.

One call a change, to one address, without redirects and without retries; the answer is only words here.
"""

from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING

import urllib3

from notifier.core.opinion import SCHEMA, SYSTEM
from notifier.core.said import say
from notifier.errors import ReaderSilent, SettingsRefused

if TYPE_CHECKING:
    from notifier.adapters.settings import Settings

LARGEST = 64 * 1024
"""Bytes of an answer that are read at most."""

_PART = 4096
_OK = 200


class SecondReader:
    """The model that the settings name."""

    def __init__(self, settings: Settings) -> None:
        if not settings.reader_url.startswith(("http://", "https://")) or not settings.reader_model:
            raise SettingsRefused(
                say("no second reader is set up"),
                source="NOTIFIER_READER_URL",
                remedy=say("set NOTIFIER_READER_URL and NOTIFIER_READER_MODEL, or leave out --second-reader"),
            )
        self.model = settings.reader_model
        self._url = settings.reader_url.rstrip("/") + "/chat/completions"
        self._key = settings.reader_key.get_secret_value()
        self._patience = settings.reader_timeout
        timeout = urllib3.Timeout(connect=min(10.0, self._patience), read=self._patience)
        self._pool = urllib3.PoolManager(retries=False, timeout=timeout)

    def ask(self, question: str) -> str:
        """Ask about one change and give the words of the answer; raises `ReaderSilent` when there is none."""
        headers = {"Content-Type": "application/json"}
        if self._key:
            headers["Authorization"] = f"Bearer {self._key}"
        try:
            response = self._pool.request(
                "POST",
                self._url,
                body=self._asked(question),
                headers=headers,
                redirect=False,
                preload_content=False,
            )
            try:
                body = self._read(response)
            finally:
                response.close()
        except urllib3.exceptions.HTTPError as error:
            raise ReaderSilent(say("the second reader at {url} does not answer", url=self._url)) from error
        if response.status != _OK:
            raise ReaderSilent(
                say(
                    "the second reader at {url} answers with status {status}",
                    url=self._url,
                    status=response.status,
                )
            )
        return _words(body)

    def _asked(self, question: str) -> bytes:
        """Give the body of a call: the same question always gives the same body."""
        return json.dumps(
            {
                "model": self.model,
                "messages": [{"role": "system", "content": SYSTEM}, {"role": "user", "content": question}],
                "temperature": 0,
                "seed": 1,
                "max_tokens": 800,
                "response_format": {
                    "type": "json_schema",
                    "json_schema": {"name": "opinion", "strict": True, "schema": SCHEMA},
                },
            },
            ensure_ascii=False,
        ).encode()

    def _read(self, response: urllib3.BaseHTTPResponse) -> bytes:
        """Read an answer, as long as patience lasts and no more than it may hold."""
        until = time.monotonic() + self._patience
        body = b""
        while part := response.read1(_PART):
            body += part
            if len(body) > LARGEST or time.monotonic() > until:
                raise ReaderSilent(say("the answer of the second reader at {url} has no end", url=self._url))
        return body


def _words(body: bytes) -> str:
    """Take the words out of a completion; empty when it is none."""
    try:
        return str(json.loads(body)["choices"][0]["message"]["content"])
    except (ValueError, LookupError, TypeError, RecursionError):
        return ""
