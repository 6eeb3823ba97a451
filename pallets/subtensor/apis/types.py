"""Numbers, keys and texts as the answers of the runtime APIs have them."""

from __future__ import annotations

from typing import Annotated

from pallets.subtensor.types import AlphaBalance, ChainIdentityV2, TaoBalance
from runtime.scale import U8, U16, U32, U128, AccountId, Compact, FixedArray, Spelled

Account = Annotated[AccountId, Spelled("AccountId")]
ACCOUNT_PARAMETER = {"AccountId": AccountId}

CompactU32 = Annotated[Compact[U32], Spelled("Compact<u32>")]
CompactU128 = Annotated[Compact[U128], Spelled("Compact<u128>")]

CompactTao = Annotated[Compact[TaoBalance], Spelled("Compact<TaoBalance>")]
"""An amount of TAO, in rao."""

CompactAlpha = Annotated[Compact[AlphaBalance], Spelled("Compact<AlphaBalance>")]
"""An amount of alpha, in 10^-9 of a token."""

Text = list[Annotated[Compact[U8], Spelled("Compact<u8>")]]
"""Bytes, each as a compact number of its own: one byte up to 63, two above."""

Connection = Annotated[list[U16], FixedArray(2), Spelled("[u16; 2]")]
"""A netuid, and what it asks for. There are none any more."""

Identity = Annotated[ChainIdentityV2, Spelled("ChainIdentityOfV2")]
