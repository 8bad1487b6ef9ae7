"""The story of one change: the words that change, and the people it concerns."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING, NamedTuple

from notifier.errors import TextRefused

if TYPE_CHECKING:
    from pathlib import Path


class Edit(NamedTuple):
    """What a lawyer changes in one text."""

    place: str
    before: str
    after: str


EDITS = (
    Edit(
        "policy/privacy.md",
        "Seeing your data and having it corrected is free of charge, unless",
        "Seeing your data and having it corrected is free of charge once a year, unless",
    ),
    Edit(
        "policy/privacy.md",
        "- delete data from several of our services.\n",
        "- delete data from several of our services;\n- receive a copy of your data in a common format.\n",
    ),
    Edit(
        "translations/fr/policy/privacy.md",
        "Consulter vos données et les faire corriger est gratuit, sauf",
        "Consulter vos données et les faire corriger est gratuit une fois par an, sauf",
    ),
    Edit(
        "translations/fr/policy/privacy.md",
        "- supprimer des données de plusieurs de nos services.\n",
        "- supprimer des données de plusieurs de nos services\u202f;\n"
        "- recevoir une copie de vos données dans un format courant.\n",
    ),
)
"""One right is narrowed and one is given, in both languages."""

SUMMARIES = (
    "en=Seeing and correcting your data stays free once a year only. You can now have a copy of it.",
    "fr=Consulter et corriger vos données n’est plus gratuit qu’une fois par an. Vous pouvez en avoir une copie.",
)

NARROWED, GIVEN = "access-7", "choices-5"
"""The clauses that the edits change, by their permanent ids."""

GAIN = "People gain a right here, and lose none."

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
            raise TextRefused(f"'{before.strip()}' is not there any more", source=place)
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
