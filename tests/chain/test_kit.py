"""A whole chain as one object."""

from __future__ import annotations

from pathlib import Path

import pytest

from chain.authoring.builder import PalletBug
from chain.authoring.clock import BlockTimeTooShort
from chain.chains import open_chain
from chain.database import DatabaseInUse, UnknownBlock
from chain.kit import START_TIME, CallFailed, DevChain, account, key, to
from genesis.keys import Keypair, Scheme
from genesis.presets import TAO, preset
from genesis.rules import MAINNET
from pallets.balances import Balances, Ledger
from pallets.balances.events import Transfer
from pallets.sudo import Sudo
from pallets.system.accounts import Accounts
from pallets.system.system import System
from pallets.timestamp import Timestamp
from pallets.utility import Utility
from runtime.era import Era
from runtime.hashing import blake2_256
from runtime.validity import InvalidTransaction, Payment

BOB = to("//Bob")


@pytest.fixture
def chain() -> DevChain:
    return DevChain()


def test_what_its_text_promises() -> None:
    chain = DevChain()
    receipt = chain.submit(Balances.transfer_keep_alive(to("//Bob"), TAO), by="//Alice")
    assert receipt.ok and receipt.fee == 170_039
    assert chain.pallet(Ledger).total_issuance.get() == 3_016_000 * TAO
    chain.advance(10)
    assert chain.number == 11
    assert chain.at(3).pallet(System).events.get() != []
    assert chain.at(1).pallet(System).block_number() == 1


def test_a_receipt(chain: DevChain) -> None:
    call = Balances.transfer_keep_alive(BOB, TAO)
    receipt = chain.submit(call, tip=5)
    assert receipt.call == call and receipt.index == 1 and receipt.fee == 170_039 + 5
    assert receipt.block.number == chain.number == 1
    assert receipt.hash == blake2_256(receipt.block.extrinsics[1])
    assert chain.blockchain.database.find_extrinsic(receipt.hash) == (1, 1)
    assert receipt.error is receipt.error_name is None and receipt.require() is receipt
    [transfer] = receipt.events_of(Transfer)
    assert (transfer.from_, transfer.to, transfer.amount) == (
        account("//Alice"),
        BOB.account,
        TAO,
    )
    assert receipt.events[-1].scale_name == "ExtrinsicSuccess"
    assert receipt.events == chain.events()[-len(receipt.events) :]


@pytest.mark.parametrize(
    ("call", "name"),
    [
        (Balances.transfer_keep_alive(BOB, 10**18), "Arithmetic.Underflow"),
        (Balances.transfer_allow_death(BOB, 2 * 10**15), "Token.FundsUnavailable"),
        (Balances.force_set_balance(BOB, 1), "BadOrigin"),
        (System.kill_storage([]), "BadOrigin"),
        (Utility.batch([Utility.batch([System.remark(b"")])]), "System.CallFiltered"),
        (Utility.batch_all([Balances.force_unreserve(BOB, 1)]), "BadOrigin"),
    ],
)
def test_a_call_that_fails_has_a_receipt_with_the_errors_name(
    chain: DevChain, call, name: str
) -> None:
    receipt = chain.submit(call)
    assert not receipt.ok and receipt.error is not None and receipt.error_name == name
    assert receipt.fee > 0 and receipt.events[-1].scale_name == "ExtrinsicFailed"
    with pytest.raises(CallFailed, match=name) as caught:
        receipt.require()
    assert caught.value.receipt is receipt


def test_an_error_inside_of_an_event_has_a_name(chain: DevChain) -> None:
    receipt = chain.submit(Sudo.sudo(Balances.force_transfer(BOB, to("//Eve"), 2 * 10**15)))
    [sudid] = [event for event in receipt.events if event.scale_name == "Sudid"]
    assert receipt.ok and chain.error_name(sudid.sudo_result.error) == "Token.FundsUnavailable"
    assert receipt.error_name is None and receipt.sudo_error_name == "Token.FundsUnavailable"
    with pytest.raises(CallFailed, match=r"Token\.FundsUnavailable"):
        receipt.require()


def test_what_cannot_be_in_a_block_makes_none(chain: DevChain) -> None:
    with pytest.raises(InvalidTransaction) as caught:
        chain.submit(System.remark(b""), by="//Nobody")
    assert isinstance(caught.value.reason, Payment) and chain.number == 0


def test_a_bug_in_a_pallet_makes_none_either(
    chain: DevChain, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(System.remark, "function", lambda *_: 1 // 0)
    with pytest.raises(PalletBug):
        chain.submit(System.remark(b""))
    assert chain.number == 0


def test_several_in_one_block_in_order(chain: DevChain) -> None:
    pay = Balances.transfer_keep_alive(to("//New"), TAO)
    go_on = Balances.transfer_keep_alive(BOB, TAO // 2)
    fails = Balances.transfer_keep_alive(BOB, 2 * TAO)
    calls = [(pay, "//Alice"), (pay, "//Alice"), (go_on, key("//New")), (fails, "//New")]
    receipts = chain.submit_all(calls)
    assert chain.number == 1 and [receipt.index for receipt in receipts] == [1, 2, 3, 4]
    assert [receipt.ok for receipt in receipts] == [True, True, True, False]
    assert [len(receipt.events_of(Transfer)) for receipt in receipts] == [1, 1, 1, 0]
    assert chain.pallet(Accounts).nonce(account("//New")) == 2
    assert chain.submit_all([]) == [] and chain.number == 2


def test_era_and_tip_go_with_a_call(chain: DevChain) -> None:
    chain.advance(5)
    receipt = chain.submit(System.remark(b"x"), tip=9, era=Era.mortal(8, 5))
    assert receipt.ok and receipt.block.extrinsics[1][101:105] != bytes(4)


def test_balances_by_secret_account_and_key(chain: DevChain) -> None:
    poor = Keypair.from_uri("//Poor", Scheme.ECDSA)
    chain.submit(Balances.transfer_keep_alive(to(poor), 3 * TAO)).require()
    assert chain.balance(poor) == chain.balance(poor.account) == 3 * TAO
    assert chain.balance("//Dave") == 2_000 * TAO and chain.balance("//Nobody") == 0
    assert account("//Bob") == account(key("//Bob")) == BOB.account == to(BOB.account).account


def test_time_passes_with_blocks_only(chain: DevChain) -> None:
    chain.advance(3)
    times = [chain.at(number).pallet(Timestamp).now.get() for number in range(4)]
    assert times == [0, START_TIME, START_TIME + 250, START_TIME + 500]


def test_the_block_time_can_be_chosen() -> None:
    chain = DevChain(MAINNET, block_time=60_000)
    chain.advance(2)
    first = chain.at(1).pallet(Timestamp).now.get()
    assert START_TIME - 12_000 < first <= START_TIME and first % 12_000 == 0
    assert chain.pallet(Timestamp).now.get() == first + 60_000
    for wrong in (0, 11_999):
        with pytest.raises(BlockTimeTooShort):
            DevChain(MAINNET, block_time=wrong)


def test_the_same_calls_give_the_same_states() -> None:
    roots = []
    for _ in range(2):
        chain = DevChain()
        chain.submit(Balances.transfer_keep_alive(BOB, TAO))
        chain.advance(2)
        header = chain.blockchain.header(3)
        assert header is not None
        roots.append(chain.at(1).pallet(Accounts).get(BOB.account))
        roots.append(chain.pallet(System).number.get())
    assert roots[:2] == roots[2:]


def test_a_chain_in_a_directory(tmp_path: Path) -> None:
    with pytest.raises(BlockTimeTooShort):
        DevChain(directory=tmp_path / "db", block_time=1)
    assert not (tmp_path / "db").exists()
    with DevChain(directory=tmp_path / "db") as chain:
        chain.submit(Balances.transfer_keep_alive(BOB, TAO))
        with pytest.raises(DatabaseInUse):
            DevChain(directory=tmp_path / "db")
    again = DevChain(directory=tmp_path / "db")
    assert again.number == 1 and again.balance("//Bob") == 1_000_001 * TAO
    again.close()


def test_the_kit_on_a_chain_that_is_open() -> None:
    blockchain = open_chain(preset("localnet"), None)
    chain = DevChain.on(blockchain)
    chain.advance(4)
    assert blockchain.head_number == 4 and DevChain.on(blockchain).number == 4


def test_a_block_that_is_not_there(chain: DevChain) -> None:
    with pytest.raises(UnknownBlock):
        chain.at(1)


def test_a_block_by_hand(chain: DevChain) -> None:
    builder = chain.begin()
    builder.finish()
    assert chain.number == 1 and chain.events(0) == [] and chain.events(1) == chain.events() != []
