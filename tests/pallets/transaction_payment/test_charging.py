"""What is taken from whom, what is given to whom, and what is told of it, in order."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pallets.balances import Balances
from pallets.sudo import Sudo
from pallets.system.system import System
from pallets.transaction_payment import (
    CannotPay,
    NativeCharging,
    TransactionPayment,
    TransactionPaymentConfig,
)
from pallets.transaction_payment.fees import ONE
from pallets.transaction_payment.types import Releases
from pallets.utility import Utility
from runtime.call import call
from runtime.origin import Origin
from runtime.pallet import Pallet
from runtime.validity import Payment
from runtime.weights import DispatchClass, Pays, PostInfo, Weight, weigh
from tests.pallets.chain import AUTHOR, TAO, Chain, account, invalid, names, to

FEE = 170_039  # of a transfer of 144 bytes
TRANSFER = Balances.transfer_keep_alive(to(2), 10**7)


class Costs(Pallet, crate="pallet_costs"):
    """Calls that cost this and that."""

    @call(index=0, weight=weigh(1_000_000), pays=Pays.No)
    def free(self, origin: Origin) -> None:
        """Free of charge."""

    @call(index=1, weight=weigh(1_000_000), dispatch_class=DispatchClass.Operational)
    def operational(self, origin: Origin) -> None:
        """Operational."""

    @call(index=2, weight=weigh(100_000_000))
    def claims_more(self, origin: Origin) -> PostInfo:
        """Reports more than it declared."""
        return PostInfo(Weight(10**12, 10**12))


def paid(who: int, fee: int, tip: int = 0) -> tuple[object, ...]:
    return ("TransactionPayment.TransactionFeePaid", who, fee, tip)


# Events in order


def test_a_plain_transfer():
    chain = Chain({1: TAO, 2: TAO, AUTHOR: TAO})
    done = chain.sign(1, TRANSFER)
    assert done.length == 144
    assert done.events == [
        ("Balances.Withdraw", 1, FEE),
        ("Balances.Transfer", 1, 2, 10**7),
        ("Balances.Deposit", 1, 0),
        ("Balances.Deposit", AUTHOR, FEE),
        paid(1, FEE),
        ("ExtrinsicSuccess",),
    ]
    assert chain.free(1) == TAO - 10**7 - FEE
    assert chain.free(AUTHOR) == TAO + FEE
    assert chain.issuance == 3 * TAO == chain.held(1, 2, AUTHOR)


def test_a_failing_transfer_costs_as_much():
    chain = Chain({1: TAO, 2: TAO, AUTHOR: TAO})
    done = chain.sign(1, Balances.transfer_keep_alive(to(2), 2 * TAO))
    fee = FEE - 144 + done.length
    assert done.events == [
        ("Balances.Withdraw", 1, fee),
        ("Balances.Deposit", 1, 0),
        ("Balances.Deposit", AUTHOR, fee),
        paid(1, fee),
        ("ExtrinsicFailed",),
    ]
    assert done.outcome.error is not None
    assert chain.name_of(done.outcome.error) == "Token.FundsUnavailable"
    assert chain.free(1) == TAO - fee and chain.accounts.nonce(account(1)) == 1


def test_a_tip_goes_to_the_author_with_the_fee():
    chain = Chain({1: TAO, 2: TAO, AUTHOR: TAO})
    done = chain.sign(1, TRANSFER, tip=1000)
    fee = FEE - 144 + done.length + 1000
    assert done.events == [
        ("Balances.Withdraw", 1, fee),
        ("Balances.Transfer", 1, 2, 10**7),
        ("Balances.Deposit", 1, 0),
        ("Balances.Deposit", AUTHOR, fee),
        paid(1, fee, 1000),
        ("ExtrinsicSuccess",),
    ]


def test_what_pays_no_fee_moves_no_funds():
    chain = Chain({1: TAO, AUTHOR: TAO}, extra=Costs)
    assert chain.sign(1, Costs.free()).events == [paid(1, 0), ("ExtrinsicSuccess",)]
    assert chain.free(1) == TAO


def test_what_pays_no_fee_is_open_to_accounts_that_do_not_exist():
    chain = Chain({2: TAO}, extra=Costs)
    assert chain.sign(1, Costs.free()).events == [paid(1, 0), ("ExtrinsicSuccess",)]


def test_what_pays_no_fee_may_give_a_tip():
    chain = Chain({1: TAO, AUTHOR: TAO}, extra=Costs)
    assert chain.sign(1, Costs.free(), tip=7).events == [
        ("Balances.Withdraw", 1, 7),
        ("Balances.Deposit", 1, 0),
        ("Balances.Deposit", AUTHOR, 7),
        paid(1, 7, 7),
        ("ExtrinsicSuccess",),
    ]


@pytest.mark.parametrize("tip", [0, 5])
def test_a_call_that_turns_out_to_be_free_gets_all_back_but_the_tip(tip: int):
    chain = Chain({1: TAO, AUTHOR: TAO}, sudo=1)
    done = chain.sign(1, Sudo.sudo(System.remark(b"")), tip=tip)
    fee = done.events[0][2]
    assert fee > 100_000
    assert done.events == [
        ("Balances.Withdraw", 1, fee),
        ("Sudo.Sudid", "Ok"),
        ("Balances.Deposit", 1, fee - tip),
        *([("Balances.Deposit", AUTHOR, tip)] if tip else []),
        paid(1, tip, tip),
        ("ExtrinsicSuccess",),
    ]
    assert chain.free(1) == TAO - tip


def test_what_a_batch_did_not_use_is_refunded():
    chain = Chain({1: TAO, 2: TAO, AUTHOR: TAO})
    done = chain.sign(1, Utility.batch_all([TRANSFER, TRANSFER]))
    assert done.length == 186
    assert done.events == [
        ("Balances.Withdraw", 1, 357_067),
        ("Balances.Transfer", 1, 2, 10**7),
        ("Utility.ItemCompleted",),
        ("Balances.Transfer", 1, 2, 10**7),
        ("Utility.ItemCompleted",),
        ("Utility.BatchCompleted",),
        ("Balances.Deposit", 1, 357_067 - 323_275),
        ("Balances.Deposit", AUTHOR, 323_275),
        paid(1, 323_275),
        ("ExtrinsicSuccess",),
    ]


def test_a_call_cannot_report_more_than_it_declared():
    chain = Chain({1: TAO, AUTHOR: TAO}, extra=Costs)
    done = chain.sign(1, Costs.claims_more())
    assert paid(1, done.events[0][2]) in done.events


# Who gets it


def test_a_payer_that_is_gone_gets_nothing_back():
    chain = Chain({1: TAO, 2: TAO, AUTHOR: TAO})
    leave = Balances.transfer_all(to(2), False)
    done = chain.sign(1, Utility.batch_all([leave]))
    fee, actual = done.events[0][2], done.events[-2][2]
    assert actual < fee
    assert done.events == [
        ("Balances.Withdraw", 1, fee),
        ("System.KilledAccount", 1),
        ("Balances.Transfer", 1, 2, TAO - fee),
        ("Utility.ItemCompleted",),
        ("Utility.BatchCompleted",),
        ("Balances.Deposit", AUTHOR, fee),
        paid(1, actual),
        ("ExtrinsicSuccess",),
    ]
    assert chain.issuance == 3 * TAO == chain.held(1, 2, AUTHOR)


def test_without_an_author_the_fee_is_destroyed():
    chain = Chain({1: TAO, 2: TAO}, author=None)
    done = chain.sign(1, TRANSFER)
    assert names(done.events) == [
        "Balances.Withdraw",
        "Balances.Transfer",
        "Balances.Deposit",
        "TransactionPayment.TransactionFeePaid",
        "ExtrinsicSuccess",
    ]
    assert chain.issuance == 2 * TAO - FEE == chain.held(1, 2)


def test_the_author_may_be_a_new_account():
    chain = Chain({1: TAO, 2: TAO})
    assert chain.sign(1, TRANSFER).events[2:] == [
        ("Balances.Deposit", 1, 0),
        ("System.NewAccount", AUTHOR),
        ("Balances.Endowed", AUTHOR, FEE),
        ("Balances.Deposit", AUTHOR, FEE),
        paid(1, FEE),
        ("ExtrinsicSuccess",),
    ]
    assert chain.issuance == 2 * TAO


@pytest.mark.parametrize(("tip", "lost"), [(499, 499), (500, 0)])
def test_what_is_too_little_for_a_new_account_is_destroyed(tip: int, lost: int):
    chain = Chain({1: TAO}, extra=Costs)
    done = chain.sign(1, Costs.free(), tip=tip)
    assert (("Balances.Deposit", AUTHOR, tip) in done.events) == (lost == 0)
    assert done.events[-2] == paid(1, tip, tip)
    assert chain.issuance == TAO - lost == chain.held(1, AUTHOR)


def test_the_author_may_be_the_payer():
    chain = Chain({1: TAO, 2: TAO}, author=1)
    chain.sign(1, TRANSFER)
    assert chain.free(1) == TAO - 10**7


# Who cannot pay


@pytest.mark.parametrize(
    ("free", "ok"), [(FEE + 500, True), (FEE + 499, False), (FEE, False), (FEE - 1, False)]
)
def test_the_payer_must_keep_the_existential_deposit(free: int, ok: bool):
    chain = Chain({1: free, 2: TAO})
    if ok:
        assert chain.validate(1, TRANSFER).priority == 1
        assert names(chain.sign(1, TRANSFER).events)[-1] == "ExtrinsicFailed"
        assert chain.free(1) == 500
        return
    with invalid(Payment):
        chain.validate(1, TRANSFER)
    with invalid(Payment):
        chain.sign(1, TRANSFER)
    assert chain.free(1) == free


def test_frozen_funds_pay_no_fees():
    chain = Chain({1: TAO, 2: TAO})
    frozen = chain.accounts.get(account(1)).data
    chain.accounts.store_data(
        account(1), type(frozen)(frozen.free, frozen.reserved, TAO - FEE + 1, frozen.flags)
    )
    with invalid(Payment):
        chain.validate(1, TRANSFER)


def test_the_existential_deposit_stays_even_if_something_else_keeps_the_account_alive():
    chain = Chain({1: FEE + 499, 2: TAO})
    chain.accounts.inc_providers(account(1))
    with invalid(Payment):
        chain.sign(1, TRANSFER)
    with pytest.raises(CannotPay):
        chain.runtime.pallet(TransactionPayment).charging.take(account(1), TRANSFER, FEE)
    assert chain.free(1) == FEE + 499


def test_the_tip_must_be_there_too():
    chain = Chain({1: FEE + 500, 2: TAO})
    with invalid(Payment):
        chain.validate(1, TRANSFER, tip=1)


# Priority


def test_priority_depends_on_the_class_alone():
    chain = Chain({1: TAO}, extra=Costs)
    assert chain.validate(1, TRANSFER).priority == 1
    assert chain.validate(1, TRANSFER, tip=10**6).priority == 1
    assert chain.validate(1, Costs.free()).priority == 1
    assert chain.validate(1, Costs.operational()).priority == 10_000_000_000


# What a runtime may choose


def test_another_payer():
    config = TransactionPaymentConfig(payer=lambda runtime, signer, made: account(3))
    chain = Chain({1: TAO, 2: TAO, 3: TAO}, payment=config)
    done = chain.sign(1, TRANSFER)
    assert done.events[:3] == [
        ("Balances.Withdraw", 3, FEE),
        ("Balances.Transfer", 1, 2, 10**7),
        ("Balances.Deposit", 3, 0),
    ]
    assert paid(3, FEE) in done.events
    assert chain.accounts.nonce(account(1)) == 1 and chain.free(1) == TAO - 10**7


class OnCredit(NativeCharging):
    """Lets payers off who have nothing."""

    def check(self, payer, call, amount):
        try:
            super().check(payer, call, amount)
        except CannotPay:
            return

    def take(self, payer, call, amount):
        try:
            return super().take(payer, call, amount)
        except CannotPay:
            return None


def test_another_way_of_charging():
    chain = Chain({1: 500, 2: TAO}, payment=TransactionPaymentConfig(charging=OnCredit))
    assert chain.sign(1, System.remark(b"")).events == [
        paid(1, chain.sign(2, System.remark(b"")).events[0][2]),
        ("ExtrinsicSuccess",),
    ]


# What is stored


def test_genesis_and_the_end_of_a_block():
    chain = Chain({1: TAO})
    payment = chain.runtime.pallet(TransactionPayment)
    assert payment.storage_version_.get() is Releases.V2
    assert payment.next_fee_multiplier.get() == ONE
    payment.next_fee_multiplier.set(2 * ONE)
    payment.on_finalize(1)
    assert payment.next_fee_multiplier.get() == ONE
    assert chain.state.get(payment.next_fee_multiplier.key).hex() == (
        "000064a7b3b6e00d0000000000000000"
    )


def test_the_multiplier_counts_until_the_end_of_the_block():
    chain = Chain({1: TAO, 2: TAO})
    chain.runtime.pallet(TransactionPayment).next_fee_multiplier.set(2 * ONE)
    assert chain.sign(1, TRANSFER).events[0] == ("Balances.Withdraw", 1, FEE + 115_817)


def test_every_fee_is_made_of_what_it_is_asked_for():
    chain = Chain({1: TAO})
    payment = chain.runtime.pallet(TransactionPayment)
    transfer = chain.runtime.dispatch_info(TRANSFER)
    remark = chain.runtime.dispatch_info(System.remark(bytes(10)))
    for _ in range(2):
        assert payment.fee(transfer, 200, 0) == FEE + 56
        assert payment.fee(transfer, 144, 0) == FEE
        assert payment.fee(remark, 118, 0) == 88_835
        payment.next_fee_multiplier.set(2 * ONE)
        assert payment.fee(remark, 118, 5) == 88_835 + 34_639 + 5
        payment.next_fee_multiplier.set(ONE)


# In general


@settings(max_examples=20, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.integers(1, 3), st.integers(1, 4), st.integers(0, 2 * TAO), st.integers(0, 10**6)
        ),
        max_size=6,
    )
)
def test_fees_make_and_destroy_nothing(transfers: list[tuple[int, int, int, int]]):
    chain = Chain({1: TAO, 2: TAO, 3: TAO, AUTHOR: TAO})
    for source, dest, amount, tip in transfers:
        before = chain.free(source)
        made = Utility.force_batch([Balances.transfer_keep_alive(to(dest), amount)])
        done = chain.sign(source, made, tip=tip)
        fee = done.events[-2][2]
        moved = amount if names(done.events).count("Balances.Transfer") and dest != source else 0
        assert chain.free(source) == before - fee - moved
    assert chain.held(1, 2, 3, 4, AUTHOR) == chain.issuance
