from __future__ import annotations

from notifier.core.changeset import compare
from notifier.core.crossing import arrivals, departures, followed
from notifier.core.document import parse
from notifier.core.text import PolicyName

HERE = "We keep your letters for as long as the law asks."
THERE = "Nobody else ever sees the letters you send."


def test_what_left_and_what_came_is_followed_and_nothing_else() -> None:
    terms = PolicyName("terms")
    before, after = parse(f"One thing.\n\n{HERE}\n"), parse(f"One other thing.\n\n{THERE}\n")
    old, new = parse(f"{THERE}\n").clauses, parse(f"{HERE}\n").clauses
    changes = compare(before, after)
    told = followed(changes, came=arrivals(terms, old, new), went=departures(terms, old, new))
    said = {change.words_before or change.words_after: change.elsewhere for change in told.changes}
    assert said.pop("One thing.") is None
    assert [there and there.policy for there in said.values()] == [terms, terms]
