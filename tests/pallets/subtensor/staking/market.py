"""Root, two subnets with pools and one without, money in their accounts, and two hotkeys.

What a subnet's account holds is what its pool counts, so that what is lost is seen.
"""

from __future__ import annotations

from typing import NamedTuple

import pytest

from pallets.alpha_assets import AlphaAssets
from pallets.balances import Ledger
from pallets.subtensor.money import Tao
from pallets.subtensor.ownership import Ownership
from pallets.subtensor.stake import Stake
from pallets.subtensor.state import PoolReserves, Subnets
from runtime.call import Call
from runtime.dispatch_error import DispatchFailure
from tests.pallets.subtensor.world import AUTHOR, TAO, World, account

COLDKEY, OTHER_COLDKEY, OWNER = account(1), account(2), account(3)
HOTKEY, OTHER_HOTKEY, NO_HOTKEY = account(11), account(12), account(13)
ROOT, FIRST, SECOND, STABLE, NOWHERE = range(5)
LEAST = 2_000_000
"""The least stake, in rao of TAO."""

POOLS = {FIRST: (150 * TAO, 100 * TAO), SECOND: (1_000 * TAO, 1_000 * TAO)}
"""TAO and alpha of the pools: prices are 1.5 and 1."""

FUNDS = 1_000 * TAO


def a_market(author: bytes | None = AUTHOR) -> World:
    """Coldkey 1 and 2 have TAO; coldkey 3 owns the hotkeys."""
    world = World(author=author, block=77)
    subnets = world.pallet(Subnets)
    for netuid in (ROOT, FIRST, SECOND, STABLE):
        subnets.networks_added[netuid] = subnets.subtoken_enabled[netuid] = True
    for netuid, (tao, alpha) in POOLS.items():
        subnets.subnet_mechanism[netuid] = 1
        fill(world, netuid, tao, alpha)
    for hotkey in (HOTKEY, OTHER_HOTKEY):
        world.pallet(Ownership).create_account_if_non_existent(OWNER, hotkey)
    for coldkey in (COLDKEY, OTHER_COLDKEY):
        world.endow(coldkey, FUNDS)
    world.forget_events()
    return world


def fill(world: World, netuid: int, tao: int, alpha: int) -> None:
    """Let a pool have these reserves (rao), and its account the money for it."""
    world.setup_reserves(netuid, tao, alpha)
    held = world.balance(subnet(world, netuid))
    if held < tao:
        world.endow(subnet(world, netuid), tao - held)
    else:
        world.pallet(Tao).transfer(subnet(world, netuid), account(999), held - tao)


def subnet(world: World, netuid: int) -> bytes:
    return world.pallet(Tao).existing_subnet_account(netuid)


def give(
    world: World,
    alpha: int,
    netuid: int = FIRST,
    *,
    hotkey: bytes = HOTKEY,
    coldkey: bytes = COLDKEY,
) -> None:
    """Alpha (rao) on a hotkey that was outside of the pool already; without a pool, TAO for it."""
    world.pallet(Stake).increase(hotkey, coldkey, netuid, alpha)
    pools = world.pallet(PoolReserves)
    pools.subnet_alpha_out[netuid] += alpha
    if netuid not in POOLS:
        fill(world, netuid, pools.subnet_tao[netuid] + alpha, pools.subnet_alpha_in[netuid])
    world.forget_events()


def stake(
    world: World, netuid: int = FIRST, *, hotkey: bytes = HOTKEY, coldkey: bytes = COLDKEY
) -> int:
    return world.pallet(Stake).of(hotkey, coldkey, netuid)


class Trade(NamedTuple):
    """What an order comes to by the constant product: the fee is of the kind that is paid."""

    out: int
    paid: int
    fee: int


def trade(amount: int, reserve_in: int, reserve_out: int, *, fee: bool = True) -> Trade:
    """An order over so many rao, in a pool with equal weights; all is floored."""
    taken = amount * 33 // 65535 if fee else 0
    paid = amount - taken
    return Trade(reserve_out * paid // (reserve_in + paid), paid, taken)


def bought(tao: int, netuid: int = FIRST, *, fee: bool = True) -> Trade:
    """What the pool, as it was at first, gives for TAO."""
    return trade(tao, *POOLS[netuid], fee=fee)


def sold(alpha: int, netuid: int = FIRST, *, fee: bool = True) -> Trade:
    """What the pool, as it was at first, gives for alpha."""
    return trade(alpha, *reversed(POOLS[netuid]), fee=fee)


class Books(NamedTuple):
    """What trades do not change, in all: rao come from and go to where they are counted."""

    issued: int
    by_balances: int
    beside_pools: list[int]
    """TAO in subnets' accounts that no pool counts."""
    alpha: list[int]
    unstaked: list[int]
    """Alpha outside of the pools that is no stake; what was burned is part of it."""


def books(world: World) -> Books:
    pools, shares = world.pallet(PoolReserves), world.pallet(Stake).shares
    netuids = (ROOT, FIRST, SECOND, STABLE)
    staked = dict.fromkeys(netuids, 0)
    for (_, netuid), alpha in shares.total_hotkey_alpha.items():
        staked[netuid] += alpha
    burned = world.pallet(AlphaAssets).alpha_burned
    return Books(
        issued=world.pallet(Tao).issuance.total_issuance.get(),
        by_balances=world.pallet(Ledger).total_issuance.get(),
        beside_pools=[world.balance(subnet(world, n)) - pools.subnet_tao[n] for n in netuids],
        alpha=[pools.subnet_alpha_in[n] + pools.subnet_alpha_out[n] for n in netuids],
        unstaked=[pools.subnet_alpha_out[n] - staked[n] - burned[n] for n in netuids],
    )


def refuses(
    world: World, call: Call, error: type[DispatchFailure], by: bytes | None = COLDKEY
) -> None:
    """The call fails with this error, and nothing has changed."""
    before = world.stored()
    with pytest.raises(error):
        world.run(call, by=by)
    assert world.stored() == before
