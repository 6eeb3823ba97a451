"""Alpha is minted, recycled and burned: which counters follow."""

from __future__ import annotations

from pallets.alpha_assets import AlphaAssets
from pallets.subtensor.money import AlphaSupply
from pallets.subtensor.state import PoolReserves
from tests.pallets.subtensor.world import World

U64_MAX = 2**64 - 1


def counters(world: World, netuid: int = 1) -> dict[str, int]:
    pools, assets = world.pallet(PoolReserves), world.pallet(AlphaAssets)
    maps = {
        "pooled": pools.subnet_alpha_in,
        "outside": pools.subnet_alpha_out,
        "issued": assets.total_alpha_issuance,
        "burned": assets.alpha_burned,
        "recycled": assets.alpha_recycled,
    }
    return {name: counter[netuid] for name, counter in maps.items() if netuid in counter}


def test_alpha_is_minted_into_the_pool_or_outside_of_it() -> None:
    world = World()
    supply = world.pallet(AlphaSupply)
    supply.mint_into_pool(1, 500)
    assert counters(world) == {"pooled": 500, "issued": 500}
    supply.mint_outside(1, 30)
    assert counters(world) == {"pooled": 500, "outside": 30, "issued": 530}


def test_recycled_alpha_was_never_minted() -> None:
    world = World()
    supply = world.pallet(AlphaSupply)
    supply.mint_outside(1, 500)
    supply.recycle(1, 200)
    assert counters(world) == {"outside": 300, "issued": 300, "recycled": 200}


def test_burned_alpha_is_only_counted() -> None:
    world = World()
    supply = world.pallet(AlphaSupply)
    supply.mint_outside(1, 500)
    supply.burn(1, 200)
    assert counters(world) == {"outside": 500, "issued": 500, "burned": 200}


def test_nothing_is_written_for_nothing() -> None:
    world = World()
    supply = world.pallet(AlphaSupply)
    for change in (supply.mint_into_pool, supply.mint_outside, supply.recycle, supply.burn):
        change(1, 0)
    assert counters(world) == {}


def test_counters_stay_within_their_bounds() -> None:
    world = World()
    supply = world.pallet(AlphaSupply)
    for change in (supply.mint_into_pool, supply.mint_outside):
        change(1, U64_MAX)
        change(1, 5)
    assert counters(world) == dict.fromkeys(("pooled", "outside", "issued"), U64_MAX)
    supply.recycle(2, 5)
    assert counters(world, 2) == {"outside": 0, "issued": 0, "recycled": 5}
