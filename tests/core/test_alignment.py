from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notifier.core.alignment import Fate, align
from notifier.core.document import parse

TEXT = """# Data {#data}

We collect your name, your mail address and the pages that you visit.

We keep all of it for as long as your account is open, and then delete it.

## What we share {#share}

We never sell your data to anybody, whatever they may offer for it.

Partners who run our servers see what they need to run them, and nothing else.

- your order and the address where it goes
- your telephone number for the driver
- the hour when you are at home

## Your rights {#rights}

You may ask us at any time what we know about you, and have it corrected.
"""


def fates(before: str, after: str) -> dict[Fate, int]:
    found = Counter(match.fate for match in align(parse(before), parse(after)).matches)
    del found[Fate.SAME]
    return dict(found)


@pytest.mark.parametrize(
    ("what", "with_what", "expected"),
    [
        ("", "", {}),
        ("for as long as your account is open", "for two years", {Fate.EDITED: 1}),
        ("## Your rights {#rights}", "## What you may ask {#rights}", {Fate.EDITED: 1}),
        ("## Your rights {#rights}", "## What you may ask", {Fate.EDITED: 1}),
        ("- your telephone number for the driver\n", "", {Fate.REMOVED: 1}),
        ("## Your rights", "Call us when the driver is late.\n\n## Your rights", {Fate.ADDED: 1}),
        ("anybody, whatever", "anybody,\nwhatever", {}),
        ("never sell", "**never** sell", {Fate.EDITED: 1}),
        ("it corrected.\n", "it corrected.\n\n\n", {}),
        ("name, your", "name,\u00a0your", {Fate.EDITED: 1}),
        (
            "- your telephone number for the driver\n- the hour when you are at home\n",
            "- the hour when you are at home\n- your telephone number for the driver\n",
            {Fate.MOVED: 1},
        ),
        (
            "is open, and then delete it.",
            "is open.\n\nThen we delete it.",
            {Fate.SPLIT: 1},
        ),
        (
            "you visit.\n\nWe keep all",
            "you visit. We keep all",
            {Fate.MERGED: 1},
        ),
    ],
)
def test_each_operation_is_recognised(what: str, with_what: str, expected: dict[Fate, int]) -> None:
    assert fates(TEXT, TEXT.replace(what, with_what) if what else TEXT) == expected


def test_a_clause_that_moved_to_another_section_is_a_move_and_its_neighbours_are_not() -> None:
    sold = "We never sell your data to anybody, whatever they may offer for it.\n\n"
    moved = TEXT.replace(sold, "") + "\n" + sold
    assert fates(TEXT, moved) == {Fate.MOVED: 1}
    edited = TEXT.replace(sold, "") + "\n" + sold.replace("anybody", "anyone")
    assert fates(TEXT, edited) == {Fate.MOVED_EDITED: 1}


def test_numbers_that_change_are_renumbering() -> None:
    before = "## 3. Your rights\n\n3. We keep your mail.\n\n(a) We keep your name, and\n"
    after = "## 4. Your rights\n\n4. We keep your mail.\n\n(b) We keep your name;\n"
    assert fates(before, after) == {Fate.RENUMBERED: 3}


def test_a_rewritten_text_is_told_as_such() -> None:
    before = "\n\n".join(f"Alpha beta gamma delta {number} epsilon zeta." for number in range(100))
    after = "\n\n".join(f"Uno due tre quattro {number} cinque sei." for number in range(100))
    found = align(parse(before), parse(after))
    assert found.rewritten
    assert not align(parse(before), parse(before)).rewritten


def test_in_a_rewritten_text_only_what_is_plainly_alike_is_a_pair() -> None:
    lines = [f"Alpha beta gamma delta {number} epsilon zeta eta theta." for number in range(60)]
    others = [f"Uno due tre quattro {number} cinque sei sette otto." for number in range(60)]
    before = ["2. Privacy of minors", "Write to Example Ltd, 1 High Street, Ourtown, by post.", *lines]
    after = ["2. Privacy mineurs", "Write to Example Ltd, 1 High Street, Ourtown, by letter.", *others]
    found = align(parse("\n\n".join(before)), parse("\n\n".join(after)))
    assert found.rewritten
    told = [match for match in found.matches if match.before and match.after]
    assert [match.before[0].text for match in told] == [before[1]]


clauses = st.lists(
    st.sampled_from(
        [
            "# A",
            "# B",
            "We keep your mail for two years.",
            "We keep your mail for three years.",
            "We never sell your data to anyone. Ask us at any time.",
            "Ask us at any time.",
            "- one",
            "- two and more",
            "1. one",
            "2. two and more",
            "| a | b |\n|---|---|\n| c | d |",
            "```\ncode\n```",
            "<b>raw</b>",
        ]
    ),
    max_size=10,
).map("\n\n".join)


@given(clauses, clauses)
def test_every_clause_is_in_exactly_one_match_in_the_order_of_the_new_text(before: str, after: str) -> None:
    old, new = parse(before), parse(after)
    matches = align(old, new).matches
    assert Counter(id(clause) for match in matches for clause in match.before) == Counter(
        map(id, old.clauses)
    )
    firsts = [clause.line for match in matches for clause in match.after[:1]]
    assert firsts == sorted(firsts)
    assert Counter(id(clause) for match in matches for clause in match.after) == Counter(map(id, new.clauses))


@given(clauses)
def test_a_text_against_itself_has_no_change(text: str) -> None:
    assert fates(text, text) == {}


HEADS = "# {first}\n\nWe keep your letters for two whole years.\n\nWe never sell your letters to anybody.\n\n# {second}\n\nAsk us.\n"


def test_a_renamed_heading_is_known_by_what_stands_under_it() -> None:
    old = HEADS.format(first="Storage", second="Contact") + "\nBye now.\n"
    new = "# New\n\nSome other words of ours.\n\n" + HEADS.format(first="Archive", second="Contact")
    found = {
        match.before[0].text: match.after[0].text
        for match in align(parse(old), parse(new)).matches
        if match.before and match.after
    }
    assert found["Storage"] == "Archive"


def test_a_heading_with_nothing_of_its_own_is_not_renamed_but_new() -> None:
    old = "# Storage\n\nWe keep your letters for two whole years.\n"
    new = "# Post\n\nZebra crossing ahead of everybody.\n\n# Zoo\n\nGiraffes eat leaves all day long.\n"
    assert fates(old, new).get(Fate.EDITED, 0) == 0


def test_a_clause_is_split_even_when_no_part_is_like_the_whole() -> None:
    parts = [
        "We keep your letters and their envelopes for two whole years.",
        "Parcels and their labels go back to the sender after thirty days.",
        "Postcards and stamps are shown on the wall of our office downtown.",
        "Telegrams get read aloud each morning before coffee is served.",
        "Invoices travel by night train towards the northern archive.",
        "Nobody else opens anything unless a judge orders us in writing.",
    ]
    head, tail = "Begin with this clause here.\n\n", "\n\nEnd with that clause there.\n"
    split = head + "\n\n".join(parts) + tail
    whole = head + " ".join(parts) + tail
    assert fates(whole, split) == {Fate.SPLIT: 1}
    assert fates(split, whole) == {Fate.MERGED: 1}


def test_short_neighbours_of_a_moved_clause_follow_it() -> None:
    block = "We never sell your letters to anybody at all, ever.\n\nReally.\n\n"
    rest = "Really.\n\n# One\n\n" + "".join(
        f"Clause {at} stays where it always was, word for word.\n\n" for at in range(6)
    )
    moves = [m for m in align(parse(block + rest), parse(rest + block)).matches if m.fate is Fate.MOVED]
    assert len(moves) == 2


def test_a_short_line_that_stands_elsewhere_is_no_move() -> None:
    old = "# One\n\nReally.\n\nA clause that stays where it is for good.\n\n# Two\n\nOther words stand here for good.\n"
    new = "# One\n\nA clause that stays where it is for good.\n\n# Two\n\nOther words stand here for good.\n\nReally.\n"
    assert fates(old, new) == {Fate.REMOVED: 1, Fate.ADDED: 1}


def test_scripts_without_spaces_are_compared_by_letters() -> None:
    assert fates("我们保存您的邮件两年\n", "我们保存您的邮件三年\n\n新的\n") == {
        Fate.EDITED: 1,
        Fate.ADDED: 1,
    }


def test_parts_that_stand_apart_are_no_split() -> None:
    whole = " ".join(f"Alpha{at} beta{at} gamma{at} delta{at}." for at in range(8))
    apart = [f"Alpha{at} beta{at} gamma{at} delta{at}." for at in range(8)]
    others = "\n\n".join(f"{part}\n\nZebra{at} lion{at} tiger{at} bear{at}." for at, part in enumerate(apart))
    assert Fate.SPLIT not in fates(f"{whole}\n", f"{others}\n")
    broken = "\n\n".join([*apart[:1], "Zebra lion tiger bear.", *apart[1:]])
    assert fates(f"{whole}\n", f"{broken}\n")[Fate.SPLIT] == 1


def test_a_paragraph_that_becomes_an_item_is_edited() -> None:
    assert fates("We keep your letters here.\n", "- We keep your letters here.\n") == {Fate.EDITED: 1}


def test_a_heading_whose_clauses_joined_another_section_is_not_renamed() -> None:
    kept = "# Post\n\nWe keep your letters for two years.\n\n"
    under = "Parcels go back after thirty days.\n\nStamps hang on our office wall.\n\n"
    old = f"{kept}# Storage\n\n{under}"
    new = f"{kept}{under}# Zoo\n\nGiraffes eat leaves all day long.\n\nZebras do too, at night.\n"
    assert fates(old, new)[Fate.REMOVED] == 1


def test_a_split_ends_where_other_words_begin() -> None:
    parts = [f"Alpha{at} beta{at} gamma{at} delta{at}." for at in range(8)]
    split = "\n\n".join([*parts[:6], "Zebra lion tiger bear.", "Wolf fox hare mouse."])
    assert fates(" ".join(parts) + "\n", split + "\n") == {Fate.SPLIT: 1, Fate.ADDED: 2}


def test_a_clause_that_is_like_two_others_alike_is_no_move() -> None:
    said = "We pass your {} on to the authorities of your country whenever a court of law asks us to do so."
    before = parse(f"# A\n\n{said.format('letters')}\n\n# B\n\nOne.\n\n# C\n\nTwo.\n")
    after = parse(
        f"# A\n\nNothing.\n\n# B\n\nOne.\n\n{said.format('files')}\n\n# C\n\nTwo.\n\n{said.format('notes')}\n"
    )
    assert Fate.MOVED_EDITED not in [match.fate for match in align(before, after).matches]


def test_words_that_stand_everywhere_find_no_partner() -> None:
    old = "\n\n".join(f"Every clause says alpha beta gamma x{at} y{at}." for at in range(60))
    new = "\n\n".join(f"Every clause says alpha beta gamma v{at} w{at}." for at in range(60))
    found = align(parse(old), parse(new)).matches
    assert sum(len(match.before) for match in found) == sum(len(match.after) for match in found) == 60


def test_a_very_long_clause_meets_by_its_words() -> None:
    words = " ".join(f"word{at}" for at in range(2_000))
    assert fates(f"{words} end\n", f"{words} close\n") == {Fate.EDITED: 1}


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("The loan ends with two reminders.", "Reminding nobody, we end each loan.", {Fate.EDITED: 1}),
        ("The loan ends with two letters.", "Nobody is asked.", {Fate.ADDED: 1, Fate.REMOVED: 1}),
        (
            "Reminders go out. " + "One two three four. " * 8,
            "Reminding is over. " + "Five six seven eight. " * 8,
            {Fate.ADDED: 1, Fate.REMOVED: 1},
        ),
    ],
)
def test_a_short_paragraph_alone_under_its_heading_may_be_told_anew(
    before: str, after: str, expected: dict[Fate, int]
) -> None:
    assert fates(f"# Loans\n\n{before}\n", f"# Loans\n\n{after}\n") == expected
