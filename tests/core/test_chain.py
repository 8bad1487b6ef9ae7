"""The heaviest chain is the heaviest: every other one that rises on both sides weighs less or as much."""

from __future__ import annotations

from itertools import combinations, pairwise

from hypothesis import example, given
from hypothesis import strategies as st

from notifier.core.chain import Pair, heaviest

places = st.integers(0, 5)
weights = st.dictionaries(st.tuples(places, places), st.sampled_from([0.25, 0.5, 1.0, 1.5, 3.0]), max_size=9)


def rises(chain: tuple[Pair, ...]) -> bool:
    return all(one[0] < two[0] and one[1] < two[1] for one, two in pairwise(chain))


@given(told=weights)
@example(told={(0, 1): 0.25, (1, 0): 0.5})
@example(told={(0, 1): 0.5, (0, 2): 0.25, (1, 0): 0.5, (2, 1): 0.25})
@example(told={(0, 2): 0.5, (1, 0): 0.25, (2, 1): 0.5, (3, 3): 0.25, (4, 2): 0.25})
def test_no_chain_weighs_more(told: dict[Pair, float]) -> None:
    found = tuple(heaviest(told, told.__getitem__))
    assert rises(found)
    assert set(found) <= set(told)
    every = (one for size in range(len(told) + 1) for one in combinations(sorted(told), size) if rises(one))
    assert sum(map(told.__getitem__, found)) == max(sum(map(told.__getitem__, one)) for one in every)


@given(
    order=st.permutations(range(7)), some=st.lists(st.sampled_from([0.25, 0.5, 1.5]), min_size=7, max_size=7)
)
@example(order=[3, 4, 0, 1, 2, 5, 6], some=[0.5, 0.5, 1.5, 0.25, 0.5, 0.5, 0.5])
@example(order=[2, 4, 6, 0, 1, 3, 5], some=[0.5, 0.5, 0.25, 0.5, 0.5, 0.25, 0.25])
@example(order=[6, 4, 5, 0, 2, 3, 1], some=[0.5, 1.5, 0.25, 0.5, 0.25, 0.5, 0.25])
def test_what_moved_in_blocks_is_weighed_in_blocks(order: list[int], some: list[float]) -> None:
    told = {(old, new): some[old] for old, new in enumerate(order)}
    found = tuple(heaviest(told, told.__getitem__))
    assert rises(found)
    every = (one for size in range(8) for one in combinations(sorted(told), size) if rises(one))
    assert sum(map(told.__getitem__, found)) == max(sum(map(told.__getitem__, one)) for one in every)
