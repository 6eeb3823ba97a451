"""Old records of hotkey swaps are forgotten."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pallets.subtensor.config import REFERENCE_TESTS
from pallets.subtensor.networks import HotkeySwapRecords
from pallets.subtensor.state import ColdkeySwaps, Subnets
from runtime.weights import weigh
from tests.pallets.subtensor.world import World, account

INTERVAL = 15  # blocks, in the reference's tests


@pytest.fixture
def world() -> World:
    world = World()
    for netuid in (0, 3, 18, 4):
        world.add_network(netuid)
    records = world.pallet(ColdkeySwaps).last_hotkey_swap_on_netuid
    for netuid in (3, 18, 4):
        for number, block in ((1, 10), (2, 17), (3, 18)):
            records[netuid, account(number)] = block
    return world


def left(world: World) -> list[tuple[int, int]]:
    """Netuid and block of the records that are there."""
    records = world.pallet(ColdkeySwaps).last_hotkey_swap_on_netuid.items()
    return sorted((netuid, block) for (netuid, _), block in records)


def test_subnets_have_their_turn_by_the_block(world: World) -> None:
    # Block 33 is 3 beyond a multiple of 15, as the netuids 3 and 18.
    weight = world.pallet(HotkeySwapRecords).clean_up(world.pallet(Subnets).netuids(), 33)
    assert left(world) == [(3, 18), (4, 10), (4, 17), (4, 18), (18, 18)]
    assert weight == weigh(0, reads=2 + 4 + 6, writes=4)


def test_a_record_of_an_interval_ago_stays(world: World) -> None:
    world.pallet(ColdkeySwaps).last_hotkey_swap_on_netuid[4, account(4)] = 19
    records = world.pallet(HotkeySwapRecords)
    assert records.clean_up(world.pallet(Subnets).netuids(), 19) == weigh(0, reads=2 + 4 + 4)
    assert len(left(world)) == 10
    records.clean_up(world.pallet(Subnets).netuids(), 34)
    assert [entry for entry in left(world) if entry[0] == 4] == [(4, 19)]
    records.clean_up(world.pallet(Subnets).netuids(), 49)
    assert [entry for entry in left(world) if entry[0] == 4] == []


@pytest.mark.parametrize(("interval", "remaining"), [(1, 0), (0, 9)])
def test_fast_rules_clean_up_in_each_block_and_an_interval_of_zero_never(
    interval: int, remaining: int
) -> None:
    world = World(replace(REFERENCE_TESTS, hotkey_swap_on_subnet_interval=interval))
    for netuid in (3, 18, 4):
        world.add_network(netuid)
        for number in (1, 2, 3):
            world.pallet(ColdkeySwaps).last_hotkey_swap_on_netuid[netuid, account(number)] = 5
    world.pallet(HotkeySwapRecords).clean_up(world.pallet(Subnets).netuids(), 33)
    assert len(left(world)) == remaining
