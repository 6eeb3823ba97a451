"""Numbers and keys by the names that they have in SubtensorModule, and how clients see them."""

from __future__ import annotations

from typing import Annotated

from runtime.scale import (
    H256,
    U8,
    U16,
    U32,
    U64,
    AccountId,
    Bounded,
    Bytes20,
    Compact,
    Newtype,
    Spelled,
)

NetUid = Annotated[U16, Spelled("NetUid")]
"""The number of a subnet; 0 is the root network."""

ROOT = 0
"""The netuid of the root network."""

CompactNetUid = Annotated[Compact[NetUid], Spelled("Compact<NetUid>")]
"""A netuid in a list of a batch call."""

CompactU16 = Annotated[Compact[U16], Spelled("Compact<u16>")]
CompactU64 = Annotated[Compact[U64], Spelled("Compact<u64>")]

MechId = Annotated[U8, Spelled("MechId")]
"""The number of a mechanism within its subnet, from 0; or a count of mechanisms."""

MechanismIndex = Annotated[U16, Spelled("NetUidStorageIndex")]
"""A subnet's mechanism as a key of storage: 4096 times the mechanism's number, plus the netuid.

The first mechanism of a subnet has the netuid itself.
"""

TaoBalance = Annotated[U64, Spelled("TaoBalance")]
"""An amount of TAO, in rao (10^-9 TAO)."""

AlphaBalance = Annotated[U64, Spelled("AlphaBalance")]
"""An amount of a subnet's token, in 10^-9 of a token."""

Coldkey = AccountId
"""The account of an owner, who holds funds and stakes."""

Hotkey = AccountId
"""The account of a neuron, which a coldkey owns."""

Hash = Annotated[H256, Spelled("T::Hash")]
BlockNumber = Annotated[U32, Spelled("BlockNumberFor<T>")]

H160 = Annotated[Bytes20, Newtype("primitive_types::H160")]
"""An address of the EVM."""

Percent = Annotated[U8, Newtype("sp_arithmetic::per_things::Percent")]
"""A share in hundredths, from 0 to 100."""

LeaseId = Annotated[U32, Spelled("LeaseId")]
"""The number of a subnet's lease."""

MAX_COMMIT_BYTES = 5000

CommitBytes = Annotated[
    bytes,
    Bounded(MAX_COMMIT_BYTES),
    Spelled("BoundedVec<u8, ConstU32<MAX_CRV3_COMMIT_SIZE_BYTES>>"),
]
"""Weights that are encrypted until a round of randomness."""
