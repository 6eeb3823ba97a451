"""Root and subnet 1, as the reference's localnet begins with them."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from pallets.subtensor.config import ALICE, ALICE_HOTKEY, FAST, MAINNET, SubtensorConfig
from pallets.subtensor.networks import SubtensorGenesis
from pallets.subtensor.shares import SafeFloat
from pallets.subtensor.state import (
    Founding,
    Issuance,
    KeyRing,
    Neurons,
    StakeShares,
    Subnets,
)
from runtime.scale.record import Record
from tests.pallets.subtensor.world import World

LOCALNET = json.loads(Path("tests/data/surface-425.json").read_text())["localnet"]
EXPECTED = LOCALNET["subtensor_storage"]
NOBODY = bytes(32)


def genesis(config: SubtensorConfig = MAINNET, **given: Any) -> World:
    world = World(config, block=0)
    for kind, module in world.runtime.composition.module_of.items():
        if module.name == "SubtensorModule":
            world.pallet(kind).build_genesis(given)
    return world


def stored(world: World, name: str, key: Any) -> Any:
    """The value of a map at a key, as the table of the reference has it."""
    (layout,) = [
        layout
        for layout in world.runtime.composition.layouts.values()
        if layout.prefix_name == "SubtensorModule" and layout.name == name
    ]
    data = world.state.get(layout.key_of(key))
    assert data is not None, name
    value = layout.decode(data)
    if isinstance(value, bytes):
        return "0x" + value.hex()
    if isinstance(value, Record):
        return {field: getattr(value, field) for field in value.field_names}
    return value


def check(world: World, netuid: int, table: dict[str, Any]) -> int:
    """Compare with the table; the result is how many of its values there were."""
    checked = 0
    for name, expected in table.items():
        if name.startswith("not set"):
            continue
        plain, _, inner = name.partition("[")
        key: Any = netuid
        if inner:
            zero = inner[:-1]
            by_netuid = {
                "TotalHotkeyAlpha": (NOBODY, netuid),
                "TotalHotkeySharesV2": (NOBODY, netuid),
                "AlphaV2": (NOBODY, NOBODY, netuid),
                "IsNetworkMember": (NOBODY, netuid),
                "Uids": (netuid, NOBODY),
            }
            key = by_netuid.get(plain) or (netuid, int(zero))
        if isinstance(expected, dict) and "prod" in expected:
            expected = expected["prod"]
        assert stored(world, plain, key) == expected, name
        checked += 1
    return checked


def test_root_and_subnet_1_are_the_references() -> None:
    world = genesis()
    assert world.pallet(Issuance).total_issuance.get() == EXPECTED["TotalIssuance"] == 0
    assert world.pallet(Subnets).total_networks.get() == EXPECTED["TotalNetworks"] == 2
    assert check(world, 0, EXPECTED["netuid 0 (root)"]) == 11
    assert check(world, 1, EXPECTED["netuid 1"]) == 30


def test_nobody_owns_itself_and_has_stake() -> None:
    world = genesis()
    keys = world.pallet(KeyRing)
    assert keys.owner[NOBODY] == NOBODY
    assert NOBODY in keys.owner
    assert keys.staking_hotkeys[NOBODY] == [NOBODY]
    assert NOBODY not in keys.owned_hotkeys
    shares = world.pallet(StakeShares)
    assert shares.alpha_v2[NOBODY, NOBODY, 1] == SafeFloat(10**21, -12)


def test_what_is_not_set_is_absent() -> None:
    world = genesis()
    subnets = world.pallet(Subnets)
    assert 1 not in subnets.subtoken_enabled
    assert 1 not in subnets.first_emission_block_number
    assert 1 not in subnets.network_registered_at
    assert 1 not in subnets.subnet_owner_hotkey
    assert 0 not in subnets.subnet_mechanism
    assert not list(world.pallet(Neurons).keys.items(0))


def test_nothing_else_is_written() -> None:
    """As many keys as the table has, and the few of the zero account and of the block."""
    written = genesis().stored()
    rows = 11 + 30 + len(EXPECTED["zero account"]) + 2
    assert len(written) == rows + 1  # the number of the block


def test_fast_rules_give_root_to_alice() -> None:
    subnets = genesis(FAST).pallet(Subnets)
    assert subnets.subnet_owner[0] == ALICE
    assert subnets.subnet_owner_hotkey[0] == ALICE_HOTKEY
    mainnet = genesis().pallet(Subnets)
    assert mainnet.subnet_owner[0] == mainnet.subnet_owner_hotkey[0] == NOBODY


def test_the_specification_gives_issuance_and_the_delay_of_starts() -> None:
    world = genesis(balancesIssuance=3_016_000, startCallDelay=7, stakes=[])
    assert world.pallet(Issuance).total_issuance.get() == 3_016_000
    assert world.pallet(Founding).start_call_delay.get() == 7
    later = genesis(replace(MAINNET, initial_start_call_delay=9), startCallDelay=None)
    assert later.pallet(Founding).start_call_delay.get() == 9
    assert genesis(startCallDelay=0).pallet(Founding).start_call_delay.get() == 0


def test_stake_at_genesis_is_refused() -> None:
    with pytest.raises(ValueError, match="stakes"):
        genesis(stakes=[["5Grw", []]])


def test_the_storage_has_the_version_of_the_chain() -> None:
    parts = World().runtime.composition.modules
    (module,) = [module for module in parts if module.name == "SubtensorModule"]
    assert max(pallet.storage_version for pallet in module.pallets) == 7
    assert SubtensorGenesis.storage_version == 7


def test_a_block_can_be_made_from_there() -> None:
    world = genesis()
    world.step(3)
    assert world.pallet(Subnets).netuids() == [0, 1]
