"""By the facts of the reference's own tests of its utility pallet.

Accounts 1 to 4 have 10, account 5 has 2, the existential deposit is 1, few calls pass the filter.
"""

from __future__ import annotations

import pytest

from pallets.balances import Balances
from pallets.system.system import System
from pallets.timestamp import Timestamp
from pallets.utility import Utility, no_nested_batches, weights
from runtime.accounts import derivative_account
from runtime.addresses import Id
from runtime.call import Call, call
from runtime.dispatch_error import OtherFailure
from runtime.origin import NOBODY, ROOT, Origin, Signed, ensure_signed
from runtime.pallet import Pallet
from runtime.weights import (
    U64_MAX,
    DispatchClass,
    Pays,
    PostInfo,
    Weight,
    weight_of,
)
from tests.pallets.chain import Chain, Rules, account, names, to

START, END, DIFF = Weight(100, 0), Weight(75, 0), Weight(25, 0)


class Example(Pallet, crate="pallet_example"):
    """Calls that weigh what they are told to."""

    @call(index=0, weight=lambda _, weight: weight)
    def noop(self, origin: Origin, weight: Weight) -> None:
        """Nothing."""

    @call(index=1, weight=lambda _, fails, start, end: start)
    def foobar(self, origin: Origin, fails: bool, start: Weight, end: Weight | None) -> PostInfo:
        """Succeeds or fails, and reports `end`."""
        ensure_signed(origin)
        if fails:
            raise OtherFailure("as told").with_post(PostInfo(end))
        return PostInfo(end)

    @call(index=2, weight=Weight(7, 0), pays=Pays.No)
    def free(self, origin: Origin) -> None:
        """Free of charge."""


def few_calls(made: Call) -> bool:
    declared = made.declaration
    few = (Balances.transfer_allow_death, System.remark)
    return declared.owner in (Utility, Example) or declared in few


RULES = Rules(extra=Example, guarded=False, ed=1, call_filter=few_calls)


@pytest.fixture
def chain() -> Chain:
    return Chain({1: 10, 2: 10, 3: 10, 4: 10, 5: 2}, rules=RULES)


def transfer(dest: int, amount: int) -> Call:
    return Balances.transfer_allow_death(to(dest), amount)


def foobar(fails: bool, end: Weight | None) -> Call:
    return Example.foobar(fails, START, end)


SET_STORAGE = System.set_storage([(b"a", b"a")])
KEEP_ALIVE = Balances.transfer_keep_alive(to(2), 1)
GOOD, BAD = foobar(False, END), foobar(True, END)


def weighed(chain: Chain, made: Call, post: PostInfo) -> Weight:
    """What is charged for the call in the end."""
    return weight_of(chain.runtime.dispatch_info(made), post)


def declared(chain: Chain, made: Call) -> Weight:
    return chain.runtime.dispatch_info(made).weight


# as_derivative


@pytest.mark.parametrize(
    ("index", "expected"),
    [
        (0, "799239e4ab0a3de63582363422f344346eb55bee62885a84a0c8aaf5aa564995"),
        (1, "f81356d1fe5954303680a6ef99d48f22bf3cd232274d7a471d3cf7c65f65f653"),
        (256, "133a9013d4703e56e484338d942eaf5068d1025396d45fdc89f79d5038811470"),
        (65535, "eec98fc520137149878da36db636a08501a95482dfaca2867f9bbe95cc94d86f"),
    ],
)
def test_pseudonyms(index: int, expected: str):
    alice = bytes.fromhex("d43593c715fdd31c61141abd04a99fd6822c8558854ccde39a5684e7a56da27d")
    assert derivative_account(alice, index).hex() == expected


def test_as_derivative(chain: Chain):
    pseudonym = derivative_account(account(1), 0)
    chain.by(1, Balances.transfer_allow_death(Id(pseudonym), 5))
    with chain.fails("Token.FundsUnavailable"):
        chain.by(1, Utility.as_derivative(1, transfer(6, 3)))
    chain.by(1, Utility.as_derivative(0, transfer(2, 3)))
    assert chain.ledger.free_balance(pseudonym) == 2 and chain.free(2) == 13


@pytest.mark.parametrize(("end", "saved"), [(None, Weight(0, 0)), (END, DIFF)])
def test_as_derivative_gives_weight_back(chain: Chain, end: Weight | None, saved: Weight):
    made = Utility.as_derivative(0, foobar(False, end))
    assert chain.by(1, made) == PostInfo(declared(chain, made) - saved)
    made = Utility.as_derivative(0, foobar(True, end))
    with chain.fails("Other", PostInfo(declared(chain, made) - saved)):
        chain.by(1, made)


def test_as_derivative_is_filtered(chain: Chain):
    with chain.fails("System.CallFiltered"):
        chain.by(1, Utility.as_derivative(1, KEEP_ALIVE))


def test_as_derivative_keeps_the_filters_of_its_sender(chain: Chain):
    inner = Utility.as_derivative(0, Utility.batch_all([]))
    with chain.fails("System.CallFiltered"):
        chain.by(1, Utility.batch_all([inner]))


@pytest.mark.parametrize("origin", [ROOT, NOBODY])
def test_as_derivative_is_for_signed_origins(chain: Chain, origin: Origin):
    with chain.fails("BadOrigin", PostInfo()):
        chain.call(Utility.as_derivative(0, transfer(2, 1)), origin)


# batch


def test_batch_by_root_passes_filters(chain: Chain):
    force = Balances.force_transfer(to(1), to(2), 5)
    chain.call(Utility.batch([force, force, SET_STORAGE]), ROOT)
    assert (chain.free(1), chain.free(2)) == (0, 20)
    assert chain.state.get(b"a") == b"a"


def test_batch_by_signer(chain: Chain):
    chain.by(1, Utility.batch([transfer(2, 5), transfer(2, 5)]))
    assert (chain.free(1), chain.free(2)) == (0, 20)


def test_batch_filters_each_call(chain: Chain):
    chain.by(1, Utility.batch([KEEP_ALIVE]))
    assert chain.events() == [("Utility.BatchInterrupted", 0, "System.CallFiltered")]


def test_batch_stops_at_the_first_failure(chain: Chain):
    chain.by(1, Utility.batch([transfer(2, 5), transfer(2, 10), transfer(2, 5)]))
    assert (chain.free(1), chain.free(2)) == (5, 15)
    assert chain.events() == [
        ("Balances.Transfer", 1, 2, 5),
        ("Utility.ItemCompleted",),
        ("Utility.BatchInterrupted", 1, "Token.FundsUnavailable"),
    ]


def test_the_weight_of_a_batch_does_not_overflow(chain: Chain):
    half = Weight(U64_MAX // 2, U64_MAX // 2)
    made = Utility.batch([Example.noop(half)] * 3)
    assert declared(chain, made) == Weight(U64_MAX, U64_MAX)


@pytest.mark.parametrize("batch", [Utility.batch, Utility.batch_all, Utility.force_batch])
def test_batches_give_weight_back(chain: Chain, batch):
    whole, part = batch([foobar(False, None)] * 4), batch([GOOD] * 4)
    assert weighed(chain, whole, chain.by(1, whole)) == declared(chain, whole)
    assert weighed(chain, part, chain.by(1, part)) == declared(chain, part) - DIFF * 4


def test_batch_gives_weight_back_when_interrupted(chain: Chain):
    good, bad = foobar(False, None), foobar(True, None)
    made = Utility.batch([good, bad])
    assert weighed(chain, made, chain.by(1, made)) == declared(chain, made)
    assert chain.take_events()[-1] == ("Utility.BatchInterrupted", 1, "Other")
    made = Utility.batch([GOOD, BAD])
    assert weighed(chain, made, chain.by(1, made)) == declared(chain, made) - DIFF * 2
    made = Utility.batch([GOOD, BAD, BAD])
    assert chain.by(1, made) == PostInfo(weights.batch(2) + END * 2)
    assert chain.events()[-1] == ("Utility.BatchInterrupted", 1, "Other")


def test_an_empty_batch(chain: Chain):
    for batch, weight in (
        (Utility.batch, weights.batch),
        (Utility.batch_all, weights.batch_all),
        (Utility.force_batch, weights.force_batch),
    ):
        assert chain.by(1, batch([])) == PostInfo(weight(0))
        assert chain.take_events() == [("Utility.BatchCompleted",)]
        assert chain.runtime.dispatch_info(batch([])).pays_fee is Pays.No


def test_a_batch_pays_if_any_of_its_calls_does(chain: Chain):
    free, info = Example.free(), chain.runtime.dispatch_info
    for batch in (Utility.batch, Utility.batch_all, Utility.force_batch):
        assert info(batch([free, free])).pays_fee is Pays.No
        assert info(batch([free, transfer(2, 1)])).pays_fee is Pays.Yes
    assert info(Utility.as_derivative(0, free)).pays_fee is Pays.Yes
    assert info(Utility.if_else(free, free)).pays_fee is Pays.Yes


# batch_all


def test_batch_all(chain: Chain):
    chain.by(1, Utility.batch_all([transfer(2, 5), transfer(2, 5)]))
    assert (chain.free(1), chain.free(2)) == (0, 20)
    assert chain.events()[-2:] == [("Utility.ItemCompleted",), ("Utility.BatchCompleted",)]


def test_batch_all_undoes_all(chain: Chain):
    calls = [transfer(2, 5), transfer(2, 10), transfer(2, 5)]
    spent = weights.batch_all(2) + declared(chain, calls[0]) * 2
    with chain.fails("Token.FundsUnavailable", PostInfo(spent)):
        chain.by(1, Utility.batch_all(calls))
    assert (chain.free(1), chain.free(2)) == (10, 10)
    assert chain.events() == []


def test_batch_all_gives_weight_back_when_it_fails(chain: Chain):
    made = Utility.batch_all([foobar(False, None), foobar(True, None)])
    with chain.fails("Other", PostInfo(declared(chain, made))):
        chain.by(1, made)
    made = Utility.batch_all([GOOD, BAD])
    with chain.fails("Other", PostInfo(declared(chain, made) - DIFF * 2)):
        chain.by(1, made)
    with chain.fails("Other", PostInfo(weights.batch_all(2) + END * 2)):
        chain.by(1, Utility.batch_all([GOOD, BAD, BAD]))


def test_batch_all_does_not_nest(chain: Chain):
    inner = Utility.batch_all([transfer(2, 1)] * 3)
    spent = weights.batch_all(1) + declared(chain, inner)
    with chain.fails("System.CallFiltered", PostInfo(spent)):
        chain.by(1, Utility.batch_all([inner]))
    chain.by(1, Utility.batch_all([Utility.batch([inner])]))
    assert chain.events() == [
        ("Utility.BatchInterrupted", 0, "System.CallFiltered"),
        ("Utility.ItemCompleted",),
        ("Utility.BatchCompleted",),
    ]
    assert (chain.free(1), chain.free(2)) == (10, 10)


def test_batch_all_of_root_nests(chain: Chain):
    force = Balances.force_transfer(to(1), to(2), 5)
    chain.call(Utility.batch_all([Utility.batch_all([force])]), ROOT)
    assert chain.free(2) == 15


@pytest.mark.parametrize("batch", [Utility.batch, Utility.batch_all, Utility.force_batch])
def test_a_batch_has_a_limit(chain: Chain, batch):
    assert chain.runtime.pallet(Utility).batched_calls_limit == 10_922
    with chain.fails("Utility.TooManyCalls", PostInfo()):
        chain.by(1, batch([System.remark(b"")] * 10_923))
    assert chain.events() == []


# force_batch


def test_force_batch(chain: Chain):
    foo = Example.foobar(True, START, None)
    chain.by(1, Utility.force_batch([transfer(2, 5), foo, transfer(2, 10), transfer(2, 5)]))
    assert (chain.free(1), chain.free(2)) == (0, 20)
    events = chain.take_events()
    assert [event for event in events if event[0].startswith("Utility")] == [
        ("Utility.ItemCompleted",),
        ("Utility.ItemFailed", "Other"),
        ("Utility.ItemFailed", "Token.FundsUnavailable"),
        ("Utility.ItemCompleted",),
        ("Utility.BatchCompletedWithErrors",),
    ]
    chain.by(2, Utility.force_batch([transfer(1, 5), transfer(1, 5)]))
    assert chain.take_events()[-1] == ("Utility.BatchCompleted",)
    chain.by(1, Utility.force_batch([transfer(2, 50)]))
    assert chain.events()[-1] == ("Utility.BatchCompletedWithErrors",)


def test_force_batch_gives_weight_back(chain: Chain):
    made = Utility.force_batch([GOOD, BAD, BAD])
    assert chain.by(1, made) == PostInfo(weights.force_batch(3) + END * 3)


# Origins


@pytest.mark.parametrize("batch", [Utility.batch, Utility.batch_all, Utility.force_batch])
def test_nobody_makes_no_batch(chain: Chain, batch):
    with chain.fails("BadOrigin"):
        chain.call(batch([]), NOBODY)


def test_batches_and_inherents(chain: Chain):
    chain.by(1, Utility.batch([Timestamp.set(42)]))
    assert chain.take_events() == [("Utility.BatchInterrupted", 0, "System.CallFiltered")]
    chain.call(Utility.force_batch([Timestamp.set(42)]), ROOT)
    assert chain.take_events() == [
        ("Utility.ItemFailed", "BadOrigin"),
        ("Utility.BatchCompletedWithErrors",),
    ]
    made = Utility.batch_all([Timestamp.set(42)])
    with chain.fails("System.CallFiltered", PostInfo(declared(chain, made))):
        chain.by(1, made)


# with_weight, dispatch_as


def test_with_weight(chain: Chain):
    upgrade = System.set_code_without_checks(b"code")
    assert chain.runtime.dispatch_info(upgrade).class_ is DispatchClass.Operational
    made = Utility.with_weight(upgrade, Weight(123, 456))
    info = chain.runtime.dispatch_info(made)
    assert (info.weight, info.class_) == (Weight(123, 456), DispatchClass.Normal)
    assert chain.call(made, ROOT) == PostInfo()
    assert chain.events() == [("System.CodeUpdated",)]


def test_with_weight_fails_as_its_call(chain: Chain):
    made = Utility.with_weight(foobar(True, END), START)
    with chain.fails("BadOrigin", PostInfo()):
        chain.call(made, ROOT)
    with chain.fails("BadOrigin"):
        chain.by(1, Utility.with_weight(System.remark(b""), START))


@pytest.mark.parametrize("dispatch_as", [Utility.dispatch_as, Utility.dispatch_as_fallible])
def test_dispatch_as(chain: Chain, dispatch_as):
    chain.by(1, transfer(666, 10))
    chain.take_events()
    made = dispatch_as(Signed(account(666)), transfer(777, 10))
    assert chain.call(made, ROOT) == PostInfo()
    assert chain.events()[-1] == ("Utility.DispatchedAs", "Ok")
    assert (chain.free(666), chain.free(777)) == (0, 10)
    with chain.fails("BadOrigin"):
        chain.by(1, made)


def test_dispatch_as_succeeds_whatever_becomes_of_the_call(chain: Chain):
    chain.call(Utility.dispatch_as(Signed(account(777)), Timestamp.set(0)), ROOT)
    assert chain.events() == [("Utility.DispatchedAs", "BadOrigin")]


def test_dispatch_as_fallible_fails_as_its_call(chain: Chain):
    with chain.fails("BadOrigin", PostInfo()):
        chain.call(Utility.dispatch_as_fallible(Signed(account(777)), Timestamp.set(0)), ROOT)
    with chain.fails("Other", PostInfo()):
        chain.call(Utility.dispatch_as_fallible(Signed(account(1)), BAD), ROOT)
    assert chain.events() == []


def test_dispatch_as_passes_filters_but_its_calls_do_not(chain: Chain):
    made = Utility.dispatch_as(Signed(account(1)), Utility.batch([KEEP_ALIVE]))
    chain.call(made, ROOT)
    assert chain.events() == [
        ("Utility.BatchInterrupted", 0, "System.CallFiltered"),
        ("Utility.DispatchedAs", "Ok"),
    ]


# if_else


def test_if_else_by_root(chain: Chain):
    main = Balances.force_transfer(to(1), to(2), 11)
    chain.call(Utility.if_else(main, SET_STORAGE), ROOT)
    assert chain.state.get(b"a") == b"a"
    assert chain.events() == [("Utility.IfElseFallbackCalled", "Token.FundsUnavailable")]


def test_if_else_by_signer(chain: Chain):
    made = Utility.if_else(transfer(2, 11), transfer(2, 5))
    post = chain.by(1, made)
    assert (chain.free(1), chain.free(2)) == (5, 15)
    assert post == PostInfo(declared(chain, made))
    assert chain.events()[-1] == ("Utility.IfElseFallbackCalled", "Token.FundsUnavailable")


def test_if_else_without_need_of_the_fallback(chain: Chain):
    main = transfer(2, 9)
    post = chain.by(1, Utility.if_else(main, transfer(2, 1)))
    assert post == PostInfo(weights.IF_ELSE + declared(chain, main))
    assert (chain.free(1), chain.free(2)) == (1, 19)
    assert chain.events()[-1] == ("Utility.IfElseMainSuccess",)


def test_if_else_with_a_failing_fallback(chain: Chain):
    made = Utility.if_else(BAD, transfer(2, 11))
    spent = weights.IF_ELSE + END + declared(chain, transfer(2, 11))
    with chain.fails("Token.FundsUnavailable", PostInfo(spent)):
        chain.by(1, made)
    assert (chain.free(1), chain.free(2)) == (10, 10)
    assert chain.events() == []


def test_if_else_in_if_else(chain: Chain):
    main = Utility.if_else(transfer(2, 11), transfer(2, 5))
    chain.by(1, Utility.if_else(main, transfer(2, 7)))
    assert (chain.free(1), chain.free(2)) == (5, 15)
    assert names(chain.events()) == [
        "Balances.Transfer",
        "Utility.IfElseFallbackCalled",
        "Utility.IfElseMainSuccess",
    ]


def test_nobody_has_no_fallback(chain: Chain):
    with chain.fails("BadOrigin"):
        chain.call(Utility.if_else(System.remark(b""), System.remark(b"")), NOBODY)


# Costs of nested calls


def test_the_class_is_normal_whatever_the_calls_are(chain: Chain):
    operational = System.set_heap_pages(1)
    info = chain.runtime.dispatch_info
    for made in (
        Utility.batch([operational]),
        Utility.batch_all([operational]),
        Utility.force_batch([operational]),
        Utility.as_derivative(0, operational),
        Utility.dispatch_as(Signed(account(1)), operational),
        Utility.if_else(operational, operational),
    ):
        assert info(made).class_ is DispatchClass.Normal


def test_guards_count_for_every_call():
    chain = Chain({1: 10**9}, rules=Rules(ed=1))
    bare = Chain({1: 10**9}, rules=Rules(ed=1, guarded=False))
    guard = Weight(67_583_000, 4198)
    made = Utility.batch([transfer(2, 1), Utility.if_else(transfer(2, 1), transfer(2, 1))])
    assert declared(chain, made) == declared(bare, made) + guard * 5


def test_deeply_nested_costs_are_added_up_once(chain: Chain):
    made = System.remark(b"")
    for _ in range(60):
        made = Utility.batch([made, made])
    assert declared(chain, made) == Weight(U64_MAX, U64_MAX)


# The filter of the reference's runtime, by its tests of batches

NESTED = [
    (Utility.batch([transfer(1, 1), Utility.batch([transfer(1, 1)])]), False),
    (Utility.batch([transfer(1, 1)]), True),
    (Utility.batch([Utility.force_batch([])]), False),
    (Utility.batch_all([Utility.batch([])]), False),
    (Utility.force_batch([Utility.batch_all([])]), False),
    (Utility.batch([Utility.if_else(Utility.batch([]), Utility.batch([]))]), True),
    (Utility.batch([Utility.as_derivative(0, Utility.batch([]))]), True),
    (Utility.if_else(Utility.batch([]), Utility.batch([])), True),
    (transfer(1, 1), True),
]


@pytest.mark.parametrize(("made", "passes"), NESTED)
def test_no_nested_batches(made: Call, passes: bool):
    assert no_nested_batches(made) is passes


def test_batches_of_transfers():
    chain = Chain({1: 8 * 10**9, 2: 10**9, 3: 10**9})
    chain.by(1, Utility.batch([transfer(2, 10**9), transfer(3, 10**9)]))
    assert [chain.free(who) for who in (1, 2, 3)] == [6 * 10**9, 2 * 10**9, 2 * 10**9]


def test_a_nested_batch_does_not_start():
    chain = Chain({1: 10**9, 2: 10**9})
    done = chain.sign(1, Utility.batch([transfer(2, 5), Utility.batch([transfer(2, 5)])]))
    assert done.outcome.error is not None
    assert chain.name_of(done.outcome.error) == "System.CallFiltered"
    assert done.outcome.post == PostInfo()
    chain.call(Utility.batch([Utility.batch([SET_STORAGE])]), ROOT)
    assert chain.state.get(b"a") == b"a"
