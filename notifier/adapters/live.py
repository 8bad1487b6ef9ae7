"""Whether the pages that a mail leads to are there, as a reader of the mail would find them."""

from __future__ import annotations

import urllib3

_TIMEOUT = urllib3.Timeout(connect=10, read=20)
_AGENT = {"User-Agent": "policy-notifier (checks links before mails leave)"}


def fault(address: str) -> str:
    """Say in a few words why a page cannot be read; nothing when it can."""
    try:
        with urllib3.PoolManager(headers=_AGENT, retries=urllib3.Retry(total=2, redirect=3)) as pool:
            answer = pool.request("GET", address, timeout=_TIMEOUT)
    except (urllib3.exceptions.HTTPError, OSError) as error:
        cause = getattr(error, "reason", None) or error
        return type(cause).__name__
    return "" if answer.status == 200 else str(answer.status)
