"""Which accounts take stake that comes locked."""

from __future__ import annotations

import pytest

from pallets.subtensor.events import RejectLockedAlphaUpdated
from pallets.subtensor.locks import LockedAlphaFlags
from pallets.subtensor.state import KeyRing
from runtime.origin import NOBODY, ROOT, Origin
from runtime.weights import Pays
from tests.pallets.subtensor.locks.vault import COLDKEY, OTHER_COLDKEY
from tests.pallets.subtensor.world import World, fails

set_reject = LockedAlphaFlags.set_reject_locked_alpha


@pytest.fixture
def world() -> World:
    return World()


def test_an_account_takes_none_until_it_says_so(world: World) -> None:
    flags, stored = world.pallet(LockedAlphaFlags), world.pallet(KeyRing).account_flags
    assert not flags.accepts(COLDKEY)
    assert COLDKEY not in stored
    assert world.runtime.dispatch_info(set_reject(True)).pays_fee == Pays.Yes
    world.run(set_reject(False), by=COLDKEY)
    assert flags.accepts(COLDKEY)
    assert stored[COLDKEY] == 1
    world.run(set_reject(True), by=COLDKEY)
    assert not flags.accepts(COLDKEY)
    assert COLDKEY not in stored
    assert world.events(RejectLockedAlphaUpdated) == [
        RejectLockedAlphaUpdated(COLDKEY, False),
        RejectLockedAlphaUpdated(COLDKEY, True),
    ]


def test_other_flags_stay_as_they_are(world: World) -> None:
    stored = world.pallet(KeyRing).account_flags
    stored[COLDKEY] = 6
    world.run(set_reject(False), by=COLDKEY)
    assert stored[COLDKEY] == 7
    world.run(set_reject(True), by=COLDKEY)
    assert stored[COLDKEY] == 6


def test_flags_go_to_another_account_whole(world: World) -> None:
    flags, stored = world.pallet(LockedAlphaFlags), world.pallet(KeyRing).account_flags
    stored[COLDKEY], stored[OTHER_COLDKEY] = 6, 1
    flags.move(COLDKEY, OTHER_COLDKEY)
    assert COLDKEY not in stored
    assert stored[OTHER_COLDKEY] == 6
    flags.move(COLDKEY, OTHER_COLDKEY)
    assert OTHER_COLDKEY not in stored


def test_what_is_not_locked_is_taken_by_all(world: World) -> None:
    flags = world.pallet(LockedAlphaFlags)
    flags.ensure_accepts(COLDKEY, 0)
    with fails("AccountRejectsLockedAlpha"):
        flags.ensure_accepts(COLDKEY, 1)
    flags.set_accepts(COLDKEY, True)
    flags.ensure_accepts(COLDKEY, 1)


@pytest.mark.parametrize("origin", [NOBODY, ROOT])
def test_only_a_coldkey_chooses(world: World, origin: Origin) -> None:
    with fails("BadOrigin"):
        world.run(set_reject(True), by=origin)
