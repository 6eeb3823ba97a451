"""Errors, events, constants and types of SubtensorModule against the reference's surface."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from genesis.keys import Keypair
from pallets.subtensor import errors, events, types
from pallets.subtensor.config import FAST, MAINNET, REFERENCE_TESTS, SubtensorConfig
from pallets.subtensor.constants import Constants
from pallets.subtensor.types import (
    AddStakeBurn,
    AxonInfo,
    ChainIdentityV2,
    CommitBytes,
    CompactNetUid,
    Hyperparameter,
    Keep,
    KeepSubnets,
    LastTxBlock,
    LockState,
    NetUid,
    NetworkLastRegistered,
    NeuronCertificate,
    OwnerHyperparamUpdate,
    PrometheusInfo,
    RateLimitKey,
    RecycleOrBurnEnum,
    RootClaimTypeEnum,
    SetSNOwnerHotkey,
    SubnetIdentityV3,
    SubnetLease,
    Swap,
)
from pallets.system.accounts import Accounts
from pallets.system.system import System
from runtime.composition import Composition, Module, configured
from runtime.fixed import U64F64
from runtime.pallet import Pallet
from runtime.scale import EncodeError, decode, encode
from runtime.scale.spelling import spell
from runtime.storage import StorageValue
from runtime.version import RuntimeVersion
from tests.conformance.surface import Comparison, by_name, with_fast_rules
from tests.runtime.metadata.reading import read_metadata

DATA = Path(__file__).parents[2] / "data"
REFERENCE = json.loads((DATA / "surface-425.json").read_text())
FAST_REFERENCE = with_fast_rules(REFERENCE)
SUBTENSOR = by_name(REFERENCE["pallets"])["SubtensorModule"]
FAST_VALUES = REFERENCE["feature_variants"]["fast-runtime (localnet default)"]
ACCOUNT = bytes(range(32))


class Declarations(Pallet, crate="pallet_subtensor"):
    """Only the enums."""

    event = events.Event
    error = errors.Error


class Shelf(Pallet, crate="pallet_shelf"):
    """One value of each type."""

    axon = StorageValue[AxonInfo | None]("")
    prometheus = StorageValue[PrometheusInfo | None]("")
    certificate = StorageValue[NeuronCertificate | None]("")
    identity = StorageValue[ChainIdentityV2 | None]("")
    subnet_identity = StorageValue[SubnetIdentityV3 | None]("")
    lock = StorageValue[LockState | None]("")
    key = StorageValue[RateLimitKey | None]("")
    recycle_or_burn = StorageValue[RecycleOrBurnEnum | None]("")
    claim_type = StorageValue[RootClaimTypeEnum | None]("")
    lease = StorageValue[SubnetLease | None]("")
    address = StorageValue[types.H160 | None]("")
    share = StorageValue[types.Percent | None]("")
    commit = StorageValue[CommitBytes | None]("")
    netuids = StorageValue[list[CompactNetUid] | None]("")


TYPES = {
    "Axon": "AxonInfo",
    "Prometheus": "PrometheusInfo",
    "Certificate": "NeuronCertificate",
    "Identity": "ChainIdentityV2",
    "SubnetIdentity": "SubnetIdentityV3",
    "Lock": "LockState",
    "Key": "RateLimitKey<AccountId32>",
    "RecycleOrBurn": "RecycleOrBurnEnum",
    "ClaimType": "RootClaimTypeEnum",
    "Lease": "SubnetLease<AccountId32, u32, u64>",
    "Address": "H160",
    "Share": "Percent",
    "Commit": "BoundedVec<u8>",
    "Netuids": "Vec<Compact<u16>>",
}


@cache
def metadata(config: SubtensorConfig) -> dict[str, Any]:
    composition = Composition(
        version=RuntimeVersion("test", "test", 1, 1, 1, [], 1, 1),
        path="test_runtime",
        modules=[
            Module("System", 0, [Accounts, System]),
            Module("SubtensorModule", 7, [Declarations, configured(Constants, config)]),
            Module("Shelf", 8, [Shelf]),
        ],
        system=System,
    )
    read: dict[str, Any] = read_metadata(composition.metadata.v15)
    return read


def declared(kind: str) -> list[str]:
    """The names in our metadata."""
    module = by_name(metadata(MAINNET)["pallets"])["SubtensorModule"]
    if kind == "constants":
        return [item["name"] for item in module[kind]]
    return [item["name"] for item in metadata(MAINNET)["types"][module[kind]]["def"]["variant"]]


@pytest.mark.parametrize("kind, count", [("errors", 147), ("events", 137), ("constants", 69)])
def test_nothing_is_left_out(kind: str, count: int) -> None:
    assert sorted(declared(kind)) == sorted(by_name(SUBTENSOR[kind]))
    assert len(declared(kind)) == count


@pytest.mark.parametrize(
    "config, reference",
    [(MAINNET, REFERENCE), (FAST, FAST_REFERENCE)],
    ids=["mainnet", "fast"],
)
def test_declarations_are_those_of_the_reference(
    config: SubtensorConfig, reference: dict[str, Any]
) -> None:
    """Indices, names, fields with their types and spellings, and the values of constants."""
    # The storage is not part of this composition, and neither is its prefix.
    pallets = [pallet | {"storage_prefix": None} for pallet in reference["pallets"]]
    comparison = Comparison(reference | {"pallets": pallets}, metadata(config))
    comparison.pallet("SubtensorModule")
    assert comparison.found == []


@pytest.mark.parametrize("item, expected", TYPES.items())
def test_a_type_is_that_of_the_reference(item: str, expected: str) -> None:
    comparison = Comparison(REFERENCE, metadata(MAINNET))
    shelf = by_name(by_name(metadata(MAINNET)["pallets"])["Shelf"]["storage"]["items"])
    comparison.type(item, shelf[item]["kind"]["plain"]["value"], expected)
    assert comparison.found == []


@pytest.mark.parametrize("package", [errors, events, types])
def test_all_names_are_exported(package: Any) -> None:
    assert all(hasattr(package, name) for name in package.__all__)
    assert len(package.__all__) == len(set(package.__all__))


def test_every_error_and_event_is_exported() -> None:
    named = {error.__name__ for error in errors.Error.error_variants.values()}
    assert named | {"Error"} == set(errors.__all__)
    named = {event.__name__ for event in events.Event.scale_variants.values()}
    assert named | {"Event"} == set(events.__all__)


def test_every_declaration_is_explained_in_one_sentence() -> None:
    explained = [
        *errors.Error.error_variants.values(),
        *events.Event.scale_variants.values(),
        *(constant.function for constant in Constants.constants),
    ]
    for item in explained:
        text = item.__doc__ or ""
        assert text.endswith(".") and "\n" not in text and text[0].isupper(), item


def test_spellings_in_calls() -> None:
    spellings = {hint["type_name"] for call in SUBTENSOR["calls"] for hint in call["args"]}
    for hint in (CommitBytes, list[CompactNetUid], NetUid, types.MechId, types.Hash, types.LeaseId):
        assert spell(hint) in spellings


# Parameters


def test_fast_defaults_of_storage() -> None:
    """The six items of storage that begin with another value on a fast chain."""
    fields = {
        "ColdkeySwapAnnouncementDelay": "initial_coldkey_swap_announcement_delay",
        "ColdkeySwapReannouncementDelay": "initial_coldkey_swap_reannouncement_delay",
        "Tempo": "initial_tempo",
        "MaxEpochsPerBlock": "initial_max_epochs_per_block",
        "TxChildkeyTakeRateLimit": "initial_tx_child_key_take_rate_limit",
        "PendingChildKeyCooldown": "pending_child_key_cooldown",
    }
    fast_items = [item for item in SUBTENSOR["storage"] if "default_value_fast_runtime" in item]
    assert sorted(by_name(fast_items)) == sorted(fields)
    for item in fast_items:
        field = fields[item["name"]]
        assert getattr(MAINNET, field) == item["default_value"]
        assert getattr(FAST, field) == item["default_value_fast_runtime"]


def test_fast_values_that_are_not_in_the_metadata() -> None:
    fields = {
        "SubtensorModule.MaxUidsTrimmingRateLimit": "max_uids_trimming_rate_limit",
        "SubtensorModule.MechanismCountSetRateLimit": "mechanism_count_set_rate_limit",
        "SubtensorModule.MechanismEmissionRateLimit": "mechanism_emission_rate_limit",
        "EvmKeyAssociateRateLimit": "evm_key_associate_rate_limit",
    }
    given = FAST_VALUES["type_values_not_stored"] | FAST_VALUES["config_not_in_metadata"]
    assert given.keys() == fields.keys()
    for name, field in fields.items():
        assert [getattr(MAINNET, field), getattr(FAST, field)] == given[name]


def test_a_fast_chain_differs_in_nothing_else() -> None:
    """Besides who owns the root network."""
    changed = [item["name"] for item in SUBTENSOR["constants"] if "fast_runtime" in item]
    differing = {key for key, value in vars(FAST).items() if value != getattr(MAINNET, key)}
    owners = {"root_network_owner", "root_network_owner_hotkey"}
    assert len(changed) == 5 + 1  # five of them are where storage begins
    assert len(differing - owners) == len(changed) + 1 + 4


def test_owners_of_the_root_network() -> None:
    assert MAINNET.root_network_owner == MAINNET.root_network_owner_hotkey == bytes(32)
    assert Keypair.from_uri("//Alice").account == FAST.root_network_owner
    assert Keypair.from_uri("//Alice_hk").account == FAST.root_network_owner_hotkey


def test_parameters_of_the_reference_tests_fit_their_types() -> None:
    constants = by_name(
        by_name(metadata(REFERENCE_TESTS)["pallets"])["SubtensorModule"]["constants"]
    )
    assert constants["InitialMaxDifficulty"]["value"] == b"\xff" * 8
    assert constants["KeySwapCost"]["value"] == (10**9).to_bytes(8, "little")


def test_a_parameter_that_does_not_fit_is_refused() -> None:
    with pytest.raises(EncodeError):
        metadata(replace(MAINNET, initial_tempo=2**16))


# Types on the wire


@pytest.mark.parametrize(
    "hint, value, data",
    [
        (RateLimitKey, SetSNOwnerHotkey(2), "000200"),
        (RateLimitKey, OwnerHyperparamUpdate(1, Hyperparameter.TriggerEpoch), "0101001f"),
        (RateLimitKey, NetworkLastRegistered(), "02"),
        (RateLimitKey, LastTxBlock(ACCOUNT), "03" + ACCOUNT.hex()),
        (RateLimitKey, AddStakeBurn(258), "060201"),
        (RootClaimTypeEnum, Swap(), "00"),
        (RootClaimTypeEnum, Keep(), "01"),
        (RootClaimTypeEnum, KeepSubnets(frozenset({258, 3, 1})), "020c010003000201"),
        (
            LockState,
            LockState(7, U64F64(1 << 63), 9),
            f"{'07':0<16}{'00' * 7}80{'00' * 8}{'09':0<16}",
        ),
        (NeuronCertificate, NeuronCertificate(b"key", 1), "0c" + b"key".hex() + "01"),
        (AxonInfo, AxonInfo(), "00" * 34),
        (PrometheusInfo, PrometheusInfo(), "00" * 31),
        (
            SubnetLease,
            SubnetLease(ACCOUNT, ACCOUNT, ACCOUNT, 30, None, 5, 6),
            ACCOUNT.hex() * 3 + "1e" + "00" + "0500" + f"{'06':0<16}",
        ),
    ],
    ids=lambda value: repr(value)[:40] if not isinstance(value, (str, type)) else "",
)
def test_wire_form(hint: Any, value: Any, data: str) -> None:
    assert encode(hint, value).hex() == data
    assert decode(hint, bytes.fromhex(data)) == value


@pytest.mark.parametrize(
    "hint, limit, make",
    [
        (NeuronCertificate, 64, lambda data: NeuronCertificate(data, 0)),
        (CommitBytes, 5000, lambda data: data),
    ],
    ids=["a public key", "a commit"],
)
def test_bounds(hint: Any, limit: int, make: Any) -> None:
    assert decode(hint, encode(hint, make(bytes(limit)))) == make(bytes(limit))
    with pytest.raises(EncodeError):
        encode(hint, make(bytes(limit + 1)))
