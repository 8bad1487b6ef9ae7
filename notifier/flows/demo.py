"""The story of one change: the words that change, and the people it concerns."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING, NamedTuple

from notifier.core.said import say
from notifier.errors import TextRefused

if TYPE_CHECKING:
    from pathlib import Path


SAID_YES, SAID_NO = "Ben Carter", "Chloé Martin"
"""Who accepts the change and who keeps the terms of before; the others say nothing."""


class Edit(NamedTuple):
    """What a lawyer changes in one text."""

    place: str
    before: str
    after: str


EDITS = (
    Edit(
        "policy/privacy.md",
        "Before any sensitive personal data goes to anyone outside, we always ask for your permission.\n",
        "Before any sensitive personal data goes to anyone outside, we tell you.\n\n"
        "You can withdraw your consent at any time, as easily as you gave it.\n",
    ),
    Edit(
        "translations/fr/policy/privacy.md",
        "Nous demandons toujours votre autorisation avant de divulguer des données personnelles sensibles "
        "à qui que ce soit à l’extérieur.\n",
        "Nous vous informons avant de divulguer des données personnelles sensibles "
        "à qui que ce soit à l’extérieur.\n\n"
        "Vous pouvez retirer votre consentement à tout moment, aussi facilement que vous l’avez donné.\n",
    ),
)
"""One right is narrowed and one is given, in both languages."""

SUMMARIES = {
    "en": "We tell you before we disclose sensitive data, and no longer ask. You can withdraw your consent at any time.",
    "fr": "Nous vous informons avant de divulguer des données sensibles, sans plus demander. Vous pouvez retirer votre "
    "consentement à tout moment.",
}

PEOPLE = (
    ("Amina Diallo", "fr"),
    ("Ben Carter", "en"),
    ("Chloé Martin", "fr"),
    ("David Evans", "en"),
    ("Élise Moreau", "fr"),
    ("Fiona Walsh", "en"),
    ("Gilles Petit", "fr"),
    ("Hannah Scott", "en"),
    ("Inès Robert", "fr"),
    ("Jack Turner", "en"),
    ("Karim Haddad", "fr"),
    ("Lucy Green", "en"),
    ("Manon Dubois", "fr"),
    ("Noah Price", "en"),
    ("Océane Leroy", "fr"),
    ("Paul Reid", "en"),
    ("Quentin Faure", "fr"),
    ("Rose Hughes", "en"),
    ("Sami Nguyen", "fr"),
    ("Tom Baker", "en"),
)


def edit(root: Path) -> None:
    """Change the texts as the lawyer of the story does."""
    for place, before, after in EDITS:
        path = root / place
        told = path.read_text("utf-8")
        if before not in told:
            raise TextRefused(say("'{found}' is not there any more", found=before.strip()), source=place)
        path.write_text(told.replace(before, after), "utf-8")


def address(name: str) -> str:
    """Give the address of a person of the story."""
    plain = name.lower().translate(str.maketrans("éèô ", "eeo."))
    return f"{plain}@example.org"


def people(file: Path, *, baseline: str) -> None:
    """Write the list of people as another system would export it; all have an account and began with one release."""
    with file.open("w", encoding="utf-8", newline="") as lines:
        rows = csv.writer(lines)
        rows.writerow(["external_id", "email", "language", "services", "baseline"])
        for number, (name, language) in enumerate(PEOPLE, 1):
            rows.writerow([f"customer-{number:03}", address(name), language, "accounts", baseline])
