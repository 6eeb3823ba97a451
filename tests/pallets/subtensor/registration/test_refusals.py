"""Who may not register: which check fails first, and that nothing is left of it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pallets.subtensor.registration import Registration
from pallets.subtensor.state import KeyRing
from runtime.call import Call
from runtime.origin import NOBODY, ROOT, Origin
from tests.pallets.subtensor.registration.desk import NETUID, PAYER, Desk
from tests.pallets.subtensor.world import account, fails

HOTKEY = account(1)
OTHER = 222
MISSING = 77
PRICE = 1_000


class Attempt:
    """A registration that succeeds, until something is spoiled."""

    def __init__(self) -> None:
        self.desk = Desk(price=PRICE)
        self.desk.world.endow(PAYER, 10 * PRICE)
        self.netuid, self.hotkey = NETUID, HOTKEY
        self.by: int | Origin = PAYER

    def call(self, how: str = "burned") -> Call:
        if how == "burned":
            return Registration.burned_register(self.netuid, self.hotkey)
        if how == "limit":
            return Registration.register_limit(self.netuid, self.hotkey, PRICE)
        return Registration.register(self.netuid, 0, 0, b"", self.hotkey, account(PAYER))


def no_signature(attempt: Attempt) -> None:
    attempt.by = NOBODY


def root_network(attempt: Attempt) -> None:
    attempt.desk.world.add_network(0)
    attempt.netuid = 0


def missing_subnet(attempt: Attempt) -> None:
    attempt.netuid = MISSING


def price_above_limit(attempt: Attempt) -> None:
    attempt.desk.parameters.burn[attempt.netuid] = PRICE + 1


def switched_off(attempt: Attempt) -> None:
    attempt.desk.parameters.network_registration_allowed[NETUID] = False


def registered_already(attempt: Attempt) -> None:
    attempt.desk.table.append(NETUID, attempt.hotkey, 1)


def too_poor(attempt: Attempt) -> None:
    attempt.by = OTHER
    attempt.desk.world.endow(OTHER, PRICE - 1)


def system_account(attempt: Attempt) -> None:
    attempt.hotkey = attempt.desk.account


def owned_by_another(attempt: Attempt) -> None:
    attempt.desk.world.pallet(KeyRing).owner[attempt.hotkey] = account(111)


def no_places(attempt: Attempt) -> None:
    attempt.desk.hyperparameters.max_allowed_uids[NETUID] = 0


Spoil = Callable[[Attempt], None]
IN_ORDER: list[tuple[Spoil, str]] = [
    (no_signature, "BadOrigin"),
    (root_network, "RegistrationNotPermittedOnRootSubnet"),
    (missing_subnet, "SubnetNotExists"),
    (price_above_limit, "RegistrationPriceLimitExceeded"),
    (switched_off, "SubNetRegistrationDisabled"),
    (registered_already, "HotKeyAlreadyRegisteredInSubNet"),
    (too_poor, "NotEnoughBalanceToStake"),
    (system_account, "CannotUseSystemAccount"),
    (owned_by_another, "NonAssociatedColdKey"),
    (no_places, "NoNeuronIdAvailable"),
]
"""In the order of the checks."""

CASES = [
    (how, place)
    for how in ("burned", "register", "limit")
    for place, (spoil, _) in enumerate(IN_ORDER)
    if how == "limit" or spoil is not price_above_limit
]


@pytest.mark.parametrize(("how", "place"), CASES)
def test_the_first_check_that_fails_decides(how: str, place: int) -> None:
    """Here everything that is checked later fails too."""
    attempt = Attempt()
    if place <= [spoil for spoil, _ in IN_ORDER].index(system_account):
        system_account(attempt)  # before others look at the hotkey
    later = [spoil for spoil, _ in reversed(IN_ORDER[place + 1 :])]
    for spoil in later:
        if spoil not in (missing_subnet, root_network, system_account):
            spoil(attempt)
    IN_ORDER[place][0](attempt)
    before = attempt.desk.world.stored()
    with fails(IN_ORDER[place][1]):
        attempt.desk.world.run(attempt.call(how), by=attempt.by)
    assert attempt.desk.world.stored() == before


@pytest.mark.parametrize(("how", "place"), CASES)
def test_each_check_fails_alone(how: str, place: int) -> None:
    attempt = Attempt()
    spoil, name = IN_ORDER[place]
    spoil(attempt)
    with fails(name):
        attempt.desk.world.run(attempt.call(how), by=attempt.by)


@pytest.mark.parametrize("how", ["burned", "register", "limit"])
def test_without_a_spoiled_thing_all_goes_well(how: str) -> None:
    attempt = Attempt()
    attempt.desk.world.run(attempt.call(how), by=attempt.by)
    assert attempt.desk.hotkeys() == [1]


def test_root_is_nobody_who_pays() -> None:
    attempt = Attempt()
    with fails("BadOrigin"):
        attempt.desk.world.run(attempt.call(), by=ROOT)


def test_a_coldkey_with_one_rao_less_than_the_price() -> None:
    desk = Desk(price=10_000)
    desk.world.endow(PAYER, 9_999)
    with fails("NotEnoughBalanceToStake"):
        desk.register(1)
    assert desk.hotkeys() == []


def test_a_payer_with_nothing_but_the_existential_deposit() -> None:
    """It could be taken, says the first check, but the transfer leaves it."""
    desk = Desk(price=1)
    desk.world.endow(PAYER, 1)
    with fails("InsufficientBalance"):
        desk.register(1)


def test_a_full_subnet_with_nobody_to_replace_costs_nothing() -> None:
    desk = Desk()
    desk.world.endow(PAYER, 10_000)
    desk.hyperparameters.max_allowed_uids[NETUID] = 2
    desk.register(1)
    desk.register(2)
    desk.hyperparameters.immunity_period[NETUID] = 0
    desk.hyperparameters.min_non_immune_uids[NETUID] = 2
    before = desk.world.stored()
    with fails("NoNeuronIdAvailable"):
        desk.register(3)
    assert desk.world.stored() == before


def test_no_place_is_found_out_before_the_payer_is_asked_to_pay() -> None:
    desk = Desk(price=1)
    desk.world.endow(PAYER, 1)
    desk.hyperparameters.max_allowed_uids[NETUID] = 0
    with fails("NoNeuronIdAvailable"):
        desk.register(1)


def test_a_subnet_of_no_places_replaces_nobody() -> None:
    desk = Desk(price=0)
    desk.world.endow(PAYER, 1)
    desk.register(1)
    desk.hyperparameters.immunity_period[NETUID] = 0
    desk.hyperparameters.max_allowed_uids[NETUID] = 0
    with fails("NoNeuronIdAvailable"):
        desk.register(2)


def test_a_pool_without_alpha_sells_none() -> None:
    desk = Desk()
    desk.give_pool()
    desk.world.setup_reserves(NETUID, 10**12, 0)
    desk.world.endow(PAYER, 10_000)
    before = desk.world.stored()
    with fails("ReservesTooLow"):
        desk.register(1)
    assert desk.world.stored() == before
