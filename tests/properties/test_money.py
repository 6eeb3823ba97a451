"""Whole chains under random calls: money neither comes nor goes but as the events say, and a call
that fails leaves no trace but its fee, its nonce and its event.
"""

from __future__ import annotations

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from chain.kit import DevChain, Receipt, account, to
from genesis.composition import subtensor_composition
from genesis.presets import TAO
from pallets.aura import Aura
from pallets.balances import Balances, Ledger, events
from pallets.balances.invariants import invariants
from pallets.sudo import Sudo
from pallets.system import Accounts, System
from pallets.system.accounts import AccountData, AccountInfo
from pallets.system.events import ExtrinsicFailed
from pallets.transaction_payment.events import TransactionFeePaid
from pallets.utility import Utility
from runtime.call import Call
from runtime.composition import Module
from runtime.scale import decode
from runtime.validity import InvalidTransaction
from tests.properties.vault import Vault

COMPOSITION = subtensor_composition().changed(Module("Vault", 99, [Vault]))
PEOPLE = ["//Alice", "//Bob", "//Dave", "//Stranger1", "//Stranger2"]
AUTHOR = account("//One")

# What every block writes, whatever is in it. No call here is about subnets, whose state moves on by
# itself.
BOOKS = (
    "System",
    "Timestamp",
    "Aura",
    "RandomnessCollectiveFlip",
    "TransactionPayment",
    "SubtensorModule",
)

people = st.sampled_from(PEOPLE)
amounts = st.sampled_from([0, 1, 499, 500, 501, TAO, 1999 * TAO, 10**6 * TAO]) | st.integers(
    0, 3000 * TAO
)
plain_calls = st.one_of(
    st.builds(lambda who, value: Balances.transfer_keep_alive(to(who), value), people, amounts),
    st.builds(lambda who, value: Balances.transfer_allow_death(to(who), value), people, amounts),
    st.builds(lambda who, keep: Balances.transfer_all(to(who), keep), people, st.booleans()),
    st.builds(Balances.burn, amounts, st.booleans()),
    st.builds(System.remark_with_event, st.binary(max_size=8)),
    st.builds(Vault.hold, amounts),
    st.builds(Vault.release, amounts),
    st.builds(Vault.lock, st.integers(0, 2), amounts),
    st.builds(Vault.unlock, st.integers(0, 2)),
    st.builds(Vault.reserve, amounts),
    st.builds(Vault.unreserve, amounts),
)
calls = st.recursive(
    plain_calls,
    lambda inner: st.one_of(
        st.builds(Utility.batch, st.lists(inner, max_size=3)),
        st.builds(Utility.batch_all, st.lists(inner, max_size=3)),
        st.builds(Utility.force_batch, st.lists(inner, max_size=3)),
        st.builds(Utility.as_derivative, st.integers(0, 2), inner),
        st.builds(Utility.if_else, inner, inner),
    ),
    max_leaves=5,
)
root_calls = st.one_of(
    st.builds(lambda who, free: Balances.force_set_balance(to(who), free), people, amounts),
    st.builds(
        lambda who, dest, value: Balances.force_transfer(to(who), to(dest), value),
        people,
        people,
        amounts,
    ),
    st.builds(lambda who, value: Balances.force_unreserve(to(who), value), people, amounts),
)


class Money(RuleBasedStateMachine):
    """Anybody calls anything; root interferes."""

    def __init__(self) -> None:
        super().__init__()
        self.chain = DevChain(composition=COMPOSITION)
        self.chain.advance()  # the first block also tidies up what genesis left
        self.forced = False  # root has freed what is on hold: holds say more than is reserved then

    @rule(who=people, call=calls, tip=st.sampled_from([0, 0, 1, TAO]))
    def somebody_calls(self, who: str, call: Call, tip: int) -> None:
        self.submit(call, who, tip)

    @rule(call=root_calls)
    def root_calls(self, call: Call) -> None:
        self.forced = self.forced or call.declaration is Balances.force_unreserve
        self.submit(Sudo.sudo(call), "//Alice", 0)

    def submit(self, call: Call, who: str, tip: int) -> None:
        before, number = self.chain.pallet(Ledger).total_issuance.get(), self.chain.number
        payer = self.chain.pallet(Accounts).get(account(who))
        try:
            receipt = self.chain.submit(call, who, tip=tip)
        except InvalidTransaction:
            assert self.chain.number == number
            return
        after = self.chain.pallet(Ledger).total_issuance.get()
        assert after - before == issued_by(receipt)
        if not receipt.ok:
            assert_no_trace(self.chain, receipt, account(who), payer)

    @invariant()
    def nothing_is_broken(self) -> None:
        broken = invariants(self.chain.pallet(Ledger))
        left = [text for text in broken if not (self.forced and "holds and names" in text)]
        assert not left, left


def issued_by(receipt: Receipt) -> int:
    """By how much the events say that the issuance rose."""
    total = 0
    for event in receipt.events:
        match event:
            case events.Issued(amount):
                total += amount
            case events.Rescinded(amount) | events.Burned(_, amount) | events.DustLost(_, amount):
                total -= amount
    return total


def assert_no_trace(chain: DevChain, receipt: Receipt, who: bytes, payer: AccountInfo) -> None:
    """Only the sender's nonce and fee, the author's gain and the block's books have changed."""
    accounts = chain.pallet(Accounts)
    touched = {accounts.account.key_of(who): who, accounts.account.key_of(AUTHOR): AUTHOR}
    for key, value in receipt.block.changes.items():
        if key not in touched:
            assert in_books(chain, key), key.hex()
        elif touched[key] == who:
            data = payer.data
            left = AccountData(data.free - receipt.fee, data.reserved, data.frozen, data.flags)
            expected = AccountInfo(
                payer.nonce + 1, payer.consumers, payer.providers, payer.sufficients, left
            )
            assert value is not None and decode(AccountInfo, value) == expected
    taken = [events.Withdraw, events.Deposit, events.Deposit] if receipt.fee else []
    kinds = [type(event) for event in receipt.events]
    assert kinds == [*taken, TransactionFeePaid, ExtrinsicFailed]


def in_books(chain: DevChain, key: bytes) -> bool:
    layouts = chain.blockchain.composition.layouts
    account_prefix = layouts[Accounts.account].prefix
    books = [layout.prefix for layout in layouts.values() if layout.prefix_name in BOOKS]
    return key.startswith(tuple(books)) and not key.startswith(account_prefix)


TestMoney = Money.TestCase
TestMoney.settings = settings(
    max_examples=25,
    stateful_step_count=25,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)


def test_the_author_of_the_tests_is_the_author() -> None:
    chain = DevChain(composition=COMPOSITION)
    assert chain.pallet(Aura).authorities.get() == [AUTHOR]
