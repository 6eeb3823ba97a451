"""The calls, by the facts of FRAME's own tests of them."""

import pytest

from pallets.balances import Balances
from pallets.balances.types import MAX_BALANCE, AdjustmentDirection
from pallets.system.accounts import AccountData
from runtime.addresses import Address20, Address32, Index, Raw
from runtime.origin import NOBODY, ROOT
from runtime.weights import Pays, Weight
from tests.pallets.balances.world import HoldFoo, World, account, by, fails, outcome, to

INCREASE, DECREASE = AdjustmentDirection.Increase, AdjustmentDirection.Decrease


def test_a_transfer_below_the_existential_deposit_makes_no_account():
    world = World.monied(10)
    with fails("Token.BelowMinimum"):
        world.transfer(1, 5, 9)
    assert world.total(1) == 100 and not world.exists(5)


def test_an_account_left_with_dust_dies_with_its_nonce():
    world = World.monied(100)
    world.accounts.set_nonce(account(2), 1)
    world.transfer(2, 5, 1901)
    assert (world.total(2), world.total(5), world.info(2).nonce) == (0, 1901, 0)


def test_transfer():
    world = World(ed=1)
    world.mint(1, 111)
    world.transfer(1, 2, 69)
    assert (world.free(1), world.free(2)) == (42, 69)


def test_force_transfer_is_for_root():
    world = World(ed=1)
    world.mint(1, 111)
    forced = Balances.force_transfer(to(1), to(2), 69)
    with fails("BadOrigin"):
        world.call(forced, by(2))
    world.call(forced)
    assert (world.free(1), world.free(2)) == (42, 69)


def test_what_is_on_hold_is_not_transferred():
    world = World(ed=1)
    world.mint(1, 111)
    world.holds.hold(HoldFoo(), account(1), 69)
    with fails("Token.FundsUnavailable"):
        world.transfer(1, 2, 69)


def test_keep_alive_leaves_the_existential_deposit():
    world = World(ed=1)
    world.mint(1, 100)
    with fails("Token.NotExpendable"):
        world.call(Balances.transfer_keep_alive(to(2), 100), by(1))
    assert (world.total(1), world.total(2)) == (100, 0)


def test_keep_alive_may_take_all_but_the_existential_deposit_beside_a_hold():
    world = World(ed=100)
    world.mint(1, 300)
    world.holds.hold(HoldFoo(), account(1), 100)
    world.call(Balances.transfer_keep_alive(to(2), 100), by(1))
    assert (world.total(1), world.total(2)) == (200, 100)


@pytest.mark.parametrize(
    ("minted", "held", "keep_alive", "left", "moved"),
    [
        (200, 0, False, 0, 200),
        (200, 0, True, 100, 100),
        (210, 10, False, 110, 100),
        (210, 10, True, 110, 100),
    ],
)
def test_transfer_all(minted, held, keep_alive, left, moved):
    world = World(ed=100)
    world.mint(1, minted)
    world.holds.hold(HoldFoo(), account(1), held)
    world.call(Balances.transfer_all(to(2), keep_alive), by(1))
    assert (world.total(1), world.total(2)) == (left, moved)


def test_a_balance_set_to_nothing_kills_only_what_nothing_relies_on():
    world = World(ed=1)
    world.mint(1, 111)
    world.accounts.inc_consumers(account(1))
    with fails("ConsumerRemaining"):
        world.call(Balances.force_set_balance(to(1), 0))
    assert world.free(1) == 111


def test_a_balance_that_is_set_is_issued():
    world = World.monied(1)
    world.call(Balances.force_set_balance(to(137), 69))
    assert (world.issuance, world.free(137)) == (110 + 69, 69)


def test_less_than_the_existential_deposit_is_set_to_nothing():
    world = World.endowed({1: 1000})
    world.call(Balances.force_set_balance(to(1), 499))
    assert (world.issuance, world.exists(1)) == (0, False)
    with fails("BadOrigin"):
        world.call(Balances.force_set_balance(to(1), 1000), by(1))


def test_upgrade_brings_references():
    world = World(ed=1)
    world.accounts.inc_providers(account(7))
    world.put(7, AccountData(5, 5, 0, 0))
    world.ledger.total_issuance.set(10)
    assert world.references(7) == (1, 0)
    post = world.call(Balances.upgrade_accounts([account(7)]), by(1))
    assert post.pays_fee is Pays.No and post.actual_weight is None
    assert world.info(7).data == AccountData(5, 5, 0)
    assert world.references(7) == (1, 1)
    assert world.take_events()[-1] == ("Upgraded", 7)
    world.reserves.unreserve(account(7), 5)
    world.transfer(7, 1, 10)
    assert (world.total(7), world.references(7)) == (0, (0, 0))


@pytest.mark.parametrize(
    ("old", "listed", "pays"),
    [
        (0, [], Pays.Yes),
        (9, range(10), Pays.No),
        (8, range(10), Pays.Yes),
        (1, [0, 0], Pays.Yes),  # who is named twice is upgraded once
        (8, range(9), Pays.Yes),
        (10, range(11), Pays.No),
    ],
)
def test_an_upgrade_is_free_from_nine_in_ten(old, listed, pays):
    world = World(ed=1)
    for who in range(old):
        world.accounts.inc_providers(account(who))
        world.put(who, AccountData(5, 0, 0, 0))
    post = world.call(Balances.upgrade_accounts([account(who) for who in listed]), by(1))
    assert post.pays_fee is pays
    assert len(world.take_events()) == old * 2  # NewAccount and Upgraded


def test_an_upgraded_account_without_providers_gets_one_and_the_existential_deposit():
    world = World()
    world.accounts.inc_sufficients(account(7))
    world.put(7, AccountData(5, 5, 0, 0))
    assert world.ledger.ensure_upgraded(account(7))
    assert world.funds(7) == (500, 5, 0)
    assert world.references(7) == (1, 1)
    assert not world.ledger.ensure_upgraded(account(7))


def test_an_upgraded_account_with_frozen_funds_has_its_consumer():
    world = World.endowed({1: 1000})
    world.accounts.inc_consumers(account(1))
    world.put(1, AccountData(900, 100, 50, 0))
    assert world.ledger.ensure_upgraded(account(1))
    assert world.references(1) == (1, 1)


def test_an_account_that_does_not_exist_is_not_upgraded():
    world = World()
    before = world.stored()
    assert not world.ledger.ensure_upgraded(account(7))
    assert world.stored() == before


@pytest.mark.parametrize(
    ("issuance", "direction", "delta", "result"),
    [
        (64, INCREASE, 32, 96),
        (96, DECREASE, 32, 64),
        (64, INCREASE, MAX_BALANCE, MAX_BALANCE),
        (MAX_BALANCE, INCREASE, 123, MAX_BALANCE),
        (64, DECREASE, MAX_BALANCE, 0),
        (0, DECREASE, 123, 0),
    ],
)
def test_force_adjust_total_issuance(issuance, direction, delta, result):
    world = World.endowed({1337: 64}, ed=1)
    world.ledger.total_issuance.set(issuance)
    world.call(Balances.force_adjust_total_issuance(direction, delta))
    assert world.issuance == result
    assert world.take_events() == [("TotalIssuanceForced", issuance, result)]


@pytest.mark.parametrize("direction", AdjustmentDirection)
def test_an_adjustment_is_roots_and_not_by_nothing(direction):
    world = World.endowed({1: 64}, ed=1)
    with fails("BadOrigin"):
        world.call(Balances.force_adjust_total_issuance(direction, 0), by(1))
    with fails("DeltaZero"):
        world.call(Balances.force_adjust_total_issuance(direction, 0))


def test_the_issuance_is_not_adjusted_below_what_is_deactivated():
    world = World.endowed({1337: 64}, ed=1)
    world.unbalanced.deactivate(16)
    seen = []
    for direction, delta in ((DECREASE, 40), (DECREASE, 8), (DECREASE, 1), (INCREASE, 10)):
        adjusted = Balances.force_adjust_total_issuance(direction, delta)
        failure = outcome(lambda adjusted=adjusted: world.call(adjusted) and None)
        seen.append((failure, world.issuance, world.ledger.active_issuance()))
    assert seen == [
        (None, 24, 8),
        (None, 16, 0),
        ("IssuanceDeactivated", 16, 0),
        (None, 26, 10),
    ]


def test_burn():
    world = World(ed=1)
    world.mint(1, 37)
    world.take_events()

    def burned(value, keep):
        return outcome(lambda: world.call(Balances.burn(value, keep), by(1)) and 0)

    assert burned(38, False) == "Token.FundsUnavailable"
    assert burned(1, False) == 0
    assert world.take_events() == [("Burned", 1, 1)] and world.issuance == 36
    assert burned(36, True) == burned(38, True) == "Token.FundsUnavailable"
    assert burned(0, True) == 0
    assert world.take_events() == [("Burned", 1, 0)]
    assert burned(36, False) == 0
    assert world.take_events()[-1] == ("Burned", 1, 36)
    assert (world.total(1), world.issuance) == (0, 0)


def test_force_unreserve_never_fails():
    world = World.monied(1)
    world.reserves.reserve(account(1), 5)
    with fails("BadOrigin"):
        world.call(Balances.force_unreserve(to(1), 3), by(1))
    world.call(Balances.force_unreserve(to(1), 3))
    assert world.funds(1) == (8, 2, 0)
    world.call(Balances.force_unreserve(to(1), 3))
    assert world.funds(1) == (10, 0, 0)
    world.call(Balances.force_unreserve(to(99), 3))


@pytest.mark.parametrize(
    "address", [Index(None), Raw(b"1"), Address32(account(1)), Address20(bytes(20))]
)
def test_only_ids_are_accounts(address):
    world = World.monied(1)
    signed_calls = [
        Balances.transfer_allow_death(address, 1),
        Balances.transfer_keep_alive(address, 1),
        Balances.transfer_all(address, False),
    ]
    for made in signed_calls:
        with fails("CannotLookup"):
            world.call(made, by(1))
    roots_calls = [
        Balances.force_transfer(address, to(1), 1),
        Balances.force_transfer(to(1), address, 1),
        Balances.force_unreserve(address, 1),
        Balances.force_set_balance(address, 1),
    ]
    for made in roots_calls:
        with fails("CannotLookup"):
            world.call(made)
        with fails("BadOrigin"):
            world.call(made, by(1))


@pytest.mark.parametrize(
    "made",
    [
        Balances.transfer_allow_death(Raw(b""), 1),
        Balances.transfer_keep_alive(Raw(b""), 1),
        Balances.transfer_all(Raw(b""), True),
        Balances.upgrade_accounts([]),
        Balances.burn(1, True),
    ],
    ids=lambda made: made.declaration.name,
)
@pytest.mark.parametrize("origin", [ROOT, NOBODY], ids=["root", "nobody"])
def test_who_must_sign(made, origin):
    with fails("BadOrigin"):
        World.monied(1).call(made, origin)


def test_a_transfer_of_too_much_does_not_overflow():
    world = World.endowed({1: MAX_BALANCE - 1, 2: 1}, ed=1)
    world.put(1, AccountData(MAX_BALANCE))
    with fails("Arithmetic.Overflow"):
        world.transfer(1, 2, MAX_BALANCE)
    assert (world.free(1), world.free(2)) == (MAX_BALANCE, 1)


def test_more_than_is_issued_is_not_transferred():
    world = World.monied(1)
    world.ledger.total_issuance.set(4)
    with fails("Arithmetic.Underflow"):
        world.transfer(1, 2, 5)


WEIGHTS = {  # reference time and proof size before database accesses, reads, writes
    "transfer_allow_death": (Balances.transfer_allow_death(to(1), 1), 48_834_000, 3593, 1, 1),
    "force_transfer": (Balances.force_transfer(to(1), to(2), 1), 49_519_000, 6196, 2, 2),
    "transfer_keep_alive": (Balances.transfer_keep_alive(to(1), 1), 39_051_000, 3593, 1, 1),
    "transfer_all": (Balances.transfer_all(to(1), True), 48_209_000, 3593, 1, 1),
    "force_unreserve": (Balances.force_unreserve(to(1), 1), 15_515_000, 3593, 1, 1),
    "upgrade none": (Balances.upgrade_accounts([]), 14_674_000, 990, 0, 0),
    "upgrade two": (
        Balances.upgrade_accounts([account(1), account(2)]),
        14_674_000 + 2 * 14_648_188,
        990 + 2 * 2603,
        2,
        2,
    ),
    "force_set_balance": (Balances.force_set_balance(to(1), 1), 19_206_000, 3593, 1, 1),
    "adjust": (Balances.force_adjust_total_issuance(INCREASE, 1), 5_351_000, 0, 0, 0),
    "burn, keep alive": (Balances.burn(1, True), 30_219_000, 0, 0, 0),
    "burn, allow death": (Balances.burn(1, False), 20_720_000, 0, 0, 0),
}


@pytest.mark.parametrize(
    ("made", "time", "proof", "reads", "writes"), WEIGHTS.values(), ids=WEIGHTS
)
def test_weights(made, time, proof, reads, writes):
    info = World().runtime.dispatch_info(made)
    assert info.weight == Weight(time + reads * 25_000_000 + writes * 100_000_000, proof)
    assert (info.class_.name, info.pays_fee) == ("Normal", Pays.Yes)
