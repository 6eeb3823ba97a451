"""A whole chain whose every block goes into the books, and where what fails leaves no trace."""

from __future__ import annotations

from dataclasses import replace

from chain.kit import DevChain, Receipt, account
from genesis.presets import preset
from pallets.balances import Ledger
from pallets.balances.events import Deposit, Withdraw
from pallets.sudo.events import Sudid
from pallets.system import Accounts
from pallets.system.accounts import AccountInfo
from pallets.system.events import ExtrinsicFailed, ExtrinsicSuccess
from pallets.transaction_payment.events import TransactionFeePaid
from runtime.call import Call
from runtime.scale import Err
from runtime.validity import InvalidTransaction
from tests.properties.accounting import Books
from tests.properties.actions import COMPOSITION, RULES

AUTHOR = account("//One")
SUDO = "//Alice"
EVENTS_OF_A_FAILURE = {
    Withdraw,
    Deposit,
    TransactionFeePaid,
    ExtrinsicFailed,
    # What root tries and fails at is a success of the one who has root's key.
    Sudid,
    ExtrinsicSuccess,
}


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
        if has_failed(receipt):
            self._assert_no_trace(receipt, who, before, idle)
        return receipt

    def require(self, call: Call, who: str) -> Receipt:
        """Make a call that has to succeed."""
        receipt = self.submit(call, who)
        assert receipt is not None and not has_failed(receipt), call
        return receipt

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
        parent = self.chain.at(receipt.block.number - 1).state
        for key in sorted(block.keys() | idle.keys()):
            if key not in touched and not _is_noted(key):
                old = parent.get(key)
                assert block.get(key, old) == idle.get(key, old), key.hex()
        after = accounts.get(account(who))
        assert after.nonce == before.nonce + 1
        assert after.data.free == before.data.free - receipt.fee
        assert {type(event) for event in receipt.events} <= EVENTS_OF_A_FAILURE


def has_failed(receipt: Receipt) -> bool:
    """Whether the call has, or what root was asked to do with it."""
    by_root = receipt.events_of(Sudid)
    return not receipt.ok or any(isinstance(event.sudo_result, Err) for event in by_root)


def _is_noted(key: bytes) -> bool:
    """Whether this is where System and the fees note things about a block."""
    return key.startswith(_NOTES) and not key.startswith(_ACCOUNTS)


_LAYOUTS = COMPOSITION.layouts
_ACCOUNTS = _LAYOUTS[Accounts.account].prefix
_NOTES = tuple(
    layout.prefix
    for layout in _LAYOUTS.values()
    if layout.prefix_name in ("System", "TransactionPayment")
)
