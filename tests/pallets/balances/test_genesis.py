"""What block 0 holds of balances, and what it must not."""

import pytest

from pallets.balances import Balances, BalancesConfig, Ledger
from pallets.balances.config import InvalidBalancesConfig, InvalidGenesis
from pallets.balances.types import MAX_BALANCE
from pallets.system.accounts import AccountData, AccountInfo
from runtime.accounts import ss58_encode
from runtime.hashing import storage_prefix
from tests.pallets.balances.world import World, account, to


def build(balances_, **more):
    world = World()
    world.system.number.set(0)
    world.ledger.build_genesis({"balances": balances_, **more})
    return world


def listed(*amounts):
    return [[ss58_encode(account(who)), amount] for who, amount in enumerate(amounts)]


def test_accounts_are_endowed():
    world = build(listed(500, 10**15))
    assert world.info(0) == AccountInfo(0, 0, 1, 0, AccountData(500))
    assert world.info(1) == AccountInfo(0, 0, 1, 0, AccountData(10**15))
    assert world.issuance == 10**15 + 500
    assert world.take_events() == []


def test_the_issuance_is_stored_even_if_there_is_none():
    assert build([]).stored()[storage_prefix("Balances", "TotalIssuance")] == bytes(8)
    assert Ledger.storage_version == 1


def test_how_an_account_is_stored():
    # A key and a value of the public chain's layout: counts, then free, reserved, frozen, flags.
    world = build(listed(500))
    key = world.accounts.account.key_of(account(0))
    stored = world.stored()[key]
    assert stored.hex() == (
        "00000000" "00000000" "01000000" "00000000"
        "f401000000000000" "0000000000000000" "0000000000000000"
        "00000000000000000000000000000080"
    )  # fmt: skip


@pytest.mark.parametrize(
    "genesis",
    [
        {"balances": listed(499)},
        {"balances": listed(500) * 2},
        {"balances": listed(MAX_BALANCE, 500)},
        {"balances": [], "devAccounts": [10, 1000, None]},
    ],
    ids=["too low", "twice", "too much", "devAccounts"],
)
def test_what_cannot_be(genesis):
    with pytest.raises(InvalidGenesis):
        World().ledger.build_genesis(genesis)


def test_an_address_must_be_one():
    with pytest.raises(ValueError, match="base 58"):
        World().ledger.build_genesis({"balances": [["not an address", 500]]})


def test_the_existential_deposit_is_not_zero():
    with pytest.raises(InvalidBalancesConfig):
        BalancesConfig(existential_deposit=0)


def test_there_is_room_for_all_reasons_of_freezes():
    with pytest.raises(InvalidBalancesConfig):
        World(max_freezes=2).ledger.build_genesis({})


def test_constants():
    ledger = World().ledger
    limits = (ledger.max_locks, ledger.max_reserves, ledger.max_freezes)
    assert (ledger.existential_deposit, *limits) == (500, 50, 50, 50)


def test_calls_are_encoded_as_on_the_reference_chain():
    world = World()
    call = Balances.transfer_keep_alive(to(1), 10**9)
    data = world.runtime.composition.calls.encode(call)
    assert data.hex() == "050300" + account(1).hex() + "02286bee"
    assert world.runtime.composition.calls.decode(data, 0) == (call, len(data))
