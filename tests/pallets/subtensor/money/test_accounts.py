"""Accounts without a key."""

from __future__ import annotations

import pytest

from pallets.subtensor.money.accounts import burn_account, subnet_account, subnet_of_account

ID = b"subtensr"


@pytest.mark.parametrize("netuid", [0, 1, 255, 256, 65535])
def test_the_account_of_a_subnet_says_whose_it_is(netuid: int) -> None:
    account = subnet_account(ID, netuid)
    assert account == b"modlsubtensr" + netuid.to_bytes(2, "little") + bytes(18)
    assert subnet_of_account(ID, account) == netuid


@pytest.mark.parametrize(
    "account",
    [
        bytes(32),
        b"modlsubtensr\x01\0" + bytes(17) + b"\x01",
        b"modlburntnsr\x01\0" + bytes(18),
        b"Modlsubtensr\x01\0" + bytes(18),
    ],
)
def test_other_accounts_are_no_subnets(account: bytes) -> None:
    assert subnet_of_account(ID, account) is None


def test_the_account_of_what_is_burned() -> None:
    assert burn_account(b"burntnsr") == b"modlburntnsr" + bytes(20)
