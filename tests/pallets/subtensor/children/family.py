"""Parents and children for tests: by numbers of accounts, and without waiting."""

from __future__ import annotations

from pallets.subtensor.children import ChildGraph, Children
from pallets.subtensor.state import Delegation, RateLimits, WeightTable
from runtime.fixed.integers import U64_MAX
from tests.pallets.subtensor.world import World, account

ALL, HALF, THIRD, QUARTER = U64_MAX, U64_MAX // 2, U64_MAX // 3, U64_MAX // 4

SET_CHILDREN_LIMIT = 150  # blocks

Numbered = list[tuple[int, int]]
"""Proportions and numbers of accounts."""


def linked(children: Numbered) -> list[tuple[int, bytes]]:
    return [(proportion, account(number)) for proportion, number in children]


def choose(world: World, coldkey: int, hotkey: int, netuid: int, children: Numbered) -> None:
    """Call set_children."""
    world.run(Children.set_children(account(hotkey), netuid, linked(children)), by=coldkey)


def let_be(world: World, netuid: int) -> None:
    """Make what is chosen true, as if the cooldown were over, and come back to this block."""
    block = world.block
    world.set_block(block + world.pallet(Delegation).pending_child_key_cooldown.get() + 1)
    world.pallet(Children).apply_pending(netuid)
    world.set_block(block)


def have(world: World, coldkey: int, hotkey: int, netuid: int, children: Numbered) -> None:
    """Choose children, whatever stake that takes, and have them."""
    world.pallet(WeightTable).stake_threshold.set(0)
    choose(world, coldkey, hotkey, netuid, children)
    let_be(world, netuid)


def impose(world: World, hotkey: int, netuid: int, children: Numbered) -> None:
    """Let a hotkey have children without asking anybody."""
    world.pallet(Delegation).pending_child_keys[netuid, account(hotkey)] = (linked(children), 0)
    let_be(world, netuid)


def forget_limits(world: World) -> None:
    """Nothing was ever done, as far as rate limits know."""
    world.pallet(RateLimits).transaction_key_last_block.clear()


def children_of(world: World, hotkey: int, netuid: int) -> Numbered:
    return _numbered(world.pallet(ChildGraph).children_of(account(hotkey), netuid))


def parents_of(world: World, hotkey: int, netuid: int) -> Numbered:
    return _numbered(world.pallet(ChildGraph).parents_of(account(hotkey), netuid))


def _numbered(links: list[tuple[int, bytes]]) -> Numbered:
    return [(proportion, int.from_bytes(hotkey, "little")) for proportion, hotkey in links]
