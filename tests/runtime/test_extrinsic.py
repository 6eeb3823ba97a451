"""Extrinsics, payloads, a block and its events as recorded from a real node, byte for byte."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from genesis.composition import EXTENSIONS, subtensor_composition
from genesis.keys import Keypair
from genesis.version import VERSION
from pallets.sudo import Sudo
from pallets.system.extensions import CheckMortality, CheckNonce
from pallets.system.system import System
from pallets.system.types import EventRecord
from pallets.timestamp import Timestamp
from pallets.utility import Utility
from runtime.accounts import ss58_decode
from runtime.addresses import Address20, Address32, Id, MultiAddress, Raw
from runtime.applying import check, implied
from runtime.block import ConsensusDigest, Digest, DigestItem, Header, PreRuntime, Seal
from runtime.call import Call, RuntimeCall, call
from runtime.composition import Composition, Module
from runtime.era import Era
from runtime.extension import SigningOptions
from runtime.extrinsic import (
    Sr25519,
    decode_extrinsic,
    encode_bare,
    encode_signed,
    signed_payload,
    with_length,
)
from runtime.hashing import blake2_256
from runtime.merkle import ordered_root
from runtime.origin import Origin
from runtime.pallet import Pallet
from runtime.runtime import Runtime
from runtime.scale import (
    U16,
    U64,
    AccountId,
    DecodeError,
    UnitEnum,
    decode,
    encode,
)
from runtime.signatures import verify_sr25519
from runtime.state import MemoryView, State
from runtime.weights import Weight

FREE = Weight(0, 0)
GOLDEN: dict[str, Any] = json.loads(
    (Path(__file__).parents[1] / "data" / "golden-461.json").read_text()
)


class SubtensorModule(Pallet, crate="pallet_subtensor"):
    """The calls in the recording, with their parameters."""

    @call(index=0, weight=FREE)
    def set_weights(
        self, origin: Origin, netuid: U16, dests: list[U16], weights: list[U16], version_key: U64
    ) -> None: ...

    @call(index=2, weight=FREE)
    def add_stake(
        self, origin: Origin, hotkey: AccountId, netuid: U16, amount_staked: U64
    ) -> None: ...

    @call(index=3, weight=FREE)
    def remove_stake(
        self, origin: Origin, hotkey: AccountId, netuid: U16, amount_unstaked: U64
    ) -> None: ...

    @call(index=7, weight=FREE)
    def burned_register(self, origin: Origin, netuid: U16, hotkey: AccountId) -> None: ...


class ProxyType(UnitEnum, path="subtensor_runtime_common::ProxyType"):
    Any = 0
    Transfer = 10


class Proxy(Pallet, crate="pallet_proxy"):
    @call(index=0, weight=FREE)
    def proxy(
        self,
        origin: Origin,
        real: MultiAddress,
        force_proxy_type: ProxyType | None,
        call: RuntimeCall,
    ) -> None: ...


class MevShield(Pallet, crate="pallet_shield"):
    @call(index=0, weight=FREE)
    def announce_next_key(self, origin: Origin, enc_key: bytes | None) -> None: ...


def _compose() -> Composition:
    base = subtensor_composition()
    recorded = [
        Module("SubtensorModule", 7, [SubtensorModule]),
        Module("Proxy", 16, [Proxy]),
        Module("MevShield", 30, [MevShield]),
    ]
    # Those two use what the real SubtensorModule is made of.
    left_out = [module.name for module in recorded] + ["Commitments", "AdminUtils"]
    return Composition(
        version=replace(VERSION, spec_version=461),
        path=base.path,
        modules=[*(m for m in base.modules if m.name not in left_out), *recorded],
        system=System,
        extensions=EXTENSIONS,
    )


COMPOSITION = _compose()
ALICE, BOB, CHARLIE = (
    Id(Keypair.from_uri(f"//{name}").account) for name in ("Alice", "Bob", "Charlie")
)
TRANSFERS = next(
    kind
    for kind in COMPOSITION.pallets
    if any(declared.name == "transfer_keep_alive" for declared in kind.calls)
)


def named(name: str, *args: Any) -> Call:
    """A call of Balances."""
    (declared,) = [declared for declared in TRANSFERS.calls if declared.name == name]
    return declared(*args)


HOTKEY = ss58_decode("5G6Fyo6U2fDhJXDJGp4Dr6XViVCdPcryiyLBDsusguSRcYvJ")
TO_BOB = named("transfer_keep_alive", BOB, 1)
CALLS = [
    named("transfer_keep_alive", BOB, 12_345),
    named("transfer_allow_death", BOB, 1),
    SubtensorModule.add_stake(HOTKEY, 1, 1_000_000_000),
    SubtensorModule.remove_stake(HOTKEY, 1, 5),
    SubtensorModule.burned_register(1, HOTKEY),
    SubtensorModule.set_weights(1, [0, 1], [100, 200], 0),
    System.remark(bytes.fromhex("00010203")),
    Sudo.sudo(System.remark(bytes.fromhex("deadbeef"))),
    Utility.batch([TO_BOB, named("transfer_keep_alive", CHARLIE, 2)]),
    Proxy.proxy(ALICE, ProxyType.Transfer, TO_BOB),
]


def unhex(text: str) -> bytes:
    return bytes.fromhex(text.removeprefix("0x"))


def era_of(recorded: Any) -> Era:
    return Era() if recorded == "00" else Era.mortal(recorded["period"], recorded["current"])


def extensions_for(recorded: dict[str, Any]) -> tuple[Any, ...]:
    options = SigningOptions(recorded["nonce"], recorded["tip"], era_of(recorded["era"]))
    return tuple(kind.for_signing(options) for kind in COMPOSITION.extensions)


def runtime_at(number: int, **hashes: bytes) -> Runtime:
    """A runtime of the recorded chain that knows some block hashes."""
    runtime = Runtime(COMPOSITION, State(MemoryView()))
    system = runtime.pallet(System)
    system.number.set(number)
    system.block_hash[0] = unhex(GOLDEN["network"]["genesis_hash"])
    for name, value in hashes.items():
        system.block_hash[int(name.removeprefix("at_"))] = value
    return runtime


@pytest.mark.parametrize(("made", "recorded"), list(zip(CALLS, GOLDEN["calls"], strict=True)))
def test_calls(made: Call, recorded: dict[str, Any]) -> None:
    assert made.declaration.name == recorded["function"]
    encoded = COMPOSITION.calls.encode(made)
    assert encoded == unhex(recorded["data_hex"])
    assert COMPOSITION.calls.decode(encoded, 0) == (made, len(encoded))


@pytest.mark.parametrize("recorded", GOLDEN["signature_payloads"])
def test_what_is_signed(recorded: dict[str, Any]) -> None:
    birth = recorded.get("era_birth_block_hash")
    runtime = runtime_at(67, **({"at_66": unhex(birth)} if birth else {}))
    extensions = extensions_for(recorded)
    part = unhex(recorded["call_data_hex"]) + COMPOSITION.extension_data.encode(extensions)
    payload = signed_payload(part, implied(runtime, extensions))
    assert payload == unhex(recorded["payload_hex"])


@pytest.mark.parametrize("recorded", GOLDEN["extrinsics"])
def test_signed_extrinsics(recorded: dict[str, Any]) -> None:
    encoded, account = unhex(recorded["extrinsic_hex"]), unhex(recorded["public_key_hex"])
    extrinsic, end = decode_extrinsic(COMPOSITION, encoded)
    assert end == len(encoded)
    assert extrinsic.hash == unhex(recorded["extrinsic_hash"])
    assert extrinsic.signed is not None
    assert extrinsic.signed.address == Id(account)
    assert extrinsic.signed.signature == Sr25519(unhex(recorded["signature_hex"]))
    assert extrinsic.extensions == extensions_for(recorded)
    assert (
        encode_signed(
            COMPOSITION,
            COMPOSITION.calls.decode(unhex(recorded["call_data_hex"]), 0)[0],
            extrinsic.signed.address,
            extrinsic.signed.signature,
            extrinsic.extensions,
        )
        == encoded
    )


# The block

RAW = GOLDEN["block"]["raw"]["block"]
BODY = [unhex(extrinsic) for extrinsic in RAW["extrinsics"]]
HEADER = Header(
    unhex(RAW["header"]["parentHash"]),
    int(RAW["header"]["number"], 16),
    unhex(RAW["header"]["stateRoot"]),
    unhex(RAW["header"]["extrinsicsRoot"]),
    Digest([decode(DigestItem, unhex(log)) for log in RAW["header"]["digest"]["logs"]]),
)


def test_the_hash_of_a_header() -> None:
    assert HEADER.hash == unhex(GOLDEN["block"]["block_hash"])
    assert decode(Header, encode(Header, HEADER)) == HEADER


def test_the_digest_of_a_header() -> None:
    slot, ethereum, seal = HEADER.digest.logs
    assert isinstance(slot, PreRuntime)
    assert (slot.engine, decode(U64, slot.data)) == (b"aura", 1789516218750 // 250)
    assert isinstance(ethereum, ConsensusDigest)
    assert ethereum.engine == b"fron"
    assert isinstance(seal, Seal)
    assert [encode(DigestItem, item).hex() for item in HEADER.digest.logs] == [
        log[2:] for log in RAW["header"]["digest"]["logs"]
    ]


def test_the_seal_is_over_the_hash_of_the_header_without_it() -> None:
    *logs, seal = HEADER.digest.logs
    assert isinstance(seal, Seal)
    unsealed = replace(HEADER, digest=Digest(logs))
    authors = [Keypair.from_uri(f"//{name}").account for name in ("One", "Two", "Three", "Alice")]
    assert any(verify_sr25519(seal.data, unsealed.hash, author) for author in authors)


def test_the_root_of_a_body() -> None:
    assert ordered_root(BODY) == HEADER.extrinsics_root


def test_inherents_are_bare_and_of_version_5() -> None:
    made = Timestamp.set(1789516218750)
    assert encode_bare(COMPOSITION, made) == BODY[0]
    for encoded in BODY[:2]:
        extrinsic, _ = decode_extrinsic(COMPOSITION, encoded)
        assert extrinsic.is_bare
        assert encode_bare(COMPOSITION, extrinsic.call) == encoded
        recorded = GOLDEN["block"]["decoded_extrinsics"][BODY.index(encoded)]
        assert extrinsic.hash == unhex(recorded["extrinsic_hash"])
        call_hash = blake2_256(COMPOSITION.calls.encode(extrinsic.call))
        assert call_hash == unhex(recorded["call"]["call_hash"])


def test_the_signature_of_the_transfer_in_the_block() -> None:
    extrinsic, _ = decode_extrinsic(COMPOSITION, BODY[2])
    assert extrinsic.call == named("transfer_keep_alive", BOB, 1_000_000_000)
    account = check(runtime_at(67), extrinsic, verified=False)
    assert account == ALICE.account


def test_events() -> None:
    raw = unhex(GOLDEN["events"]["raw_hex"])
    records = COMPOSITION.types.decode(list[EventRecord], raw)
    assert [type(record.event).__name__ for record in records] == [
        event["event_id"] for event in GOLDEN["events"]["decoded"]
    ]
    assert COMPOSITION.types.encode(list[EventRecord], records) == raw
    success = records[-1].event.dispatch_info
    assert (success.weight.ref_time, success.weight.proof_size) == (332_208_000, 7_791)


# What is refused


def signed_bytes() -> bytes:
    return unhex(GOLDEN["extrinsics"][0]["extrinsic_hex"])


@pytest.mark.parametrize("kind", [0x00, 0x44, 0x85, 0xC4, 0x06, 0x46])
def test_other_kinds_of_extrinsic_are_refused(kind: int) -> None:
    data = signed_bytes()
    with pytest.raises(DecodeError, match="version"):
        decode_extrinsic(COMPOSITION, data[:2] + bytes([kind]) + data[3:])


def test_bare_extrinsics_of_both_versions() -> None:
    inner = COMPOSITION.calls.encode(Timestamp.set(5))
    for kind in (b"\x04", b"\x05"):
        extrinsic, _ = decode_extrinsic(COMPOSITION, with_length(kind + inner))
        assert extrinsic.is_bare
        assert extrinsic.signed is None


def test_a_general_extrinsic_has_extensions_and_no_signature() -> None:
    extensions = extensions_for({"nonce": 3, "tip": 4, "era": "00"})
    data = COMPOSITION.extension_data.encode(extensions)
    inner = b"\x45\x00" + data + COMPOSITION.calls.encode(System.remark(b""))
    extrinsic, _ = decode_extrinsic(COMPOSITION, with_length(inner))
    assert extrinsic.extensions == extensions
    assert extrinsic.signed is None
    assert not extrinsic.is_bare


@pytest.mark.parametrize("change", [-1, 1])
def test_the_length_has_to_be_right(change: int) -> None:
    data = signed_bytes()
    inner = data[2:] if change > 0 else data[2:-1]
    with pytest.raises(DecodeError):
        decode_extrinsic(COMPOSITION, with_length(inner + b"\x00" * max(change, 0)))


@given(st.data())
def test_truncated_extrinsics_are_decode_errors(data: st.DataObject) -> None:
    whole = data.draw(st.sampled_from(BODY))
    cut = data.draw(st.integers(0, len(whole) - 1))
    with pytest.raises(DecodeError):
        decode_extrinsic(COMPOSITION, whole[:cut])


@given(st.binary(max_size=200))
def test_any_bytes_decode_or_are_decode_errors(data: bytes) -> None:
    for encoded in (data, with_length(data), with_length(b"\x84\x00" + data)):
        try:
            extrinsic, end = decode_extrinsic(COMPOSITION, encoded)
        except DecodeError:
            continue
        assert extrinsic.encoded == encoded[:end]


ADDRESSES = [ALICE, Raw(b"raw"), Address32(b"3" * 32), Address20(b"2" * 20)]


@given(
    st.sampled_from(ADDRESSES),
    st.builds(
        SigningOptions,
        st.integers(0, 2**32 - 1),
        st.integers(0, 2**64 - 1),
        st.sampled_from([Era(), Era(4, 3), Era(64, 2), Era(65536, 16)]),
        st.booleans(),
    ),
    st.binary(max_size=100),
)
def test_round_trip(address: MultiAddress, options: SigningOptions, remark: bytes) -> None:
    extensions = tuple(kind.for_signing(options) for kind in COMPOSITION.extensions)
    made = System.remark(remark)
    encoded = encode_signed(COMPOSITION, made, address, Sr25519(b"s" * 64), extensions)
    extrinsic, end = decode_extrinsic(COMPOSITION, b"before" + encoded + b"after", 6)
    assert end == 6 + len(encoded)
    assert extrinsic.encoded == encoded
    assert extrinsic.call == made
    assert extrinsic.extensions == extensions
    assert CheckNonce(options.nonce) in extensions
    assert CheckMortality(options.era) in extensions
    part = COMPOSITION.calls.encode(made) + COMPOSITION.extension_data.encode(extensions)
    assert extrinsic.signed_part == part


@pytest.mark.parametrize("length", [256, 257])
def test_long_payloads_are_hashed(length: int) -> None:
    payload = signed_payload(b"p" * (length - 100), b"i" * 100)
    plain = b"p" * (length - 100) + b"i" * 100
    assert payload == (plain if length == 256 else blake2_256(plain))
