"""Attack the proof of editoriality: small changes of real promises, of which none that matters may be cleared.

    python tests/benchmarks/assessment/attacks.py [how many]

Prints how many were tried and, by the steps of the proof, how many were cleared: what is cleared may only be slips
of grammar (an article, a word written twice, a typo), the date of the text, or the number before a title.
"""

from __future__ import annotations

import json
import random
import re
import sys
from collections import Counter
from typing import TYPE_CHECKING

from editorial import CORPUS, words

from notifier.adapters.editorial_rules import read_editorial
from notifier.core.editorial import prove
from notifier.core.text import EN, FR, Language

if TYPE_CHECKING:
    from collections.abc import Iterator

SWAPS = {
    EN: "will/may must/may may/will can/must not/now the/any and/or or/and your/some any/some never/ever only/also "
    "without/with unless/if if/unless before/after after/before within/after our/any we/they you/we under/over "
    "most/least shall/may all/some from/to with/without for/against share/sell delete/keep explicit/implicit",
    FR: "pas/plus ou/où et/ou ou/et des/les les/des vos/des sans/avec avant/après après/avant jamais/souvent "
    "pouvez/devez doit/peut doivent/peuvent si/sauf nous/ils vous/nous sous/sur plus/moins uniquement/notamment "
    "notre/leur dans/hors pour/par tous/certains aucune/une aucun/un seul/même peut/doit sauf/même",
}
SLIPS = {"article", "doubled word", "typo", "accent", "agreement", "stamp", "version", "spacing"}


def attacked(text: str, language: Language, chooser: random.Random) -> Iterator[tuple[str, str]]:
    """Give a text with one word less, swapped, exchanged, in the other number, or with another digit or comma."""
    told = text.split(" ")
    swaps = dict(pair.split("/") for pair in SWAPS[language].split())
    place = chooser.randrange(len(told))
    word = told[place]
    bare = word.lower().strip(".,;:")
    if bare in swaps:
        yield "swap", " ".join([*told[:place], word.lower().replace(bare, swaps[bare]), *told[place + 1 :]])
    yield "drop", " ".join([*told[:place], *told[place + 1 :]])
    if re.search(r"\d", word):
        other = re.sub(r"\d", lambda found: str((int(found.group()) + 1) % 10), word, count=1)
        yield "number", " ".join([*told[:place], other, *told[place + 1 :]])
    if "," in word:
        yield "comma", " ".join([*told[:place], word.replace(",", ""), *told[place + 1 :]])
    stranger = chooser.choice(told)
    yield "insert", " ".join([*told[:place], stranger, *told[place:]])


def main() -> None:
    """Try so many attacks in each language and print what was cleared."""
    wanted = int(sys.argv[1]) if len(sys.argv) > 1 else 5000
    if not CORPUS.is_dir():
        print(f"attacks: no texts at {CORPUS}; set POLICY_CORPUS")
        return
    lines = [
        json.loads(line)
        for name in ("challenge", "changes")
        for line in (CORPUS / f"{name}.jsonl").read_text("utf-8").split("\n")
        if line.strip()
    ]
    for language in (EN, FR):
        rules, chooser = read_editorial(language), random.Random(7)
        texts = [
            words(line[side], language)
            for line in lines
            if line["lang"] == language
            for side in ("before", "after")
        ]
        texts = [text for text in texts if 4 <= len(text.split()) <= 80]
        tried, cleared = Counter[str](), Counter[str]()
        while tried.total() < wanted:
            text = chooser.choice(texts)
            for kind, other in attacked(text, language, chooser):
                tried[kind] += 1
                found = prove(text, other, language, rules) or prove(other, text, language, rules)
                if found and other != text:
                    slip = bool(SLIPS & set(found.steps))
                    cleared["slips and dates" if slip else f"{kind}: {', '.join(found.steps)}"] += 1
                    if not slip and "--show" in sys.argv:
                        print(f"{kind} {found.steps}\n  - {text}\n  + {other}")
        print(f"attacks {language}: {tried.total()} tried {dict(tried)}")
        for steps, count in cleared.most_common():
            print(f"  cleared {count:5d}  {steps}")


if __name__ == "__main__":
    main()
