"""The events of each operation, in full and in order."""

import pytest

from pallets.balances import Balances
from pallets.balances.policy import Fortitude, Liveness, Precision, Preservation
from pallets.balances.types import WithdrawReasons
from tests.pallets.balances.world import (
    FreezeBar,
    FreezeFoo,
    HoldFoo,
    World,
    account,
    by,
    fails,
    outcome,
    to,
)

ALL = WithdrawReasons.ALL
A, B = b"lock__ a", b"lock__ b"


def allow_death(world, source, dest, amount):
    world.call(Balances.transfer_allow_death(to(dest), amount), by(source))


def test_transfer_between_live_accounts():
    world = World.endowed({1: 1000, 2: 1000})
    allow_death(world, 1, 2, 500)
    assert world.take_events() == [("Transfer", 1, 2, 500)]


def test_transfer_to_a_new_account():
    world = World.endowed({1: 1000})
    allow_death(world, 1, 2, 500)
    assert world.take_events() == [("NewAccount", 2), ("Endowed", 2, 500), ("Transfer", 1, 2, 500)]


@pytest.mark.parametrize("new", [False, True])
def test_transfer_of_everything(new):
    world = World.endowed({1: 1000} if new else {1: 1000, 2: 500})
    allow_death(world, 1, 2, 1000)
    made = [("NewAccount", 2), ("Endowed", 2, 1000)] if new else []
    assert world.take_events() == [("KilledAccount", 1), *made, ("Transfer", 1, 2, 1000)]


@pytest.mark.parametrize("new", [False, True])
def test_transfer_that_leaves_dust(new):
    world = World.endowed({1: 1000} if new else {1: 1000, 2: 500})
    before = world.issuance
    allow_death(world, 1, 2, 700)
    made = [("NewAccount", 2), ("Endowed", 2, 700)] if new else []
    assert world.take_events() == [
        ("KilledAccount", 1),
        ("DustLost", 1, 300),
        *made,
        ("Transfer", 1, 2, 700),
    ]
    assert world.issuance == before - 300


def test_dust_of_an_account_with_another_provider():
    world = World.endowed({1: 1000, 2: 500})
    world.accounts.inc_providers(account(1))
    allow_death(world, 1, 2, 700)
    assert world.take_events() == [("DustLost", 1, 300), ("Transfer", 1, 2, 700)]
    assert world.exists(1) and world.references(1) == (1, 0)


def test_transfer_to_oneself_does_nothing():
    world = World(ed=100)
    world.create(1, 100)
    assert world.take_events() == [
        ("Deposit", 1, 100),
        ("NewAccount", 1),
        ("Endowed", 1, 100),
        ("Issued", 100),
    ]
    stored = world.stored()
    for amount in range(200):
        failure = outcome(lambda amount=amount: allow_death(world, 1, 1, amount))
        assert (failure is None) == (amount <= 100)
    assert world.take_events() == [] and world.stored() == stored


def test_transfer_of_nothing():
    world = World.endowed({1: 1000})
    stored = world.stored()
    allow_death(world, 1, 2, 0)
    assert world.take_events() == [("Transfer", 1, 2, 0)]
    assert world.stored() == stored
    world.call(Balances.force_transfer(to(7), to(1), 0))
    assert world.take_events() == [("Endowed", 7, 0), ("Transfer", 7, 1, 0)]
    assert world.stored() == stored


def test_force_set_balance():
    world = World()
    world.call(Balances.force_set_balance(to(1), 1000))
    assert world.take_events() == [
        ("NewAccount", 1),
        ("Endowed", 1, 1000),
        ("Issued", 1000),
        ("BalanceSet", 1, 1000),
    ]
    world.call(Balances.force_set_balance(to(1), 1000))
    assert world.take_events() == [("BalanceSet", 1, 1000)]
    world.call(Balances.force_set_balance(to(1), 499))
    assert world.take_events() == [("KilledAccount", 1), ("Rescinded", 1000), ("BalanceSet", 1, 0)]
    world.call(Balances.force_set_balance(to(1), 0))
    assert world.take_events() == [("Endowed", 1, 0), ("BalanceSet", 1, 0)]


def test_burn_that_leaves_dust():
    world = World.endowed({1: 1000})
    world.call(Balances.burn(700, False), by(1))
    assert world.take_events() == [("KilledAccount", 1), ("DustLost", 1, 300), ("Burned", 1, 700)]
    assert world.issuance == 0


def test_mint_and_resolve_into_a_new_account():
    world = World()
    world.fungible.mint_into(account(1), 500)
    assert world.take_events() == [("NewAccount", 1), ("Endowed", 1, 500), ("Minted", 1, 500)]
    world.balanced.resolve(account(2), world.balanced.issue(500))
    assert world.take_events() == [
        ("Issued", 500),
        ("NewAccount", 2),
        ("Endowed", 2, 500),
        ("Deposit", 2, 500),
    ]
    world.fungible.shelve(account(2), 500)
    assert world.take_events() == [("KilledAccount", 2), ("Suspended", 2, 500)]
    world.fungible.restore(account(2), 500)
    assert world.take_events() == [("NewAccount", 2), ("Endowed", 2, 500), ("Restored", 2, 500)]


def test_slash_to_dust():
    world = World(ed=100)
    world.call(Balances.force_set_balance(to(1), 100))
    world.take_events()
    slashed, rest = world.currency.slash(account(1), 1)
    world.currency.drop(slashed)
    assert (slashed.amount, rest) == (1, 0)
    assert world.take_events() == [
        ("KilledAccount", 1),
        ("DustLost", 1, 99),
        ("Slashed", 1, 1),
        ("Rescinded", 1),
    ]
    assert world.issuance == 0


def test_make_free_balance_be_and_slash_of_all():
    world = World(ed=1)
    world.currency.drop(world.currency.make_free_balance_be(account(1), 100))
    assert world.take_events() == [
        ("BalanceSet", 1, 100),
        ("NewAccount", 1),
        ("Endowed", 1, 100),
        ("Issued", 100),
    ]
    world.currency.drop(world.currency.slash(account(1), 100)[0])
    assert world.take_events() == [("KilledAccount", 1), ("Slashed", 1, 100), ("Rescinded", 100)]


def test_fungible_withdraw_to_dust():
    world = World(ed=2)
    world.call(Balances.force_set_balance(to(1), 100))
    world.take_events()
    best, force = Precision.BEST_EFFORT, Fortitude.FORCE
    credit = world.balanced.withdraw(account(1), 98, best, Preservation.PROTECT, force)
    assert (credit.amount, world.take_events()) == (98, [("Withdraw", 1, 98)])
    credit = world.balanced.withdraw(account(1), 1, best, Preservation.EXPENDABLE, force)
    assert credit.amount == 1
    assert world.take_events() == [("KilledAccount", 1), ("DustLost", 1, 1), ("Withdraw", 1, 1)]


def test_currency_withdraw_to_dust():
    world = World.endowed({1: 1000})
    taken = world.currency.withdraw(account(1), 700, Liveness.ALLOW_DEATH)
    world.currency.drop(taken)
    assert world.take_events() == [
        ("Withdraw", 1, 700),
        ("KilledAccount", 1),
        ("DustLost", 1, 300),
        ("Rescinded", 700),
    ]
    assert world.issuance == 0


def test_a_withdrawal_that_fails_late_drops_its_imbalance_unless_a_layer_is_around_it():
    world = World.endowed({1: 1000, 2: 1000})
    world.accounts.inc_consumers(account(1))

    def withdraw():
        return world.currency.withdraw(account(1), 700, Liveness.ALLOW_DEATH)

    with fails("ConsumerRemaining"):
        world.in_layer(withdraw)
    assert (world.take_events(), world.issuance) == ([], 2000)
    with fails("ConsumerRemaining"):
        withdraw()
    assert world.take_events() == [("Withdraw", 1, 700), ("Rescinded", 700)]
    assert (world.free(1), world.issuance) == (1000, 1300)


def test_deposit_into_existing():
    world = World.monied(1)
    world.currency.drop(world.currency.deposit_into_existing(account(1), 10))
    assert world.take_events() == [("Deposit", 1, 10), ("Issued", 10)]
    assert (world.total(1), world.issuance) == (20, 120)


def test_locks():
    world = World(ed=1)
    world.create(1, 100)
    world.take_events()
    steps = [
        (A, 10, [("Locked", 1, 10)]),
        (A, 15, [("Locked", 1, 5)]),
        (B, 20, [("Locked", 1, 5)]),
        (A, 17, []),
        (B, 15, [("Unlocked", 1, 3)]),
        (A, 0, [("Unlocked", 1, 2)]),
        (B, 0, [("Unlocked", 1, 15)]),
    ]
    for id, amount, events in steps:
        world.locks.set_lock(id, account(1), amount, ALL)
        assert world.take_events() == events


def test_freezes():
    world = World(ed=1)
    world.create(1, 100)
    world.take_events()
    foo, bar = FreezeFoo(), FreezeBar()
    steps = [
        (foo, 10, [("Frozen", 1, 10)]),
        (foo, 15, [("Frozen", 1, 5)]),
        (bar, 20, [("Frozen", 1, 5)]),
        (foo, 17, []),
        (bar, 15, [("Thawed", 1, 3)]),
        (foo, 0, [("Thawed", 1, 2)]),
        (bar, 0, [("Thawed", 1, 15)]),
    ]
    for reason, amount, events in steps:
        world.freezes.set_freeze(reason, account(1), amount)
        assert world.take_events() == events


def test_reserve_and_unreserve():
    world = World(ed=1)
    world.create(1, 100)
    world.take_events()
    world.reserves.reserve(account(1), 10)
    assert world.take_events() == [("Reserved", 1, 10)]
    assert world.reserves.unreserve(account(1), 5) == 0
    assert world.take_events() == [("Unreserved", 1, 5)]
    assert world.reserves.unreserve(account(1), 6) == 1
    assert world.take_events() == [("Unreserved", 1, 5)]
    assert world.reserves.unreserve(account(1), 1) == 1
    assert world.take_events() == [("Unreserved", 1, 0)]


def test_holds_have_no_events_of_their_own():
    world = World.endowed({1: 1000})
    reason = HoldFoo()
    world.holds.hold(reason, account(1), 300)
    world.holds.release(reason, account(1), 300, Precision.EXACT)
    assert world.take_events() == []
