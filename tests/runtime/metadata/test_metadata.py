"""What the metadata of a small composition says, read by a reader of its own."""

import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from runtime.composition import Composition, Module
from runtime.metadata.layout import MetadataV15
from runtime.runtime import Runtime
from runtime.scale import U32, decode, encode
from runtime.state import MemoryView, State
from tests.runtime.metadata.mini import composition
from tests.runtime.metadata.reading import read_metadata, references

REFERENCE = Path(__file__).parents[2] / "data" / "metadata-425-v15.scale"


@cache
def mini() -> Composition:
    return composition()


@cache
def read(version: int) -> dict[str, Any]:
    data = mini().metadata.at_version(version)
    assert data is not None
    return read_metadata(data)


def pallet(name: str, version: int = 15) -> dict[str, Any]:
    (found,) = (entry for entry in read(version)["pallets"] if entry["name"] == name)
    return dict(found)


def spell(number: int | None, version: int = 15) -> str | None:
    """A short text for a type."""
    if number is None:
        return None
    entry = read(version)["types"][number]
    ((kind, body),) = entry["def"].items()
    match kind:
        case _ if entry["path"]:
            return "::".join(entry["path"])
        case "primitive":
            return str(body)
        case "tuple":
            return f"({', '.join(str(spell(part, version)) for part in body)})"
        case "array":
            return f"[{spell(body['type'], version)}; {body['len']}]"
    return f"{kind} {spell(body['type'], version)}"


def members(number: int, version: int = 15) -> list[tuple[Any, ...]]:
    """Index, name, fields and docs of the variants of a type."""
    return [
        (
            variant["index"],
            variant["name"],
            [(f["name"], spell(f["type"], version), f["type_name"]) for f in variant["fields"]],
            variant["docs"],
        )
        for variant in read(version)["types"][number]["def"]["variant"]
    ]


def test_the_layout_is_that_of_the_reference() -> None:
    data = REFERENCE.read_bytes()
    metadata = decode(MetadataV15, data[5:])
    assert len(metadata.types) == 753
    assert b"meta\x0f" + encode(MetadataV15, metadata) == data


@pytest.mark.parametrize("version", [14, 15])
def test_modules_are_in_the_order_of_their_indices(version: int) -> None:
    names = [(entry["index"], entry["name"]) for entry in read(version)["pallets"]]
    assert names == [(0, "System"), (5, "Funds"), (9, "Silent")]


@pytest.mark.parametrize("version", [14, 15])
def test_types_refer_to_types_that_are_there(version: int) -> None:
    types = read(version)["types"]
    used = {number for entry in types.values() for number in references(entry)}
    assert used <= set(types)


def test_version_14_has_no_types_that_only_version_15_needs() -> None:
    names = {"::".join(entry["path"]) for entry in read(14)["types"].values()}
    assert "sp_core::OpaqueMetadata" not in names
    assert "mini_runtime::RuntimeEvent" not in names
    assert "pallet_funds::pallet::Event" in names


@pytest.mark.parametrize("version", [14, 15])
def test_calls(version: int) -> None:
    assert members(pallet("Funds", version)["calls"], version) == [
        (
            1,
            "both",
            [("calls", "sequence mini_runtime::RuntimeCall", "Vec<RuntimeCall>")],
            ["Make several calls."],
        ),
        (
            5,
            "move",
            [
                ("dest", "sp_core::crypto::AccountId32", "T::AccountId"),
                ("value", "compact u64", "T::Balance"),
            ],
            ["Move funds."],
        ),
    ]


def test_events_of_all_parts_of_a_module() -> None:
    assert members(pallet("Funds")["events"]) == [
        (
            0,
            "Opened",
            [("who", "sp_core::crypto::AccountId32", "T::AccountId")],
            ["An account was opened."],
        ),
        (
            3,
            "Moved",
            [
                ("from", "sp_core::crypto::AccountId32", "T::AccountId"),
                ("amount", "u64", "T::Balance"),
            ],
            ["Funds were moved.", "", "From one account to another."],
        ),
    ]


def test_errors() -> None:
    assert members(pallet("Funds")["errors"]) == [(2, "Frozen", [], ["The funds are frozen."])]


def test_the_enums_of_a_module_have_its_parameters() -> None:
    for kind in ("calls", "events", "errors"):
        entry = read(15)["types"][pallet("Funds")[kind]]
        assert entry["path"] == ["pallet_funds", "pallet", kind.capitalize()[:-1]]
        assert [(p["name"], p["type"]) for p in entry["params"]] == [("T", None), ("I", None)]


def test_storage() -> None:
    storage = pallet("Funds")["storage"]
    assert storage["prefix"] == "Funds"
    items = {item["name"]: item for item in storage["items"]}
    assert list(items) == ["Accounts", "ByPair", "Total", "ByTriple"]
    facts = {name: (item["modifier"], item["default"].hex()) for name, item in items.items()}
    assert facts == {
        "Accounts": ("Optional", "00"),
        "ByPair": ("Default", "01"),
        "Total": ("Default", "0700000000000000"),
        "ByTriple": ("Default", "00"),
    }
    assert items["Total"]["docs"] == ["All funds.", "", "In rao."]


def test_storage_keys() -> None:
    kinds = {item["name"]: item["kind"] for item in pallet("Funds")["storage"]["items"]}
    assert spell(kinds["Total"]["plain"]["value"]) == "u64"
    maps = {
        name: (kind["map"]["hashers"], spell(kind["map"]["key"]), spell(kind["map"]["value"]))
        for name, kind in kinds.items()
        if "map" in kind
    }
    assert maps == {
        "Accounts": (["Blake2_128Concat"], "sp_core::crypto::AccountId32", "u64"),
        "ByPair": (["Identity", "Twox64Concat"], "(u16, u32)", "bool"),
        "ByTriple": (
            ["Identity", "Identity", "Blake2_128Concat"],
            "(u16, u16, sp_core::crypto::AccountId32)",
            "sequence u16",
        ),
    }


def test_constants_are_those_of_the_configuration() -> None:
    (entry,) = pallet("Funds")["constants"]
    assert (entry["name"], spell(entry["type"])) == ("SmallestAmount", "u64")
    assert entry["value"] == (501).to_bytes(8, "little")
    assert entry["docs"] == ["What an account needs to have at least."]


def test_a_module_with_nothing_in_it() -> None:
    entry = pallet("Silent")
    assert [entry[kind] for kind in ("storage", "calls", "events", "errors")] == [None] * 4
    assert entry["constants"] == []
    assert entry["docs"] == ["Has nothing."]


def test_the_docs_of_a_module_are_those_of_its_part_with_calls() -> None:
    assert pallet("Funds")["docs"] == ["Keeps funds."]


def test_the_outer_enums() -> None:
    outer = read(15)["outer_enums"]
    spelled = {
        kind: [(index, name, fields[0]) for index, name, fields, _ in members(number)]
        for kind, number in outer.items()
    }
    calls = "self::sp_api_hidden_includes_construct_runtime::hidden_include::dispatch\n"
    assert spelled == {
        "call": [
            (
                5,
                "Funds",
                (
                    None,
                    "pallet_funds::pallet::Call",
                    f"{calls}::CallableCallFor<Funds, Runtime>",
                ),
            )
        ],
        "event": [
            (5, "Funds", (None, "pallet_funds::pallet::Event", "pallet_funds::Event<Runtime>"))
        ],
        "error": [
            (5, "Funds", (None, "pallet_funds::pallet::Error", "pallet_funds::Error<Runtime>"))
        ],
    }
    assert spell(outer["call"]) == "mini_runtime::RuntimeCall"


@pytest.mark.parametrize("version", [14, 15])
def test_extensions(version: int) -> None:
    extrinsic = read(version)["extrinsic"]
    assert extrinsic["version"] == 4
    listed = [
        (e["identifier"], spell(e["type"], version), spell(e["implicit"], version))
        for e in extrinsic["signed_extensions"]
    ]
    assert listed == [
        ("CheckVersion", "frame_system::CheckVersion", "u32"),
        ("Tip", "pallet_fees::Tip", "()"),
    ]


def test_the_parts_of_an_extrinsic() -> None:
    extrinsic = read(15)["extrinsic"]
    names = ("address_type", "call_type", "signature_type", "extra_type")
    assert [spell(extrinsic[name]) for name in names] == [
        "sp_runtime::multiaddress::MultiAddress",
        "mini_runtime::RuntimeCall",
        "sp_runtime::MultiSignature",
        "((frame_system::CheckVersion), runtime::Charge)",
    ]


def test_version_14_has_the_parts_of_an_extrinsic_as_parameters() -> None:
    types = read(14)["types"]
    outer = types[read(14)["extrinsic"]["type"]]
    assert outer["path"][0] == "fp_self_contained"
    inner = types[outer["def"]["composite"][0]["type"]]
    for entry, last in ((outer, "Extension"), (inner, "Extra")):
        assert [(p["name"], spell(p["type"], 14)) for p in entry["params"]] == [
            ("Address", "sp_runtime::multiaddress::MultiAddress"),
            ("Call", "mini_runtime::RuntimeCall"),
            ("Signature", "sp_runtime::MultiSignature"),
            (last, "((frame_system::CheckVersion), runtime::Charge)"),
        ]


@pytest.mark.parametrize("version", [14, 15])
def test_the_runtime_is_a_type(version: int) -> None:
    number = read(version)["runtime"]
    assert spell(number, version) == "mini_runtime::Runtime"
    assert read(version)["types"][number]["def"] == {"composite": []}
    (check,) = (e for e in read(version)["types"].values() if e["path"][-1:] == ["CheckVersion"])
    assert check["params"] == [{"name": "T", "type": number}]


def test_runtime_apis() -> None:
    metadata, funds = read(15)["runtime_apis"]
    assert (funds["name"], funds["docs"]) == ("FundsApi", ["Questions about funds."])
    (method,) = funds["methods"]
    assert (method["name"], method["docs"]) == ("free", ["The free funds of an account."])
    inputs = [(entry["name"], spell(entry["type"])) for entry in method["inputs"]]
    assert inputs == [("account", "sp_core::crypto::AccountId32"), ("at", "u32")]
    assert spell(method["output"]) == "u64"
    outputs = [(entry["name"], spell(entry["output"])) for entry in metadata["methods"]]
    assert outputs == [
        ("metadata", "sp_core::OpaqueMetadata"),
        ("metadata_at_version", "Option"),
        ("metadata_versions", "sequence u32"),
    ]


def test_the_metadata_api() -> None:
    runtime = Runtime(mini(), State(MemoryView()))
    versions = runtime.call_api("Metadata_metadata_versions", b"")
    assert decode(list[U32], versions) == [14, 15]
    v14, v15 = mini().metadata.v14, mini().metadata.v15
    assert decode(bytes, runtime.call_api("Metadata_metadata", b"")) == v14
    for version, data in ((14, v14), (15, v15), (13, None), (16, None), (0xFFFFFFFF, None)):
        answer = runtime.call_api("Metadata_metadata_at_version", encode(U32, version))
        assert decode(bytes | None, answer) == data


def test_the_metadata_is_made_once() -> None:
    assert mini().metadata.v15 is mini().metadata.v15
    assert mini().metadata is mini().metadata


def test_the_metadata_is_the_same_in_every_process() -> None:
    """No hash seed has a part in it."""
    code = (
        "import sys; from tests.runtime.metadata.mini import composition as made;"
        "sys.stdout.write(made().metadata.v15.hex())"
    )
    for seed in ("1", "2"):
        done = subprocess.run(
            [sys.executable, "-c", code],
            capture_output=True,
            check=True,
            text=True,
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": ":".join(sys.path)},
        )
        assert bytes.fromhex(done.stdout) == mini().metadata.v15


def test_the_digest_is_of_this_metadata() -> None:
    digest = mini().metadata_digest
    assert len(digest) == 32
    assert digest == mini().metadata_digest
    renamed = [Module(f"My{known.name}", known.index, known.parts) for known in mini().modules]
    assert digest != composition(renamed).metadata_digest
