"""Where every page lives: English at the root, every other language under its code, the same everywhere else.

Addresses are paths from the site's root without a leading slash; `relative` turns one into a link.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from notifier.core.text import EN

if TYPE_CHECKING:
    from notifier.core.release import Version
    from notifier.core.text import ClauseId, Language, PolicyName


def root(language: Language) -> str:
    """Give the start page."""
    return "" if language == EN else f"{language}/"


def seals(language: Language) -> str:
    """Give the page of the seals over all answers."""
    return f"{root(language)}seals/"


def text(language: Language, policy: PolicyName) -> str:
    """Give the text in force."""
    return f"{root(language)}{policy}/"


def draft(language: Language, policy: PolicyName) -> str:
    """Give the text that is worked on, in a preview only."""
    return f"{text(language, policy)}draft/"


def upcoming(language: Language, policy: PolicyName) -> str:
    """Give the page of what is announced."""
    return f"{text(language, policy)}upcoming/"


def versions(language: Language, policy: PolicyName) -> str:
    """Give the list of all versions."""
    return f"{text(language, policy)}versions/"


def version(language: Language, policy: PolicyName, number: Version) -> str:
    """Give the permanent page of one version."""
    return f"{versions(language, policy)}{number}/"


def change(language: Language, policy: PolicyName, number: Version) -> str:
    """Give the redline of one version against the one before."""
    return f"{text(language, policy)}changes/{number}/"


def paper(language: Language, policy: PolicyName, number: Version) -> str:
    """Give a version as PDF, beside its page."""
    return f"{version(language, policy, number)}{policy}-{number}-{language}.pdf"


def paper_change(language: Language, policy: PolicyName, number: Version) -> str:
    """Give a redline as PDF, beside its page."""
    return f"{change(language, policy, number)}{policy}-{number}-changes-{language}.pdf"


def since(language: Language, policy: PolicyName, number: Version, to: Version) -> str:
    """Give what changed for a person from the version that binds them to another."""
    return f"{compare(language, policy)}?since={number}&to={to}"


def compare(language: Language, policy: PolicyName) -> str:
    """Give the page that compares any two versions."""
    return f"{text(language, policy)}compare/"


def clauses(language: Language, policy: PolicyName) -> str:
    """Give the list of all clauses there ever were."""
    return f"{text(language, policy)}clauses/"


def clause(language: Language, policy: PolicyName, name: ClauseId) -> str:
    """Give the history of one clause."""
    return f"{clauses(language, policy)}{name}/"


def bilingual(language: Language, policy: PolicyName) -> str:
    """Give the text in force, its languages side by side."""
    return f"{text(language, policy)}bilingual/"


def feed(language: Language, policy: PolicyName, form: str) -> str:
    """Give a feed: `atom`, `rss` or `json`."""
    return f"{text(language, policy)}feed.{form}"


def api(path: str) -> str:
    """Give a file of the programming interface."""
    return f"api/v1/{path}"


def relative(here: str, there: str) -> str:
    """Link from one address to another, so that the site may live in any folder.

    Law: joining the link to the address it stands on gives the address it leads to.
    """
    path, sharp, fragment = there.partition("#")
    if path == here:
        return f"#{fragment}" if sharp else "./"
    start, way = here.split("/")[:-1], path.split("/")
    shared = 0
    while shared < min(len(start), len(way) - 1) and start[shared] == way[shared]:
        shared += 1
    link = "../" * (len(start) - shared) + "/".join(way[shared:])
    return f"{link or './'}{sharp}{fragment}"


def climbed(here: str, there: str) -> str:
    """Link by the root of the site: longer, and the same from every address of one depth."""
    return "../" * here.count("/") + there or "./"
