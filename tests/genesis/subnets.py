"""What SubtensorModule holds in block 0, as the reference's localnet: root and subnet 1."""

from __future__ import annotations

from genesis.keys import Keypair
from genesis.rules import FAST, Rules
from runtime.hashing import blake2_128, twox_128

NOBODY = bytes(32)
ROOT, FIRST = b"\0\0", b"\1\0"  # netuids, and uid 0 is ROOT
HASHED = blake2_128(NOBODY) + NOBODY
SHARES = (10**21).to_bytes(16, "little") + (-12).to_bytes(8, "little", signed=True)


def u16(value: int) -> bytes:
    return value.to_bytes(2, "little")


def u64(value: int) -> bytes:
    return value.to_bytes(8, "little")


def one(item: bytes) -> bytes:
    """A list of one."""
    return b"\x04" + item


def items(rules: Rules) -> dict[tuple[str, bytes], bytes]:
    """By name and what follows it in the key."""
    fast = rules is FAST
    owner = Keypair.from_uri("//Alice").account if fast else NOBODY
    owner_hotkey = Keypair.from_uri("//Alice_hk").account if fast else NOBODY
    return {
        ("TotalIssuance", b""): u64(0),
        ("TotalNetworks", b""): u16(2),
        ("NetworksAdded", ROOT): b"\1",
        ("SubnetOwner", ROOT): owner,
        ("SubnetOwnerHotkey", ROOT): owner_hotkey,
        ("SubnetworkN", ROOT): u16(0),
        ("MaxAllowedUids", ROOT): u16(64),
        ("MaxAllowedValidators", ROOT): u16(64),
        ("MinAllowedWeights", ROOT): u16(0),
        ("Tempo", ROOT): u16(100),
        ("NetworkRegistrationAllowed", ROOT): b"\1",
        ("TargetRegistrationsPerInterval", ROOT): u16(1),
        ("TokenSymbol", ROOT): b"\x08" + "Τ".encode(),
        ("NetworksAdded", FIRST): b"\1",
        ("SubnetMechanism", FIRST): u16(1),
        ("SubnetOwner", FIRST): NOBODY,
        ("SubnetTAO", FIRST): u64(10_000_000_000),
        ("SubnetAlphaIn", FIRST): u64(10_000_000_000),
        ("SubnetAlphaOut", FIRST): u64(1_000_000_000),
        ("SubnetLocked", FIRST): u64(1),
        ("LargestLocked", FIRST): u64(1),
        ("SubnetworkN", FIRST): u16(1),
        ("MaxAllowedUids", FIRST): u16(256),
        ("MaxAllowedValidators", FIRST): u16(64),
        ("MinAllowedWeights", FIRST): u16(0),
        ("Tempo", FIRST): u16(100),
        ("NetworkRegistrationAllowed", FIRST): b"\1",
        ("TokenSymbol", FIRST): b"\x08" + "α".encode(),
        ("Active", FIRST): one(b"\1"),
        ("Consensus", FIRST): one(u16(0)),
        ("Incentive", FIRST): one(u16(0)),
        ("Dividends", FIRST): one(u16(0)),
        ("ValidatorTrust", FIRST): one(u16(0)),
        ("ValidatorPermit", FIRST): one(b"\0"),
        ("Emission", FIRST): one(u64(0)),
        ("LastUpdate", FIRST): one(u64(0)),
        ("Keys", FIRST + u16(0)): NOBODY,
        ("Uids", FIRST + HASHED): u16(0),
        ("BlockAtRegistration", FIRST + u16(0)): u64(0),
        ("IsNetworkMember", HASHED + FIRST): b"\1",
        ("TotalHotkeyAlpha", HASHED + FIRST): u64(1_000_000_000),
        ("TotalHotkeySharesV2", HASHED + FIRST): SHARES,
        ("AlphaV2", HASHED + HASHED + FIRST): SHARES,
        ("Owner", HASHED): NOBODY,
        ("StakingHotkeys", HASHED): one(NOBODY),
    }


def subtensor_state(rules: Rules) -> dict[bytes, bytes]:
    """By storage key."""
    module = twox_128(b"SubtensorModule")
    return {
        module + twox_128(name.encode()) + rest: value
        for (name, rest), value in items(rules).items()
    }
