"""What must not stand in a published text: placeholders, dates of its own, ids that are missing or taken."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from notifier.core import hidden
from notifier.core.document import Kind
from notifier.core.equivalence import foreign
from notifier.core.hidden import Disguise
from notifier.core.languages import language_name
from notifier.core.policy import REGISTRY, Channel, guarded
from notifier.core.said import say
from notifier.errors import TextRefused

if TYPE_CHECKING:
    from collections.abc import Iterator

    from notifier.core.document import Clause, Document
    from notifier.core.policy import Policy

_PLACEHOLDER = re.compile(
    r"\b(?:TODO|TBD|TBC|FIXME|XXX+|[ÀA] COMPL[ÉE]TER|[ÀA] D[ÉE]FINIR|[Ll]orem ipsum)\b"
    r"|\[(?:[A-ZÀ-Þ][A-ZÀ-Þ _-]{2,}|[^\]\n]*\b(?:once known|to be|à préciser|insert|link to)\b[^\]\n]*)\]"
    r"|\{\{[^}\n]*\}\}|<[A-Z][A-Z _-]{2,}>|_{4,}"
)
_DAY = (
    r"(?:\d{1,2}(?:st|nd|rd|th|er)?\s+[^\W\d_]{3,9}\.?,?\s+(?:19|20)\d\d"
    r"|[^\W\d_]{3,9}\.?\s+\d{1,2}(?:st|nd|rd|th)?,?\s+(?:19|20)\d\d"
    r"|(?:19|20)\d\d-\d{1,2}-\d{1,2}|\d{1,2}[/.]\d{1,2}[/.](?:19|20)\d\d)"
)
_SUBJECT = (
    r"(?:(?:this|these|our|the|ce|cette|ces|notre|nos|la|le|les|la\s+pr[ée]sente|le\s+pr[ée]sent)\s+(?:[\w'’]+\s+){0,3}?"
    r"(?:polic(?:y|ies)|rules?|terms|notice|statement|document|version|text|politique|r[èe]gles|charte|conditions|texte)\s+"
    r"(?:[\w'’]+\s+){0,4}?)?"
)
_OWN_DATE = re.compile(
    r"(?:\blast\s+(?:change|update|modifi|revis|review)\w*|\bdate\s+of\s+(?:last|this)\s+\w+"
    r"|\bderni[èe]re\s+(?:mise\s+[àa]\s+jour|modification|r[ée]vision)"
    rf"|(?:^|[.!?]\s+){_SUBJECT}(?:effective|in\s+(?:force|effect)|updated|revised|version|mise?s?\s+[àa]\s+jour|en\s+vigueur"
    r"|prend\s+effet|takes?\s+effect|comes?\s+into\s+(?:force|effect)|entre(?:nt)?\s+en\s+vigueur|modifi[ée]e?s?|date\s+d[eu'’]))"
    rf"[^.\n]{{0,30}}?{_DAY}",
    re.IGNORECASE,
)
_CODE_SPAN = re.compile(r"^(```|~~~).*?^\1|`[^`\n]*`|^(?: {4}|\t).*$", re.MULTILINE | re.DOTALL)
_MARKUP = re.compile(
    r"</?[a-z][\w-]*(?=[\s/>])|<!--|<\?|\[\^[^\]\n]+\]|\{%.*?%\}|^\s*--8<--|^!!!\s",
    re.IGNORECASE | re.MULTILINE,
)
_MAIL = re.compile(r"\b(?:e-?mails?|courriels?|courrier\s+[ée]lectronique)\b", re.IGNORECASE)
_MAIL_TOLD = re.compile(
    r"\b(?:notif\w*|warn\w*|tell|told|inform\w*|notice|avert\w*|préven\w*|avis|signal\w*|highlighted)\b",
    re.IGNORECASE,
)

_DISGUISES = {
    Disguise.ZERO_WIDTH: say("zero-width"),
    Disguise.DIRECTION: say("direction"),
    Disguise.SOFT_HYPHEN: say("soft-hyphen"),
    Disguise.CONTROL: say("control"),
    Disguise.LOOK_ALIKE: say("look-alike"),
    Disguise.DIGIT: say("digit"),
    Disguise.COMMENT: say("comment"),
    Disguise.MARKUP: say("markup"),
}


def refusals(document: Document, *, policy: Policy, governing: Document) -> Iterator[TextRefused]:
    """Tell everything in a text that must not be published, in the order of its lines."""
    yield from ids(document)
    for clause in document.clauses:
        yield from _clause(document, clause)
    if document is governing:
        yield from _promises(document, policy)


def shortened(text: str, length: int = 48) -> str:
    """Give the beginning of a text, cut between words."""
    return text if len(text) <= length else text[:length].rpartition(" ")[0] + " …"


def placeholder(text: str) -> str:
    """Find words that stand where others belong; empty when there are none."""
    found = _PLACEHOLDER.search(text)
    return found.group() if found else ""


def ids(document: Document, *, every: bool = True) -> Iterator[TextRefused]:
    """Tell every id that stands twice, and, where `every` heading needs one, each that is missing."""
    seen: dict[str, int] = {}
    for clause in document.clauses:
        if every and clause.kind is Kind.HEADING and not clause.explicit:
            yield TextRefused(
                say("the heading '{clause}' has no id", clause=clause.text),
                source=document.place,
                line=clause.line,
                remedy=say("end the line with {{#a-name}}, the same in every language"),
            )
        elif clause.explicit and clause.id in seen:
            yield TextRefused(
                say(
                    "clause id '{clause}' is taken since line {seen}", clause=clause.id, seen=seen[clause.id]
                ),
                source=document.place,
                line=clause.line,
                remedy=say("give it another"),
            )
        elif clause.explicit:
            seen[clause.id] = clause.line


def guards(policy: Policy, *documents: Document) -> Iterator[TextRefused]:
    """Tell every protected name that none of these texts bears: mistyped, it would protect nothing."""
    borne = {
        name for document in documents for clause in document.clauses for name in (clause.id, *clause.path)
    }
    for name in policy.protected:
        if name not in borne:
            yield TextRefused(
                say(
                    "'{name}' is protected, and no heading or clause of '{policy}' has this id",
                    name=name,
                    policy=policy.name,
                ),
                source=REGISTRY,
                remedy=say("write the id as the text has it"),
            )


def _clause(document: Document, clause: Clause) -> Iterator[TextRefused]:
    if open_ := placeholder(clause.text):
        yield TextRefused(
            say("'{open}' is a placeholder", open=open_),
            source=document.place,
            line=clause.line,
            remedy=say("write what belongs there"),
        )
    if found := _OWN_DATE.search(clause.text):
        yield TextRefused(
            say("'{found}' looks like the date of the policy itself", found=found.group()),
            source=document.place,
            line=clause.line,
            remedy=say("remove it: days are shown from the release"),
        )
    if concealed := hidden.of_clause(clause):
        first = concealed[0]
        how = {"code": first.code, "word": first.word, "disguise": _DISGUISES[first.disguise]}
        yield TextRefused(
            say("{code} in '{word}' is hidden from readers ({disguise})", **how)
            if first.word
            else say("{code} is hidden from readers ({disguise})", **how),
            source=document.place,
            line=clause.line,
            remedy=say("remove it, or type the letter it looks like"),
        )
    elif foreign_markup := _MARKUP.search(_CODE_SPAN.sub("", clause.source)):
        yield TextRefused(
            say("'{found}' is not plain Markdown", found=foreign_markup.group().strip()),
            source=document.place,
            line=clause.line,
            remedy=say("write it with headings, paragraphs, lists, tables and links"),
        )
    if strange := foreign(clause.text, document.language):
        yield TextRefused(
            say(
                "'{text}' is not in {language}, the language of the text",
                text=shortened(strange),
                language=language_name(document.language),
            ),
            source=document.place,
            line=clause.line,
            remedy=say("translate it"),
        )


def _promises(document: Document, policy: Policy) -> Iterator[TextRefused]:
    """Refuse a promise to warn by email that no service of the policy can keep."""
    if any(Channel.EMAIL in service.channels for service in policy.services):
        return
    protected = guarded(policy, document)
    for clause in document.clauses:
        if clause.id in protected and _MAIL.search(clause.text) and _MAIL_TOLD.search(clause.text):
            yield TextRefused(
                say(
                    "'{clause}' promises an email, and no service of '{policy}' sends any",
                    clause=clause.id,
                    policy=policy.name,
                ),
                source=document.place,
                line=clause.line,
                remedy=say('add "email" to the channels of a service in policy/policies.toml'),
            )
