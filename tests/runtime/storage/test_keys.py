"""Storage keys, byte for byte as a real chain has them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from runtime.accounts import ss58_decode
from runtime.composition import Composition, Module
from runtime.hashers import Blake2_128Concat, Identity, Twox64Concat
from runtime.pallet import Pallet
from runtime.scale import U16, U32, U64, AccountId, Bytes32
from runtime.storage import (
    StorageDoubleMap,
    StorageItem,
    StorageMap,
    StorageNMap,
    StorageValue,
)
from tests.runtime.small import VERSION, System, runtime_of

GOLDEN = json.loads(Path("tests/data/golden-461.json").read_text())


class Accounts(Pallet, crate="frame_system"):
    """What the System module has besides."""

    account = StorageMap[Blake2_128Concat[AccountId], bytes]("Accounts.")


class Timestamp(Pallet, crate="pallet_timestamp"):
    """The time."""

    now = StorageValue[U64]("The time.")


class Networks(Pallet, crate="pallet_subtensor"):
    """One part of the module."""

    tempo = StorageMap[Identity[U16], U16]("Tempo.", default=10)
    networks_added = StorageMap[Identity[U16], bool]("Whether a network is there.")
    subnet_owner = StorageMap[Identity[U16], AccountId]("Who owns a network.")
    total_networks = StorageValue[U16]("How many networks there are.")
    blocks_since_last_step = StorageMap[Identity[U16], U64]("Blocks.")


class Neurons(Pallet, crate="pallet_subtensor"):
    """Another part of the same module."""

    bonds = StorageDoubleMap[Identity[U16], Identity[U16], list[tuple[U16, U16]]]("Bonds.")
    keys = StorageDoubleMap[Identity[U16], Identity[U16], AccountId]("Keys.")
    alpha = StorageNMap[
        tuple[Blake2_128Concat[AccountId], Blake2_128Concat[AccountId], Identity[U16]], U64
    ]("Stake.")


class Multisig(Pallet, crate="pallet_multisig"):
    """Calls that several have to approve."""

    multisigs = StorageDoubleMap[Twox64Concat[AccountId], Blake2_128Concat[Bytes32], U32]("Open.")


COMPOSITION = Composition(
    version=VERSION,
    path="golden",
    system=System,
    modules=[
        Module("System", 0, [System, Accounts]),
        Module("Timestamp", 2, [Timestamp]),
        Module("SubtensorModule", 7, [Networks, Neurons]),
        Module("Multisig", 13, [Multisig]),
    ],
)
ITEMS: dict[str, tuple[type[Pallet], StorageItem]] = {
    item.name: (pallet, item) for pallet in COMPOSITION.pallets for item in pallet.storage_items
}


def parameter(given: Any) -> Any:
    if not isinstance(given, str):
        return given
    return bytes.fromhex(given[2:]) if given.startswith("0x") else ss58_decode(given)


@pytest.mark.parametrize("golden", GOLDEN["storage_keys"], ids=lambda g: g["storage_function"])
def test_keys_of_a_real_chain(golden: dict[str, Any]) -> None:
    pallet, item = ITEMS[golden["storage_function"]]
    assert COMPOSITION.module_of[pallet].name == golden["pallet"]
    layout, expected = COMPOSITION.layouts[item], bytes.fromhex(golden["key_hex"][2:])
    keys = tuple(map(parameter, golden["params"]))
    if not keys:
        assert layout.prefix == expected
        return
    key = keys if len(keys) > 1 else keys[0]
    assert layout.key_of(key) == expected == layout.prefix_of(keys)
    assert layout.split_key(expected) == key
    assert getattr(runtime_of(COMPOSITION).pallet(pallet), item.attribute).key_of(key) == expected


VALUES = [v for v in GOLDEN["storage_values"] if v["pallet"] == "SubtensorModule"]


@pytest.mark.parametrize("golden", GOLDEN["query_maps"], ids=lambda g: g["storage_function"])
def test_maps_of_a_real_chain(golden: dict[str, Any]) -> None:
    pallet, item = ITEMS[golden["storage_function"]]
    raw = [(bytes.fromhex(k[2:]), bytes.fromhex(v[2:])) for k, v in golden["raw_changes"]]
    if golden["storage_function"] == "Account":
        raw = [(key, bytes([len(value) << 2]) + value) for key, value in raw]
    first = tuple(map(parameter, golden["params"]))
    layout = COMPOSITION.layouts[item]
    assert layout.prefix_of(first).hex() == golden["prefix_hex"][2:]
    entries = getattr(runtime_of(COMPOSITION, dict(raw)).pallet(pallet), item.attribute)
    found = list(entries.items(*first))
    assert [layout.key_of(key) for key, _ in found] == sorted(key for key, _ in raw)
    shown = {parameter(key): parameter(value) for key, value in golden["pairs"]}
    last = {(key[-1] if isinstance(key, tuple) else key): value for key, value in found}
    assert last.keys() == shown.keys()
    if golden["storage_function"] != "Account":
        assert last == shown


@pytest.mark.parametrize("golden", VALUES, ids=lambda g: f"{g['storage_function']}{g['params']}")
def test_values_of_a_real_chain(golden: dict[str, Any]) -> None:
    pallet, item = ITEMS[golden["storage_function"]]
    key = bytes.fromhex(golden["key_hex"][2:])
    raw = golden["raw_hex"]
    runtime = runtime_of(COMPOSITION, {key: bytes.fromhex(raw[2:])} if raw else {})
    found = getattr(runtime.pallet(pallet), item.attribute)
    value = found[golden["params"][0]] if golden["params"] else found.get()
    assert value == parameter(golden["decoded"])
