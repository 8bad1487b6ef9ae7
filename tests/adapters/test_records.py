from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notifier.adapters import drafts, records
from notifier.core.alignment import Fate
from notifier.core.assessment import Category, Direction, Level
from notifier.core.document import Kind
from notifier.core.draft import Carried, Draft, Entry
from notifier.core.identity import Correction
from notifier.core.release import (
    ChangeRef,
    ClauseRef,
    Record,
    Reduction,
    ReductionId,
    Ruling,
    TextRef,
    Version,
    Withdrawal,
)
from notifier.core.text import EN, FR, ClauseId, Digest, PolicyName
from notifier.errors import RecordRefused

words = st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\r"), max_size=30)
line = words.map(str.strip)
days = st.dates(date(1995, 1, 1), date(2100, 1, 1))
versions = st.builds(Version, *[st.integers(0, 99)] * 3)
hashes = st.sampled_from("0123456789abcdef").map(lambda sign: Digest(sign * 64))
ids = st.from_regex(r"[a-z][a-z0-9.-]{0,12}", fullmatch=True).map(ClauseId)
levels = st.sampled_from(Level)
both = st.tuples(st.tuples(st.just(EN), hashes), st.tuples(st.just(FR), hashes))


@st.composite
def changes(draw: st.DrawFn) -> ChangeRef:
    key, language = draw(hashes), draw(st.sampled_from([EN, FR]))
    ruling = st.builds(
        Ruling,
        key=st.just(key),
        language=st.just(language),
        level=levels,
        reason=words,
        by=words,
        second=words,
        on=st.none() | days,
    )
    return ChangeRef(
        clause=draw(ids),
        language=language,
        fate=draw(st.sampled_from(Fate)),
        key=key,
        assessed=draw(levels),
        level=draw(levels),
        direction=draw(st.sampled_from(Direction)),
        category=draw(st.sampled_from(Category)),
        rules=tuple(draw(st.lists(line, max_size=2))),
        why=tuple(draw(st.lists(words, max_size=2))),
        ruling=draw(st.none() | ruling),
    )


released = st.builds(
    Record,
    policy=st.just(PolicyName("privacy")),
    version=versions,
    level=levels,
    published_on=days,
    effective_on=days,
    summaries=st.tuples(st.tuples(st.just(EN), words), st.tuples(st.just(FR), words)),
    texts=st.tuples(st.builds(TextRef, language=st.just(EN), blob=st.just("0" * 40), sha256=hashes)),
    clauses=st.lists(
        st.builds(ClauseRef, id=ids, kind=st.sampled_from(Kind), hashes=both),
        max_size=3,
        unique_by=lambda ref: ref.id,
    ).map(tuple),
    changes=st.lists(changes(), max_size=2).map(tuple),
    reduces=st.lists(st.builds(Reduction, id=line.map(ReductionId), clause=ids), max_size=2).map(tuple),
    lifts=st.lists(line.map(ReductionId), max_size=2).map(tuple),
    edition=line,
    previous=st.just("") | hashes,
    brought_in_on=st.none() | days,
    corrected=st.lists(st.tuples(line, ids | st.just(ClauseId(""))), max_size=2).map(tuple),
)


@given(record=released)
def test_a_record_read_again_is_the_record_that_was_written(record: Record) -> None:
    text = records.write(record)
    assert records.read(text, place="x") == record
    assert records.write(records.read(text, place="x")) == text


@given(taken=st.builds(Withdrawal, on=days, reason=words, by=words))
def test_a_withdrawal_read_again_is_the_one_that_was_written(taken: Withdrawal) -> None:
    assert records.withdrawal(records.write_withdrawal(taken), place="x") == taken


entries = st.lists(
    st.builds(
        Entry,
        clause=ids,
        keys=both,
        level=st.none() | levels,
        reason=line,
        by=line,
        second=line,
        on=st.none() | days,
        assessed=levels,
        before=line,
        after=line,
        void=line,
        line=st.just(0),
    ),
    max_size=3,
    unique_by=lambda entry: entry.clause,
).map(tuple)
drafted = st.builds(
    Draft,
    policy=st.just(PolicyName("privacy")),
    after=st.none() | versions,
    published_on=st.none() | days,
    effective_on=st.none() | days,
    summaries=st.tuples(st.tuples(st.just(EN), line), st.tuples(st.just(FR), line)),
    entries=entries,
    carried=st.lists(
        st.builds(
            Carried,
            clause=ids,
            language=st.just(FR),
            governing=hashes,
            translated=hashes,
            by=line,
            line=st.just(0),
        ),
        max_size=2,
        unique_by=lambda one: one.clause,
    ).map(tuple),
    lifts=st.lists(line.map(ReductionId), max_size=2).map(tuple),
    corrections=st.lists(
        st.builds(
            Correction,
            words=line,
            id=ids | st.just(ClauseId("")),
            place=st.just("policy/releases/privacy/next.toml"),
            line=st.just(0),
        ),
        max_size=2,
        unique_by=lambda one: (one.words, one.id),
    ).map(tuple),
    edition=line,
    place=st.just("policy/releases/privacy/next.toml"),
)


def _unplaced(draft: Draft) -> Draft:
    """The same draft, wherever its lines stand."""
    made = {name: getattr(draft, name) for name in Draft.__slots__}
    for name, kind in (("entries", Entry), ("carried", Carried), ("corrections", Correction)):
        made[name] = tuple(
            kind(**{slot: getattr(one, slot) for slot in kind.__slots__} | {"line": 0}) for one in made[name]
        )
    return Draft(**made)


@given(draft=drafted, over=drafted)
def test_a_draft_written_over_another_is_read_as_it_was_meant(draft: Draft, over: Draft) -> None:
    text = drafts.write(draft, over=drafts.write(over))
    assert _unplaced(drafts.read(text, place=draft.place)) == draft


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("a = ", "x:1: this line cannot be read as TOML"),
        ("a = 1\na = 2\n", "x:2: this line cannot be read as TOML"),
        ("<<<<<<< HEAD\n", "x:1: git left a merge conflict here"),
        ("policy = 'privacy'\n", "x: no complete record"),
    ],
)
def test_what_is_no_record_is_told_in_one_line(text: str, told: str) -> None:
    with pytest.raises(RecordRefused) as refused:
        records.read(text, place="x")
    assert str(refused.value).startswith(told)
    assert "\n" not in str(refused.value)


def test_a_withdrawal_without_a_reason_is_refused() -> None:
    with pytest.raises(RecordRefused, match="no 'reason' in the withdrawal"):
        records.withdrawal("on = 2026-01-05\n", place="x")


CLAUSES = f"""

[clauses]
a = {{ kind = "heading", en = "{"1" * 64}" }}
b = {{ kind = "item", en = "{"2" * 64}" }}
"""


@pytest.mark.parametrize(
    ("written", "told"),
    [
        pytest.param(('kind = "item"', 'kind = "thing"'), "'thing'", id="an unknown kind"),
        pytest.param(("b = {", "a = {"), "be read as TOML", id="an id that stands twice"),
        pytest.param(('item"', 'item", en = "x"'), "be read as TOML", id="a language that stands twice"),
        pytest.param(("[clauses]", "[clauses]\n="), "record:[0-9]+: .*be read as TOML", id="no TOML at all"),
    ],
)
def test_a_table_of_clauses_that_was_not_written_so_is_read_by_the_parser(
    written: tuple[str, str], told: str
) -> None:
    text = records.write(_small()).partition("\n\n[clauses]")[0] + CLAUSES.replace(*written)
    with pytest.raises(RecordRefused, match=told):
        records.read(text, place="record")


def test_a_table_of_clauses_may_hold_comments() -> None:
    text = records.write(_small()).partition("\n\n[clauses]")[0]
    plain, told = (records.read(text + more, place="x") for more in (CLAUSES, CLAUSES + "# said\n"))
    assert plain == told
    assert [ref.id for ref in plain.clauses] == ["a", "b"]
    assert plain.clauses[0] is records.read(text + CLAUSES, place="x").clauses[0]


def _small() -> Record:
    return Record(
        policy=PolicyName("privacy"),
        version=Version(1, 0, 0),
        level=Level.NONE,
        published_on=date(2020, 1, 1),
        effective_on=date(2020, 1, 1),
        summaries=((EN, "First."),),
        texts=(TextRef(language=EN, blob="0" * 40, sha256=Digest("0" * 64)),),
        clauses=(),
    )
