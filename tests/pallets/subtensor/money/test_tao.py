"""TAO: what moves, what is left behind, and which of the two issuances follow."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pallets.balances import Ledger
from pallets.balances.events import Transfer
from pallets.balances.imbalances import Credit
from pallets.subtensor.money import MAX_ISSUANCE, Tao
from pallets.subtensor.state import Issuance, Subnets
from pallets.system.accounts import Accounts
from tests.pallets.subtensor.world import World, account, fails

ED = 100
A, B = account(1), account(2)
BURNED = b"modlburntnsr".ljust(32, b"\0")
SUBNET = b"modlsubtensr\x05\0".ljust(32, b"\0")


@pytest.fixture
def world() -> World:
    return World(ed=ED)


def issuances(world: World) -> tuple[int, int]:
    """Those of Balances and of SubtensorModule."""
    return world.pallet(Ledger).total_issuance.get(), world.pallet(Issuance).total_issuance.get()


def nothing_changes(world: World, action: Callable[[], object], error: str) -> None:
    before = world.stored()
    with fails(error):
        world.runtime.in_layer(action)
    assert world.stored() == before


# Transfers


@pytest.mark.parametrize(
    ("held", "amount", "left", "dust"),
    [
        (1200, 200, 1000, 0),
        (ED + 200, 200, ED, 0),
        (ED + 199, 200, 0, ED - 1),  # the source dies, and what is left of it is lost
        (ED + 3, ED + 2, 0, 1),
        (ED + 200, ED + 200, 0, 0),
        (500, 0, 500, 0),
    ],
)
def test_a_transfer_moves_all_that_is_asked_and_may_kill_the_source(
    world: World, held: int, amount: int, left: int, dust: int
) -> None:
    world.endow(A, held)
    world.endow(B, ED + 1234)
    ours, theirs = issuances(world)
    world.pallet(Tao).transfer(A, B, amount)
    assert (world.balance(A), world.balance(B)) == (left, ED + 1234 + amount)
    assert issuances(world) == (ours - dust, theirs - dust)
    assert ours == theirs


def test_a_transfer_may_bring_an_account_into_being(world: World) -> None:
    world.endow(A, 1000)
    world.pallet(Tao).transfer(A, B, ED + 2)
    assert world.balance(B) == ED + 2


def test_nothing_can_be_transferred_from_nobody(world: World) -> None:
    tao = world.pallet(Tao)
    tao.transfer(A, B, 0)
    assert (world.balance(A), world.balance(B)) == (0, 0)
    nothing_changes(world, lambda: tao.transfer(A, B, 1), "InsufficientBalance")


def test_one_rao_more_than_can_be_taken_is_too_much(world: World) -> None:
    world.endow(A, 1000)
    tao = world.pallet(Tao)
    assert tao.can_remove_balance(A, 1000) and not tao.can_remove_balance(A, 1001)
    nothing_changes(world, lambda: tao.transfer(A, B, 1001), "InsufficientBalance")
    tao.transfer(A, B, 1000)
    assert world.balance(B) == 1000


def test_an_account_that_others_rely_on_keeps_its_deposit(world: World) -> None:
    world.endow(A, 1000)
    world.pallet(Accounts).inc_consumers(A)
    tao = world.pallet(Tao)
    assert tao.balance_of(A) == 1000 - ED
    nothing_changes(world, lambda: tao.transfer(A, B, 901), "InsufficientBalance")


def test_the_transfer_itself_fails_after_the_balance_was_found_enough(world: World) -> None:
    world.endow(A, 1000)
    tao = world.pallet(Tao)
    nothing_changes(world, lambda: tao.transfer(A, B, ED - 1), "Token.BelowMinimum")


@pytest.mark.parametrize("amount", [0, 10, 1000])
def test_a_transfer_to_oneself_changes_nothing(world: World, amount: int) -> None:
    world.endow(A, 1000)
    world.pallet(Tao).transfer(A, A, amount)
    assert world.balance(A) == 1000


# Transfers of everything


@pytest.mark.parametrize("there", [0, ED + 1000])
def test_all_is_transferred_and_the_source_dies(world: World, there: int) -> None:
    world.endow(A, ED + 200)
    world.endow(B, there)
    world.pallet(Tao).transfer_all(A, B)
    assert (world.balance(A), world.balance(B)) == (0, there + ED + 200)
    ours, theirs = issuances(world)
    assert ours == theirs


def test_to_transfer_all_of_nothing_does_nothing(world: World) -> None:
    before = world.stored()
    world.pallet(Tao).transfer_all(A, B)
    assert world.stored() == before
    assert not world.events(Transfer)


def test_to_transfer_all_to_oneself_changes_nothing(world: World) -> None:
    world.endow(A, 1000)
    world.pallet(Tao).transfer_all(A, A)
    assert world.balance(A) == 1000


# To and from subnets


def test_the_account_of_a_subnet_is_there_while_the_subnet_is_and_root_has_one(
    world: World,
) -> None:
    tao = world.pallet(Tao)
    assert tao.subnet_account(5) is None
    world.pallet(Subnets).networks_added[5] = False  # an entry is enough
    assert tao.subnet_account(5) == SUBNET
    assert tao.subnet_account(0) == b"modlsubtensr\0\0".ljust(32, b"\0")


@pytest.mark.parametrize(
    ("held", "amount", "moved"),
    [(1000, 300, 300), (1000, 900, 900), (1000, 901, 900), (1000, 5000, 900), (ED + 1, 2, 1)],
)
def test_to_a_subnet_goes_what_leaves_the_deposit(
    world: World, held: int, amount: int, moved: int
) -> None:
    world.pallet(Subnets).networks_added[5] = True
    world.endow(A, held)
    world.endow(SUBNET, ED)
    assert world.pallet(Tao).transfer_to_subnet(5, A, amount) == moved
    assert (world.balance(A), world.balance(SUBNET)) == (held - moved, ED + moved)


def test_what_decides_when_tao_cannot_go_to_a_subnet(world: World) -> None:
    tao = world.pallet(Tao)
    assert tao.transfer_to_subnet(5, A, 0) == 0  # even if there is no such subnet
    nothing_changes(world, lambda: tao.transfer_to_subnet(5, A, 1), "SubnetNotExists")
    world.pallet(Subnets).networks_added[5] = True
    nothing_changes(world, lambda: tao.transfer_to_subnet(5, A, 1), "InsufficientBalance")
    world.endow(A, ED)
    nothing_changes(world, lambda: tao.transfer_to_subnet(5, A, 1), "InsufficientBalance")
    world.endow(A, ED)
    nothing_changes(world, lambda: tao.transfer_to_subnet(5, A, 1), "Token.BelowMinimum")


def test_out_of_a_subnet_comes_what_its_account_has(world: World) -> None:
    tao = world.pallet(Tao)
    nothing_changes(world, lambda: tao.transfer_from_subnet(5, A, 0), "SubnetNotExists")
    world.pallet(Subnets).networks_added[5] = True
    world.endow(SUBNET, 1000)
    nothing_changes(world, lambda: tao.transfer_from_subnet(5, A, 1001), "InsufficientBalance")
    tao.transfer_from_subnet(5, A, 950)
    assert (world.balance(SUBNET), world.balance(A)) == (0, 950)
    assert issuances(world) == (950, 950)


# Burning and recycling


@pytest.mark.parametrize("amount", [0, 200, 1000])
def test_burned_tao_is_where_nobody_has_the_key_and_still_issued(world: World, amount: int) -> None:
    world.endow(A, 1000)
    world.pallet(Tao).burn(A, amount)
    assert (world.balance(A), world.balance(BURNED)) == (1000 - amount, amount)
    assert issuances(world) == (1000, 1000)


def test_more_than_there_is_cannot_be_burned(world: World) -> None:
    tao = world.pallet(Tao)
    nothing_changes(world, lambda: tao.burn(A, 1), "InsufficientBalance")


@pytest.mark.parametrize("amount", [0, 1, 900])
def test_recycled_tao_leaves_both_issuances(world: World, amount: int) -> None:
    world.endow(A, 1000)
    world.pallet(Tao).recycle(A, amount)
    assert world.balance(A) == 1000 - amount
    assert issuances(world) == (1000 - amount, 1000 - amount)


@pytest.mark.parametrize("held", [0, ED, 1000])
def test_the_deposit_cannot_be_recycled(world: World, held: int) -> None:
    world.endow(A, held)
    tao = world.pallet(Tao)
    most = max(held - ED, 0)
    assert tao.keep_alive_balance_of(A) == most
    nothing_changes(world, lambda: tao.recycle(A, most + 1), "InsufficientBalance")


def test_our_issuance_does_not_fall_below_zero(world: World) -> None:
    world.endow(A, 1000)
    world.pallet(Issuance).total_issuance.set(5)
    world.pallet(Tao).recycle(A, 100)
    assert issuances(world) == (900, 0)


# Minting


@pytest.mark.parametrize("amount", [0, 123])
def test_minted_tao_is_issued_before_anybody_has_it(world: World, amount: int) -> None:
    assert world.pallet(Tao).mint(amount) == Credit(amount)
    assert issuances(world) == (amount, amount)


def test_balances_say_how_much_may_still_be_minted(world: World) -> None:
    world.endow(A, 1000)
    world.pallet(Issuance).total_issuance.set(7)
    assert world.pallet(Tao).mint(MAX_ISSUANCE) == Credit(MAX_ISSUANCE - 1000)
    assert issuances(world) == (MAX_ISSUANCE, MAX_ISSUANCE - 1000 + 7)
    assert world.pallet(Tao).mint(1) == Credit(0)


def test_a_part_of_a_credit_is_spent_and_the_rest_recycled(world: World) -> None:
    tao = world.pallet(Tao)
    rest = tao.spend(A, tao.mint(1000), 600)
    assert rest == Credit(400)
    assert world.balance(A) == 600
    assert issuances(world) == (1000, 1000)
    tao.recycle_credit(rest)
    assert issuances(world) == (600, 600)


def test_to_recycle_nothing_writes_nothing(world: World) -> None:
    before = world.stored()
    world.pallet(Tao).recycle_credit(Credit(0))
    assert world.stored() == before


def test_a_credit_that_cannot_be_spent_is_left_as_it_was(world: World) -> None:
    tao = world.pallet(Tao)
    credit = tao.mint(1000)
    before = world.stored()
    assert tao.spend(A, credit, 1001) is None
    assert tao.spend(A, credit, ED - 1) is None  # too little for a new account
    assert world.stored() == before


def test_the_issuances_stay_equal_over_all_of_this(world: World) -> None:
    tao = world.pallet(Tao)
    for who in (A, B):
        world.endow(who, 1_000_000 + ED - 1)
    tao.transfer(A, B, 1000)
    tao.burn(A, 1000)
    tao.recycle(A, 1)
    tao.transfer(A, B, tao.balance_of(A) - ED + 1)
    assert issuances(world) == (2_000_000 + 2 * ED - 2 - 1 - (ED - 1),) * 2
