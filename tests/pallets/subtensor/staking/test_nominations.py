"""Small stakes of nominators are cleared: when unstaking leaves them, or the least is raised."""

from __future__ import annotations

import pytest

from pallets.subtensor.events import StakeRemoved
from pallets.subtensor.money import Tao
from pallets.subtensor.stake import Stake
from pallets.subtensor.staking import (
    AddStake,
    Position,
    RemoveAllStake,
    RemoveStake,
    SmallNominations,
)
from pallets.subtensor.staking.nominations import least_alpha
from pallets.subtensor.state import Issuance, KeyRing, PoolReserves, StakeShares
from pallets.swap import Swap
from runtime.fixed import U64F64
from runtime.fixed.integers import U64_MAX
from tests.pallets.subtensor.staking.market import (
    COLDKEY,
    FIRST,
    FUNDS,
    HOTKEY,
    LEAST,
    NO_HOTKEY,
    OTHER_COLDKEY,
    OTHER_HOTKEY,
    OWNER,
    ROOT,
    SECOND,
    STABLE,
    a_market,
    books,
    fill,
    give,
    sold,
    stake,
    subnet,
)
from tests.pallets.subtensor.world import MINIMUM_RESERVE, TAO, World


@pytest.fixture
def world() -> World:
    """The least stake of nominators is 1.5 TAO: 1 alpha of the first pool."""
    world = a_market()
    require(world, 1_500_000_000)
    return world


def require(world: World, tao: int) -> None:
    world.pallet(StakeShares).nominator_min_required_stake.set(tao * 10**6 // LEAST)


def clear(world: World, netuid: int = FIRST, coldkey: bytes = COLDKEY) -> None:
    world.pallet(SmallNominations).clear_if_small(Position(coldkey, HOTKEY, netuid))


@pytest.mark.parametrize(
    ("tao", "price", "alpha"),
    [(3, 1 << 63, 6), (3, 2 << 64, 1), (3, 0, 0), (U64_MAX, 1 << 63, 0), (U64_MAX, 1, 0)],
)
def test_the_least_is_alpha_at_the_price(tao: int, price: int, alpha: int) -> None:
    """Nothing is too small where it has no price, or one so low that the quotient has no room."""
    assert least_alpha(tao, U64F64(price)) == alpha


def test_what_is_below_the_least_is_sold_with_a_fee(world: World) -> None:
    give(world, TAO - 1)
    before = books(world)
    clear(world)
    trade = sold(TAO - 1)
    assert stake(world) == 0
    assert world.balance(COLDKEY) == FUNDS + trade.out
    assert world.events(StakeRemoved) == [
        StakeRemoved(COLDKEY, HOTKEY, trade.out, trade.paid, FIRST, trade.fee)
    ]
    assert books(world) == before


def test_what_is_the_least_stays(world: World) -> None:
    give(world, TAO)
    before = world.stored()
    clear(world)
    clear(world, coldkey=OTHER_COLDKEY)
    assert world.stored() == before


def test_what_the_owner_of_the_hotkey_has_may_be_small(world: World) -> None:
    give(world, 1, coldkey=OWNER)
    clear(world, coldkey=OWNER)
    assert stake(world, coldkey=OWNER) == 1


@pytest.mark.parametrize("netuid", [ROOT, STABLE])
def test_without_a_pool_the_least_is_as_much_tao(world: World, netuid: int) -> None:
    give(world, 1_500_000_000, netuid)
    clear(world, netuid)
    assert stake(world, netuid) == 1_500_000_000
    give(world, 1_499_999_999, netuid, coldkey=OTHER_COLDKEY)
    clear(world, netuid, OTHER_COLDKEY)
    assert stake(world, netuid, coldkey=OTHER_COLDKEY) == 0
    assert world.balance(OTHER_COLDKEY) == FUNDS + 1_499_999_999


def test_what_unstaking_leaves_is_cleared_if_it_is_small(world: World) -> None:
    for call in (
        RemoveStake.remove_stake(HOTKEY, FIRST, TAO),
        RemoveStake.remove_stake_limit(HOTKEY, FIRST, TAO, 0, False),
    ):
        fill(world, FIRST, 1_500_000 * TAO, 1_000_000 * TAO)
        give(world, 2 * TAO - 1)
        world.run(call, by=COLDKEY)
        assert stake(world) == 0
        assert [event.alpha + event.fee for event in world.events(StakeRemoved)] == [TAO, TAO - 1]
        give(world, 2 * TAO + 100_000)
        world.run(call, by=COLDKEY)
        assert stake(world) == TAO + 100_000
        give(world, 2 * TAO - 1, coldkey=OWNER)
        world.run(call, by=OWNER)
        assert stake(world, coldkey=OWNER) == TAO - 1
        world.pallet(Stake).decrease(HOTKEY, COLDKEY, FIRST, TAO + 100_000)
        world.pallet(Stake).decrease(HOTKEY, OWNER, FIRST, TAO - 1)


def test_what_unstaking_of_all_leaves_is_gone_in_any_case(world: World) -> None:
    give(world, 2 * TAO)
    world.run(RemoveAllStake.unstake_all(HOTKEY), by=COLDKEY)
    assert len(world.events(StakeRemoved)) == 1


def test_what_cannot_be_sold_vanishes(world: World) -> None:
    """The pool has too little TAO for any trade: then there is nothing to be got for it."""
    give(world, TAO // 2)
    fill(world, FIRST, MINIMUM_RESERVE - 1, MINIMUM_RESERVE - 1)
    outside = world.pallet(PoolReserves).subnet_alpha_out[FIRST]
    clear(world)
    assert stake(world) == 0
    assert world.balance(COLDKEY) == FUNDS
    assert world.events(StakeRemoved) == []
    # It still counts as being outside of the pool.
    assert world.pallet(PoolReserves).subnet_alpha_out[FIRST] == outside


def test_a_sale_that_fails_late_is_not_undone(world: World) -> None:
    """There is no money in the account: the pool has changed, and nobody has got anything."""
    give(world, TAO // 2)
    pools = world.pallet(PoolReserves)
    world.pallet(Tao).transfer_all(subnet(world, FIRST), OWNER)
    clear(world)
    assert stake(world) == 0
    assert world.balance(COLDKEY) == FUNDS
    assert pools.subnet_tao[FIRST] == 150 * TAO - sold(TAO // 2).out
    assert pools.subnet_alpha_in[FIRST] == 100 * TAO + sold(TAO // 2).paid


def at_the_lowest_price(world: World, alpha: int) -> None:
    """A pool whose price comes to the lowest when less than so much is sold."""
    fill(world, FIRST, 10**10, 10**12)
    give(world, alpha)


@pytest.mark.parametrize("is_all", [False, True])
def test_what_the_lowest_price_keeps_from_being_sold_is_cleared(world: World, is_all: bool) -> None:
    """By a second sale, whose fee nobody buys any more: it is paid, told of not, and not undone.

    What that leaves vanishes, and still counts as outside of the pool.
    """
    alpha = 10**14 + 5 * 10**12
    require(world, 10 * TAO)
    at_the_lowest_price(world, alpha)
    before = books(world)
    if is_all:
        world.run(RemoveAllStake.unstake_all(HOTKEY), by=COLDKEY)
    else:
        world.run(RemoveStake.remove_stake(HOTKEY, FIRST, alpha), by=COLDKEY)
    [event] = world.events(StakeRemoved)
    assert alpha - event.alpha - event.fee == 87_544_466_232_016
    assert world.balance(COLDKEY) - FUNDS > event.tao
    assert stake(world) == 0
    assert books(world).unstaked[FIRST] - before.unstaked[FIRST] == 5_999_999_849_149


def test_what_is_left_of_a_sale_that_fails_late_vanishes_too(world: World) -> None:
    at_the_lowest_price(world, 10**14 + 5 * 10**12)
    require(world, 1_100_000 * TAO)
    world.pallet(Tao).transfer_all(subnet(world, FIRST), OWNER)
    clear(world)
    assert stake(world) == 0
    assert world.balance(COLDKEY) == FUNDS


def test_nothing_is_too_small_where_alpha_has_no_price(world: World) -> None:
    give(world, 1)
    world.setup_reserves(FIRST, TAO, 0)
    clear(world)
    assert stake(world) == 1


def test_all_are_cleared_in_the_order_of_hotkeys_coldkeys_and_subnets(world: World) -> None:
    world.pallet(Swap).fee_rate[FIRST] = 0
    small = [
        (HOTKEY, COLDKEY, ROOT),
        (HOTKEY, COLDKEY, SECOND),
        (HOTKEY, OTHER_COLDKEY, FIRST),
        (OTHER_HOTKEY, COLDKEY, FIRST),
        (NO_HOTKEY, COLDKEY, FIRST),
    ]
    for hotkey, coldkey, netuid in reversed(small):
        give(world, TAO // 10, netuid, hotkey=hotkey, coldkey=coldkey)
    give(world, 100 * TAO, hotkey=HOTKEY, coldkey=COLDKEY)
    give(world, 1, hotkey=OTHER_HOTKEY, coldkey=OWNER)
    world.pallet(SmallNominations).clear()
    cleared = [(event.hotkey, event.coldkey, event.netuid) for event in world.events(StakeRemoved)]
    assert cleared == small
    assert stake(world) == 100 * TAO
    assert stake(world, hotkey=OTHER_HOTKEY, coldkey=OWNER) == 1


def test_nothing_is_cleared_when_nothing_is_required(world: World) -> None:
    """As the reference's example: 0.3 % of 20,000,000 rao are left, of whoever it is."""
    require(world, 0)
    world.pallet(Swap).fee_rate[FIRST] = 0
    keys = world.pallet(KeyRing)
    assert keys.owner[HOTKEY] == OWNER
    world.endow(OWNER, TAO)
    left = {}
    for coldkey in (OWNER, COLDKEY):
        world.run(AddStake.add_stake(HOTKEY, FIRST, 10 * LEAST), by=coldkey)
        alpha = stake(world, coldkey=coldkey)
        world.run(RemoveStake.remove_stake(HOTKEY, FIRST, alpha * 997 // 1000), by=coldkey)
        left[coldkey] = stake(world, coldkey=coldkey)
        assert left[coldkey] == alpha - alpha * 997 // 1000
    world.pallet(SmallNominations).clear()
    assert {coldkey: stake(world, coldkey=coldkey) for coldkey in left} == left
    total, before = world.pallet(Issuance).total_stake.get(), world.balance(COLDKEY)
    # At 1.5 TAO, it has to be more than the alpha.
    require(world, 2 * left[COLDKEY])
    world.pallet(SmallNominations).clear()
    assert stake(world, coldkey=OWNER) == left[OWNER]
    assert stake(world) == 0
    assert world.pallet(Stake).on_hotkey(HOTKEY, FIRST) == left[OWNER]
    gained = world.balance(COLDKEY) - before
    assert gained == 59_992
    assert world.pallet(Issuance).total_stake.get() == total - gained
