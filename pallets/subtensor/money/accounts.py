"""The accounts without a key that hold TAO: one for each subnet, and one for what is burned."""

from __future__ import annotations

from runtime.accounts import pallet_account, pallet_sub_account

_NETUID_BYTES = 2


def subnet_account(pallet_id: bytes, netuid: int) -> bytes:
    """The account that holds the TAO of a subnet, whether there is such a subnet or not."""
    return pallet_sub_account(pallet_id, netuid.to_bytes(_NETUID_BYTES, "little"))


def subnet_of_account(pallet_id: bytes, account: bytes) -> int | None:
    """The netuid whose account this is; None for any other account."""
    end = len(b"modl" + pallet_id)
    netuid = int.from_bytes(account[end : end + _NETUID_BYTES], "little")
    return netuid if account == subnet_account(pallet_id, netuid) else None


def burn_account(pallet_id: bytes) -> bytes:
    """The account that burned TAO goes to. Nobody has a key to it."""
    return pallet_account(pallet_id)
