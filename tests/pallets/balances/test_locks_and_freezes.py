"""What locks and freezes prevent, alone and together, by the facts of FRAME's own tests."""

import pytest

from pallets.balances.policy import Fortitude, Liveness
from pallets.balances.types import MAX_BALANCE, BalanceLock, FrozenAmount, Reasons, WithdrawReasons
from pallets.system.accounts import AccountData
from tests.pallets.balances.world import (
    FREEZES,
    FreezeBar,
    FreezeFoo,
    World,
    account,
    fails,
    outcome,
)

ONE, TWO = account(1), account(2)
A, B = b"lock__ a", b"lock__ b"
ALL, NONE = WithdrawReasons.ALL, WithdrawReasons(0)
TRANSFER, RESERVE = WithdrawReasons.TRANSFER, WithdrawReasons.RESERVE
PAYMENT = WithdrawReasons.TRANSACTION_PAYMENT
FOO, BAR, BAZ = FREEZES
POLITE, FORCE = Fortitude.POLITE, Fortitude.FORCE


@pytest.mark.parametrize(("amount", "reasons"), [(0, ALL), (MAX_BALANCE, NONE)])
def test_a_lock_without_amount_or_reason_ends(amount, reasons):
    world = World.monied(1)
    world.locks.set_lock(A, ONE, MAX_BALANCE, ALL)
    assert world.references(1) == (1, 1)
    world.locks.set_lock(A, ONE, amount, reasons)
    assert world.references(1) == (1, 0)
    assert world.ledger.locks.key_of(ONE) not in world.stored()
    world.transfer(1, 2, 1)


def test_a_lock_prevents_a_transfer():
    world = World.monied(1)
    world.locks.set_lock(A, ONE, 9, ALL)
    with fails("Token.Frozen"):
        world.transfer(1, 2, 5)


@pytest.mark.parametrize(
    "locks", [[(A, 5)], [(A, MAX_BALANCE), (A, 5)], [(A, 5), (B, 5)]], ids=["one", "new", "two"]
)
def test_what_is_not_locked_is_free(locks):
    world = World.monied(1)
    for id, amount in locks:
        world.locks.set_lock(id, ONE, amount, ALL)
        assert world.references(1) == (1, 1)
    world.transfer(1, 2, 1)
    assert world.frozen(1) == 5


def test_no_locks_at_all():
    world = World.monied(1)
    world.locks.set_lock(A, ONE, MAX_BALANCE, NONE)
    world.locks.set_lock(B, ONE, 0, ALL)
    world.locks.extend_lock(A, ONE, MAX_BALANCE, NONE)
    world.locks.extend_lock(A, ONE, 0, ALL)
    assert world.references(1) == (1, 0)
    world.transfer(1, 2, 1)


def test_a_lock_is_extended():
    world = World.monied(1)
    world.locks.set_lock(A, ONE, 5, ALL)
    for extension, sent in ((0, 6), (2, 6), (8, 3)):
        world.locks.extend_lock(A, ONE, extension, ALL)
        with fails("Token.Frozen"):
            world.transfer(1, 2, sent)
    assert world.ledger.locks[ONE] == [BalanceLock(A, 8, Reasons.All)]
    world.locks.extend_lock(B, ONE, 9, TRANSFER)
    assert [lock.id for lock in world.ledger.locks[ONE]] == [A, B]
    world.locks.set_lock(A, ONE, 1, ALL)
    assert [lock.id for lock in world.ledger.locks[ONE]] == [A, B]


@pytest.mark.parametrize(
    ("first", "second", "reasons"),
    [
        (TRANSFER, RESERVE, Reasons.Misc),
        (PAYMENT, PAYMENT, Reasons.Fee),
        (PAYMENT, TRANSFER, Reasons.All),
        (TRANSFER, ALL, Reasons.All),
        (PAYMENT | RESERVE, PAYMENT | RESERVE, Reasons.All),
        (WithdrawReasons.TIP | WithdrawReasons.FEE, TRANSFER, Reasons.Misc),
    ],
)
def test_reasons_are_joined(first, second, reasons):
    world = World.monied(1)
    world.locks.set_lock(A, ONE, 10, first)
    world.locks.extend_lock(A, ONE, 10, second)
    assert world.ledger.locks[ONE] == [BalanceLock(A, 10, reasons)]
    with fails("Token.Frozen"):
        world.transfer(1, 2, 6)


@pytest.mark.parametrize("reasons", [RESERVE, PAYMENT, TRANSFER, ALL])
def test_every_lock_prevents_everything(reasons):
    world = World.monied(1)
    world.locks.set_lock(A, ONE, 10, reasons)
    with fails("Token.Frozen"):
        world.transfer(1, 2, 1)
    with fails("LiquidityRestrictions"):
        world.reserves.reserve(ONE, 1)
    with fails("LiquidityRestrictions"):
        world.currency.withdraw(ONE, 1, Liveness.ALLOW_DEATH)


def test_how_much_is_locked():
    world = World.monied(1)
    world.locks.set_lock(A, ONE, 10, ALL)
    world.locks.set_lock(B, ONE, 10, ALL)
    world.locks.set_lock(A, TWO, 20, ALL)
    locked = world.locks.balance_locked
    assert [locked(A, ONE), locked(B, ONE), locked(A, TWO), locked(B, TWO)] == [10, 10, 20, 0]
    assert locked(A, account(3)) == 0


def test_there_can_be_more_locks_than_expected():
    world = World.monied(1)
    for number in range(51):
        world.locks.set_lock(number.to_bytes(8, "big"), ONE, 1 + number % 7, ALL)
    assert len(world.ledger.locks[ONE]) == 51
    assert world.frozen(1) == 7


def test_a_lock_on_a_dead_account_stays_without_effect():
    world = World.monied(1)
    dead = account(9)
    world.locks.set_lock(A, dead, 5, ALL)
    assert world.take_events() == [("Locked", 9, 5)]
    assert (world.exists(9), world.locks.balance_locked(A, dead)) == (False, 5)
    world.locks.remove_lock(A, dead)
    assert world.take_events() == [("Endowed", 9, 0)]


def test_freezes_and_locks_overlap():
    world = World.monied(1)
    steps = [
        (lambda: world.freezes.set_freeze(FOO, ONE, 4), 4),
        (lambda: world.locks.set_lock(A, ONE, 5, ALL), 5),
        (lambda: world.freezes.set_freeze(FOO, ONE, 6), 6),
        (lambda: world.freezes.set_freeze(FOO, ONE, 4), 5),
        (lambda: world.locks.set_lock(A, ONE, 3, ALL), 4),
        (lambda: world.locks.set_lock(A, ONE, 5, ALL), 5),
        (lambda: world.locks.remove_lock(A, ONE), 4),
        (lambda: world.freezes.set_freeze(FOO, ONE, 0), 0),
    ]
    for step, frozen in steps:
        step()
        assert world.frozen(1) == frozen
        assert world.references(1) == (1, 1 if frozen else 0)


@pytest.mark.parametrize(
    "freezes", [[(FOO, 5)], [(FOO, MAX_BALANCE), (FOO, 5)], [(FOO, 5), (BAR, 5)]]
)
def test_what_is_not_frozen_can_be_sent(freezes):
    world = World.monied(1)
    for reason, amount in freezes:
        world.freezes.set_freeze(reason, ONE, amount)
    assert world.references(1) == (1, 1)
    world.transfer(1, 2, 5)
    with fails("Token.Frozen"):
        world.transfer(1, 2, 1)


@pytest.mark.parametrize("end", ["thaw", "nothing", "decrease"])
def test_a_freeze_ends(end):
    world = World.monied(1)
    world.freezes.set_freeze(FOO, ONE, MAX_BALANCE)
    if end == "thaw":
        world.freezes.thaw(FOO, ONE)
    elif end == "nothing":
        world.freezes.set_freeze(FOO, ONE, 0)
    else:
        world.freezes.decrease_frozen(FOO, ONE, MAX_BALANCE)
    assert (world.references(1), world.frozen(1)) == ((1, 0), 0)
    assert world.ledger.freezes.key_of(ONE) not in world.stored()
    world.transfer(1, 2, 10)


def test_a_freeze_is_extended():
    world = World.monied(1)
    world.freezes.set_freeze(FOO, ONE, 5)
    for extension, frozen in ((10, 10), (7, 10), (0, 10)):
        world.freezes.extend_freeze(FOO, ONE, extension)
        assert world.freezes.balance_frozen(FOO, ONE) == world.frozen(1) == frozen
    with fails("Token.Frozen"):
        world.transfer(1, 2, 1)
    assert world.ledger.freezes[ONE] == [FrozenAmount(FreezeFoo(), 10)]


def test_there_is_a_limit_to_freezes():
    world = World.monied(1, max_freezes=3)
    for reason in FREEZES[:2]:
        world.freezes.set_freeze(reason, ONE, 1)
    assert world.freezes.can_freeze(BAZ, ONE)
    small = World(ed=1, max_freezes=1)
    small.mint(1, 10)
    small.freezes.set_freeze(FOO, ONE, 1)
    assert small.freezes.can_freeze(FOO, ONE) and not small.freezes.can_freeze(BAR, ONE)
    small.freezes.set_freeze(FOO, ONE, 2)
    for freeze in (small.freezes.set_freeze, small.freezes.extend_freeze):
        with fails("TooManyFreezes"):
            freeze(FreezeBar(), ONE, 1)


def test_polite_freezes_stay_within_what_there_is():
    world = World.monied(1)
    world.reserves.reserve(ONE, 4)
    for polite in (world.freezes.set_frozen, world.freezes.ensure_frozen):
        with fails("Token.FundsUnavailable"):
            polite(FOO, ONE, 11, POLITE)
    world.freezes.set_frozen(FOO, ONE, 10, POLITE)
    world.freezes.ensure_frozen(FOO, ONE, 3, POLITE)
    assert world.frozen(1) == 10
    world.freezes.set_frozen(FOO, ONE, 11, FORCE)
    world.freezes.ensure_frozen(FOO, ONE, 12, FORCE)
    assert world.frozen(1) == 12


def test_freezes_grow_and_shrink():
    world = World.monied(1)
    world.freezes.increase_frozen(FOO, ONE, 4)
    world.freezes.increase_frozen(FOO, ONE, 4)
    assert world.frozen(1) == 8
    with fails("Token.FundsUnavailable"):
        world.freezes.increase_frozen(FOO, ONE, 4)
    with fails("Arithmetic.Overflow"):
        world.freezes.increase_frozen(FOO, ONE, MAX_BALANCE)
    with fails("Arithmetic.Underflow"):
        world.freezes.decrease_frozen(FOO, ONE, 9)
    world.freezes.decrease_frozen(FOO, ONE, 2)
    assert world.frozen(1) == 6


def test_a_freeze_needs_room_for_a_consumer():
    world = World.monied(1)
    for _ in range(16):
        world.accounts.inc_consumers(ONE)
    stored = world.stored()
    with fails("TooManyConsumers"):
        world.freezes.set_freeze(FOO, ONE, 5)
    with fails("NoProviders"):
        world.freezes.set_freeze(FOO, account(9), 5)
    assert world.stored() == stored
    world.locks.set_lock(A, ONE, 5, ALL)  # which fails nowhere, and has no effect
    assert (world.frozen(1), world.locks.balance_locked(A, ONE)) == (0, 5)


def test_a_thaw_of_a_dead_account_is_told_as_an_endowment():
    world = World.monied(1)
    stored = world.stored()
    world.freezes.thaw(FOO, account(9))
    assert world.take_events() == [("Endowed", 9, 0)]
    assert world.stored() == stored


def test_freezes_of_the_dead_come_back_without_effect():
    world = World.endowed({1: 1000})
    world.accounts.inc_providers(ONE)
    world.freezes.set_freeze(FOO, ONE, 400)
    assert outcome(lambda: world.currency.slash(ONE, 900)) == (900, 0)
    assert world.funds(1) == (0, 0, 0)
    assert world.references(1) == (1, 1)  # the consumer is not given back
    assert world.freezes.balance_frozen(FOO, ONE) == 400


def test_funds_are_not_lost_while_they_are_reserved():
    world = World.endowed({1: 1000})
    world.put(1, AccountData(1000, 0, 0))
    world.accounts.inc_providers(ONE)
    world.reserves.reserve(ONE, 900)
    world.freezes.set_freeze(FOO, ONE, 1)
    world.freezes.thaw(FOO, ONE)
    assert (world.funds(1), world.references(1)) == ((100, 900, 0), (1, 1))
