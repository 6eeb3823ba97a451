"""Keys that are swapped on a whole chain: by signed extrinsics, with fees, in blocks."""

from __future__ import annotations

from chain.kit import DevChain, account
from pallets.balances.events import Deposit, Endowed, Transfer, Withdraw
from pallets.subtensor.events import ColdkeySwapped, HotkeySwappedOnSubnet, NetworkAdded
from pallets.subtensor.keys import ColdkeySwapNotice, ColdkeySwapping, HotkeySwapping
from pallets.subtensor.networks import NetworkRegistration
from pallets.subtensor.state import KeyRing, Neurons, Subnets
from pallets.system.accounts import Accounts, KilledAccount, NewAccount
from pallets.system.events import ExtrinsicSuccess
from pallets.transaction_payment import TransactionFeePaid
from runtime.hashing import blake2_256

NET = 2
PRICE, PRICE_ON_SUBNET = 100_000_000, 1_000_000
DELAY = 50
"""Blocks from the announcement to the swap, where blocks are fast."""

HOTKEY, NEW_HOTKEY = account("//Bob//hot"), account("//Bob//new hot")
BOB, NEW = account("//Bob"), account("//Bob//new")
SWAP = ColdkeySwapping.swap_coldkey_announced(NEW)


def a_chain() -> DevChain:
    """Bob has founded a subnet."""
    chain = DevChain()
    founded = chain.submit(NetworkRegistration.register_network(HOTKEY), by="//Bob")
    assert NetworkAdded(NET, 1) in founded.events
    return chain


def test_a_hotkey_swap_is_paid_by_what_it_has_read_and_written() -> None:
    """One that fails costs what it might have cost."""
    chain = a_chain()
    before = chain.balance("//Bob")
    swap = HotkeySwapping.swap_hotkey(HOTKEY, NEW_HOTKEY, NET)
    done = chain.submit(swap, by="//Bob")
    assert done.ok and HotkeySwappedOnSubnet(BOB, HOTKEY, NEW_HOTKEY, NET) in done.events
    assert chain.balance("//Bob") == before - PRICE_ON_SUBNET - done.fee
    assert chain.pallet(Neurons).keys[NET, 0] == NEW_HOTKEY
    assert chain.pallet(Subnets).subnet_owner_hotkey[NET] == NEW_HOTKEY
    failed = chain.submit(swap, by="//Bob")
    assert failed.error_name == "SubtensorModule.HotKeySetTxRateLimitExceeded"
    assert 4 * done.fee < failed.fee


def test_a_coldkey_is_swapped_as_it_announced() -> None:
    """It is gone then, with its nonce; the fee was taken before, and nothing is given back."""
    chain = a_chain()
    before = chain.balance("//Bob")
    announced = chain.submit(ColdkeySwapNotice.announce_coldkey_swap(blake2_256(NEW)), by="//Bob")
    assert announced.ok
    left = before - PRICE - announced.fee
    early = chain.submit(SWAP, by="//Bob")
    assert early.error_name == "SubtensorModule.ColdkeySwapTooEarly"
    chain.advance(DELAY - 1)
    done = chain.submit(SWAP, by="//Bob")
    left -= early.fee + done.fee
    assert (chain.balance("//Bob"), chain.balance("//Bob//new")) == (0, left)
    assert [type(event) for event in done.events] == [
        Withdraw,
        KilledAccount,
        NewAccount,
        Endowed,
        Transfer,
        ColdkeySwapped,
        Deposit,
        TransactionFeePaid,
        ExtrinsicSuccess,
    ]
    accounts = chain.pallet(Accounts)
    assert (accounts.nonce(BOB), accounts.nonce(NEW)) == (0, 0)
    assert chain.pallet(KeyRing).owner[HOTKEY] == NEW
    assert chain.pallet(Subnets).subnet_owner[NET] == NEW
