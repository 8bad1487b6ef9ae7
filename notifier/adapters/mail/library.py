"""SendGrid's library, without what checks signed events.

That part brings eight megabytes of cryptography into every process that sends, and none of them checks events. Whoever
does imports it by its own name, and gets it.
"""

from __future__ import annotations

import sys
from types import ModuleType

_UNUSED = "sendgrid.helpers.eventwebhook"

if "sendgrid" not in sys.modules:
    sys.modules[_UNUSED] = ModuleType(_UNUSED)  # what is there already is not looked for
    try:
        from sendgrid import SendGridAPIClient
    finally:
        del sys.modules[_UNUSED]
else:
    from sendgrid import SendGridAPIClient

__all__ = ["SendGridAPIClient"]
