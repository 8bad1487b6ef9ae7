"""A warning as a mail: HTML and plain text that say the same, rendered once for all who get the same words.

The one personal part, the link, is a placeholder that a transport replaces (`Mail.placeholder`). Changes are marked by
words, style and colour, so that they read in any client, without colours, and by ear.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from textwrap import fill
from typing import TYPE_CHECKING

from markupsafe import Markup

from notifier.core.campaign import Kind as Occasion
from notifier.core.finding import Level
from notifier.core.languages import language_name
from notifier.core.mail import Audience, Mail
from notifier.core.said import say
from notifier.core.text import digest
from notifier.errors import CampaignRefused
from notifier.render import addresses, mail_marks, stationery, telling
from notifier.render.refusal import again
from notifier.render.words import day

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from notifier.core.notice import Item, Notice
    from notifier.core.policy import Policy, Registry
    from notifier.core.release import Version
    from notifier.core.text import Language
    from notifier.render.words import Words

CAP = 80_000
"""Bytes of HTML; some readers cut a mail at 102,000."""

_BLANK = re.compile(r"\n{3,}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One change, laid out."""

    section: str
    label: str
    grave: bool
    html: Markup
    text: str
    why: tuple[Markup, ...]
    heard: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """Every sentence of a mail, in its language."""

    subject: str
    preview: str
    organisation: str
    title: str
    grave: bool
    heading: str
    opening: tuple[str, ...]
    summary_title: str
    summary: str
    changes_title: str
    how_marked: str
    items: tuple[Told, ...]
    more: str
    choice_title: str
    choice: tuple[str, ...]
    button: str
    personal: str
    read_title: str
    read: str
    page: str
    since: str
    since_page: str
    closing: tuple[str, ...]
    leave: str


def policy_page(registry: Registry, policy: Policy, language: Language) -> str:
    """Give the address of the text in force."""
    return registry.site_url + addresses.text(language, policy.name)


def change_page(registry: Registry, policy: Policy, version: Version, language: Language) -> str:
    """Give the address of the page that shows every change of a release."""
    return registry.site_url + addresses.change(language, policy.name, version)


def since_page(registry: Registry, notice: Notice) -> str:
    """Give the address of all that changed since the version that binds these people."""
    before, after = notice.standing.version, notice.release.version
    return registry.site_url + addresses.since(notice.language, notice.policy.name, before, after)


def render(notice: Notice, registry: Registry, words: Words, *, cap: int = CAP) -> Mail:
    """Lay out a notice. What does not fit ends in a link; a reduction is never cut.

    Raises:
        CampaignRefused: when the reductions alone do not fit.
    """
    placeholder = _placeholder(notice)
    base = policy_page(registry, notice.policy, notice.language)
    told = tuple(_told(item, words, base=base) for item in notice.items)
    grave = sum(item.grave for item in told)
    kept = len(told)
    while kept >= grave:
        letter = _letter(notice, registry, words, told[:kept], left=len(told) - kept, placeholder=placeholder)
        page = _page(letter, notice.language)
        if (size := len(page.encode("utf-8"))) <= cap:
            return _checked(
                Mail(subject=letter.subject, html=page, text=_text(letter), placeholder=placeholder)
            )
        kept = _fewer(told[:kept], excess=size - cap)
    raise CampaignRefused(
        say(
            "the reductions of {policy} {version} do not fit into a mail of {cap} bytes",
            policy=notice.policy.name,
            version=notice.release.version,
            cap=cap,
        ),
        remedy=say("shorten the clauses, or release them one after another"),
    )


def _fewer(told: Sequence[Told], *, excess: int) -> int:
    """Say how many changes to try next: at least one fewer, and no fewer than the excess surely asks for."""
    kept, spared = len(told) - 1, 0
    while kept > 0 and spared + 3 * len(told[kept].html) <= excess:
        spared += 3 * len(told[kept].html)
        kept -= 1
    return kept


def _placeholder(notice: Notice) -> str:
    """Give a word that no policy contains, the same each time the notice is rendered."""
    named = f"{notice.policy.name} {notice.release.version} {notice.language} {notice.audience} {notice.standing.key}"
    return f"https://personal-{digest(named)[:24]}.invalid/"


def _checked(mail: Mail) -> Mail:
    """Refuse a mail that a transport could not make personal safely."""
    if "\n" in mail.subject or "\r" in mail.subject:
        raise CampaignRefused(
            say("the subject has more than one line"), remedy=say("mend the title of the policy")
        )
    return mail


def _letter(
    notice: Notice, registry: Registry, words: Words, items: tuple[Told, ...], *, left: int, placeholder: str
) -> Letter:
    say = words.gettext
    on = day(notice.effective_on, notice.language)
    title = dict(notice.policy.titles)[notice.language]
    named = {"organisation": registry.organisation, "policy": title, "day": on, "contact": registry.contact}
    grave = bool(notice.taken)
    personal = notice.audience is not Audience.WATCHER
    asks = notice.audience is Audience.CONSENT
    return Letter(
        subject=_subject(notice, words).format(**named),
        preview=_preview(notice, words).format(**named),
        organisation=registry.organisation,
        title=title,
        grave=grave,
        heading=_heading(notice, words).format(**named),
        opening=tuple(line.format(**named) for line in (*_occasion(notice, words), *_opening(notice, words))),
        summary_title=say("In short"),
        summary=notice.summary,
        changes_title=say("What changes"),
        how_marked=say(
            "Words that go are struck through and stand after “removed”. Words that come are underlined and stand "
            "after “added”."
        ),
        items=items,
        more=_more(left, words),
        choice_title=say("Your choice"),
        choice=_choice(words) if asks else (),
        button=say("Read and decide"),
        personal=placeholder if notice.audience is not Audience.INFORM else "",
        read_title=say("Read it in full"),
        read=say("Every change, marked in the whole text:"),
        page=change_page(registry, notice.policy, notice.release.version, notice.language),
        since=_since(notice, words) if personal else "",
        since_page=since_page(registry, notice) if personal else "",
        closing=tuple(line.format(**named) for line in _closing(notice, words)),
        leave=say("Stop these mails") if notice.audience is Audience.WATCHER else "",
    )


def _subject(notice: Notice, words: Words) -> str:
    match notice.occasion, bool(notice.taken):
        case Occasion.REMINDER, _:
            return words.gettext("Reminder, your rights change on {day}: {organisation}, {policy}")
        case Occasion.CORRECTION, True:
            return words.gettext("Correction, your rights change on {day}: {organisation}, {policy}")
        case Occasion.CORRECTION, False:
            return words.gettext("Correction, a change on {day}: {organisation}, {policy}")
        case _, True:
            return words.gettext("Your rights change on {day}: {organisation}, {policy}")
        case _:
            return words.gettext("A change on {day}: {organisation}, {policy}")


def _preview(notice: Notice, words: Words) -> str:
    if notice.audience is Audience.CONSENT:
        return words.gettext("Nothing is taken from you unless you say yes. You can read, accept or decline.")
    return words.gettext("What changes on {day}, word by word.")


def _heading(notice: Notice, words: Words) -> str:
    if notice.taken:
        return words.gettext("Your rights change on {day}")
    return words.gettext("What changes on {day}")


def _occasion(notice: Notice, words: Words) -> tuple[str, ...]:
    if notice.occasion is Occasion.NOTICE:
        return ()
    if notice.occasion is Occasion.REMINDER:
        return (words.gettext("We told you of this before, and you have not answered. You do not have to."),)
    return (words.gettext("Our earlier message about this was wrong or incomplete. This one replaces it."),)


def _opening(notice: Notice, words: Words) -> tuple[str, ...]:
    count = notice.taken
    match notice.audience:
        case Audience.CONSENT:
            return (
                words.ngettext(
                    "We are changing our text “{policy}”. One change takes away something you have today.",
                    "We are changing our text “{policy}”. {count} changes take away something you have today.",
                    count,
                ).replace("{count}", str(count)),
                words.ngettext(
                    "It will not apply to you unless you accept it. If you do nothing, nothing is taken.",
                    "They will not apply to you unless you accept them. If you do nothing, nothing is taken.",
                    count,
                ),
                *_elsewhere(notice, words),
            )
        case Audience.INFORM:
            return (
                words.gettext("We are changing our text “{policy}”. You do not have to do anything."),
                words.gettext("No change below takes away something you have today."),
            )
        case Audience.WATCHER if count:
            return (
                words.ngettext(
                    "The text “{policy}” changes. One change takes something away from the people it binds.",
                    "The text “{policy}” changes. {count} changes take something away from the people it binds.",
                    count,
                ).replace("{count}", str(count)),
            )
        case _:
            return (words.gettext("The text “{policy}” changes."),)


def _elsewhere(notice: Notice, words: Words) -> Iterator[str]:
    """Say which of the changes are not marked in the mail, as their words changed in another language alone."""
    counts = Counter(language for _, language in notice.elsewhere)
    for language, count in counts.items():
        yield words.ngettext(
            "One of them is not marked below: its words changed in {language} only. The page where you decide shows "
            "them.",
            "{count} of them are not marked below: their words changed in {language} only. The page where you decide "
            "shows them.",
            count,
        ).format(count=count, language=again(language_name(language), words))


def _choice(words: Words) -> tuple[str, ...]:
    return (
        words.gettext(
            "The button opens a page that shows each of these changes. There you accept or decline."
        ),
        words.gettext(
            "If you decline, or if you do nothing, the words you have today keep binding you and us. Your account "
            "stays as it is. You can change your mind at any time."
        ),
    )


def _closing(notice: Notice, words: Words) -> tuple[str, ...]:
    if notice.audience is Audience.WATCHER:
        return (
            words.gettext("You asked us to tell you when this text changes."),
            words.gettext("A question? Write to {contact}."),
        )
    return (
        words.gettext(
            "{organisation} sends you this because you use a service this text covers. It is a legal notice, not "
            "advertising."
        ),
        words.gettext(
            "A question? Reply to this mail, or write to {contact}. We never ask for your password by mail."
        ),
    )


def _since(notice: Notice, words: Words) -> str:
    said = words.gettext("Everything that changes for you since version {version}, which binds you today:")
    return said.format(version=notice.standing.version)


def _more(left: int, words: Words) -> str:
    if not left:
        return ""
    told = words.ngettext(
        "One more change, which takes nothing away, is on the page below.",
        "{count} more changes, which take nothing away, are on the page below.",
        left,
    )
    return told.replace("{count}", str(left))


def _told(item: Item, words: Words, *, base: str) -> Told:
    grave = item.level is Level.REDUCTION
    fate = telling.fate(item.change, words)
    label = words.gettext("takes something away from you") if grave else fate
    return Told(
        section=item.section,
        label=label,
        grave=grave,
        html=Markup(mail_marks.page(item.change, words, base=base)),  # noqa: S704 - escaped there
        text=mail_marks.text(item.change, words),
        why=tuple(telling.elsewhere(*said, words) for said in item.elsewhere),
        heard=tuple(telling.elsewhere_plain(*said, words) for said in item.elsewhere),
    )


def _page(letter: Letter, language: Language) -> str:
    return stationery.page(
        "mail.html",
        letter=letter,
        subject=letter.subject,
        organisation=letter.organisation,
        title=letter.title,
        language=language,
    )


def _text(letter: Letter) -> str:
    """Lay out the plain part: the same sentences in the same order."""
    parts = [
        f"{letter.organisation} – {letter.title}",
        _underlined(letter.heading, "="),
        *(_wrapped(line) for line in letter.opening),
        *([_underlined(letter.summary_title), _wrapped(letter.summary)] if letter.summary else []),
        _underlined(letter.changes_title),
        *(_item(item) for item in letter.items),
        _wrapped(letter.more),
        *_decide(letter),
        _underlined(letter.read_title),
        f"{_wrapped(letter.read)}\n{letter.page}",
        *([f"{_wrapped(letter.since)}\n{letter.since_page}"] if letter.since else []),
        "--",
        *(_wrapped(line) for line in letter.closing),
        *([f"{letter.leave}\n{letter.personal}"] if letter.leave else []),
    ]
    return _BLANK.sub("\n\n", "\n\n".join(parts)) + "\n"


def _decide(letter: Letter) -> Sequence[str]:
    if not letter.choice:
        return ()
    return (
        _underlined(letter.choice_title),
        *(_wrapped(line) for line in letter.choice),
        f"{letter.button}\n{letter.personal}",
    )


def _item(item: Told) -> str:
    mark = "!! " if item.grave else "*  "
    title = f"{item.section} – {item.label}" if item.section else item.label
    why = "".join(f"{_wrapped(line, indent='   ')}\n" for line in item.heard)
    return f"{_wrapped(mark + title)}\n{why}{_wrapped(item.text, indent='   ')}"


def _underlined(title: str, line: str = "-") -> str:
    return f"{title}\n{line * min(len(title), 72)}"


def _wrapped(text: str, indent: str = "") -> str:
    """Break lines at spaces only, so that an address stays whole."""
    lines = (
        fill(
            line,
            width=72,
            initial_indent=indent,
            subsequent_indent=indent,
            break_long_words=False,
            break_on_hyphens=False,
        )
        for line in text.split("\n")
    )
    return "\n".join(lines)
