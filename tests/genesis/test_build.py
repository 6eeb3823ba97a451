"""The state of block 0: every key of it is explained here, and its hash stays as it is."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from chain.chains import composition_for, open_chain
from genesis.build import FORMAT, code_marker, genesis_header, genesis_state
from genesis.keys import Keypair, Scheme
from genesis.presets import ENDOWED, ENDOWED_ADDRESSES, TAO, preset
from genesis.rules import FAST, MAINNET, Rules
from genesis.spec import InvalidChainSpec, from_json
from runtime.accounts import ss58_decode
from runtime.hashing import blake2_128, twox_64, twox_128
from tests.genesis.subnets import subtensor_state

# Of the built-in chains. They change only with what block 0 holds, or with `genesis.build.FORMAT`.
GENESIS_HASHES = {
    ("dev", "fast"): "30ab97a4521c110abc6a1a0f2680538ae4ae98b1a7573a6eec2f940c03275df3",
    ("dev", "mainnet"): "e0071d14edaf17d2a66a61c0df2a1e4199f439dd1a0c46a933afe896a6950520",
    ("localnet", "fast"): "9f9a1b2fb6ce67841d4a9b8847fef854e1f371ff8d3e998c6aa242ba915c7cbd",
    ("localnet", "mainnet"): "4c815a9dfdb302b8125d91b5df03a38bb41b5478980cc7c9800fad5efc6ca469",
}

# What a hardware wallet would vouch for: all that clients can see but texts. Clients keep metadata
# by the genesis hash, which has to be another one when it changes.
METADATA = {"0.3": "464111d59c09936be18529692dc306ae2b0944cfe0e4d0561d58b713737bda8f"}

STORAGE_VERSIONS = {"Balances": 1, "Grandpa": 5, "SubtensorModule": 7}
PALLETS = [
    "System",
    "RandomnessCollectiveFlip",
    "Timestamp",
    "Aura",
    "Grandpa",
    "Balances",
    "TransactionPayment",
    "SubtensorModule",
    "Utility",
    "Sudo",
    "Commitments",
    "AdminUtils",
    "Drand",
    "Swap",
    "AlphaAssets",
]


def state_of(chain: str, rules: Rules = FAST) -> dict[bytes, bytes]:
    return genesis_state(composition_for(rules), preset(chain, rules))


def item(pallet: str, name: str) -> bytes:
    return twox_128(pallet.encode()) + twox_128(name.encode())


def hashed(hasher: Any, key: bytes) -> bytes:
    return bytes(hasher(key)) + key


def u32(value: int) -> bytes:
    return value.to_bytes(4, "little")


def u64(value: int) -> bytes:
    return value.to_bytes(8, "little")


def account_info(free: int) -> bytes:
    """Nonce, consumers, providers, sufficients; free, reserved, frozen, flags."""
    counts = u32(0) + u32(0) + u32(1) + u32(0)
    return counts + u64(free) + u64(0) + u64(0) + bytes(15) + b"\x80"


def authorities(secrets: list[str]) -> list[bytes]:
    return [Keypair.from_uri(secret).public for secret in secrets]


def expected(secrets: list[str], rules: Rules) -> dict[bytes, bytes]:
    """As FRAME's pallets build it, in the order of the runtime."""
    count = bytes([len(secrets) << 2])
    voters = [Keypair.from_uri(secret, Scheme.ED25519).public for secret in secrets]
    state = {
        b":code": f"pysubtensor {FORMAT} node-subtensor 425 {rules.name}".encode(),
        b":extrinsic_index": u32(0),
        item("System", "BlockHash") + hashed(twox_64, u32(0)): b"\x45" * 32,
        item("System", "ParentHash"): b"\x45" * 32,
        item("System", "LastRuntimeUpgrade"): bytes.fromhex("a506") + b"\x38node-subtensor",
        item("System", "UpgradedToU32RefCount"): b"\x01",
        item("System", "UpgradedToTripleRefCount"): b"\x01",
        item("Aura", "Authorities"): count + b"".join(authorities(secrets)),
        item("Grandpa", "CurrentSetId"): u64(0),
        item("Grandpa", "SetIdSession") + hashed(twox_64, u64(0)): u32(0),
        item("Grandpa", "Authorities"): count + b"".join(voter + u64(1) for voter in voters),
        item("Balances", "TotalIssuance"): u64(3_016_000 * TAO),
        item("TransactionPayment", "StorageVersion"): b"\x01",
        item("TransactionPayment", "NextFeeMultiplier"): (10**18).to_bytes(16, "little"),
        item("Sudo", "Key"): Keypair.from_uri("//Alice").account,
    }
    endowed = {Keypair.from_uri(secret).account: free for secret, free in ENDOWED.items()}
    endowed |= {ss58_decode(address): free for address, free in ENDOWED_ADDRESSES.items()}
    for account, free in endowed.items():
        state[item("System", "Account") + hashed(blake2_128, account)] = account_info(free)
    for pallet in PALLETS:
        version = STORAGE_VERSIONS.get(pallet, 0)
        state[item(pallet, ":__STORAGE_VERSION__:")] = version.to_bytes(2, "little")
    return state | subtensor_state(rules)


@pytest.mark.parametrize(
    ("chain", "secrets"), [("dev", ["//One"]), ("localnet", ["//One", "//Two", "//Three"])]
)
@pytest.mark.parametrize("rules", [FAST, MAINNET])
def test_every_key_is_explained(chain: str, secrets: list[str], rules: Rules) -> None:
    assert state_of(chain, rules) == expected(secrets, rules)


def test_the_code_marker_tells_rules_apart() -> None:
    markers = {
        code_marker(composition_for(rules), preset("dev", rules)) for rules in (FAST, MAINNET)
    }
    assert len(markers) == 2


@pytest.mark.parametrize(("chain", "rules"), list(GENESIS_HASHES))
def test_the_genesis_hash_stays(chain: str, rules: str) -> None:
    made = open_chain(preset(chain, FAST if rules == "fast" else MAINNET), None)
    assert made.genesis_hash.hex() == GENESIS_HASHES[chain, rules]


@pytest.mark.parametrize("rules", [FAST, MAINNET])
def test_other_metadata_is_another_chain(rules: Rules) -> None:
    assert composition_for(rules).metadata_digest.hex() == METADATA[FORMAT]


def test_the_header_of_block_0() -> None:
    header = genesis_header(b"\x07" * 32)
    assert (header.parent_hash, header.number, header.digest.logs) == (bytes(32), 0, [])
    assert header.state_root == b"\x07" * 32
    empty = "03170a2e7597b7b7e3d84c05391d139a62b157e78786d8c082f29dcf4c111314"
    assert header.extrinsics_root.hex() == empty


def test_a_raw_specification_is_the_state_itself() -> None:
    spec = preset("localnet", MAINNET)
    composition = composition_for(MAINNET)
    raw = replace(spec, patch=None, raw=genesis_state(composition, spec))
    again = from_json(raw.to_json())
    assert genesis_state(composition, again) == genesis_state(composition, spec)
    assert open_chain(again, None).genesis_hash == open_chain(spec, None).genesis_hash
    assert genesis_state(composition, replace(raw, raw={b"a": b"b"})) == {b"a": b"b"}


ALICE = Keypair.from_uri("//Alice").address


def built(patch: Any) -> dict[bytes, bytes]:
    return genesis_state(composition_for(FAST), replace(preset("dev"), patch=patch))


def test_what_is_not_given_is_not_there() -> None:
    state = built({})
    absent = [item("Aura", "Authorities"), item("Grandpa", "Authorities"), item("Sudo", "Key")]
    assert not set(absent) & set(state)
    assert state[item("Balances", "TotalIssuance")] == u64(0)
    assert item("Sudo", "Key") not in built({"sudo": {"key": None}})


@pytest.mark.parametrize(
    ("patch", "text"),
    [
        ({"swop": {}, "evm": {}}, r"pallets that are not here: \['evm', 'swop'\]"),
        ({"Balances": {}}, "not here"),
        ({"balances": []}, r"the genesis of Balances is no object: \[\]"),
        (
            {"balances": {"balanses": []}},
            r"the genesis of Balances has nothing called \['balanses'",
        ),
        ({"balances": {"balances": [[ALICE, 499]]}}, "the genesis of Balances: .*deposit"),
        ({"balances": {"balances": [[ALICE, 500], [ALICE, 500]]}}, "twice"),
        ({"balances": {"balances": [[ALICE, 2**64]]}}, "the genesis of Balances"),
        ({"balances": {"balances": [[ALICE, "500"]]}}, "the genesis of Balances"),
        ({"balances": {"balances": [[ALICE]]}}, "the genesis of Balances"),
        ({"balances": {"balances": [["5Grwva", 500]]}}, "the genesis of Balances"),
        ({"balances": {"balances": 7}}, "the genesis of Balances"),
        ({"aura": {"authorities": [ALICE] * 33}}, "the genesis of Aura: at most 32"),
        ({"grandpa": {"authorities": [[ALICE, -1]]}}, "the genesis of Grandpa"),
        ({"grandpa": {"authorities": [ALICE]}}, "the genesis of Grandpa"),
        ({"sudo": {"key": 5}}, "the genesis of Sudo"),
        ({"utility": {"x": 1}}, "the genesis of Utility has nothing called"),
    ],
)
def test_a_wrong_genesis_is_refused_with_what_is_wrong(patch: Any, text: str) -> None:
    with pytest.raises(InvalidChainSpec, match=text):
        built(patch)
