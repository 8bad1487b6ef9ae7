"""Every refusal, drawn as a tree.

```
NotifierError
├── Refusal                      something a user can mend: place, cause, next command
│   ├── TextRefused              a policy text cannot be read as a policy
│   ├── RecordRefused            a release record, draft or registry is not well formed
│   ├── ReleaseRefused           a release would break a promise
│   │   ├── Undecided            nobody has ruled on a change; a comment counts all of them in one line
│   │   ├── Untranslated         a clause of a translation is not current; counted in one line, too
│   │   └── OneHanded            one person alone takes a promise out of the registry; counted, too
│   ├── RulesRefused             a rule pack is not well formed, or there is none for a language
│   ├── HistoryMissing           git does not hold a text that a record names
│   ├── Tampered                 something published is no longer what was published
│   ├── SettingsRefused          the deployment is not configured for what was asked
│   ├── StoreAway                the database cannot be read or written at the moment
│   ├── SubjectRefused           a line of an import, or a person, is not usable
│   ├── CampaignRefused          a campaign cannot take this step from where it stands
│   └── DecisionRefused          a decision link, page or answer is not valid
├── ReaderSilent                 a second reader does not answer: what the rules say stands
└── DeliveryError                a transport could not hand a mail over
    ├── TransientDeliveryError   surely not sent; try again later
    ├── BatchRefused             surely not sent; somebody in the batch cannot be told: split it
    ├── AccountRefused           surely not sent; the provider refuses us: stop sending
    ├── PermanentDeliveryError   surely not sent; trying again will not help
    └── UnknownDelivery          nobody knows whether it was sent; needs evidence
```

A class exists because someone handles it differently. `core` raises them and never prints.
"""

from __future__ import annotations


class NotifierError(Exception):
    """Anything this package refuses or cannot do."""


class Refusal(NotifierError):
    """Something a user can mend, told in one line: place, cause, next command.

    Attributes:
        cause: what is wrong, as a sentence part without a final stop.
        source: the file (or address, or record) where it is wrong; may be empty.
        line: the line in `source`, from 1; 0 when there is none.
        remedy: the next command or step; may be empty.
    """

    def __init__(self, cause: str, *, source: str = "", line: int = 0, remedy: str = "") -> None:
        super().__init__(cause)
        self.cause = cause
        self.source = source
        self.line = line
        self.remedy = remedy

    @property
    def place(self) -> str:
        """Where it is wrong: `policy/privacy.md:42`."""
        return f"{self.source}:{self.line}" if self.line else self.source

    def __str__(self) -> str:
        told = f"{self.place}: {self.cause}" if self.place else self.cause
        return f"{told}; {self.remedy}" if self.remedy else told


class ReaderSilent(NotifierError):
    """A second reader does not answer: what the rules say stands."""


class TextRefused(Refusal):
    """A policy text cannot be read as a policy."""


class RecordRefused(Refusal):
    """A release record, draft or registry is not well formed."""


class ReleaseRefused(Refusal):
    """A release would break a promise."""


class Undecided(ReleaseRefused):
    """Nobody has ruled on a change."""


class Untranslated(ReleaseRefused):
    """A clause of a translation is not current.

    Attributes:
        clause: the clause.
        language: of the translation.
    """

    def __init__(
        self, cause: str, *, clause: str, language: str, source: str = "", line: int = 0, remedy: str = ""
    ) -> None:
        super().__init__(cause, source=source, line=line, remedy=remedy)
        self.clause = clause
        self.language = language


class OneHanded(ReleaseRefused):
    """One person alone takes a promise out of the registry."""


class RulesRefused(Refusal):
    """A rule pack is not well formed, or there is none for a language."""


class HistoryMissing(Refusal):
    """Git does not hold a text that a record names."""


class Tampered(Refusal):
    """Something published is no longer what was published."""


class SettingsRefused(Refusal):
    """The deployment is not configured for what was asked."""


class StoreAway(Refusal):
    """The database cannot be read or written at the moment."""


class SubjectRefused(Refusal):
    """A line of an import, or a person, is not usable."""


class CampaignRefused(Refusal):
    """A campaign cannot take this step from where it stands."""


class DecisionRefused(Refusal):
    """A decision link, page or answer is not valid."""


class DeliveryError(NotifierError):
    """A transport could not hand a mail over."""


class TransientDeliveryError(DeliveryError):
    """Surely not sent; try again later.

    Attributes:
        rest: how many seconds the provider asks us to wait; 0 when it does not say.
    """

    def __init__(self, cause: str, *, rest: float = 0) -> None:
        super().__init__(cause)
        self.rest = rest


class BatchRefused(DeliveryError):
    """Surely not sent; somebody in the batch cannot be told, and halves of it may go."""


class AccountRefused(DeliveryError):
    """Surely not sent; the provider refuses us, and nothing more should be tried."""


class PermanentDeliveryError(DeliveryError):
    """Surely not sent; trying again will not help."""


class UnknownDelivery(DeliveryError):
    """Nobody knows whether it was sent; it needs evidence before another try."""
