"""Yuma 2 over one epoch or several, on the reference's figures: what is stored and paid."""

from typing import Any

import pytest

from tests.pallets.subtensor.consensus.subnet import Row, Subnet

NOTHING_DIVIDED = ("consensus", "incentive", "dividends", "validator_trust")


def test_a_lonely_neuron_that_weighs_itself_gets_all_by_stake() -> None:
    subnet = Subnet([1_000_000_000])
    subnet.set_weights(0, {0: 65_535})
    outputs = subnet.epoch()
    for name in NOTHING_DIVIDED:
        assert getattr(outputs, name) == [0]
    assert outputs.validator_emission == outputs.emission == [1_000_000_000]
    assert outputs.server_emission == [0]
    assert outputs.stake == [1_000_000_000]


def test_a_list_of_updates_that_is_too_long_does_not_matter() -> None:
    subnet = Subnet([1_000_000_000])
    subnet.set_weights(0, {0: 65_535})
    subnet.last_update = [1, 1, 1]
    outputs = subnet.epoch()
    assert outputs.active == [True]
    assert outputs.emission == [1_000_000_000]
    assert not any(outputs.dividends)


def test_ten_that_weigh_themselves_get_the_same_floored() -> None:
    subnet = Subnet([1] * 10)
    for uid in range(10):
        subnet.set_weights(uid, {uid: 65_535})
    outputs = subnet.epoch()
    for name in NOTHING_DIVIDED:
        assert getattr(outputs, name) == [0] * 10
    assert outputs.emission == [99_999_999] * 10
    assert outputs.stake_weight == [6_553] * 10


def test_one_staker_without_weights_gets_all() -> None:
    subnet = Subnet([1])
    outputs = subnet.epoch()
    assert outputs.server_emission == [0]
    assert outputs.validator_emission == [1_000_000_000]


@pytest.mark.parametrize("server_self", [False, True])
@pytest.mark.parametrize("regular", [False, True])
def test_a_graph_of_512(regular: bool, server_self: bool) -> None:
    """64 validators with the same stake weigh 448 miners the same, over three epochs."""
    validators = range(0, 512, 8) if regular else range(64)
    miners = [uid for uid in range(512) if uid not in validators]
    rao = [328_125_000_000_000 if uid in validators else 0 for uid in range(512)]
    subnet = Subnet(rao, {"max_validators": 64})
    subnet.permits = [uid in validators for uid in range(512)]
    for uid in validators:
        subnet.set_weights(uid, dict.fromkeys(miners, 65_535))
    if server_self:
        for uid in miners:
            subnet.set_weights(uid, {uid: 65_535})
    for _ in range(3):
        outputs = subnet.epoch()
    for uid in validators:
        assert (outputs.consensus[uid], outputs.incentive[uid]) == (0, 0)
        assert outputs.dividends[uid] == 1_023  # a 64th of 65535
        assert outputs.emission[uid] == 7_812_500
        assert (subnet.bond(uid, validators[0]), subnet.bond(uid, miners[0])) == (0, 65_535)
    for uid in miners:
        assert (outputs.consensus[uid], outputs.incentive[uid]) == (146, 146)  # a 448th
        assert outputs.dividends[uid] == 0
        assert outputs.emission[uid] == 1_116_071
        assert subnet.bonds[uid].size == 0


def test_bonds_follow_the_weights_over_eight_epochs() -> None:
    """Four validators leave four miners, one after the other; one comes back to one miner."""
    subnet = Subnet([1, 2, 3, 4, 0, 0, 0, 0], {"max_validators": 8})
    for uid in range(4):
        subnet.set_weights(uid, {4: 16_383, 5: 32_767, 6: 49_149, 7: 65_535})

    def bonds_in(miner: int) -> list[int]:
        return [subnet.bond(uid, miner) for uid in range(4)]

    outputs = subnet.epoch()
    assert bonds_in(4) == [16_383, 32_767, 49_151, 65_535]
    assert outputs.emission == [
        49_999_998, 99_999_999, 150_000_000, 200_000_001,
        49_998_779, 100_000_610, 149_996_337, 200_004_272,
    ]  # fmt: skip
    later: list[tuple[int, Row | None, int, list[int]]] = [
        (0, [(0, 65_535)], 4, [14_582, 32_767, 49_151, 65_535]),
        (1, [(1, 65_535)], 4, [12_603, 28_321, 49_151, 65_535]),
        (2, [(2, 65_535)], 7, [12_602, 28_320, 49_150, 65_535]),
        (2, [(7, 65_535)], 7, [10_951, 24_609, 49_150, 65_535]),
        (2, None, 7, [9_559, 21_482, 49_150, 65_535]),
        (2, None, 7, [8_376, 18_824, 49_150, 65_535]),
        (2, None, 7, [7_363, 16_549, 49_150, 65_535]),
    ]
    emissions = []
    for uid, weights, miner, expected in later:
        if weights:
            subnet.set_weights(uid, weights)
        subnet.block += 1
        emissions.append(subnet.epoch().emission)
        assert bonds_in(miner) == expected
    assert emissions[:4] == [
        [44_998_351, 101_110_561, 151_667_215, 202_223_870,
         49_998_779, 100_000_610, 149_996_337, 200_004_272],
        [40_496_805, 90_999_783, 157_929_636, 210_573_773,
         49_998_779, 100_000_610, 149_996_337, 200_004_272],
        [99_999_999, 199_999_999, 299_999_999, 399_999_999, 0, 0, 0, 0],
        [36_443_733, 81_898_628, 163_565_493, 218_092_144, 0, 0, 0, 500_000_000],
    ]  # fmt: skip
    assert emissions[6] == [26_565_175, 59_701_871, 177_311_856, 236_421_095, 0, 0, 0, 500_000_000]


def test_stake_of_inactive_validators_does_not_count() -> None:
    subnet = Subnet([1] * 4, {"max_validators": 4, "activity_cutoff": 5_000, "bonds_penalty": 0})
    for uid in (0, 1):
        subnet.set_weights(uid, {2: 65_535, 3: 65_535})
    outputs = subnet.epoch()
    assert outputs.dividends == [32_767, 32_767, 0, 0]
    assert outputs.emission == [250_000_000] * 4
    assert [subnet.bond(uid, miner) for uid in (0, 1) for miner in (2, 3)] == [65_535] * 4

    subnet.block = 5_002
    subnet.set_weights(0, {2: 65_535, 3: 65_535})
    outputs = subnet.epoch()
    assert outputs.active == [True, False, False, False]
    assert outputs.dividends == [36_044, 29_490, 0, 0]
    assert outputs.emission == [274_999_999, 224_999_999, 250_000_000, 250_000_000]
    assert [subnet.bond(uid, miner) for uid in (0, 1) for miner in (2, 3)] == [
        65_535, 65_535, 53_619, 53_619,
    ]  # fmt: skip

    subnet.set_weights(1, {2: 65_535, 3: 65_535})
    subnet.block = 5_003
    outputs = subnet.epoch()
    assert outputs.dividends == [35_716, 29_818, 0, 0]
    assert outputs.emission == [272_501_132, 227_498_866, 250_000_000, 250_000_000]
    assert [subnet.bond(uid, 2) for uid in (0, 1)] == [65_535, 54_712]


def weighed_two_to_one(**fields: Any) -> Subnet:
    """Two validators weigh two miners 2 to 1; the miners have as much stake."""
    subnet = Subnet([1] * 4, {"max_validators": 4, **fields})
    for uid in (0, 1):
        subnet.set_weights(uid, {2: 65_535, 3: 32_768})
    for uid in (2, 3):
        subnet.set_weights(uid, {uid: 65_535})
    return subnet


def test_weights_and_bonds_on_a_replaced_miner_do_not_count() -> None:
    subnet = weighed_two_to_one(tempo=0)
    outputs = subnet.epoch()
    assert outputs.emission == [250_000_000, 250_000_000, 333_331_637, 166_668_361]
    assert outputs.consensus == [0, 0, 43_689, 21_845]

    subnet.rao, subnet.registered_at[3] = [1, 1, 1, 0], 1  # a new key, without stake
    subnet.bonds[3], subnet.permits[3], subnet.last_update[3] = [], False, 1
    subnet.block = 2
    subnet.set_weights(0, {2: 65_535, 3: 32_768})
    outputs = subnet.epoch()
    assert outputs.dividends[0] == 32_767
    assert outputs.emission == [250_000_000, 250_000_000, 500_000_000, 0]
    # Only the first validator has weighed the new miner, and only its old bond survives the mask.
    assert [subnet.bond(0, 2), subnet.bond(0, 3), subnet.bond(1, 3)] == [65_535, 65_535, 65_535]


def test_bonds_in_a_replaced_miner_start_again() -> None:
    subnet = weighed_two_to_one(tempo=2)
    subnet.block = 3
    subnet.epoch()
    before = subnet.bond(0, 2), subnet.bond(0, 3)
    assert before == (65_535, 65_535)
    subnet.block, subnet.registered_at[3] = 5, 4
    subnet.bonds = [[(2, 65_535), (3, 40_000)], [(2, 65_535), (3, 65_535)], [], []]
    subnet.rao = [3, 1, 0, 0]
    subnet.last_update = [5, 5, 1, 1]
    subnet.epoch()
    # With the mask, bonds in the new miner are those of this epoch alone, by stake.
    assert [subnet.bond(uid, 3) for uid in (0, 1)] == [65_535, 21_844]
    assert [subnet.bond(uid, 2) for uid in (0, 1)] == [65_535, 59_293]


def test_without_an_epoch_before_recent_is_since_a_tempo_ago() -> None:
    def first_bond(**fields: Any) -> int:
        subnet = Subnet([1, 1, 0], {"bonds_moving_average": 1_000_000, **fields}, block=100)
        subnet.bonds = [[(2, 65_535)], [(2, 5)], []]
        subnet.registered_at[2] = 90
        subnet.epoch()
        return subnet.bond(0, 2)

    assert first_bond(tempo=9) == 65_535  # recent: from block 91
    assert first_bond(tempo=10) == 0
    assert first_bond(last_step_block=90, tempo=99) == 65_535  # from the block after it
    assert first_bond(last_step_block=89, tempo=0) == 0
    assert first_bond(tempo=1_000) == 0


def test_where_nobody_earns_validators_are_paid_by_stake() -> None:
    subnet = Subnet([1, 0], {"tempo": 65_534})
    assert subnet.epoch().emission == [1_000_000_000, 0]  # no weights
    subnet.set_weights(1, {1: 65_535})
    assert subnet.epoch().emission == [1_000_000_000, 0]  # only a self-weight
    subnet.block = 2
    subnet.set_weights(0, {1: 65_535})
    subnet.registered_at[1] = 2
    assert subnet.epoch().emission == [1_000_000_000, 0]  # only an outdated weight
    subnet.block = 3
    subnet.set_weights(0, {1: 65_535})
    outputs = subnet.epoch()
    assert outputs.emission == [500_000_000, 500_000_000]
    assert (outputs.server_emission, outputs.validator_emission) == (
        [0, 500_000_000], [500_000_000, 0],
    )  # fmt: skip


@pytest.mark.parametrize("interleaved", [False, True])
@pytest.mark.parametrize("by_uid", [False, True])
@pytest.mark.parametrize(("neurons", "count"), [(2, 1), (4, 2), (8, 4)])
def test_permits_move_with_the_stake(
    neurons: int, count: int, by_uid: bool, interleaved: bool
) -> None:
    step = neurons // count
    validators = range(0, neurons, step) if interleaved else range(count)
    rao = [
        (uid + neurons if uid in validators else uid) if by_uid else int(uid in validators)
        for uid in range(neurons)
    ]
    subnet = Subnet(rao, {"max_validators": count, "min_stake": count})
    subnet.epoch()
    assert subnet.permits == [uid in validators and rao[uid] >= count for uid in range(neurons)]
    subnet.rao = [stake + 2 * neurons * (uid not in validators) for uid, stake in enumerate(rao)]
    subnet.epoch()
    assert subnet.permits == [uid not in validators for uid in range(neurons)]


def test_who_has_no_permit_any_more_loses_its_bonds() -> None:
    subnet = Subnet([2, 1, 0], {"max_validators": 1})
    for uid in (0, 1):
        subnet.set_weights(uid, {2: 65_535})
    subnet.epoch()
    assert subnet.permits == [True, False, False]
    assert (subnet.bond(0, 2), len(subnet.bonds[1])) == (65_535, 0)


def test_the_owner_may_weigh_itself() -> None:
    subnet = Subnet([5_000_000_000_000, 0], {"owner_uid": 0})
    subnet.permits = [False, False]
    subnet.set_weights(0, {0: 32_767, 1: 32_767})
    outputs = subnet.epoch()
    assert outputs.server_emission == [250_000_000, 250_000_000]
    subnet.parameters = {}
    subnet.permits = [True, False]
    assert subnet.epoch().server_emission == [0, 500_000_000]


def test_a_miner_that_comes_after_a_commit_does_not_inherit_its_weight() -> None:
    """With commit-reveal; the weights are newer than the miners, their commit is not."""
    subnet = Subnet([10_000, 0, 0, 0], block=50)
    subnet.registered_at = [0, 20, 41, 45]
    subnet.set_weights(0, {1: 65_535, 2: 65_535, 3: 65_535})
    third = [0, 21_844, 21_844, 21_844]
    assert subnet.epoch().incentive == third
    none = 2**64 - 1
    for committed, expected in (
        (none, third),
        (45, third),
        (44, [0, 32_767, 32_767, 0]),
        (40, [0, 65_535, 0, 0]),
        (19, [0, 0, 0, 0]),
    ):
        subnet.parameters = {"commit_blocks": [committed, none, none, none]}
        assert subnet.epoch().incentive == expected
