"""Whose stake and whose weights count."""

import numpy as np
import pytest

from pallets.subtensor.consensus import EpochInputs
from pallets.subtensor.consensus.rows import Rows
from runtime.fixed.arrays import ONE
from tests.pallets.subtensor.consensus.figures import ALL, RULES, UIDS, bits, inputs


@pytest.mark.parametrize(
    ("stake", "most", "expected"),
    [
        ([], 5, []),
        ([0, 1, 2, 3, 4, 5, 6, 7, 8, 9], 0, []),
        ([0, 1, 2, 3, 4, 5, 6, 7, 8, 9], 5, [5, 6, 7, 8, 9]),
        ([9, 8, 7, 6, 5, 4, 3, 2, 1, 0], 3, [0, 1, 2]),
        ([0, 1, 2, 3], 4, [1, 2, 3]),
        ([0, 1, 2, 3], 100, [1, 2, 3]),
        ([9, 9, 9, 9, 9], 2, [3, 4]),
        ([9, 5, 9, 5, 5], 3, [0, 2, 4]),
        ([0, 0, 0, 0], 2, []),
    ],
)
def test_permits_go_to_most_stake_and_among_equals_to_later_uids(
    stake: list[int], most: int, expected: list[int]
) -> None:
    permits = RULES.new_permits(inputs(stake=stake, max_validators=most), np.array(stake, np.int64))
    assert np.flatnonzero(permits).tolist() == expected


def test_the_owner_has_a_permit_without_stake() -> None:
    given = inputs(stake=[0, 5 << 64, 6 << 64], max_validators=1, owner_uid=0, min_stake=6)
    assert RULES.new_permits(given, RULES.stake(given)).tolist() == [True, False, True]
    assert RULES.permits(inputs(permits=[False] * 3, owner_uid=2)).tolist() == [False, False, True]
    assert RULES.permits(inputs(permits=[False], owner_uid=2)).tolist() == [False] * 3


def test_stake_is_its_part_of_all_that_reaches_the_minimum() -> None:
    def part(*rao: int, **fields: object) -> list[int]:
        return RULES.stake(inputs(stake=[each << 64 for each in rao], **fields)).tolist()

    assert part(1, 10, 30) == [104_755_299, 1_047_552_999, 3_142_658_997]
    assert part(1, 10, 30, min_stake=10) == [0, ONE // 4, ONE * 3 // 4]
    assert part(1, 10, 30, min_stake=11) == [0, 0, ONE]
    assert part(10, 10, 30, min_stake=30, owner_uid=0) == [ONE // 4, 0, ONE * 3 // 4]
    assert part(0, 0, 0) == [0, 0, 0]
    fraction = inputs(stake=[(5 << 64) - 1, 5 << 64, 0], min_stake=5)
    assert RULES.stake(fraction).tolist() == [0, ONE, 0]


def test_active_stake_is_that_of_active_validators() -> None:
    stake, some = bits(0, 0.25, 0.75), np.array([False, False, True])
    given = inputs()
    assert RULES.active_stake(given, stake, ALL, ALL).tolist() == stake.tolist()
    assert RULES.active_stake(given, stake, some, ALL).tolist() == [0, 0, ONE]
    assert RULES.active_stake(given, stake, ALL, ~some).tolist() == [0, ONE, 0]
    assert RULES.active_stake(given, stake, some, ~some).tolist() == [0, 0, 0]
    empty = inputs(last_update=[], permits=[])
    nobody = np.zeros(3, np.bool_)
    assert RULES.active_stake(empty, stake, nobody, nobody).tolist() == stake.tolist()


@pytest.mark.parametrize(
    ("cutoff", "expected"), [(0, [2]), (1, [1, 2]), (99, [1, 2]), (100, [0, 1, 2])]
)
def test_activity_ends_after_the_cutoff(cutoff: int, expected: list[int]) -> None:
    given = inputs(block=100, last_update=[0, 99, 100], activity_cutoff=cutoff)
    assert np.flatnonzero(RULES.active(given)).tolist() == expected


NINE = [[(0, 1), (1, 2), (2, 3)], [(0, 4), (1, 5), (2, 6)], [(0, 7), (1, 8), (2, 9)]]


def kept(given: EpochInputs, *reasons: str) -> list[int]:
    """What is left of the nine weights by these masks."""
    masks = RULES.masks(given, UIDS, RULES.permits(given))
    rows = Rows.read(given.weights, UIDS.tolist(), 3)
    for reason in reasons:
        rows = rows.where(~masks[reason])
    return rows.values.ravel().tolist()


@pytest.mark.parametrize(
    ("permits", "expected"),
    [
        ([True, True, True], [1, 2, 3, 4, 5, 6, 7, 8, 9]),
        ([False, False, False], [0] * 9),
        ([False, True, False], [0, 0, 0, 4, 5, 6, 0, 0, 0]),
        ([True], [1, 2, 3, 0, 0, 0, 0, 0, 0]),
    ],
)
def test_weights_count_with_a_permit(permits: list[bool], expected: list[int]) -> None:
    assert kept(inputs(weights=NINE, permits=permits), "permit") == expected
    assert kept(inputs(weights=[], permits=permits), "permit") == [0] * 9


def test_a_validator_may_not_weigh_itself_but_the_owner_may() -> None:
    assert kept(inputs(weights=NINE), "self") == [0, 2, 3, 4, 0, 6, 7, 8, 0]
    diagonal = [[(uid, 4 * uid + 1)] for uid in range(3)]
    assert kept(inputs(weights=diagonal), "self") == [0] * 9
    for owner in range(3):
        expected = [0, 2, 3, 4, 0, 6, 7, 8, 0]
        expected[4 * owner] = 4 * owner + 1
        assert kept(inputs(weights=NINE, owner_uid=owner), "self") == expected
        assert np.flatnonzero(kept(inputs(weights=diagonal, owner_uid=owner), "self")).tolist() == [
            4 * owner
        ]
    assert kept(inputs(weights=[], owner_uid=1), "self") == [0] * 9


def test_weights_count_if_set_after_the_block_of_registration() -> None:
    blocks = {"last_update": [1, 2, 3], "registered_at": [1, 2, 3]}
    assert kept(inputs(weights=NINE, **blocks), "outdated") == [0, 0, 0, 4, 0, 0, 7, 8, 0]
    assert kept(inputs(weights=NINE, last_update=[2]), "outdated") == [1, 2, 3] + [0] * 6
    assert kept(inputs(weights=NINE, last_update=[0] * 3), "outdated") == [0] * 9


def test_weights_count_if_committed_not_before_the_block_of_registration() -> None:
    given = inputs(weights=NINE, commit_blocks=[1, 2, 3], registered_at=[1, 2, 3])
    assert kept(given, "committed") == [1, 0, 0, 4, 5, 0, 7, 8, 9]
    given = inputs(weights=NINE, commit_blocks=[2**64 - 1] * 3, registered_at=[1, 2, 3])
    assert kept(given, "committed") == [1, 2, 3, 4, 5, 6, 7, 8, 9]
    assert "committed" not in RULES.masks(inputs(), UIDS, ALL)
