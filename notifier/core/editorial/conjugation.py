"""French verbs: the forms of the three groups."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_SECOND = ("it", "issons", "issent", "issez", "ir", "ira", "irons", "iront")
_THIRD = ("", "ons", "ent", "ez", "re", "ra", "rons", "ront")


def regular_forms(participle: str) -> Iterator[str]:
    """Form the present, future and infinitive of the three groups: `gardé`, `garanti`, `suspendu`."""
    if participle.endswith("é"):
        yield from (form for form in first_group(participle[:-1]) if not re.search("ée?s?$", form))
    elif participle.endswith("i"):
        yield from (participle[:-1] + ending for ending in _SECOND)
    elif participle.endswith("du"):
        yield from (participle[:-1] + ending for ending in _THIRD)


def first_group(stem: str) -> list[str]:
    """Give infinitive, participles, present and future of a French verb in -er."""
    hard = stem + "e" if stem.endswith("g") else stem[:-1] + "ç" if stem.endswith("c") else stem
    open_stem = re.sub(r"é(?=[^aeiouyéè]+$)", "è", stem)
    endings = ("er", "ez", "e", "es", "ent", "é", "ée", "és", "ées", "era", "erons", "eront", "erez")
    return [
        *(stem + ending for ending in endings),
        f"{hard}ons",
        f"{hard}ant",
        f"{open_stem}e",
        f"{open_stem}ent",
    ]
