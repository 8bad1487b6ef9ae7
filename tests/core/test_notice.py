"""A notice goes from the words that bind people to the new ones, reductions first."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest
from builders import history, record
from hypothesis import given
from hypothesis import strategies as st

from notifier.core.alignment import Fate
from notifier.core.assessment import Category, Direction, Level
from notifier.core.campaign import Kind as Occasion
from notifier.core.changeset import compare
from notifier.core.consent import Answer, Decision
from notifier.core.document import parse
from notifier.core.mail import Audience
from notifier.core.notice import Standing, Stands, bound_text, compose
from notifier.core.policy import Binding, Policy
from notifier.core.release import ChangeRef, ReductionId, Version, Withdrawal
from notifier.core.text import EN, FR, ClauseId, Digest, PolicyName

if TYPE_CHECKING:
    from notifier.core.document import Document
    from notifier.core.release import History, Record

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
V1, V2, V3 = Version(1, 0, 0), Version(2, 0, 0), Version(3, 0, 0)

POLICY = Policy(
    name=PolicyName("privacy"),
    titles=((EN, "Privacy policy"), (FR, "Règles de confidentialité")),
    governing=EN,
    languages=(EN, FR),
    services=(),
    protected=(),
    notice_days=(),
)


def text(*items: str) -> Document:
    body = "".join(f"{item}\n\n" for item in items)
    return parse(f"## Retention {{#retention}}\n\n{body}", language=EN)


def decision(answer: Answer, *covers: str, at: datetime = NOON) -> Decision:
    return Decision(
        policy=PolicyName("privacy"),
        version=V2,
        answer=answer,
        covers=tuple(ReductionId(one) for one in covers),
        language=EN,
        shown=Digest("0" * 64),
        at=at,
    )


def releases() -> History:
    """1.0.0; 2.0.0 reduced `retention-1` and is in force; 3.0.0 reduces `retention-2` and is announced."""
    return history(
        record("1.0.0", effective=date(2025, 1, 1)),
        record("2.0.0", effective=date(2026, 1, 1), level=Level.REDUCTION, reduces=("retention-1",)),
        record("3.0.0", effective=date(2027, 1, 1), level=Level.REDUCTION, reduces=("retention-2",)),
    )


def stands(policy: Policy = POLICY, *, release: int = 2) -> Stands:
    told = releases()
    return Stands(policy, told, told.records[release], at=NOON)


def test_silent_people_are_asked_for_everything_still_open() -> None:
    told = stands().standing(V1)
    assert told.asks == ("2.0.0/retention-1", "3.0.0/retention-2")
    assert (told.version, told.held) == (V2, (("retention-1", V1),))
    assert told.key == "2.0.0 retention-1=1.0.0"
    assert told.audience is Audience.CONSENT


def test_people_who_accepted_are_asked_only_what_is_new() -> None:
    told = stands().standing(V1, (decision(Answer.ACCEPTED, "2.0.0/retention-1"),))
    assert (told.key, told.asks) == ("2.0.0", ("3.0.0/retention-2",))


def test_declining_and_silence_lead_to_the_same_words() -> None:
    declined = stands().standing(V1, (decision(Answer.DECLINED, "2.0.0/retention-1"),))
    assert declined == stands().standing(V1)


def test_people_with_nothing_to_decide_are_informed() -> None:
    told = stands(release=1).standing(V2)
    assert (told.asks, told.audience) == ((), Audience.INFORM)


def test_where_the_whole_release_binds_nothing_is_held_apart() -> None:
    told = stands(replace(POLICY, binding=Binding.RELEASE)).standing(V1)
    assert (told.key, told.asks) == ("1.0.0", ("2.0.0/retention-1", "3.0.0/retention-2"))


def test_people_who_begin_with_a_release_to_come_are_bound_by_it() -> None:
    assert stands().standing(V3).key == "3.0.0"


def test_a_held_clause_stands_as_it_was() -> None:
    old, new = text("We keep it for a day.", "We delete."), text("We keep it for a year.", "We delete it.")
    told = Standing(version=V2, held=((ClauseId("retention-1"), V1),), asks=())
    assert [c.text for c in bound_text({V1: old, V2: new}, told).clauses] == [
        "Retention",
        "We keep it for a day.",
        "We delete it.",
    ]


def test_a_held_clause_that_was_dropped_stands_where_it_stood() -> None:
    old = text("First.", "We never sell.", "Last.")
    new = parse("## Retention {#retention}\n\nFirst.\n", language=EN)
    held = Standing(version=V2, held=((ClauseId("retention-2"), V1),), asks=())
    assert [c.text for c in bound_text({V1: old, V2: new}, held).clauses] == [
        "Retention",
        "First.",
        "We never sell.",
    ]
    gone = Standing(version=V2, held=((ClauseId("retention"), V1),), asks=())
    other = parse("## Other {#other}\n\nFirst.\n", language=EN)
    assert next(c.text for c in bound_text({V1: old, V2: other}, gone).clauses) == "Retention"


def test_a_clause_that_was_added_and_not_accepted_does_not_stand() -> None:
    old, new = text("First."), text("First.", "You pay.")
    held = Standing(version=V2, held=((ClauseId("retention-2"), V1),), asks=())
    assert [c.text for c in bound_text({V1: old, V2: new}, held).clauses] == ["Retention", "First."]
    nowhere = Standing(version=V2, held=((ClauseId("retention-9"), V1),), asks=())
    assert bound_text({V1: old, V2: new}, nowhere) == new


def ruled(clause: str, level: Level, language: str = "en") -> ChangeRef:
    return ChangeRef(
        clause=ClauseId(clause),
        language=EN if language == "en" else FR,
        fate=Fate.EDITED,
        key=Digest("0" * 64),
        assessed=level,
        level=level,
        direction=Direction.NEUTRAL,
        category=Category.OTHER,
        rules=(),
    )


def with_changes(one: Record, *changes: ChangeRef) -> Record:
    return replace(one, changes=changes)


def test_reductions_come_first_then_the_order_of_the_text() -> None:
    before = text("A one.", "B one.", "C one.")
    after = text("A two.", "B two.", "C two.")
    release = with_changes(
        record("2.0.0", effective=date(2027, 1, 1), reduces=("retention-3",)),
        ruled("retention-1", Level.EDITORIAL),
        ruled("retention-2", Level.EDITORIAL, "fr"),
        ruled("retention-3", Level.REDUCTION),
    )
    told = history(record("1.0.0", effective=date(2025, 1, 1)), release)
    standing = Stands(POLICY, told, release, at=NOON).standing(V1)
    notice = compose(policy=POLICY, history=told, release=release, told=standing, before=before, after=after)
    assert [(item.change.clause, item.level) for item in notice.items] == [
        ("retention-3", Level.REDUCTION),
        ("retention-2", Level.MATERIAL),
        ("retention-1", Level.EDITORIAL),
    ]
    assert [item.section for item in notice.items] == ["Retention"] * 3
    assert [item.change.clause for item in notice.reductions] == ["retention-3"]
    assert notice.effective_on == date(2027, 1, 1)
    assert notice.summary == "What 2.0.0 changes."
    assert notice.audience is Audience.CONSENT


def test_a_reduction_that_was_accepted_is_not_told_again_as_one() -> None:
    told = releases()
    yes = stands().standing(V1, (decision(Answer.ACCEPTED, "2.0.0/retention-1"),))
    before, after = text("A one.", "B one."), text("A two.", "B two.")
    notice = compose(
        policy=POLICY, history=told, release=told.records[2], told=yes, before=before, after=after
    )
    assert [(item.change.clause, item.level) for item in notice.items] == [
        ("retention-2", Level.REDUCTION),
        ("retention-1", Level.MATERIAL),
    ]


def test_a_withdrawn_or_later_release_says_nothing_of_the_level() -> None:
    taken = replace(
        with_changes(record("2.0.0", effective=date(2026, 1, 1)), ruled("retention-1", Level.REDUCTION)),
        withdrawn=Withdrawal(on=date(2025, 12, 1), reason="wrong", by="Ada"),
    )
    release = with_changes(record("2.0.1", effective=date(2027, 1, 1)), ruled("retention-1", Level.EDITORIAL))
    later = with_changes(record("3.0.0", effective=date(2028, 1, 1)), ruled("retention-1", Level.REDUCTION))
    told = history(record("1.0.0", effective=date(2025, 1, 1)), taken, release, later)
    standing = Stands(POLICY, told, release, at=NOON).standing(V1)
    notice = compose(
        policy=POLICY,
        history=told,
        release=release,
        told=standing,
        before=text("A one."),
        after=text("A two."),
        audience=Audience.WATCHER,
    )
    assert [item.level for item in notice.items] == [Level.EDITORIAL]
    assert notice.audience is Audience.WATCHER


@pytest.mark.parametrize(
    ("before", "after", "section"),
    [
        ("## Old {#a}\n\nText.\n", "## New {#a}\n\nText.\n", "New"),
        ("## Old {#a}\n\nText.\n\nGone.\n", "## Old {#a}\n\nText.\n", "Old"),
        ("Text.\n", "Other words altogether.\n", ""),
    ],
)
def test_a_change_is_told_under_its_heading(before: str, after: str, section: str) -> None:
    old, new = parse(before, language=EN), parse(after, language=EN)
    release = record("2.0.0", effective=date(2027, 1, 1))
    told = history(release)
    standing = Standing(version=V1, held=(), asks=())
    notice = compose(policy=POLICY, history=told, release=release, told=standing, before=old, after=new)
    assert {item.section for item in notice.items} == {section}


@given(st.lists(st.sampled_from(["A.", "B is longer.", "C stays."]), min_size=1, max_size=5, unique=True))
def test_every_changed_clause_is_told_once(after: list[str]) -> None:
    old, new = text("A.", "B is longer.", "D goes."), text(*after)
    release = record("2.0.0", effective=date(2027, 1, 1))
    standing = Standing(version=V1, held=(), asks=())
    notice = compose(
        policy=POLICY, history=history(release), release=release, told=standing, before=old, after=new
    )
    told = sorted(item.change.clause for item in notice.items)
    assert told == sorted(change.clause for change in compare(old, new).changes)


def test_a_notice_says_all_it_was_made_of() -> None:
    told = releases()
    standing = stands().standing(V1)
    notice = compose(
        policy=POLICY,
        history=told,
        release=told.records[2],
        told=standing,
        before=text("A one."),
        after=text("A two."),
        occasion=Occasion.REMINDER,
    )
    assert (notice.policy, notice.standing, notice.occasion) == (POLICY, standing, Occasion.REMINDER)
    assert (notice.release, notice.language) == (told.records[2], EN)


def test_the_level_counts_every_ruling_since_the_words_that_bind_and_none_before() -> None:
    """Who is bound by 2.0.0 hears of 3.0.0; where 1.0.0 is held, of both, and the gravest counts."""
    grave = with_changes(
        record("2.0.0", effective=date(2026, 1, 1)),
        ruled("retention-1", Level.MATERIAL),
        ruled("retention-2", Level.MATERIAL),
    )
    light = with_changes(
        record("3.0.0", effective=date(2027, 1, 1)),
        ruled("retention-1", Level.EDITORIAL),
        ruled("retention-2", Level.EDITORIAL),
    )
    told = history(record("1.0.0", effective=date(2025, 1, 1)), grave, light)
    bound = Standing(version=V2, held=((ClauseId("retention-2"), V1),), asks=())
    notice = compose(
        policy=POLICY,
        history=told,
        release=light,
        told=bound,
        before=text("A one.", "B one."),
        after=text("A two.", "B two."),
    )
    assert {item.change.clause: item.level for item in notice.items} == {
        "retention-1": Level.EDITORIAL,
        "retention-2": Level.MATERIAL,
    }


def test_a_held_clause_that_was_dropped_takes_the_place_of_nobody() -> None:
    old = text("First.", "We never sell.", "Last.")
    new = parse("## Retention {#retention}\n\nFirst.\n\nLast. {#retention-3}\n", language=EN)
    held = Standing(version=V2, held=((ClauseId("retention-2"), V1),), asks=())
    assert [c.text for c in bound_text({V1: old, V2: new}, held).clauses] == [
        "Retention",
        "First.",
        "We never sell.",
        "Last.",
    ]


def test_days_begin_where_the_policy_lives() -> None:
    told = releases()
    eve = datetime(2025, 12, 31, 12, tzinfo=UTC)  # in Auckland it is 2026 already, and 2.0.0 is in force
    for zone, version in (("Pacific/Auckland", V2), ("Europe/Paris", V1)):
        here = Stands(replace(POLICY, time_zone=zone), told, told.records[1], at=eve)
        assert here.standing(V1, (decision(Answer.ACCEPTED, "2.0.0/retention-1", at=eve),)).version == version


@pytest.mark.parametrize("shown", ["retention-2", "retention-1"])
def test_what_changed_in_another_language_alone_is_counted_and_named(shown: str) -> None:
    before, after = text("A one.", "B one."), text("A two.", "B one.")
    release = with_changes(
        record("2.0.0", effective=date(2027, 1, 1), reduces=(shown,)),
        ruled("retention-1", Level.MATERIAL),
        ruled(shown, Level.MATERIAL, "fr"),
        ruled(shown, Level.REDUCTION, "fr"),
    )
    told = history(record("1.0.0", effective=date(2025, 1, 1)), release)
    standing = Stands(POLICY, told, release, at=NOON).standing(V1)
    notice = compose(policy=POLICY, history=told, release=release, told=standing, before=before, after=after)
    elsewhere = ((ClauseId("retention-2"), FR),) if shown == "retention-2" else ()
    assert (notice.elsewhere, notice.taken) == (elsewhere, 1)


def test_the_language_that_gave_the_level_says_why() -> None:
    before, after = text("A one.", "B one."), text("A two.", "B two.")
    raised = replace(ruled("retention-1", Level.MATERIAL), level=Level.REDUCTION)
    why = ("Vos données étaient gardées « un an », désormais « deux ans ».",)
    french = replace(ruled("retention-1", Level.REDUCTION, "fr"), why=why)
    release = with_changes(
        record("2.0.0", effective=date(2027, 1, 1), reduces=("retention-1",)),
        raised,
        french,
        ruled("retention-2", Level.MATERIAL),
    )
    gone = replace(
        with_changes(record("1.1.0", effective=date(2026, 1, 1)), raised, replace(french, why=("Retiré.",))),
        withdrawn=Withdrawal(on=date(2025, 12, 1), reason="wrong", by="Ada"),
    )
    told = history(record("1.0.0", effective=date(2025, 1, 1)), gone, release)
    standing = Stands(POLICY, told, release, at=NOON).standing(V1)
    notice = compose(policy=POLICY, history=told, release=release, told=standing, before=before, after=after)
    assert [item.elsewhere for item in notice.items] == [((FR, why[0]),), ()]
    assert [item.elsewhere for item in notice.items if item.level is Level.MATERIAL] == [()]
