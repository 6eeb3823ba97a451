"""The composition's metadata is the reference chain's, item by item and type by type."""

import json
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from genesis.composition import subtensor_composition
from genesis.rules import FAST, MAINNET
from runtime.version import api_id
from tests.conformance.surface import Comparison, by_name, with_fast_rules
from tests.runtime.metadata.reading import read_metadata

DATA = Path(__file__).parents[1] / "data"
REFERENCE = json.loads((DATA / "surface-425.json").read_text())
REFERENCE_METADATA = read_metadata((DATA / "metadata-425-v15.scale").read_bytes())
COMPOSITION = subtensor_composition(MAINNET)
METADATA = read_metadata(COMPOSITION.metadata.v15)
FAST_METADATA = read_metadata(subtensor_composition(FAST).metadata.v15)
PALLETS = [module.name for module in COMPOSITION.modules]

# Modules that are not all here yet: what they have is compared, what they lack is not asked for.
INCOMPLETE = {"SubtensorModule"}


@pytest.fixture
def comparison() -> Comparison:
    return Comparison(REFERENCE, METADATA)


@pytest.mark.parametrize("pallet", PALLETS)
def test_a_pallet_is_that_of_the_reference(comparison: Comparison, pallet: str) -> None:
    comparison.pallet(pallet)
    assert comparison.found == []


@pytest.mark.parametrize("pallet", PALLETS)
def test_a_pallet_under_fast_rules(pallet: str) -> None:
    comparison = Comparison(with_fast_rules(REFERENCE), FAST_METADATA)
    comparison.pallet(pallet)
    assert comparison.found == []


@pytest.mark.parametrize("pallet", sorted(set(PALLETS) - INCOMPLETE))
def test_a_pallet_lacks_nothing(comparison: Comparison, pallet: str) -> None:
    assert comparison.missing(pallet) == []


def test_the_extrinsic(comparison: Comparison) -> None:
    comparison.extrinsic()
    assert comparison.found == []


def test_the_runtime_apis(comparison: Comparison) -> None:
    comparison.apis()
    assert comparison.found == []


def test_the_outer_enums(comparison: Comparison) -> None:
    comparison.outer_enums()
    assert comparison.found == []


def test_the_version() -> None:
    ours, theirs = COMPOSITION.version, REFERENCE["runtime_version"]
    facts = [name for name in theirs if name != "apis"]
    assert {name: getattr(ours, name) for name in facts} == {name: theirs[name] for name in facts}


def test_the_versions_of_the_runtime_apis() -> None:
    """The version names all APIs of the reference, also those that are not here yet."""
    theirs = REFERENCE["runtime_version"]["apis"]
    listed = [(bytes.fromhex(api["id"][2:]), api["version"]) for api in theirs]
    assert COMPOSITION.version.apis == listed
    ours = {(api_id(name), api.api_version) for name, api in COMPOSITION.apis.items()}
    assert ours <= set(listed)


def test_every_error_has_a_text() -> None:
    """Clients show it to their users."""
    silent = [
        f"{pallet['name']}.{variant['name']}"
        for pallet in METADATA["pallets"]
        if pallet["errors"] is not None
        for variant in METADATA["types"][pallet["errors"]]["def"]["variant"]
        if not "".join(variant["docs"]).strip()
    ]
    assert silent == []


def test_no_type_is_there_twice() -> None:
    facts = [
        json.dumps([entry["path"], entry["params"], entry["def"]])
        for entry in METADATA["types"].values()
    ]
    assert sorted(facts) == sorted(set(facts))


def test_no_two_types_have_the_same_name() -> None:
    names = [
        json.dumps([entry["path"], entry["params"]])
        for entry in METADATA["types"].values()
        if entry["path"]
    ]
    assert sorted(names) == sorted(set(names))


# The comparison itself


def test_the_comparison_finds_nothing_in_the_metadata_of_the_reference() -> None:
    comparison = Comparison(REFERENCE, REFERENCE_METADATA)
    for pallet in by_name(REFERENCE["pallets"]):
        comparison.pallet(pallet)
        assert comparison.missing(pallet) == []
    comparison.apis()
    comparison.extrinsic()
    comparison.outer_enums()
    assert comparison.found == []


CHANGES = {
    "an argument's type": ("Balances", (["pallet_balances", "pallet", "Call"], "value", "type", 1)),
    "a field's spelling": (
        "System",
        (["frame_system", "AccountInfo"], "nonce", "type_name", "u32"),
    ),
    "a variant's index": ("Utility", (["sp_runtime", "TokenError"], "Frozen", "index", 77)),
}


@pytest.mark.parametrize("pallet, change", CHANGES.values(), ids=CHANGES.keys())
def test_the_comparison_finds_a_change(
    pallet: str, change: tuple[list[str], str, str, Any]
) -> None:
    path, name, fact, value = change
    types = deepcopy(REFERENCE_METADATA["types"])
    (entry,) = (entry for entry in types.values() if entry["path"] == path)
    ((_, body),) = entry["def"].items()
    members = body + [field for variant in body for field in variant.get("fields", [])]
    next(member for member in members if member["name"] == name)[fact] = value
    changed = REFERENCE_METADATA | {"types": types}
    comparison = Comparison(REFERENCE, changed)
    comparison.pallet(pallet)
    assert any(name in found for found in comparison.found)
