"""Which neuron goes, as a rule on numbers."""

from __future__ import annotations

import pytest

from pallets.subtensor.neurons.ranking import (
    Candidate,
    is_immune,
    percent,
    renumbered,
    to_replace,
    to_trim,
)

NOBODY = frozenset[int]()


@pytest.mark.parametrize(
    ("registered_at", "block", "period", "expected"),
    [
        (10, 10, 1, True),
        (10, 10, 0, False),
        (10, 13, 4, True),
        (10, 14, 4, False),
        (10, 9, 1, True),  # registered in the future: no blocks have passed
    ],
)
def test_a_neuron_is_immune_for_a_period(
    registered_at: int, block: int, period: int, expected: bool
) -> None:
    assert is_immune(registered_at, block, period) is expected


@pytest.mark.parametrize(
    ("candidates", "uid"),
    [
        ([(5, 0, 0), (4, 9, 1), (6, 0, 2)], 1),  # lowest emission
        ([(5, 3, 0), (5, 2, 1), (5, 3, 2)], 1),  # then oldest registration
        ([(5, 3, 2), (5, 3, 1), (5, 3, 4)], 1),  # then lowest uid
    ],
)
@pytest.mark.parametrize("are_immune", [False, True])
def test_the_least_candidate_is_replaced(
    candidates: list[tuple[int, int, int]], uid: int, are_immune: bool
) -> None:
    group = [Candidate(*candidate) for candidate in candidates]
    groups: tuple[list[Candidate], list[Candidate]] = ([], group) if are_immune else (group, [])
    assert to_replace(*groups, min_exposed=0) == uid


@pytest.mark.parametrize(
    ("exposed", "immune", "min_exposed", "uid"),
    [
        ([1, 2], [0], 0, 1),  # what is not immune goes first, whatever it earns
        ([1, 2], [0], 1, 1),
        ([1, 2], [0], 2, 0),  # too few would be left
        ([1, 2], [], 2, None),
        ([1, 2], [], 1, 1),
        ([], [0], 0, 0),
        ([], [], 0, None),
    ],
)
def test_so_many_neurons_without_immunity_have_to_stay(
    exposed: list[int], immune: list[int], min_exposed: int, uid: int | None
) -> None:
    def group(uids: list[int]) -> list[Candidate]:
        return [Candidate(uid, 0, uid) for uid in uids]

    assert to_replace(group(exposed), group(immune), min_exposed) == uid


@pytest.mark.parametrize(
    ("emissions", "most", "safe", "removed"),
    [
        ([5, 1, 4, 2, 3], 3, NOBODY, [1, 3]),
        ([7, 7, 7, 7], 2, NOBODY, [3, 2]),  # of equals, the higher uid
        ([5, 1, 4, 2, 3], 3, {1}, [3, 4]),
        ([1, 2, 3], 1, {0, 1, 2}, []),
        ([1, 2, 3], 3, NOBODY, []),
    ],
)
def test_the_lowest_emissions_are_trimmed(
    emissions: list[int], most: int, safe: set[int], removed: list[int]
) -> None:
    assert to_trim(emissions, len(emissions), most, safe.__contains__) == removed


def test_trimming_goes_by_the_places_of_so_many_emissions_as_there_are_uids() -> None:
    assert to_trim([3, 1, 2], 5, 3, NOBODY.__contains__) == [1, 2]
    assert to_trim([3, 1, 2], 2, 1, NOBODY.__contains__) == [2]


@pytest.mark.parametrize(
    ("part", "whole", "expected"),
    [(0, 5, 0), (4, 5, 80), (204, 256, 79), (205, 256, 80), (1, 3, 33), (6, 5, 100), (0, 0, 100)],
)
def test_percent_is_floored(part: int, whole: int, expected: int) -> None:
    assert percent(part, whole) == expected


def test_renumbered_pairs_lose_what_is_gone() -> None:
    assert renumbered([(3, 9), (1, 8), (0, 7)], {0: 0, 3: 1}) == [(1, 9), (0, 7)]
