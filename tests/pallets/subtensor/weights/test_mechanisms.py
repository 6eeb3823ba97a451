"""The mechanisms of a subnet: their number, their index, what goes with them, their shares."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pallets.subtensor.state import Hyperparameters, Mechanisms, Scores, Subnets, WeightTable
from pallets.subtensor.types import (
    GLOBAL_MAX_SUBNET_COUNT,
    MAX_MECHANISM_COUNT_PER_SUBNET,
    mechanism_index,
    mechanism_of,
)
from pallets.subtensor.weights import SubnetMechanisms
from pallets.subtensor.weights.split import split_emission
from tests.pallets.subtensor.weights.world import WeightWorld, hotkey
from tests.pallets.subtensor.world import fails

HALF = GLOBAL_MAX_SUBNET_COUNT // 2


@pytest.fixture
def world() -> WeightWorld:
    made = WeightWorld()
    made.pallet(Subnets).networks_added[3] = True
    return made


def logic(world: WeightWorld) -> SubnetMechanisms:
    return world.pallet(SubnetMechanisms)


# The index


def test_netuids_and_mechanisms_fill_16_bits() -> None:
    assert GLOBAL_MAX_SUBNET_COUNT * MAX_MECHANISM_COUNT_PER_SUBNET == 0x10000


@pytest.mark.parametrize(
    ("netuid", "mechanism", "index"),
    [
        (0, 0, 0),
        (1, 0, 1),
        (1, 1, 4097),
        *((HALF, number, number * 4096 + 2048) for number in (1, 7, 14, 15)),
        *((4095, number, number * 4096 + 4095) for number in (1, 7, 14, 15)),
        (1, 16, 65_535),  # saturates
        (0, 255, 65_535),
        (5, 255, 65_535),
    ],
)
def test_an_index_is_4096_times_the_mechanism_plus_the_netuid(
    netuid: int, mechanism: int, index: int
) -> None:
    assert mechanism_index(netuid, mechanism) == index


@pytest.mark.parametrize("index", [0, 1, 14, 15, 16, 17, 4095, 4096, 4097, 0x7FFF, 0xFFFE, 0xFFFF])
def test_an_index_stands_for_one_mechanism_of_one_subnet(world: WeightWorld, index: int) -> None:
    netuid, mechanism = mechanism_of(index)
    assert (netuid, mechanism) == (index % 4096, index // 4096)
    assert not logic(world).exists(netuid, mechanism)
    world.pallet(Subnets).networks_added[netuid] = True
    world.pallet(Mechanisms).mechanism_count_current[netuid] = mechanism + 1
    assert logic(world).exists(netuid, mechanism)
    world.pallet(Mechanisms).mechanism_count_current[netuid] = mechanism
    assert not logic(world).exists(netuid, mechanism)


@pytest.mark.parametrize(("mechanism", "there"), [(0, True), (1, True), (2, False), (3, False)])
def test_mechanisms_exist_below_their_number(
    world: WeightWorld, mechanism: int, there: bool
) -> None:
    world.pallet(Mechanisms).mechanism_count_current[3] = 2
    assert logic(world).exists(3, mechanism) == there
    if there:
        logic(world).ensure_exists(3, mechanism)
    else:
        with fails("MechanismDoesNotExist"):
            logic(world).ensure_exists(3, mechanism)


def test_a_subnet_that_does_not_exist_has_no_mechanism(world: WeightWorld) -> None:
    with fails("MechanismDoesNotExist"):
        logic(world).ensure_exists(7, 0)


def test_a_subnet_has_one_mechanism_at_first(world: WeightWorld) -> None:
    mechanisms = world.pallet(Mechanisms)
    assert (logic(world).count(3), mechanisms.indices(3)) == (1, [3])
    mechanisms.mechanism_count_current[3] = 3
    assert (logic(world).count(3), mechanisms.indices(3)) == (3, [3, 4099, 8195])


# The number


@pytest.mark.parametrize("count", [1, 2])
def test_the_number_can_be_set_up_to_the_chains_limit(world: WeightWorld, count: int) -> None:
    world.pallet(Hyperparameters).max_allowed_uids[3] = 128
    logic(world).set_count(3, count)
    assert logic(world).count(3) == count


@pytest.mark.parametrize(
    ("netuid", "count", "limit", "max_uids", "error"),
    [
        (7, 0, 2, 256, "MechanismDoesNotExist"),  # before the number is looked at
        (3, 0, 2, 256, "InvalidValue"),
        (3, 3, 2, 256, "InvalidValue"),  # before the uids are
        (3, 9, 2, 1, "InvalidValue"),
        (3, 17, 2, 1, "InvalidValue"),
        (3, 2, 2, 256, "TooManyUIDsPerMechanism"),
        (3, 2, 2, 129, "TooManyUIDsPerMechanism"),
        (3, 17, 17, 16, "TooManyUIDsPerMechanism"),  # before the absolute limit is
        (3, 17, 17, 15, "InvalidValue"),
        (3, 255, 255, 1, "InvalidValue"),
    ],
)
def test_the_first_failing_check_of_the_number_decides(  # noqa: PLR0917
    world: WeightWorld, netuid: int, count: int, limit: int, max_uids: int, error: str
) -> None:
    world.pallet(Mechanisms).max_mechanism_count.set(limit)
    world.pallet(Hyperparameters).max_allowed_uids[3] = max_uids
    before = world.stored()
    with fails(error):
        logic(world).set_count(netuid, count)
    assert world.stored() == before


@pytest.mark.parametrize(
    ("max_uids", "count", "allowed"),
    [(256, 1, True), (128, 2, True), (16, 16, True), (129, 2, False), (65_535, 255, False)],
)
def test_all_mechanisms_together_have_as_many_uids_as_a_new_subnet(
    world: WeightWorld, max_uids: int, count: int, allowed: bool
) -> None:
    if allowed:
        logic(world).ensure_max_uids_over_all_mechanisms(max_uids, count)
    else:
        with fails("TooManyUIDsPerMechanism"):
            logic(world).ensure_max_uids_over_all_mechanisms(max_uids, count)


@pytest.mark.parametrize(("count", "allowed"), [(0, False), (1, True), (16, True), (17, False)])
def test_the_chains_limit_is_from_1_to_16(world: WeightWorld, count: int, allowed: bool) -> None:
    if allowed:
        logic(world).set_max_count(count)
        assert world.pallet(Mechanisms).max_mechanism_count.get() == count
    else:
        with fails("InvalidValue"):
            logic(world).set_max_count(count)


def fill(world: WeightWorld, index: int) -> None:
    """Something under an index, wherever mechanisms have something."""
    table = world.pallet(WeightTable)
    table.weights[index, 0] = [(1, 1)]
    table.bonds[index, 0] = [(1, 2)]
    table.last_update[index] = [123]
    table.weight_commits[index, hotkey(0)] = [(bytes(32), 1, 2, 3)]
    table.timelocked_weight_commits[index, 1] = [(hotkey(0), 1, b"", 0)]
    world.pallet(Scores).incentive[index] = [1]


def under(world: WeightWorld, index: int) -> list[bool]:
    """Whether there is something, of each of these."""
    table, scores = world.pallet(WeightTable), world.pallet(Scores)
    return [
        (index, 0) in table.weights,
        (index, 0) in table.bonds,
        index in table.last_update,
        (index, hotkey(0)) in table.weight_commits,
        (index, 1) in table.timelocked_weight_commits,
        index in scores.incentive,
    ]


def test_a_mechanism_that_goes_takes_all_of_its_own_with_it(world: WeightWorld) -> None:
    mechanisms = world.pallet(Mechanisms)
    mechanisms.mechanism_count_current[3] = 3
    mechanisms.mechanism_emission_split[3] = [123, 234, 345]
    stays, goes = mechanism_index(3, 1), mechanism_index(3, 2)
    fill(world, stays)
    fill(world, goes)
    logic(world).update_count(3, 2)
    assert logic(world).count(3) == 2
    assert under(world, stays) == [True] * 6
    assert under(world, goes) == [False] * 6
    assert mechanisms.mechanism_emission_split[3] is None


def test_more_mechanisms_share_equally_again(world: WeightWorld) -> None:
    mechanisms = world.pallet(Mechanisms)
    mechanisms.mechanism_emission_split[3] = [123, 234, 345]
    logic(world).update_count(3, 2)
    assert logic(world).count(3) == 2
    assert mechanisms.mechanism_emission_split[3] is None


def test_the_same_number_changes_nothing(world: WeightWorld) -> None:
    world.pallet(Mechanisms).mechanism_emission_split[3] = [65_535]
    before = world.stored()
    logic(world).update_count(3, 1)
    assert world.stored() == before


# The shares


def test_shares_can_be_set_and_made_equal_again(world: WeightWorld) -> None:
    mechanisms = world.pallet(Mechanisms)
    mechanisms.mechanism_count_current[3] = 2
    logic(world).set_emission_split(3, [65_535])  # fewer than mechanisms are fine
    logic(world).set_emission_split(3, [1, 65_534])
    assert mechanisms.mechanism_emission_split[3] == [1, 65_534]
    logic(world).set_emission_split(3, None)
    assert mechanisms.mechanism_emission_split[3] is None


@pytest.mark.parametrize(
    ("netuid", "shares", "error"),
    [
        (7, [], "MechanismDoesNotExist"),
        (7, None, "MechanismDoesNotExist"),
        (3, [], "InvalidValue"),
        (3, [1, 2, 65_532], "InvalidValue"),  # three for two mechanisms
        (3, [1, 65_533], "InvalidValue"),
        (3, [1, 65_535], "InvalidValue"),
    ],
)
def test_other_shares_are_refused(
    world: WeightWorld, netuid: int, shares: list[int] | None, error: str
) -> None:
    world.pallet(Mechanisms).mechanism_count_current[3] = 2
    before = world.stored()
    with fails(error):
        logic(world).set_emission_split(netuid, shares)
    assert world.stored() == before


@pytest.mark.parametrize(
    ("alpha", "count", "shares", "parts"),
    [
        (25, 5, None, [5, 5, 5, 5, 5]),
        (10, 4, None, [4, 2, 2, 2]),  # what is left over goes to the first
        (19, 5, [3450, 6899, 10_348, 17_247, 27_594], [1, 2, 3, 5, 8]),
        (100, 3, [65_535], [100, 0, 0]),
        (100, 1, [32_767, 32_768], [100]),  # what the second would get
        (0, 2, None, [0, 0]),
        (7, 0, None, []),
        (7, 0, [65_535], []),
        (2**64 - 1, 2, [0, 65_535], [0, 2**64 - 1]),
    ],
)
def test_emission_is_divided_by_shares(
    world: WeightWorld, alpha: int, count: int, shares: list[int] | None, parts: list[int]
) -> None:
    world.pallet(Mechanisms).mechanism_count_current[3] = count
    world.pallet(Mechanisms).mechanism_emission_split[3] = shares
    assert logic(world).split_emissions(3, alpha) == parts


@given(
    alpha=st.integers(0, 2**64 - 1),
    cuts=st.lists(st.integers(0, 65_535), max_size=15),
    equal=st.booleans(),
)
def test_nothing_of_the_emission_is_lost(alpha: int, cuts: list[int], equal: bool) -> None:
    points = [0, *sorted(cuts), 65_535]
    shares = [high - low for low, high in pairwise(points)]
    parts = split_emission(alpha, len(shares), None if equal else shares)
    assert sum(parts) == alpha
    assert len(parts) == len(shares)
