"""Reserved funds, with and without names, by the facts of FRAME's own tests."""

import pytest

from pallets.balances.types import MAX_BALANCE, BalanceStatus, ReserveData
from pallets.system.accounts import AccountData
from tests.pallets.balances.world import World, account, fails, outcome

ONE, TWO, THREE = account(1), account(2), account(3)
FREE, RESERVED = BalanceStatus.Free, BalanceStatus.Reserved
FOO, BAR, BAZ = b"foo_____", b"bar_____", b"baz_____"


def test_reserve_and_unreserve():
    world = World.endowed({1: 111}, ed=1)
    world.reserves.reserve(ONE, 69)
    assert world.funds(1) == (42, 69, 0) and world.references(1) == (1, 1)
    assert world.reserves.unreserve(ONE, 69) == 0
    assert world.funds(1) == (111, 0, 0) and world.references(1) == (1, 0)
    world.reserves.reserve(ONE, 110)
    assert world.reserves.unreserve(ONE, 41) == 0
    assert world.funds(1) == (42, 69, 0)
    assert world.reserves.unreserve(ONE, 0) == 0


def test_a_reserve_that_is_not_there_is_not_freed():
    world = World.endowed({1: 42}, ed=1)
    world.put(1, AccountData(42, 69))
    assert world.reserves.unreserve(ONE, 100) == 31
    assert world.funds(1) == (111, 0, 0)


def test_the_existential_deposit_stays_free():
    world = World.endowed({1: 101}, ed=100)
    world.reserves.reserve(ONE, 1)
    assert world.funds(1) == (100, 1, 0)
    with fails("ConsumerRemaining"):
        world.reserves.reserve(ONE, 1)
    assert world.references(1) == (1, 1)


def test_reserve_succeeds_where_can_reserve_says_so():
    world = World.endowed({1: 1, 2: 2}, ed=1)
    assert not world.reserves.can_reserve(ONE, 1)
    with fails("ConsumerRemaining"):
        world.reserves.reserve(ONE, 1)
    assert world.reserves.can_reserve(TWO, 1)
    world.reserves.reserve(TWO, 1)
    assert world.reserves.can_reserve(ONE, 0) and not world.reserves.can_reserve(ONE, 5)


def test_what_is_frozen_stays_free():
    world = World.endowed({1: 1000})
    world.put(1, AccountData(1000, 0, 800))
    assert world.reserves.can_reserve(ONE, 200) and not world.reserves.can_reserve(ONE, 201)
    with fails("LiquidityRestrictions"):
        world.reserves.reserve(ONE, 201)
    world.reserves.reserve(ONE, 200)


def test_a_reserve_does_not_overflow():
    world = World.endowed({1: 1000})
    world.put(1, AccountData(1000, MAX_BALANCE))
    with fails("Arithmetic.Overflow"):
        world.reserves.reserve(ONE, 1)


def test_a_reserve_keeps_dust_and_the_nonce():
    world = World.monied(256)
    world.accounts.set_nonce(TWO, 1)
    world.accounts.inc_providers(TWO)
    world.reserves.reserve(TWO, 256 * 19 + 1)
    assert world.references(2) == (1, 1)
    assert (world.free(2), world.total(2), world.info(2).nonce) == (255, 256 * 20, 1)
    assert world.reserves.slash_reserved(TWO, 256 * 19 + 1)[1] == 0
    world.accounts.dec_providers(TWO)
    assert (world.references(2), world.info(2).nonce, world.total(2)) == ((0, 0), 0, 0)


@pytest.mark.parametrize(
    ("endowed", "reserved", "slash", "result", "funds"),
    [(112, 111, 42, (42, 0), (1, 69)), (111, 42, 69, (42, 27), (69, 0))],
)
def test_slash_reserved(endowed, reserved, slash, result, funds):
    world = World.endowed({1: endowed}, ed=1)
    world.reserves.reserve(ONE, reserved)
    slashed, rest = world.reserves.slash_reserved(ONE, slash)
    assert (slashed.amount, rest) == result
    world.currency.drop(slashed)
    assert (*world.funds(1)[:2], world.issuance) == (*funds, sum(funds))


@pytest.mark.parametrize(
    ("reserve", "slash", "result", "consumers"),
    [(900, 800, (800, 0), 1), (900, 900, (900, 0), 0), (800, 900, (800, 100), 0)],
)
def test_slash_reserved_and_consumers(reserve, slash, result, consumers):
    world = World.endowed({1: 1000}, ed=100)
    world.reserves.reserve(ONE, reserve)
    assert outcome(lambda: world.reserves.slash_reserved(ONE, slash)) == result
    assert world.references(1) == (1, consumers)
    assert outcome(lambda: world.reserves.slash_reserved(ONE, 0)) == (0, 0)


@pytest.mark.parametrize(
    ("status", "one", "two"), [(FREE, (1, 69), (42, 0)), (RESERVED, (1, 69), (1, 41))]
)
def test_repatriate_reserved(status, one, two):
    world = World.endowed({1: 111, 2: 1}, ed=1)
    world.reserves.reserve(ONE, 110)
    world.take_events()
    assert world.reserves.repatriate_reserved(ONE, TWO, 41, status) == 0
    assert (world.funds(1)[:2], world.funds(2)[:2]) == (one, two)
    assert world.take_events() == [("ReserveRepatriated", 1, 2, 41, status)]


def test_repatriate_reserved_to_oneself():
    world = World.endowed({1: 110}, ed=1)
    world.reserves.reserve(ONE, 50)
    world.take_events()
    assert world.reserves.repatriate_reserved(ONE, ONE, 60, RESERVED) == 10
    assert world.take_events() == []
    assert world.reserves.repatriate_reserved(ONE, ONE, 50, FREE) == 0
    assert world.funds(1) == (110, 0, 0)
    world.reserves.reserve(ONE, 50)
    assert world.reserves.repatriate_reserved(ONE, ONE, 60, FREE) == 10
    assert world.funds(1) == (110, 0, 0)


def test_repatriate_reserved_at_its_limits():
    world = World.endowed({1: 110, 2: 1, 3: 5}, ed=1)
    world.reserves.reserve(ONE, 41)
    with fails("DeadAccount"):
        world.reserves.repatriate_reserved(ONE, account(9), 42, FREE)
    assert world.reserves.repatriate_reserved(ONE, TWO, 0, FREE) == 0
    assert world.reserves.repatriate_reserved(ONE, TWO, 69, FREE) == 28
    assert (world.funds(1), world.free(2)) == ((69, 0, 0), 42)
    world.take_events()
    assert world.reserves.repatriate_reserved(ONE, TWO, 3, FREE) == 3
    assert world.take_events() == [("ReserveRepatriated", 1, 2, 0, FREE)]


@pytest.mark.parametrize(
    ("status", "full"), [(FREE, (MAX_BALANCE, 0)), (RESERVED, (5, MAX_BALANCE))]
)
def test_repatriate_reserved_does_not_overflow(status, full):
    world = World.endowed({1: 110, 2: 5}, ed=1)
    world.reserves.reserve(ONE, 41)
    world.put(2, AccountData(*full))
    with fails("Arithmetic.Overflow"):
        world.reserves.repatriate_reserved(ONE, TWO, 1, status)


def test_what_is_frozen_is_not_repatriated():
    world = World.endowed({1: 110, 2: 1}, ed=1)
    world.reserves.reserve(ONE, 100)
    world.put(1, AccountData(10, 100, 50))
    assert world.reserves.repatriate_reserved(ONE, TWO, 100, FREE) == 40
    assert world.funds(1) == (10, 40, 50)


def test_dust_of_both_accounts_leaves_the_issuance():
    world = World.endowed({1: 1000, 2: 1000})
    world.accounts.inc_providers(ONE)
    world.reserves.reserve(ONE, 700)
    world.take_events()
    assert world.funds(1) == (300, 700, 0)
    assert world.reserves.repatriate_reserved(ONE, TWO, 700, FREE) == 0
    assert world.take_events() == [("DustLost", 1, 300), ("ReserveRepatriated", 1, 2, 700, FREE)]
    assert (world.funds(1), world.free(2), world.issuance) == ((0, 0, 0), 1700, 1700)


def test_named_reserves():
    world = World.endowed({1: 111, 2: 100}, ed=1, max_reserves=2)
    named = world.named

    def under(id, who=ONE):
        return named.reserved_balance_named(id, who)

    with fails("InsufficientBalance"):
        named.reserve_named(FOO, ONE, 112)
    assert world.ledger.reserves[ONE] == []
    named.reserve_named(FOO, ONE, 12)
    assert (world.reserved(1), under(FOO)) == (12, 12)
    named.reserve_named(FOO, ONE, 2)
    assert (world.reserved(1), under(FOO)) == (14, 14)
    named.reserve_named(BAR, ONE, 23)
    assert (world.reserved(1), under(FOO), under(BAR)) == (37, 14, 23)
    assert [reserve.id for reserve in world.ledger.reserves[ONE]] == [BAR, FOO]
    world.reserves.reserve(ONE, 34)
    assert (world.reserved(1), world.free(1)) == (71, 40)
    with fails("TooManyReserves"):
        named.reserve_named(BAZ, ONE, 2)
    named.reserve_named(BAZ, ONE, 0)

    assert named.unreserve_named(FOO, ONE, 10) == 0
    assert (world.reserved(1), under(FOO)) == (61, 4)
    assert named.unreserve_named(FOO, ONE, 5) == 1
    assert (world.reserved(1), under(FOO)) == (57, 0)
    assert named.unreserve_named(BAR, ONE, 3) == 0
    assert (world.reserved(1), under(BAR), world.free(1)) == (54, 20, 57)
    assert named.unreserve_named(FOO, ONE, 3) == 3

    named.reserve_named(FOO, ONE, 10)
    slashed, rest = named.slash_reserved_named(FOO, ONE, 25)
    world.currency.drop(slashed)
    assert (slashed.amount, rest, world.reserved(1), world.total(1)) == (10, 15, 54, 101)
    slashed, rest = named.slash_reserved_named(BAR, ONE, 5)
    world.currency.drop(slashed)
    assert (rest, world.reserved(1), world.total(1), under(BAR)) == (0, 49, 96, 15)

    move = named.repatriate_reserved_named
    assert move(BAR, ONE, TWO, 10, RESERVED) == 0
    assert (under(BAR), under(BAR, TWO), world.reserved(2)) == (5, 10, 10)
    assert move(BAR, TWO, ONE, 11, RESERVED) == 1
    assert (under(BAR), under(BAR, TWO), world.reserved(2)) == (15, 0, 0)
    assert move(BAR, ONE, TWO, 10, FREE) == 0
    assert (under(BAR), under(BAR, TWO), world.free(2)) == (5, 0, 110)

    assert move(BAR, ONE, ONE, 10, RESERVED) == 5
    assert (under(BAR), world.free(1)) == (5, 47)
    assert move(BAR, ONE, ONE, 15, FREE) == 10
    assert (under(BAR), world.free(1)) == (0, 52)
    assert move(BAR, ONE, TWO, 0, FREE) == 0
    assert world.issuance == world.total(1) + world.total(2)


def test_a_full_list_is_found_after_the_funds_have_moved():
    world = World.endowed({1: 100, 2: 100}, ed=1, max_reserves=1)
    world.named.reserve_named(FOO, ONE, 10)
    world.named.reserve_named(BAR, TWO, 10)

    def move():
        return world.named.repatriate_reserved_named(FOO, ONE, TWO, 10, RESERVED)

    stored = world.stored()
    with fails("TooManyReserves"):
        world.in_layer(move)
    assert world.stored() == stored
    with fails("TooManyReserves"):
        move()
    assert world.funds(2) == (90, 20, 0)


def test_a_named_reserve_does_not_overflow():
    world = World.endowed({1: 100}, ed=1)
    world.ledger.reserves[ONE] = [ReserveData(FOO, MAX_BALANCE)]
    with fails("Arithmetic.Overflow"):
        world.named.reserve_named(FOO, ONE, 1)


def test_ensure_reserved_named():
    world = World.endowed({1: 111}, ed=1)
    for amount in (15, 10, 20, 20, 0):
        world.named.ensure_reserved_named(FOO, ONE, amount)
        assert world.named.reserved_balance_named(FOO, ONE) == amount == world.reserved(1)


def test_all_of_a_named_reserve():
    world = World.endowed({1: 111, 2: 10, 3: 10}, ed=1)
    named = world.named
    named.reserve_named(FOO, ONE, 15)
    assert named.unreserve_all_named(FOO, ONE) == 15
    assert (world.funds(1), named.unreserve_all_named(FOO, ONE)) == ((111, 0, 0), 0)
    named.reserve_named(FOO, ONE, 15)
    assert named.slash_all_reserved_named(FOO, ONE).amount == 15
    assert (world.funds(1), named.slash_all_reserved_named(FOO, ONE).amount) == ((96, 0, 0), 0)
    named.reserve_named(FOO, ONE, 15)
    named.repatriate_all_reserved_named(FOO, ONE, TWO, RESERVED)
    assert named.reserved_balance_named(FOO, ONE) == 0
    assert named.reserved_balance_named(FOO, TWO) == 15
    named.repatriate_all_reserved_named(FOO, TWO, THREE, FREE)
    assert (named.reserved_balance_named(FOO, TWO), world.free(3)) == (0, 25)


def test_slash_of_a_named_reserve_is_told_twice():
    world = World.endowed({1: 100}, ed=1)
    world.named.reserve_named(FOO, ONE, 10)
    world.take_events()
    world.named.slash_reserved_named(FOO, ONE, 4)
    assert world.take_events() == [("Slashed", 1, 4), ("Slashed", 1, 4)]
    assert world.named.slash_reserved_named(FOO, ONE, 0)[1] == 0
    assert world.take_events() == []


def test_which_operations_leave_an_empty_list_behind():
    world = World.endowed({1: 100, 2: 100}, ed=1)
    key = world.ledger.reserves.key_of
    named = world.named
    named.unreserve_named(FOO, ONE, 5)
    assert key(ONE) not in world.stored()
    named.slash_reserved_named(FOO, ONE, 5)
    assert world.stored()[key(ONE)] == b"\0"
    named.repatriate_reserved_named(FOO, TWO, ONE, 5, FREE)
    assert world.stored()[key(TWO)] == b"\0"
    named.reserve_named(FOO, ONE, 5)
    named.slash_reserved_named(FOO, ONE, 5)
    assert world.ledger.reserves[ONE] == [ReserveData(FOO, 0)]
    assert named.unreserve_named(FOO, ONE, 1) == 1
    assert key(ONE) not in world.stored()
