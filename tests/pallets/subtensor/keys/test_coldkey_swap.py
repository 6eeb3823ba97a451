"""The swap of a coldkey is announced, disputed, cleared and reset."""

import pytest

from pallets.subtensor.config import REFERENCE_TESTS
from pallets.subtensor.events import (
    ColdkeySwapAnnounced,
    ColdkeySwapCleared,
    ColdkeySwapDisputed,
    ColdkeySwapReset,
)
from pallets.subtensor.keys import ColdkeySwapNotice
from pallets.subtensor.state import ColdkeySwaps, Issuance
from runtime.hashing import blake2_256
from runtime.origin import NOBODY, ROOT
from tests.pallets.subtensor.world import ED, World, account, fails

WHO = 1
FIRST, SECOND = blake2_256(account(2)), blake2_256(account(3))
COST = REFERENCE_TESTS.key_swap_cost
DELAY = REFERENCE_TESTS.initial_coldkey_swap_announcement_delay
AGAIN = REFERENCE_TESTS.initial_coldkey_swap_reannouncement_delay
NEVER = 2**32 - 1


@pytest.fixture
def world() -> World:
    """A coldkey that can pay for one swap."""
    world = World()
    world.endow(WHO, COST + ED)
    world.forget_events()
    return world


def announce(world: World, digest: bytes = FIRST) -> None:
    world.run(ColdkeySwapNotice.announce_coldkey_swap(digest), by=WHO)


def dispute(world: World) -> None:
    world.run(ColdkeySwapNotice.dispute_coldkey_swap(), by=WHO)


def clear(world: World) -> None:
    world.run(ColdkeySwapNotice.clear_coldkey_swap_announcement(), by=WHO)


def announcements(world: World) -> dict[bytes, tuple[int, bytes] | None]:
    return dict(world.pallet(ColdkeySwaps).coldkey_swap_announcements.items())


def test_an_announcement_is_stored_and_paid_for(world: World) -> None:
    issued = world.pallet(Issuance).total_issuance.get()
    announce(world)
    assert announcements(world) == {account(WHO): (1 + DELAY, FIRST)}
    assert world.balance(WHO) == ED
    assert world.pallet(Issuance).total_issuance.get() == issued - COST
    assert world.all_events()[-1] == ColdkeySwapAnnounced(account(WHO), FIRST)


def test_another_can_be_announced_later_and_is_free(world: World) -> None:
    announce(world)
    world.set_block(1 + DELAY + AGAIN)
    announce(world, SECOND)
    assert announcements(world) == {account(WHO): (1 + DELAY + AGAIN + DELAY, SECOND)}
    assert world.balance(WHO) == ED


@pytest.mark.parametrize("block", [1, 1 + DELAY, DELAY + AGAIN])
def test_another_can_not_be_announced_before(world: World, block: int) -> None:
    announce(world)
    world.set_block(block)
    with fails("ColdkeySwapReannouncedTooEarly"):
        announce(world, SECOND)
    assert announcements(world) == {account(WHO): (1 + DELAY, FIRST)}


def test_the_price_must_leave_the_existential_deposit() -> None:
    world = World()
    with fails("NotEnoughBalanceToPaySwapColdKey"):
        announce(world)
    world.endow(WHO, COST + ED - 1)
    before = world.stored()
    with fails("NotEnoughBalanceToPaySwapColdKey"):
        announce(world)
    assert world.stored() == before
    world.endow(WHO, 1)
    announce(world)


def test_who_announces_may_have_been_disputed(world: World) -> None:
    """The call does not ask: a guard does, before it runs."""
    announce(world)
    dispute(world)
    world.set_block(1 + DELAY + AGAIN)
    announce(world, SECOND)
    assert account(WHO) in world.pallet(ColdkeySwaps).coldkey_swap_disputes


def test_blocks_end_with_their_numbers(world: World) -> None:
    swaps = world.pallet(ColdkeySwaps)
    swaps.coldkey_swap_announcement_delay.set(NEVER)
    announce(world)
    assert announcements(world) == {account(WHO): (NEVER, FIRST)}
    for again in (announce, clear):
        with fails(
            "ColdkeySwapClearTooEarly" if again is clear else "ColdkeySwapReannouncedTooEarly"
        ):
            again(world)
    world.set_block(NEVER)
    announce(world, SECOND)
    assert announcements(world) == {account(WHO): (NEVER, SECOND)}


def test_a_dispute_is_stored_with_its_block(world: World) -> None:
    announce(world)
    world.set_block(7)
    dispute(world)
    assert world.pallet(ColdkeySwaps).coldkey_swap_disputes[account(WHO)] == 7
    assert world.all_events()[-1] == ColdkeySwapDisputed(account(WHO))
    assert announcements(world) == {account(WHO): (1 + DELAY, FIRST)}


def test_a_dispute_takes_an_announcement_and_is_made_once(world: World) -> None:
    world.pallet(ColdkeySwaps).coldkey_swap_disputes[account(WHO)] = 1
    with fails("ColdkeySwapAnnouncementNotFound"):
        dispute(world)
    announce(world)
    with fails("ColdkeySwapAlreadyDisputed"):
        dispute(world)


@pytest.mark.parametrize("disputed", [False, True])
def test_root_resets_a_swap(world: World, disputed: bool) -> None:
    announce(world)
    if disputed:
        dispute(world)
    world.run(ColdkeySwapNotice.reset_coldkey_swap(account(WHO)))
    assert not announcements(world)
    assert account(WHO) not in world.pallet(ColdkeySwaps).coldkey_swap_disputes
    assert world.all_events()[-1] == ColdkeySwapReset(account(WHO))


def test_reset_is_told_where_there_was_nothing(world: World) -> None:
    world.run(ColdkeySwapNotice.reset_coldkey_swap(account(9)))
    assert world.all_events() == [ColdkeySwapReset(account(9))]


def test_an_announcement_is_cleared_when_another_could_be_made(world: World) -> None:
    announce(world)
    world.set_block(DELAY + AGAIN)
    with fails("ColdkeySwapClearTooEarly"):
        clear(world)
    assert account(WHO) in announcements(world)
    world.set_block(1 + DELAY + AGAIN)
    clear(world)
    assert not announcements(world)
    assert world.all_events()[-1] == ColdkeySwapCleared(account(WHO))
    with fails("NotEnoughBalanceToPaySwapColdKey"):
        announce(world)  # it is the first again


def test_there_must_be_something_to_clear(world: World) -> None:
    with fails("ColdkeySwapAnnouncementNotFound"):
        clear(world)


@pytest.mark.parametrize(
    "call",
    [
        ColdkeySwapNotice.announce_coldkey_swap(FIRST),
        ColdkeySwapNotice.dispute_coldkey_swap(),
        ColdkeySwapNotice.clear_coldkey_swap_announcement(),
    ],
)
def test_the_coldkey_itself_has_to_sign(world: World, call: object) -> None:
    for origin in (ROOT, NOBODY):
        with fails("BadOrigin"):
            world.run(call, by=origin)


def test_only_root_resets(world: World) -> None:
    announce(world)
    for origin in (WHO, 2, NOBODY):
        with fails("BadOrigin"):
            world.run(ColdkeySwapNotice.reset_coldkey_swap(account(WHO)), by=origin)


@pytest.mark.parametrize("origin", [None, WHO, NOBODY])
def test_scheduling_a_swap_is_withdrawn(world: World, origin: object) -> None:
    with fails("Deprecated"):
        world.run(ColdkeySwapNotice.schedule_swap_coldkey(account(2)), by=origin)
