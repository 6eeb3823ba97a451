"""Emission over many blocks, from what is minted to what is staked."""

from __future__ import annotations

import pytest

from pallets.balances import Ledger
from pallets.subtensor.money import MAX_ISSUANCE
from pallets.subtensor.networks import SubnetStart
from pallets.subtensor.stake import Stake, StakeWeights
from pallets.subtensor.state import (
    Emissions,
    Hyperparameters,
    Issuance,
    PoolReserves,
    Schedule,
    Scores,
    StakeLocks,
    StakeShares,
    Subnets,
    WeightTable,
)
from pallets.subtensor.types import ROOT
from runtime.fixed import U96F32
from tests.pallets.subtensor.emission.scenes import (
    ALL,
    dividends,
    pending,
    set_children,
    set_moving_price,
    set_takes,
    set_weights,
    stake,
    stakes,
)
from tests.pallets.subtensor.world import TAO, World, account

TEMPO = 10
VALIDATOR, BOTH, MINER = 2, 4, 6  # hotkeys; their coldkeys are 1, 3, 5
STAKE = 100 * TAO
POOL = 1_000_000 * TAO
TENTH = 65_535 // 10


@pytest.fixture
def world() -> World:
    return World()


def add_three(world: World, netuid: int) -> None:
    """A validator, one that also mines, and a miner: each weighs the next one."""
    for hotkey in (VALIDATOR, BOTH, MINER):
        world.register_ok_neuron(netuid, hotkey, hotkey - 1)
    for hotkey in (VALIDATOR, BOTH):
        stake(world, hotkey, hotkey - 1, netuid, STAKE)
    uids = {hotkey: uid for uid, hotkey in enumerate(_hotkeys(world, netuid))}
    rows = {uids[VALIDATOR]: {uids[BOTH]: 65_535}, uids[BOTH]: {uids[MINER]: 65_535}}
    set_weights(world, netuid, rows)
    world.pallet(Hyperparameters).kappa[netuid] = 65_535 // 5
    permitted = (VALIDATOR, BOTH)
    permits = [hotkey in permitted for hotkey in _hotkeys(world, netuid)]
    world.pallet(Scores).validator_permit[netuid] = permits


def _hotkeys(world: World, netuid: int) -> list[int]:
    from pallets.subtensor.state import Neurons

    keys = sorted((uid, hotkey) for (_, uid), hotkey in world.pallet(Neurons).keys.items(netuid))
    return [int.from_bytes(hotkey, "little") for _, hotkey in keys]


# Whom emission goes to


def test_ten_blocks_are_shared_by_two_validators_and_two_miners(world: World) -> None:
    world.add_network(1, TEMPO)
    add_three(world, 1)
    set_takes(world, dict.fromkeys((VALIDATOR, BOTH), 0))
    world.pallet(Schedule).last_epoch_block[1] = world.block
    world.step(TEMPO)
    # 10 tokens: a quarter to each validator and each miner.
    assert stakes(world, 1, (VALIDATOR, BOTH, MINER)) == [
        STAKE + 2_500_000_000, STAKE + 5_000_000_000, 2_500_000_000,
    ]  # fmt: skip


@pytest.fixture
def with_root(world: World) -> World:
    """Subnet 1 with a large pool, stake on root that counts, and a tenth for the owner."""
    world.pallet(Subnets).networks_added[ROOT] = True
    world.pallet(Subnets).subtoken_enabled[ROOT] = True
    world.add_network(1, TEMPO)
    world.pallet(Subnets).subnet_mechanism[1] = 1
    world.setup_reserves(1, POOL, POOL)
    add_three(world, 1)
    world.increase_stake(VALIDATOR, VALIDATOR - 1, ROOT, 200 * TAO)
    world.pallet(StakeShares).tao_weight.set(ALL // 10)
    world.pallet(Emissions).subnet_owner_cut.set(TENTH)
    return world


def test_roots_part_is_destroyed_while_alpha_is_cheap(with_root: World) -> None:
    world = with_root
    world.setup_reserves(1, POOL, 10 * POOL)
    world.step_epochs(1, 1)
    before = stakes(world, 1, [MINER])[0]
    world.step(TEMPO - 1)
    waiting = pending(world, 1)
    assert waiting.root == 0
    assert waiting.miners == 9 * 450_003_814
    assert waiting.owner == 9 * 99_992_370
    world.step()
    assert world.pallet(Schedule).blocks_since_last_step[1] == 0
    assert world.pallet(Scores).incentive[1] == [0, 35_397, 30_137]
    # 30,137 of 65,535 of ten blocks, of which miners have half of nine tenths, and the rounding.
    assert stakes(world, 1, [MINER])[0] - before == 2_069_435_255


def test_roots_part_waits_while_alpha_is_dear(with_root: World) -> None:
    world = with_root
    world.setup_reserves(1, POOL, POOL // 10)
    set_moving_price(world, 1, "2")
    world.step_epochs(1, 1)
    set_moving_price(world, 1, "2")
    world.step()
    proportion = world.pallet(Emissions).root_prop[1]
    assert pending(world, 1).root > 0
    assert proportion > U96F32.ZERO
    before = stakes(world, 1, [MINER])[0]
    world.step(TEMPO - 1)
    assert world.pallet(Scores).incentive[1] == [0, 35_397, 30_137]
    assert stakes(world, 1, [MINER])[0] - before == 2_069_430_025
    assert pending(world, 1) == (0, 0, 0, 0)
    claimed = world.pallet(Emissions).root_alpha_dividends_per_subnet[1, account(VALIDATOR)]
    assert claimed == 737_775


def test_without_the_cut_all_is_for_miners_and_validators(world: World) -> None:
    owner, hotkey = 1001, 1002
    netuid = world.add_dynamic_network(hotkey, owner)
    world.setup_reserves(netuid, POOL, POOL)
    world.pallet(Schedule).tempo[netuid] = TEMPO
    world.pallet(Schedule).last_epoch_block[netuid] = world.block
    world.pallet(Emissions).subnet_owner_cut.set(TENTH)
    world.pallet(Hyperparameters).owner_cut_enabled[netuid] = False
    add_three(world, netuid)
    before = stakes(world, netuid, (hotkey, VALIDATOR, MINER))
    world.step(TEMPO)
    after = stakes(world, netuid, (hotkey, VALIDATOR, MINER))
    assert after[0] == before[0]
    assert after[2] - before[2] == 2_500_000_000
    # The validators' half of all, to which the take's rounding and who has stake are the same.
    assert after[1] - before[1] == 2_499_999_999
    assert pending(world, netuid).owner == 0
    assert not list(world.pallet(StakeLocks).lock.items())


def test_what_an_epoch_has_paid_is_on_record(world: World) -> None:
    netuid = world.add_dynamic_network(2, 1)
    world.pallet(Schedule).tempo[netuid] = TEMPO
    world.register_ok_neuron(netuid, 7, 8)
    assert dividends(world, netuid, [7]) == [0]
    world.increase_stake(7, 8, netuid, 100 * TAO)
    assert dividends(world, netuid, [7]) == [0]
    last = world.pallet(StakeShares).total_hotkey_alpha_last_epoch
    assert last[account(7), netuid] == 0
    world.step_epochs(1, netuid)
    assert dividends(world, netuid, [7])[0] > 0
    assert last[account(7), netuid] == stakes(world, netuid, [7])[0]


def test_blocks_without_an_epoch_leave_stake_alone(world: World) -> None:
    netuid = world.add_dynamic_network(668, 667)
    world.pallet(Schedule).tempo[netuid] = 13
    for hotkey in (1, 2):
        world.register_ok_neuron(netuid, hotkey, 667)
    stake(world, 1, 667, netuid, 5_000)
    world.step(5)
    assert stakes(world, netuid, (1, 2)) == [5_000, 0]


# Subnets that are not started


def test_before_the_start_epochs_run_without_emission(world: World) -> None:
    world.add_network(1, tempo=2, started=False)
    world.pallet(Subnets).subnet_owner[1] = account(8)
    world.setup_reserves(1, POOL, POOL)
    add_three(world, 1)
    world.step(4)
    assert world.pallet(Schedule).subnet_epoch_index[1] == 2
    assert stakes(world, 1, (VALIDATOR, BOTH, MINER)) == [STAKE, STAKE, 0]
    assert sum(world.pallet(Scores).incentive[1]) > 0
    assert sum(world.pallet(Scores).dividends[1]) > 0
    assert pending(world, 1) == (0, 0, 0, 0)

    world.run(SubnetStart.start_call(1), by=8)
    world.step(2)
    assert stakes(world, 1, [VALIDATOR])[0] > STAKE
    assert stakes(world, 1, [MINER])[0] > 0


def test_whatever_root_has_a_subnet_that_is_not_started_gets_nothing(with_root: World) -> None:
    world = with_root
    world.pallet(Subnets).first_emission_block_number[1] = None
    set_moving_price(world, 1, "2")
    world.step(TEMPO - 2)
    assert pending(world, 1) == (0, 0, 0, 0)


def test_blocks_since_the_last_epoch_are_counted(world: World) -> None:
    world.add_network(1, tempo=60)
    counted = world.pallet(Schedule).blocks_since_last_step
    left = 60 - world.block + world.pallet(Schedule).last_epoch_block[1]
    world.step(5)
    assert counted[1] == 5
    world.step(left - 5 + 10)
    assert counted[1] == 10
    world.step(50 + 20)
    assert counted[1] == 20
    world.step(7)
    assert counted[1] == 27


# Families


def test_parents_and_children_over_epochs(world: World) -> None:
    parent, first, second = 1, 2, 3
    world.add_network(1, tempo=1)
    world.pallet(WeightTable).commit_reveal_weights_enabled[1] = False
    for hotkey, alpha in ((parent, 500_000), (first, 50_000), (second, 30_000)):
        world.register_ok_neuron(1, hotkey, 100 + hotkey)
        stake(world, hotkey, 100 + hotkey, 1, alpha)
    set_children(world, 1, parent, {first: ALL // 2})
    world.step(5)
    weights = world.pallet(StakeWeights)
    inherited = [weights.inherited_alpha(account(key), 1) for key in (parent, first, second)]
    own = stakes(world, 1, (parent, first, second))
    assert sum(own) == 580_000 + 5 * TAO - 17  # 5 tokens less the rounding
    assert inherited == [own[0] - own[0] // 2, own[1] + own[0] // 2 - 1, own[2]]
    # What the parent's stake earns is the parent's, wherever it counts: all grow in proportion.
    assert [alpha * 580_000 // sum(own) for alpha in own] == [500_000, 49_999, 30_000]
    set_children(world, 1, parent, {first: ALL // 4, second: ALL // 3})
    world.step(5)
    own = stakes(world, 1, (parent, first, second))
    assert [alpha * 580_000 // sum(own) for alpha in own] == [500_000, 49_999, 30_000]


# How much there is


def test_a_block_mints_one_tao_before_the_first_halving(world: World) -> None:
    """And half of it after: the block that reaches the threshold is the last to mint a whole."""
    netuid = world.add_dynamic_network(1, 2)
    world.pallet(Subnets).subnet_emission_enabled[netuid] = True
    set_moving_price(world, netuid, "1")
    issuance = world.pallet(Issuance).total_issuance
    issuance.set(10_500_000 * TAO - 2 * TAO)
    minted = []
    for _ in range(4):
        before = issuance.get()
        world.step()
        minted.append(issuance.get() - before)
    assert minted == [TAO, TAO, TAO // 2, TAO // 2]


@pytest.mark.parametrize("halvings", range(1, 31))
def test_at_each_threshold_a_block_mints_half_of_the_block_before(
    world: World, halvings: int
) -> None:
    netuid = world.add_dynamic_network(1, 2)
    world.pallet(Subnets).subnet_emission_enabled[netuid] = True
    set_moving_price(world, netuid, "1")
    issuance = world.pallet(Issuance).total_issuance
    threshold = MAX_ISSUANCE - (MAX_ISSUANCE >> halvings)
    issuance.set(threshold - 1)
    world.step()
    emission = TAO >> halvings - 1
    assert issuance.get() == threshold - 1 + emission
    world.step()
    assert issuance.get() == threshold - 1 + emission + emission // 2


@pytest.mark.parametrize("left", [0, 1, 7, 10**6])
def test_there_is_never_more_than_21_million_tao(world: World, left: int) -> None:
    """What is issued is counted by Balances: what a block may not mint, it does not mint."""
    netuid = world.add_dynamic_network(1, 2)
    world.pallet(Subnets).subnet_emission_enabled[netuid] = True
    set_moving_price(world, netuid, "1")
    ledger = world.pallet(Ledger).total_issuance
    ledger.set(MAX_ISSUANCE - left)  # while SubtensorModule believes that there is hardly any
    for _ in range(3):
        world.step()
        assert ledger.get() == MAX_ISSUANCE


def test_when_all_is_mined_by_both_counts_nothing_is_minted(world: World) -> None:
    netuid = world.add_dynamic_network(1, 2)
    world.pallet(Subnets).subnet_emission_enabled[netuid] = True
    set_moving_price(world, netuid, "1")
    world.pallet(Issuance).total_issuance.set(MAX_ISSUANCE)
    held = world.pallet(Ledger).total_issuance.get()
    tao = world.pallet(PoolReserves).subnet_tao[netuid]
    world.step(2)
    assert world.pallet(Issuance).total_issuance.get() == MAX_ISSUANCE
    assert world.pallet(Ledger).total_issuance.get() == held
    assert world.pallet(PoolReserves).subnet_tao[netuid] == tao
    # Alpha is mined all the same.
    assert pending(world, netuid).miners == 2 * TAO // 2


def test_stake_is_all_alpha_but_what_waits(world: World) -> None:
    netuid = world.add_dynamic_network(7, 8)
    world.register_ok_neuron(netuid, 2, 1)
    stake(world, 2, 1, netuid, STAKE)
    world.pallet(PoolReserves).subnet_alpha_out[netuid] = STAKE
    world.pallet(Schedule).tempo[netuid] = TEMPO
    world.pallet(Schedule).last_epoch_block[netuid] = world.block
    world.step(TEMPO + 3)
    outside = world.pallet(PoolReserves).subnet_alpha_out[netuid]
    staked = world.pallet(Stake).on_hotkey(account(2), netuid)
    assert outside - staked - sum(pending(world, netuid)) == 1  # the take's rounding
