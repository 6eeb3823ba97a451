"""Owner, miners and validators are paid."""

from __future__ import annotations

import pytest

from pallets.alpha_assets import AlphaAssets
from pallets.subtensor.emission import (
    Distribution,
    MinerPayments,
    OwnerPayments,
    RootDividends,
    ValidatorPayments,
)
from pallets.subtensor.emission.dividends import ValidatorDividends
from pallets.subtensor.emission.miners import withheld_part
from pallets.subtensor.emission.root_dividends import claimable_rate
from pallets.subtensor.events import AutoStakeAdded
from pallets.subtensor.stake import Stake
from pallets.subtensor.state import (
    Emissions,
    Hyperparameters,
    KeyRing,
    Neurons,
    PoolReserves,
    RootClaims,
    StakeLocks,
    StakeShares,
    Subnets,
)
from pallets.subtensor.types import RecycleOrBurnEnum
from runtime.fixed import I96F32, U96F32
from tests.pallets.subtensor.emission.scenes import dividends, set_takes, stake, stakes
from tests.pallets.subtensor.world import World, account

OWNER, OWNERS_HOTKEY = 1001, 1002
MINER, MINERS_OWNER = 11, 10
ONE = U96F32.from_num(1)


@pytest.fixture
def world() -> World:
    world = World()
    netuid = world.add_dynamic_network(OWNERS_HOTKEY, OWNER)
    assert netuid == 1
    world.pallet(KeyRing).owner[account(MINER)] = account(MINERS_OWNER)
    return world


def own_neuron(world: World, hotkey: int, uid: int) -> None:
    """A neuron that belongs to the owner of the subnet."""
    owned = world.pallet(KeyRing).owned_hotkeys
    owned[account(OWNER)] = [*owned[account(OWNER)], account(hotkey)]
    world.pallet(Neurons).uids[1, account(hotkey)] = uid


def pay_miners(world: World, incentives: dict[int, int]) -> None:
    by_key = {account(hotkey): alpha for hotkey, alpha in incentives.items()}
    world.pallet(MinerPayments).pay(1, by_key)


# The owner


def test_the_cut_is_staked_on_the_owners_hotkey(world: World) -> None:
    world.pallet(OwnerPayments).pay_cut(1, 500)
    assert stakes(world, 1, [OWNERS_HOTKEY]) == [500]
    assert not list(world.pallet(StakeLocks).lock.items())


def test_the_cut_is_locked_where_that_is_asked_for(world: World) -> None:
    world.pallet(StakeLocks).owner_cut_auto_lock_enabled[1] = True
    world.pallet(OwnerPayments).pay_cut(1, 500)
    lock = world.pallet(StakeLocks).lock[account(OWNER), 1, account(OWNERS_HOTKEY)]
    assert lock is not None
    assert lock.locked_mass == 500


@pytest.mark.parametrize("missing", ["subnet_owner", "subnet_owner_hotkey"])
def test_without_an_owner_nobody_gets_the_cut(world: World, missing: str) -> None:
    del getattr(world.pallet(Subnets), missing)[1]
    world.pallet(OwnerPayments).pay_cut(1, 500)
    assert stakes(world, 1, [OWNERS_HOTKEY]) == [0]


# Miners


def test_a_miner_gets_its_incentive_as_stake(world: World) -> None:
    pay_miners(world, {MINER: 5_000_000})
    assert stakes(world, 1, [MINER]) == [5_000_000]
    assert world.events(AutoStakeAdded) == []


def test_a_miners_owner_may_have_chosen_another_hotkey(world: World) -> None:
    world.pallet(StakeShares).auto_stake_destination[account(MINERS_OWNER), 1] = account(12)
    pay_miners(world, {MINER: 10_000_000, 13: 0})
    assert stakes(world, 1, [MINER, 12]) == [0, 10_000_000]
    assert world.events(AutoStakeAdded) == [
        AutoStakeAdded(1, account(12), account(MINER), account(MINERS_OWNER), 10_000_000)
    ]


def test_also_nothing_is_told_of_to_those_who_have_chosen(world: World) -> None:
    world.pallet(StakeShares).auto_stake_destination[account(MINERS_OWNER), 1] = account(12)
    pay_miners(world, {MINER: 0})
    (event,) = world.events(AutoStakeAdded)
    assert event.incentive == 0


def test_the_owners_hotkey_is_told_nothing_of(world: World) -> None:
    """Not even that it gets nothing."""
    world.pallet(StakeShares).auto_stake_destination[account(OWNER), 1] = account(12)
    pay_miners(world, {OWNERS_HOTKEY: 0})
    assert world.events(AutoStakeAdded) == []


def test_the_order_is_that_of_the_hotkeys(world: World) -> None:
    miners = [3, 256, 1, 258]  # as bytes: 256, 1, 258, 3
    for miner in miners:
        world.pallet(KeyRing).owner[account(miner)] = account(9)
    world.pallet(StakeShares).auto_stake_destination[account(9), 1] = account(12)
    pay_miners(world, dict.fromkeys(miners, 1))
    paid = [event.hotkey for event in world.events(AutoStakeAdded)]
    assert paid == [account(miner) for miner in (256, 1, 258, 3)]


def test_the_owners_hotkeys_mine_for_nothing(world: World) -> None:
    own_neuron(world, 3, uid=1)
    pay_miners(world, {OWNERS_HOTKEY: 10_000_000, 3: 10_000_000, MINER: 10_000_000})
    assert stakes(world, 1, [OWNERS_HOTKEY, 3, MINER]) == [0, 0, 10_000_000]
    burned = world.pallet(Emissions).miner_burned[1]
    assert burned == U96F32((2 << 32) // 3)


def test_all_of_the_owners_hotkeys_with_a_neuron_do(world: World) -> None:
    for hotkey, uid in ((3, 1), (4, 3), (5, 2)):
        own_neuron(world, hotkey, uid)
    owned = world.pallet(KeyRing).owned_hotkeys
    owned[account(OWNER)] = [*owned[account(OWNER)], account(6)]  # without a neuron
    assert world.pallet(OwnerPayments).hotkeys(1).count(account(6)) == 0
    pay_miners(world, dict.fromkeys((OWNERS_HOTKEY, 3, 4, 5, 6), 10_000_000))
    assert stakes(world, 1, [OWNERS_HOTKEY, 3, 4, 5, 6]) == [0, 0, 0, 0, 10_000_000]


def test_the_owners_chosen_hotkey_counts_even_if_it_belongs_to_another(world: World) -> None:
    world.pallet(Subnets).subnet_owner_hotkey[1] = account(MINER)
    pay_miners(world, {MINER: 5})
    assert stakes(world, 1, [MINER]) == [5]  # but not without a neuron
    world.pallet(Neurons).uids[1, account(MINER)] = 1
    pay_miners(world, {MINER: 5})
    assert stakes(world, 1, [MINER]) == [5]


@pytest.mark.parametrize("how", [None, RecycleOrBurnEnum.Burn, RecycleOrBurnEnum.Recycle])
def test_what_is_not_paid_is_burned_or_recycled(
    world: World, how: RecycleOrBurnEnum | None
) -> None:
    outside = world.pallet(PoolReserves).subnet_alpha_out
    outside[1] = 100
    if how is not None:
        world.pallet(Hyperparameters).recycle_or_burn[1] = how
    pay_miners(world, {OWNERS_HOTKEY: 40})
    assets = world.pallet(AlphaAssets)
    recycles = how == RecycleOrBurnEnum.Recycle
    assert assets.alpha_recycled[1] == (40 if recycles else 0)
    assert assets.alpha_burned[1] == (0 if recycles else 40)
    assert outside[1] == (60 if recycles else 100)
    assert world.pallet(Emissions).miner_burned[1] == ONE


@pytest.mark.parametrize(
    ("withheld", "total", "bits"), [(0, 0, 0), (0, 5, 0), (1, 3, (1 << 32) // 3), (5, 5, 1 << 32)]
)
def test_the_part_that_was_not_paid(withheld: int, total: int, bits: int) -> None:
    assert withheld_part(withheld, total) == U96F32(bits)


def test_without_miners_nothing_was_withheld(world: World) -> None:
    world.pallet(Emissions).miner_burned[1] = ONE
    pay_miners(world, {})
    assert world.pallet(Emissions).miner_burned[1] == U96F32.ZERO


# Validators


def test_the_owner_of_the_hotkey_takes_first_and_all_share_the_rest(world: World) -> None:
    stake(world, MINER, MINERS_OWNER, 1, 100)
    stake(world, MINER, 77, 1, 100)
    set_takes(world, {MINER: 65_535 // 5})
    alpha = {account(MINER): U96F32.from_num(1_000)}
    world.pallet(ValidatorPayments).pay(1, alpha)
    assert dividends(world, 1, [MINER]) == [800]
    of = world.pallet(Stake).of
    # 199 are taken, as the rao is lost to rounding; they share in the 800: 299 of 399.
    assert of(account(MINER), account(MINERS_OWNER), 1) == 898
    assert of(account(MINER), account(77), 1) == 300


def test_what_a_hotkey_has_then_is_kept(world: World) -> None:
    stake(world, MINER, MINERS_OWNER, 1, 100)
    set_takes(world, {MINER: 0})
    world.pallet(ValidatorPayments).pay(1, {account(MINER): U96F32.from_num(50)})
    last = world.pallet(StakeShares).total_hotkey_alpha_last_epoch
    assert last[account(MINER), 1] == 150


def test_only_the_last_epochs_dividends_are_kept(world: World) -> None:
    payments, emissions = world.pallet(ValidatorPayments), world.pallet(Emissions)
    for recorded in (
        emissions.alpha_dividends_per_subnet,
        emissions.root_alpha_dividends_per_subnet,
    ):
        recorded[1, account(5)] = recorded[2, account(5)] = 9
    nothing = {account(MINER): U96F32.ZERO}
    payments.pay(1, nothing)
    payments.pay_root(1, nothing)
    for recorded in (
        emissions.alpha_dividends_per_subnet,
        emissions.root_alpha_dividends_per_subnet,
    ):
        assert sorted(recorded.items()) == [((1, account(MINER)), 0), ((2, account(5)), 9)]


def test_roots_dividends_are_for_claims_after_the_take(world: World) -> None:
    stake(world, MINER, 77, 0, 1_000)
    set_takes(world, {MINER: 65_535 // 5})
    world.pallet(ValidatorPayments).pay_root(1, {account(MINER): U96F32.from_num(100)})
    assert stakes(world, 1, [MINER]) == [19]
    assert world.pallet(RootClaims).root_claimable[account(MINER)] == {
        1: I96F32((80 << 32) // 1000)
    }
    assert world.pallet(Emissions).root_alpha_dividends_per_subnet[1, account(MINER)] == 80


# Claims of root's stakers


def test_rates_of_epochs_add_up_by_subnet(world: World) -> None:
    stake(world, MINER, 77, 0, 1_000)
    given = world.pallet(RootDividends)
    for netuid, alpha in ((1, 10), (2, 20), (1, 30)):
        given.give(account(MINER), netuid, alpha)
    rates = world.pallet(RootClaims).root_claimable[account(MINER)]
    assert rates == {
        1: I96F32((10 << 32) // 1000 + (30 << 32) // 1000),
        2: I96F32((20 << 32) // 1000),
    }


def test_more_alpha_than_root_stake_is_the_owners(world: World) -> None:
    stake(world, MINER, 77, 0, 100)
    given = world.pallet(RootDividends)
    given.give(account(MINER), 1, 100)
    assert stakes(world, 1, [MINER]) == [0]
    given.give(account(MINER), 1, 101)
    assert stakes(world, 1, [MINER]) == [101]
    assert world.pallet(RootClaims).root_claimable[account(MINER)] == {1: I96F32.from_num(1)}


def test_without_root_stake_nothing_can_be_claimed(world: World) -> None:
    world.pallet(RootDividends).give(account(MINER), 1, 0)
    assert world.pallet(RootClaims).root_claimable[account(MINER)] == {1: I96F32.ZERO}
    assert claimable_rate(0, 0) == I96F32.ZERO
    assert claimable_rate(1, 3) == I96F32((1 << 32) // 3)


# All together


def test_roots_part_is_paid_last(world: World) -> None:
    """So its take does not share in what validators get, and is not in what is on record."""
    set_takes(world, {MINER: 65_535})
    stake(world, MINER, 77, 1, 100)
    stake(world, MINER, 77, 0, 1_000)
    amounts = {account(MINER): U96F32.from_num(50)}
    world.pallet(Distribution).pay(1, 0, {}, ValidatorDividends(amounts, amounts))
    assert stakes(world, 1, [MINER]) == [200]
    assert world.pallet(StakeShares).total_hotkey_alpha_last_epoch[account(MINER), 1] == 150


def test_the_owner_is_paid_first_then_miners_then_validators(world: World) -> None:
    """Who has a part of a hotkey's stake then shares in what comes later."""
    set_takes(world, {OWNERS_HOTKEY: 0, MINER: 0})
    stake(world, MINER, 77, 1, 100)
    to_validators = ValidatorDividends({account(MINER): U96F32.from_num(200)}, {})
    world.pallet(Distribution).pay(1, 10, {account(MINER): 100}, to_validators)
    of = world.pallet(Stake).of
    assert of(account(MINER), account(MINERS_OWNER), 1) == 200
    assert of(account(MINER), account(77), 1) == 200
    assert of(account(OWNERS_HOTKEY), account(OWNER), 1) == 10
