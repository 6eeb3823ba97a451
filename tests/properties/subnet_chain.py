"""A whole chain whose every block goes into the books, and where what fails leaves no trace."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import NamedTuple

from chain.kit import DevChain, Receipt, account
from genesis.presets import preset
from pallets.balances import Ledger
from pallets.balances.events import Deposit, Withdraw
from pallets.balances.invariants import invariants
from pallets.subtensor.claims import AutoClaim, auto_claim
from pallets.subtensor.claims.draw import draw
from pallets.subtensor.events import RootClaimed
from pallets.sudo.events import Sudid
from pallets.system import Accounts, System
from pallets.system.accounts import AccountInfo
from pallets.system.events import ExtrinsicFailed, ExtrinsicSuccess
from pallets.transaction_payment.events import TransactionFeePaid
from runtime.call import Call
from runtime.hashing import blake2_256
from runtime.runtime import Runtime
from runtime.scale import Enumeration, Err
from runtime.validity import InvalidTransaction
from tests.properties.accounting import Books
from tests.properties.actions import COMPOSITION, RULES
from tests.properties.share_pools import SharePools
from tests.properties.silent import settle

AUTHOR = account("//One")
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


class Beginning(NamedTuple):
    """A block before its first extrinsic."""

    before: Runtime
    """The state after the block before."""
    unclaimed: Runtime
    """The state without the claims that the block makes by itself."""
    begun: Runtime
    """The state with them."""
    happened: list[Enumeration]


class SubnetChain:
    """The chain, its books, and calls of which all that happens is looked at."""

    def __init__(self) -> None:
        self.chain = new_chain()
        lowest = RULES.subtensor.initial_network_min_lock_cost
        deposit = self.chain.pallet(Ledger).existential_deposit
        self.books = Books(self.chain.at(0), lowest, deposit)
        self.pools = SharePools()
        self.advance()  # the first block also tidies up what genesis left

    def check(self) -> None:
        """All money is where the books say, and no share is of more than there is."""
        self.books.check(self.chain)
        self.pools.check(self.chain)
        assert not invariants(self.chain.pallet(Ledger))

    def advance(self, blocks: int = 1) -> None:
        for _ in range(blocks):
            beginning = self.beginning()
            self.chain.advance()
            self.enter(beginning)

    def beginning(self) -> Beginning:
        """How the next block will begin."""
        begun = self.chain.begin().runtime
        happened = [record.event for record in begun.pallet(System).events.get()]
        unclaimed = begun
        if any(isinstance(event, RootClaimed) for event in happened):
            run = AutoClaim.run
            AutoClaim.run = _claim_nothing  # type: ignore[method-assign]
            try:
                unclaimed = self.chain.begin().runtime
            finally:
                AutoClaim.run = run  # type: ignore[method-assign]
        return Beginning(self.chain.at(self.chain.number), unclaimed, begun, happened)

    def enter(self, beginning: Beginning) -> None:
        """Put the newest block into the books, which has begun like that."""
        before, unclaimed, begun, by_itself = beginning
        self.books.begin(before, unclaimed)
        self.books.write(by_itself)
        settle(self.books, begun, by_itself)
        happened = self.chain.events()[len(by_itself) :]
        self.books.write(happened)
        settle(self.books, self.chain, happened)

    def submit(self, call: Call, who: str) -> Receipt | None:
        """Make a block with a call; None if no block takes it. A call of root by `by_root`."""
        before = self.chain.pallet(Accounts).get(account(who))
        beginning = self.beginning()
        self.begun = beginning.begun
        number, idle = self.chain.number, self._changes_of_an_empty_block()
        try:
            receipt = self.chain.submit(call, who)
        except InvalidTransaction:
            assert self.chain.number == number
            return None
        self.enter(beginning)
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


@contextmanager
def steady_claims() -> Iterator[None]:
    """Let the number of stakers decide whose turn it is to claim, so that tests can be repeated.

    In truth it is the hash of the block before, which hangs on signatures: no two are the same.
    """

    def draw_by_size(block_hash: bytes, count: int, size: int) -> list[int]:
        return draw(blake2_256(size.to_bytes(8, "big")), count, size)

    auto_claim.draw = draw_by_size
    try:
        yield
    finally:
        auto_claim.draw = draw


def _claim_nothing(claims: AutoClaim) -> None:
    """In place of the claims of a block."""


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
