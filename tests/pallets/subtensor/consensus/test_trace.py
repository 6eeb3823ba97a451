"""The stages of an epoch as its trace tells them, on the figures that the reference logs."""

import numpy as np

from pallets.subtensor.consensus import EpochTrace
from pallets.subtensor.consensus.yuma import YumaRules
from runtime.fixed.arrays import ONE
from tests.pallets.subtensor.consensus.subnet import Subnet

HALF, QUARTER = ONE // 2, ONE // 4


def bonds_bought(subnet: Subnet) -> list[list[int]]:
    """The bonds of an epoch that starts without, which are all bought in it."""
    subnet.parameters["bonds_moving_average"] = 0
    return subnet.trace().bonds.tolist()


def test_two_validators_without_weights() -> None:
    subnet = Subnet([1_000_000_000] * 2)
    subnet.last_update = [1, 1]
    outputs = YumaRules().epoch(subnet.inputs())
    trace = outputs.trace
    assert trace is not None
    assert outputs.active == outputs.permits == [True, True]
    assert outputs.stake == [1_000_000_000] * 2
    for stage in (trace.stake, trace.active_stake, trace.validator_emission, trace.emission):
        assert stage.tolist() == [HALF, HALF]
    assert not trace.consensus.any()
    assert outputs.emission == [500_000_000] * 2


def test_a_list_of_permits_that_is_too_short_forbids_the_others() -> None:
    subnet = Subnet([1_000_000_000] * 2)
    subnet.permits = [True]
    assert subnet.epoch().validator_emission == [1_000_000_000, 0]


def test_stake_without_a_permit_is_not_active() -> None:
    subnet = Subnet([1_000_000_000] * 2)
    subnet.permits = [True, False]
    assert subnet.trace().active_stake.tolist() == [ONE, 0]


def test_where_all_are_inactive_all_stake_is_paid() -> None:
    subnet = Subnet([1_000_000_000] * 2, block=1_000_000)
    assert subnet.trace().active_stake.tolist() == [0, 0]
    assert subnet.trace().emission.tolist() == [HALF, HALF]
    assert subnet.epoch().active == [False, False]


def test_where_some_are_active_only_they_are_paid() -> None:
    subnet = Subnet([1_000_000_000] * 2, {"activity_cutoff": 10}, block=1_000)
    subnet.last_update = [999, 1]
    assert subnet.trace().active_stake.tolist() == [ONE, 0]
    assert subnet.trace().emission.tolist() == [ONE, 0]


def test_one_permit_goes_to_most_stake() -> None:
    subnet = Subnet([2_000_000_000, 1_000_000_000], {"max_validators": 1})
    assert subnet.trace().stake.tolist() == [ONE * 2 // 3, ONE // 3]
    assert subnet.epoch().permits == [True, False]


def five(*rows: dict[int, int]) -> Subnet:
    """Three validators with the same stake, and two miners: uids 3 and 4."""
    subnet = Subnet([1_000_000_000] * 3 + [0, 0])
    subnet.permits = [True] * 3 + [False] * 2
    for uid, row in enumerate(rows):
        subnet.set_weights(uid, row)
    subnet.last_update = [1] * 5
    return subnet


def miners(matrix: np.ndarray) -> list[list[int]]:
    return matrix[:, 3:].tolist()


def test_two_against_one() -> None:
    subnet = five({3: 65_535, 4: 0}, {3: 0, 4: 65_535}, {3: 65_535, 4: 0})
    trace = subnet.trace()
    assert trace.validators.tolist() == [0, 1, 2]
    assert miners(trace.weights) == [[ONE, 0], [0, ONE], [ONE, 0]]
    assert trace.consensus.tolist() == [0, 0, 0, ONE, 0]
    assert miners(trace.clipped_weights) == [[ONE, 0], [0, 0], [ONE, 0]]
    assert trace.validator_trust.tolist() == [ONE, 0, ONE, 0, 0]
    assert trace.dividends.tolist() == [HALF, 0, HALF, 0, 0]
    assert trace.emission.tolist() == [QUARTER, 0, QUARTER, HALF, 0]


def test_one_that_splits_its_weight() -> None:
    subnet = five({3: 65_535, 4: 0}, {3: 0, 4: 65_535}, {3: 65_535, 4: 65_535})
    trace = subnet.trace()
    assert miners(trace.weights) == [[ONE, 0], [0, ONE], [HALF, HALF]]
    assert trace.dividends.tolist() == [QUARTER, QUARTER, HALF, 0, 0]
    assert trace.emission.tolist() == [ONE // 8, ONE // 8, QUARTER, QUARTER, QUARTER]
    # A bond of half a share is the largest in its miner.
    assert [row[3:] for row in bonds_bought(subnet)] == [[ONE, 0], [0, ONE], [ONE, ONE]]


def test_each_mechanism_has_weights_of_its_own() -> None:
    first = five({3: 65_535}, {4: 65_535}, {3: 65_535})
    second = five({4: 65_535}, {3: 65_535}, {4: 65_535})
    third = ONE // 3
    for subnet in (first, second):
        assert subnet.trace().active_stake.tolist() == [third, third, third, 0, 0]
    assert miners(first.trace().weights) == [[ONE, 0], [0, ONE], [ONE, 0]]
    assert miners(second.trace().weights) == [[0, ONE], [ONE, 0], [0, ONE]]
    assert first.trace().emission.tolist() == [QUARTER, 0, QUARTER, HALF, 0]
    assert second.trace().emission.tolist() == [QUARTER, 0, QUARTER, 0, HALF]
    assert [row[3:] for row in bonds_bought(first)] == [[ONE, 0], [0, 0], [ONE, 0]]
    assert [row[3:] for row in bonds_bought(second)] == [[0, ONE], [0, 0], [0, ONE]]


def test_three_mechanisms_of_two_validators() -> None:
    def traced(row: dict[int, int]) -> EpochTrace:
        subnet = Subnet([1_000_000_000] * 2 + [0, 0])
        subnet.permits = [True, True, False, False]
        for uid in (0, 1):
            subnet.set_weights(uid, row)
        return subnet.trace()

    for row, weights, emission in (
        ({2: 65_535}, [ONE, 0], [HALF, 0]),
        ({2: 65_535, 3: 65_535}, [HALF, HALF], [QUARTER, QUARTER]),
        ({3: 65_535}, [0, ONE], [0, HALF]),
    ):
        trace = traced(row)
        assert trace.weights[:, 2:].tolist() == [weights] * 2
        assert trace.emission.tolist() == [QUARTER, QUARTER, *emission]


def test_each_yuma_has_bonds_of_its_own_kind() -> None:
    """Old bonds as shares in a miner with Yuma 2, as parts of 1 with Yuma 3."""
    subnet = five({3: 65_535}, {3: 65_535})
    subnet.block = 5
    subnet.bonds = [[(3, 65_535)], [(3, 13_107)], [], [], []]
    trace = subnet.trace()
    assert miners(trace.old_bonds) == [[3_579_139_413, 0], [715_827_882, 0], [0, 0]]
    assert trace.alphas is None
    subnet.parameters = {"yuma3": True}
    trace = subnet.trace()
    assert miners(trace.old_bonds) == [[ONE, 0], [858_993_459, 0], [0, 0]]
    assert trace.alphas is None
    subnet.parameters["liquid_alpha"] = True
    assert subnet.trace().alphas is not None


def test_masks_say_why_a_weight_does_not_count() -> None:
    subnet = five({0: 1, 3: 1, 4: 1}, {3: 1})
    subnet.permits[1], subnet.bonds[1] = False, [(3, 1)]
    subnet.registered_at[4] = 1
    subnet.parameters = {"commit_blocks": [0] + [2**64 - 1] * 4}
    masks = subnet.trace().masks
    assert list(masks) == ["permit", "self", "outdated", "committed"]
    assert [masks["permit"][row].all() for row in range(3)] == [False, True, False]
    assert np.argwhere(masks["self"]).tolist() == [[0, 0], [1, 1], [2, 2]]
    assert np.flatnonzero(masks["outdated"].all(axis=0)).tolist() == [4]
    assert np.argwhere(masks["committed"]).tolist() == [[0, 4]]
