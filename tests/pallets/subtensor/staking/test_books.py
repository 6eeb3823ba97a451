"""Whatever coldkeys try, in whatever order: no rao is created or lost, and nobody gains by it."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise, product

from hypothesis import given, settings
from hypothesis import strategies as st

from pallets.subtensor.stake import Stake
from pallets.subtensor.staking import AddStake, BurnStake, MoveStake, RemoveAllStake, RemoveStake
from pallets.subtensor.state import PoolReserves
from runtime.call import Call
from runtime.dispatch_error import DispatchFailure
from runtime.fixed.integers import U64_MAX
from tests.pallets.subtensor.staking.market import (
    COLDKEY,
    FIRST,
    FUNDS,
    HOTKEY,
    OTHER_COLDKEY,
    OTHER_HOTKEY,
    ROOT,
    SECOND,
    STABLE,
    a_market,
    books,
    give,
    stake,
)
from tests.pallets.subtensor.world import AUTHOR, TAO, World

COLDKEYS, HOTKEYS = (COLDKEY, OTHER_COLDKEY), (HOTKEY, OTHER_HOTKEY)

coldkeys, hotkeys = st.sampled_from(COLDKEYS), st.sampled_from(HOTKEYS)
netuids = st.sampled_from((ROOT, FIRST, SECOND, STABLE))
amounts = st.integers(2_100_000, 60 * TAO) | st.sampled_from((0, 1, 3_000_000, TAO, U64_MAX))
limits = st.integers(TAO // 4, 9 * TAO) | st.sampled_from((0, 1, TAO, U64_MAX))
maybe = st.booleans()


def of(make: Callable[..., Call], *parts: st.SearchStrategy[object]) -> st.SearchStrategy[Call]:
    return st.tuples(*parts).map(lambda given: make(*given))


calls = st.one_of(
    of(AddStake.add_stake, hotkeys, netuids, amounts),
    of(AddStake.add_stake_limit, hotkeys, netuids, amounts, limits, maybe),
    of(RemoveStake.remove_stake, hotkeys, netuids, amounts),
    of(RemoveStake.remove_stake_limit, hotkeys, netuids, amounts, limits, maybe),
    of(RemoveStake.remove_stake_full_limit, hotkeys, netuids, st.none() | limits),
    of(RemoveAllStake.unstake_all, hotkeys),
    of(RemoveAllStake.unstake_all_alpha, hotkeys),
    of(MoveStake.move_stake, hotkeys, hotkeys, netuids, netuids, amounts),
    of(MoveStake.transfer_stake, coldkeys, hotkeys, netuids, netuids, amounts),
    of(MoveStake.swap_stake, hotkeys, netuids, netuids, amounts),
    of(MoveStake.swap_stake_limit, hotkeys, netuids, netuids, amounts, limits, maybe),
    of(BurnStake.recycle_alpha, hotkeys, amounts, netuids),
    of(BurnStake.burn_alpha, hotkeys, amounts, netuids),
    of(BurnStake.add_stake_burn, hotkeys, netuids, amounts, st.none() | limits),
)


def stakes_fit(world: World) -> None:
    """What coldkeys have on a hotkey is never more than what is on it, and little less."""
    for netuid in (ROOT, FIRST, SECOND, STABLE):
        for hotkey in HOTKEYS:
            all_of_it = world.pallet(Stake).on_hotkey(hotkey, netuid)
            parts = sum(stake(world, netuid, hotkey=hotkey, coldkey=each) for each in COLDKEYS)
            assert all_of_it - 2 <= parts <= all_of_it


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(coldkeys, calls), min_size=4, max_size=12))
def test_no_rao_is_created_or_lost(steps: list[tuple[bytes, Call]]) -> None:
    world = a_market()
    for netuid in (ROOT, FIRST, SECOND, STABLE):
        for hotkey, owner in product(HOTKEYS, COLDKEYS):
            give(world, 30 * TAO, netuid, hotkey=hotkey, coldkey=owner)
    before = first = books(world)
    for coldkey, call in steps:
        stored = world.stored()
        try:
            world.run(call, by=coldkey)
        except DispatchFailure:
            assert world.stored() == stored
        now = books(world)
        # No call of these mints or destroys TAO.
        assert (now.issued, now.by_balances) == (first.issued, first.by_balances)
        # A price limit may round in favour of the subnet's account, which is nobody's then.
        for was, held in zip(before.beside_pools, now.beside_pools, strict=True):
            assert was <= held <= was + 2
        assert now.unstaked == first.unstaked
        stakes_fit(world)
        before = now


@settings(max_examples=30, deadline=None)
@given(st.integers(2_100_000, 900 * TAO), st.lists(netuids, max_size=4))
def test_nobody_gains_by_a_round_trip(tao: int, path: list[int]) -> None:
    world = a_market()
    route = [FIRST, *path]
    world.run(AddStake.add_stake(HOTKEY, FIRST, tao), by=COLDKEY)
    for source, dest in pairwise(route):
        try:
            world.run(MoveStake.swap_stake(HOTKEY, source, dest, U64_MAX), by=COLDKEY)
        except DispatchFailure:
            assert source == dest or stake(world, source) < 2_100_000
    world.run(RemoveAllStake.unstake_all(HOTKEY), by=COLDKEY)
    assert all(stake(world, netuid) == 0 for netuid in (ROOT, FIRST, SECOND, STABLE))
    lost = FUNDS - world.balance(COLDKEY)
    assert lost > 0
    gained = world.balance(AUTHOR)
    pooled = sum(world.pallet(PoolReserves).subnet_tao.values()) - 1_150 * TAO
    assert lost == gained + pooled
