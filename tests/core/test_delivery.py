"""Identity is derived, states are a table, and an unknown chunk moves by evidence only."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notifier.core.delivery import (
    LANES,
    RANKS,
    SUPPRESSING,
    ChunkState,
    Event,
    Turn,
    after,
    campaign_of,
    chunk_id,
    delivery_id,
    person_of,
    variant_of,
)

CAMPAIGNS = st.integers(1, (1 << 22) - 1)
PEOPLE = st.integers(1, (1 << 40) - 1)


@given(campaign=CAMPAIGNS, person=PEOPLE)
def test_a_delivery_names_its_campaign_and_its_person(campaign: int, person: int) -> None:
    known = delivery_id(campaign, person)
    assert (campaign_of(known), person_of(known)) == (campaign, person)
    assert 0 < known < 1 << 62


@given(
    st.tuples(st.integers(1, 1 << 29), st.integers(0, LANES - 1), st.integers(0, (1 << 20) - 1)),
    st.tuples(st.integers(1, 1 << 29), st.integers(0, LANES - 1), st.integers(0, (1 << 20) - 1)),
)
def test_chunks_have_one_name_each(one: tuple[int, int, int], two: tuple[int, int, int]) -> None:
    names = [chunk_id(variant, place, lane=lane) for variant, lane, place in (one, two)]
    assert (names[0] == names[1]) == (one == two)
    assert variant_of(names[0]) == one[0]
    assert 0 < names[0] < 1 << 62


@pytest.mark.parametrize(("campaign", "person"), [(0, 1), (1, 0), (1, 1 << 40), (1 << 22, 1)])
def test_what_would_not_fit_is_a_bug(campaign: int, person: int) -> None:
    with pytest.raises(ValueError, match="no delivery"):
        delivery_id(campaign, person)


@pytest.mark.parametrize(
    ("variant", "place", "lane"), [(0, 0, 0), (1, -1, 0), (1, 1 << 20, 0), (1, 0, LANES)]
)
def test_a_chunk_outside_its_places_is_a_bug(variant: int, place: int, lane: int) -> None:
    with pytest.raises(ValueError, match="no chunk"):
        chunk_id(variant, place, lane=lane)


@given(st.lists(st.sampled_from(Turn)))
def test_nothing_but_an_answer_evidence_or_a_person_moves_an_unknown_chunk(turns: list[Turn]) -> None:
    state = ChunkState.UNKNOWN
    answers = {Turn.SENT, Turn.RETURNED, Turn.HALVED}
    for turn in turns:
        if turn not in answers | {Turn.PROVED, Turn.DISPROVED, Turn.GIVEN_UP}:
            assert after(state, turn) is ChunkState.UNKNOWN


@pytest.mark.parametrize("turn", [Turn.SENT, Turn.RETURNED, Turn.HALVED])
def test_an_answer_that_comes_late_means_what_it_means_in_time(turn: Turn) -> None:
    assert after(ChunkState.UNKNOWN, turn) is after(ChunkState.IN_FLIGHT, turn)


@given(
    st.sampled_from([ChunkState.ACCEPTED, ChunkState.SPLIT, ChunkState.FAILED]),
    st.lists(st.sampled_from(Turn)),
)
def test_what_has_ended_stays_ended(state: ChunkState, turns: list[Turn]) -> None:
    for turn in turns:
        assert after(state, turn) is state


def test_only_a_ready_chunk_is_claimed() -> None:
    assert [state for state in ChunkState if after(state, Turn.CLAIMED) is not state] == [ChunkState.READY]


def test_every_event_has_a_rank_of_its_own() -> None:
    assert len(set(RANKS.values())) == len(Event) == len(RANKS)
    assert all(RANKS[bad] > RANKS[Event.DELIVERED] for bad in SUPPRESSING)
