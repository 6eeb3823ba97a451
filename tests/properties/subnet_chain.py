"""A whole chain whose every block goes into the books, and where what fails leaves no trace."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from chain.kit import DevChain, Receipt, account, to
from genesis.presets import TAO, preset
from pallets.balances import Balances, Ledger
from pallets.balances.events import Deposit, Withdraw
from pallets.sudo.events import Sudid
from pallets.system import Accounts, System
from pallets.system.accounts import AccountInfo
from pallets.system.events import ExtrinsicFailed
from pallets.transaction_payment.events import TransactionFeePaid
from runtime.call import Call
from runtime.scale import Err
from runtime.validity import InvalidTransaction
from tests.properties.accounting import Books
from tests.properties.actions import COMPOSITION, HOTKEYS, RULES, by_root

AUTHOR = account("//One")
SUDO = "//Alice"
ENDOWED = "subtensorModule"


def new_chain() -> DevChain:
    """The development chain, where SubtensorModule knows what was issued."""
    spec = preset("dev", RULES)
    assert spec.patch is not None
    endowed = sum(amount for _, amount in spec.patch["balances"]["balances"])
    patch = spec.patch | {"subtensorModule": {"balancesIssuance": endowed}}
    return DevChain(spec=replace(spec, patch=patch), composition=COMPOSITION)


class SubnetChain:
    """The chain, its books, and calls of which all that happens is looked at."""

    def __init__(self) -> None:
        self.chain = new_chain()
        lowest = RULES.subtensor.initial_network_min_lock_cost
        deposit = self.chain.pallet(Ledger).existential_deposit
        self.books = Books(self.chain.at(0), lowest, deposit)
        self.advance()  # the first block also tidies up what genesis left

    def advance(self, blocks: int = 1) -> None:
        for _ in range(blocks):
            self.chain.advance()
            self.books.write(self.chain.events())

    def submit(self, call: Call, who: str) -> Receipt | None:
        """Make a block with a call; None if no block takes it. A call of root by `by_root`."""
        before = self.chain.pallet(Accounts).get(account(who))
        number, idle = self.chain.number, self._changes_of_an_empty_block()
        try:
            receipt = self.chain.submit(call, who)
        except InvalidTransaction:
            assert self.chain.number == number
            return None
        self.books.write(self.chain.events())
        if not receipt.ok or any(isinstance(it.sudo_result, Err) for it in receipt.events_of(Sudid)):
            self._assert_no_trace(receipt, who, before, idle)
        return receipt

    def require(self, call: Call, who: str) -> None:
        """Make a call that has to succeed, and to be one that root agrees to."""
        receipt = self.submit(call, who)
        assert receipt is not None, call
        receipt.require()
        for event in receipt.events_of(Sudid):
            assert not isinstance(event.sudo_result, Err), call

    def _changes_of_an_empty_block(self) -> dict[bytes, bytes | None]:
        builder = self.chain.begin()
        builder.executive.finalize_block()
        return builder.state.changes()

    def _assert_no_trace(
        self, receipt: Receipt, who: str, before: AccountInfo, idle: dict[bytes, bytes | None]
    ) -> None:
        """But for the fee and what System notes, the block is as one without extrinsics."""
        block = receipt.block.changes
        accounts = self.chain.pallet(Accounts)
        touched = {accounts.account.key_of(each) for each in (account(who), AUTHOR)}
        for key in block.keys() | idle.keys():
            if key not in touched and not _is_noted(key):
                assert block.get(key) == idle.get(key), key.hex()
        after = accounts.get(account(who))
        assert after.nonce == before.nonce + 1
        if account(who) != AUTHOR:
            assert after.data == replace_free(before, before.data.free - receipt.fee)
        kinds = {type(event) for event in receipt.events}
        assert kinds <= {Withdraw, Deposit, TransactionFeePaid, ExtrinsicFailed, *_SUCCESS}


