"""A subnet with a pool of 10 TAO and 5 alpha, and what trades with it come to."""

from __future__ import annotations

from fractions import Fraction

from pallets.subtensor.money import Tao
from pallets.subtensor.state import Issuance, PoolReserves, Subnets
from pallets.swap import SwapResult
from tests.pallets.subtensor.world import AUTHOR, TAO, World, account

HOTKEY, COLDKEY, OTHER = account(1), account(2), account(3)
BURNED = b"modlburntnsr".ljust(32, b"\0")
RATE = Fraction(33, 65535)


def pool_world(author: bytes | None = AUTHOR) -> World:
    """Subnet 1 has a pool of 10 TAO and 5 alpha, and money in its account."""
    world = World(author=author, block=77)
    subnets = world.pallet(Subnets)
    subnets.networks_added[0] = subnets.networks_added[1] = True
    subnets.subnet_mechanism[1] = 1
    world.setup_reserves(1, 10 * TAO, 5 * TAO)
    world.pallet(PoolReserves).subnet_alpha_out[1] = 5 * TAO
    world.pallet(Issuance).total_stake.set(50 * TAO)
    for netuid in (0, 1):
        world.endow(subnet(world, netuid), 10 * TAO)
    world.endow(COLDKEY, 100 * TAO)
    world.forget_events()
    return world


def subnet(world: World, netuid: int = 1) -> bytes:
    return world.pallet(Tao).existing_subnet_account(netuid)


def counters(world: World, netuid: int = 1) -> dict[str, int]:
    pools = world.pallet(PoolReserves)
    return {
        "tao": pools.subnet_tao[netuid],
        "alpha_in": pools.subnet_alpha_in[netuid],
        "alpha_out": pools.subnet_alpha_out[netuid],
        "total_stake": world.pallet(Issuance).total_stake.get(),
        "volume": pools.subnet_volume[netuid],
    }


def changes(world: World, before: dict[str, int], netuid: int = 1) -> dict[str, int]:
    now = counters(world, netuid)
    return {name: now[name] - before[name] for name in now if now[name] != before[name]}


def bought(tao: int) -> SwapResult:
    """What the pool gives for TAO, by the constant product."""
    fee = int(tao * RATE)
    paid = tao - fee
    return SwapResult(paid, 5 * TAO * paid // (10 * TAO + paid), fee, fee)


def sold(alpha: int) -> SwapResult:
    fee = int(alpha * RATE)
    paid = alpha - fee
    return SwapResult(paid, 10 * TAO * paid // (5 * TAO + paid), fee, fee)


def priced_at_a_tenth(world: World) -> None:
    world.setup_reserves(1, 100 * TAO, 1000 * TAO)
    world.endow(COLDKEY, 10_000 * TAO)
