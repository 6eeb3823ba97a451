"""The conviction of hotkeys: of all locks on them together."""

from __future__ import annotations

import pytest

from pallets.subtensor.locks import Conviction, Locks
from pallets.subtensor.locks.rules import (
    DECAYING,
    OWNERS_DECAYING,
    OWNERS_PERPETUAL,
    PERPETUAL,
    rolled,
)
from runtime.fixed import U64F64
from tests.pallets.subtensor.locks.vault import (
    COLDKEY,
    HOTKEY,
    OTHER_COLDKEY,
    OTHER_HOTKEY,
    OWNER,
    OWNER_HOTKEY,
    RATE,
    RATES,
    THIRD_HOTKEY,
    Vault,
    a_lock,
    fixed,
)
from tests.pallets.subtensor.world import account


@pytest.fixture
def vault() -> Vault:
    return Vault()


def of_hotkey(vault: Vault, hotkey: bytes) -> U64F64:
    return vault.pallet(Conviction).of_hotkey(hotkey, vault.netuid)


def total(vault: Vault) -> U64F64:
    return vault.pallet(Conviction).total(vault.netuid)


def strongest(vault: Vault) -> bytes | None:
    return vault.pallet(Conviction).strongest(vault.netuid)


def test_conviction_grows_from_nothing(vault: Vault) -> None:
    vault.lock(5_000)
    assert of_hotkey(vault, HOTKEY) == fixed(0)
    vault.wait(1_000)
    assert of_hotkey(vault, HOTKEY).bits == 98_607_081_697_194_735_000


def test_it_is_the_sum_over_coldkeys(vault: Vault) -> None:
    vault.invest(OTHER_COLDKEY, HOTKEY)
    vault.lock(3_000)
    vault.lock(2_000, OTHER_COLDKEY)
    vault.wait(500)
    locks = vault.pallet(Locks)
    each = [locks.conviction(coldkey, vault.netuid) for coldkey in (COLDKEY, OTHER_COLDKEY)]
    # Not a bit is lost: what one rao matures is floored, not what the locks do.
    assert of_hotkey(vault, HOTKEY) == each[0] + each[1] == total(vault)


def test_perpetual_and_decaying_locks_count_together(vault: Vault) -> None:
    vault.invest(OTHER_COLDKEY, HOTKEY, perpetual=False)
    vault.lock(10_000)
    vault.lock(10_000, OTHER_COLDKEY)
    vault.wait(1_000)
    perpetual, decaying = (
        rolled(a_lock(10_000), 1_001, RATES, kind).conviction for kind in (PERPETUAL, DECAYING)
    )
    assert perpetual > decaying > fixed(0)
    assert of_hotkey(vault, HOTKEY) == perpetual + decaying


def test_on_the_owners_hotkey_sums_of_all_four_kinds_count(vault: Vault) -> None:
    locks, netuid = vault.locks, vault.netuid
    locks.hotkey_lock[netuid, OWNER_HOTKEY] = a_lock(1_000, 100)
    locks.decaying_hotkey_lock[netuid, OWNER_HOTKEY] = a_lock(1_000, 20)
    locks.owner_lock[netuid] = a_lock(3_000, 0)
    locks.decaying_owner_lock[netuid] = a_lock(40_000, 0)
    assert of_hotkey(vault, OWNER_HOTKEY) == total(vault) == fixed(43_120)
    assert of_hotkey(vault, HOTKEY) == fixed(0)
    vault.own_subnet(COLDKEY, HOTKEY)
    assert of_hotkey(vault, OWNER_HOTKEY) == fixed(120)
    assert of_hotkey(vault, HOTKEY) == fixed(43_000)


def test_the_owners_and_others_conviction_make_the_total(vault: Vault) -> None:
    vault.invest(OWNER, OWNER_HOTKEY)
    vault.lock(10_000, OWNER, OWNER_HOTKEY)
    vault.lock(20_000)
    vault.wait(1_000)
    assert of_hotkey(vault, OWNER_HOTKEY) == fixed(10_000)
    others = rolled(a_lock(20_000), 1_001, RATES, PERPETUAL).conviction
    assert of_hotkey(vault, HOTKEY) == others
    assert total(vault) == fixed(10_000) + others


def test_the_owners_decays_if_it_may(vault: Vault) -> None:
    vault.lock(10_000, hotkey=OWNER_HOTKEY)
    vault.invest(OTHER_COLDKEY, HOTKEY, perpetual=False)
    vault.lock(20_000, OTHER_COLDKEY)
    vault.run(Locks.set_perpetual_lock(vault.netuid, False), by=COLDKEY)
    vault.wait(RATE)
    assert vault.total(OWNERS_PERPETUAL) is None
    assert vault.total(OWNERS_DECAYING) == a_lock(10_000, 10_000)
    assert of_hotkey(vault, OWNER_HOTKEY) == fixed(3_678)
    assert of_hotkey(vault, HOTKEY).to_num() == 7_357


def test_many_locks_make_the_total_they_are(vault: Vault) -> None:
    """Exactly, where the reference allows a whole: none of these locks was touched meanwhile."""
    lockers = [(COLDKEY, HOTKEY)]
    for number in range(1, 10):
        coldkey, hotkey = account(10 + number), account(100 + number % 3)
        vault.invest(coldkey, hotkey, perpetual=False)
        lockers.append((coldkey, hotkey))
    for number, (coldkey, hotkey) in enumerate(lockers):
        vault.lock(1_000 + number, coldkey, hotkey)
    vault.wait(1_000)
    locks = vault.pallet(Locks)
    bits = [locks.conviction(coldkey, vault.netuid).bits for coldkey, _ in lockers]
    assert total(vault).bits == sum(bits) == 198_006_239_978_241_356_295
    hotkeys = [account(100), account(101), account(102), HOTKEY]
    by_hotkey = vault.pallet(Conviction).by_hotkey(vault.netuid)
    assert sorted(by_hotkey) == sorted(hotkeys)
    assert sum(each.bits for each in by_hotkey.values()) == sum(bits)


# Who has most


def test_without_locks_no_hotkey_has_most(vault: Vault) -> None:
    assert strongest(vault) is None
    assert vault.pallet(Conviction).strongest(99) is None
    assert total(vault) == fixed(0)


def test_a_hotkey_alone_has_most_even_without_conviction(vault: Vault) -> None:
    vault.lock(5_000)
    assert strongest(vault) == HOTKEY
    vault.wait(100)
    assert strongest(vault) == HOTKEY


@pytest.mark.parametrize(("alpha", "expected"), [(8_000, HOTKEY), (1_999, OTHER_HOTKEY)])
def test_the_highest_conviction_wins(vault: Vault, alpha: int, expected: bytes) -> None:
    vault.invest(OTHER_COLDKEY, OTHER_HOTKEY)
    vault.lock(alpha)
    vault.lock(2_000, OTHER_COLDKEY, OTHER_HOTKEY)
    vault.wait(500)
    assert strongest(vault) == expected


def test_among_equals_the_greatest_account_wins(vault: Vault) -> None:
    hotkeys = (THIRD_HOTKEY, OTHER_HOTKEY, HOTKEY, account(256))
    for hotkey in hotkeys:
        vault.locks.hotkey_lock[vault.netuid, hotkey] = a_lock(1_000, 700)
    # By bytes: account 256 begins with a zero.
    assert strongest(vault) == max(hotkeys) == THIRD_HOTKEY


def test_sums_of_a_hotkey_count_together(vault: Vault) -> None:
    locks, netuid = vault.locks, vault.netuid
    locks.hotkey_lock[netuid, HOTKEY] = a_lock(1_000, 500)
    locks.decaying_hotkey_lock[netuid, HOTKEY] = a_lock(1_000, 501)
    locks.hotkey_lock[netuid, OTHER_HOTKEY] = a_lock(1_000, 1_000)
    assert strongest(vault) == HOTKEY
    locks.owner_lock[netuid] = a_lock(600)
    locks.decaying_owner_lock[netuid] = a_lock(600)
    assert strongest(vault) == OWNER_HOTKEY
