"""Accounts: what the reference counters allow, and when an entry comes and goes."""

import pytest

from pallets.system.accounts import (
    NO_ACCOUNT,
    AccountData,
    AccountInfo,
    Accounts,
    KilledAccount,
    NewAccount,
)
from pallets.system.system import System
from runtime.dispatch_error import (
    ConsumerRemaining,
    NoProviders,
    PlainFailure,
    TooManyConsumers,
)
from runtime.hashing import blake2_128
from runtime.runtime import Runtime
from runtime.scale import encode
from tests.pallets.mini import MiniChain, events_of

WHO = b"w" * 32


@pytest.fixture
def runtime() -> Runtime:
    runtime = MiniChain().runtime()
    runtime.pallet(System).initialize(1, bytes(32), [])
    return runtime


@pytest.fixture
def accounts(runtime: Runtime) -> Accounts:
    return runtime.pallet(Accounts)


def put(accounts: Accounts, consumers: int = 0, providers: int = 0, sufficients: int = 0) -> None:
    accounts.account[WHO] = AccountInfo(7, consumers, providers, sufficients, AccountData())


def counts(accounts: Accounts) -> tuple[int, int, int]:
    info = accounts.get(WHO)
    return info.consumers, info.providers, info.sufficients


def new_events(runtime: Runtime) -> list[object]:
    return [event for _, event in events_of(runtime)]


def test_an_entry_is_stored_as_substrate_stores_it(accounts: Accounts) -> None:
    info = AccountInfo(1, 2, 3, 4, AccountData(5, 6, 7))
    accounts.account[WHO] = info
    prefix = "26aa394eea5630e07c48ae0c9558cef7b99d880ec681799c0cf30e8886371da9"
    stored = accounts.state.get(bytes.fromhex(prefix) + blake2_128(WHO) + WHO)
    assert stored is not None
    assert stored.hex() == (
        "01000000" "02000000" "03000000" "04000000"
        "0500000000000000" "0600000000000000" "0700000000000000" "00000000000000000000000000000080"
    )  # fmt: skip
    assert accounts.get(WHO) == info


def test_absence_reads_as_zeros_with_the_flag_of_todays_logic(accounts: Accounts) -> None:
    assert accounts.get(WHO) == NO_ACCOUNT
    assert encode(AccountInfo, NO_ACCOUNT) == bytes(55) + b"\x80"
    assert not accounts.exists(WHO)
    assert accounts.data(WHO) is None


def test_data_of_an_account_without_funds_is_none(accounts: Accounts) -> None:
    put(accounts, providers=1)
    assert accounts.data(WHO) is None
    accounts.store_data(WHO, AccountData(frozen=1))
    assert accounts.data(WHO) == AccountData(frozen=1)
    accounts.store_data(WHO, AccountData(flags=0))
    assert accounts.data(WHO) == AccountData(flags=0)


def test_the_first_provider_makes_the_account(accounts: Accounts, runtime: Runtime) -> None:
    accounts.inc_providers(WHO)
    accounts.inc_providers(WHO)
    assert counts(accounts) == (0, 2, 0)
    assert new_events(runtime) == [NewAccount(WHO)]


def test_a_provider_of_a_self_sufficient_account_makes_nothing_new(
    accounts: Accounts, runtime: Runtime
) -> None:
    accounts.inc_sufficients(WHO)
    accounts.inc_providers(WHO)
    accounts.inc_sufficients(WHO)
    assert counts(accounts) == (0, 1, 2)
    assert new_events(runtime) == [NewAccount(WHO)]


def test_the_last_provider_takes_the_account_with_it(accounts: Accounts, runtime: Runtime) -> None:
    put(accounts, providers=2)
    assert accounts.dec_providers(WHO) is False
    assert counts(accounts) == (0, 1, 0)
    assert accounts.dec_providers(WHO) is True
    assert not accounts.exists(WHO)
    assert new_events(runtime) == [KilledAccount(WHO)]


def test_the_last_provider_stays_while_somebody_relies_on_the_account(accounts: Accounts) -> None:
    put(accounts, consumers=1, providers=1, sufficients=1)
    with pytest.raises(PlainFailure) as failure:
        accounts.dec_providers(WHO)
    assert failure.value.error == ConsumerRemaining()
    assert counts(accounts) == (1, 1, 1)
    put(accounts, consumers=1, providers=2)
    assert accounts.dec_providers(WHO) is False


def test_a_self_sufficient_account_survives_its_last_provider(accounts: Accounts) -> None:
    put(accounts, providers=1, sufficients=1)
    assert accounts.dec_providers(WHO) is False
    assert counts(accounts) == (0, 0, 1)


def test_an_account_without_providers_is_taken_to_have_one(
    accounts: Accounts, runtime: Runtime
) -> None:
    accounts.set_nonce(WHO, 3)
    assert accounts.dec_providers(WHO) is True
    assert not accounts.exists(WHO)
    assert new_events(runtime) == [KilledAccount(WHO)]


def test_an_absent_account_is_gone_without_an_event(accounts: Accounts, runtime: Runtime) -> None:
    assert accounts.dec_providers(WHO) is True
    assert accounts.dec_sufficients(WHO) is True
    assert new_events(runtime) == []


def test_the_last_sufficient_takes_the_account_consumers_or_not(
    accounts: Accounts, runtime: Runtime
) -> None:
    put(accounts, consumers=3, sufficients=2)
    assert accounts.dec_sufficients(WHO) is False
    assert counts(accounts) == (3, 0, 1)
    assert accounts.dec_sufficients(WHO) is True
    assert not accounts.exists(WHO)
    assert new_events(runtime) == [KilledAccount(WHO)]


def test_sufficients_do_not_fall_below_zero(accounts: Accounts) -> None:
    put(accounts, providers=1)
    assert accounts.dec_sufficients(WHO) is False
    assert counts(accounts) == (0, 1, 0)


def test_nobody_can_rely_on_an_account_without_a_provider(accounts: Accounts) -> None:
    put(accounts, sufficients=1)
    for increase in (accounts.inc_consumers, accounts.inc_consumers_without_limit):
        with pytest.raises(PlainFailure) as failure:
            increase(WHO)
        assert failure.value.error == NoProviders()
    assert counts(accounts) == (0, 0, 1)


def test_there_are_at_most_sixteen_consumers(accounts: Accounts) -> None:
    put(accounts, consumers=15, providers=1)
    accounts.inc_consumers(WHO)
    with pytest.raises(PlainFailure) as failure:
        accounts.inc_consumers(WHO)
    assert failure.value.error == TooManyConsumers()
    accounts.inc_consumers_without_limit(WHO)
    assert counts(accounts) == (17, 1, 0)


def test_consumers_do_not_fall_below_zero_but_an_entry_is_written(accounts: Accounts) -> None:
    accounts.dec_consumers(WHO)
    assert accounts.exists(WHO)
    assert accounts.get(WHO) == NO_ACCOUNT
    put(accounts, consumers=2, providers=1)
    accounts.dec_consumers(WHO)
    assert counts(accounts) == (1, 1, 0)


@pytest.mark.parametrize(
    ("consumers", "providers", "can"), [(0, 0, True), (0, 1, True), (1, 1, False), (1, 2, True)]
)
def test_can_dec_provider(accounts: Accounts, consumers: int, providers: int, can: bool) -> None:
    put(accounts, consumers=consumers, providers=providers)
    assert accounts.can_dec_provider(WHO) is can
    assert accounts.is_provider_required(WHO) is (consumers > 0)


def test_can_accrue_consumers(accounts: Accounts) -> None:
    assert not accounts.can_accrue_consumers(WHO, 1)
    put(accounts, consumers=14, providers=1)
    assert accounts.can_accrue_consumers(WHO, 2)
    assert not accounts.can_accrue_consumers(WHO, 3)
    assert accounts.can_inc_consumer(WHO)


def test_data_goes_into_the_entry_with_its_counts_of_now(accounts: Accounts) -> None:
    put(accounts, consumers=1, providers=2, sufficients=3)
    accounts.store_data(WHO, AccountData(9))
    assert accounts.get(WHO) == AccountInfo(7, 1, 2, 3, AccountData(9))


def test_data_of_a_self_sufficient_account(accounts: Accounts) -> None:
    put(accounts, sufficients=1)
    accounts.store_data(WHO, AccountData(9))
    accounts.store_data(WHO, None)
    assert accounts.get(WHO) == AccountInfo(7, 0, 0, 1, AccountData())


def test_data_is_not_stored_where_nothing_provides(accounts: Accounts) -> None:
    put(accounts, consumers=1)
    accounts.store_data(WHO, AccountData(9))
    assert not accounts.exists(WHO)


def test_what_a_layer_did_to_an_account_can_be_undone(accounts: Accounts) -> None:
    put(accounts, providers=1)
    accounts.state.begin()
    accounts.set_nonce(WHO, 9)
    assert accounts.nonce(WHO) == 9
    accounts.state.rollback()
    assert accounts.nonce(WHO) == 7


def test_more_accounts_than_are_remembered(
    accounts: Accounts, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pallets.system.accounts.KNOWN_ACCOUNTS", 2)
    for n in range(5):
        accounts.set_nonce(bytes([n]) * 32, n)
    assert [accounts.nonce(bytes([n]) * 32) for n in range(5)] == [0, 1, 2, 3, 4]


def test_genesis_records_no_events() -> None:
    runtime = MiniChain().runtime()
    runtime.pallet(Accounts).inc_providers(WHO)
    assert not runtime.pallet(System).events.exists()
