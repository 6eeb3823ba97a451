"""Pulses that are brought in, stored and forgotten."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest

from pallets.drand import QUICKNET, Drand, Pulse
from pallets.drand.errors import InvalidRoundNumber, PulseVerificationError
from pallets.drand.events import BeaconConfigChanged, NewPulse, SetOldestStoredRound
from pallets.drand.pruning import MAX_KEPT, MAX_REMOVED, rounds_to_remove
from pallets.system.system import System
from runtime.call import Call
from runtime.dispatch_error import BadOrigin, PlainFailure
from runtime.origin import NOBODY, ROOT, Origin, signed
from tests.pallets.drand.world import BLOCK, bring, config_payload, drand
from tests.pallets.mini import ALICE
from tests.quicknet import NOT_A_POINT, PULSES

EMPTY = Pulse(0, b"", b"")
OTHER_KEY = bytes([QUICKNET.public_key[0] ^ 0x20]) + QUICKNET.public_key[1:]
OTHER_BEACON = replace(QUICKNET, public_key=OTHER_KEY)


@pytest.fixture
def pallet() -> Drand:
    return drand()


def dispatch(pallet: Drand, call: Call, origin: Origin = NOBODY) -> None:
    pallet.runtime.dispatch(call, origin)


def events(pallet: Drand) -> list[object]:
    return [record.event for record in pallet.runtime.pallet(System).events.get()]


def claiming(round_number: int, signature: bytes) -> Pulse:
    return Pulse(round_number, bytes(32), signature)


@contextmanager
def refused() -> Iterator[None]:
    """What is done inside fails with BadOrigin."""
    with pytest.raises(PlainFailure) as caught:
        yield
    assert caught.value.error == BadOrigin()


def test_a_pulse_is_stored(pallet: Drand) -> None:
    dispatch(pallet, bring(PULSES[1000]))
    assert dict(pallet.pulses.items()) == {1000: PULSES[1000]}
    assert pallet.last_stored_round.get() == pallet.oldest_stored_round.get() == 1000
    assert pallet.next_unsigned_at.get() == BLOCK
    assert events(pallet) == [NewPulse([1000])]


def test_the_signature_of_the_payload_is_the_pools_business(pallet: Drand) -> None:
    payload = bring(PULSES[1000]).args[0]
    dispatch(pallet, Drand.write_pulse(payload, None))
    assert 1000 in pallet.pulses


def test_several_pulses_at_once_set_the_oldest_round_once(pallet: Drand) -> None:
    dispatch(pallet, bring(PULSES[1001], PULSES[1002]))
    dispatch(pallet, bring(PULSES[2000]))
    assert (pallet.oldest_stored_round.get(), pallet.last_stored_round.get()) == (1001, 2000)
    assert events(pallet) == [NewPulse([1001, 1002]), NewPulse([2000])]


def test_the_oldest_round_stays_unknown_when_only_the_last_one_is_known(pallet: Drand) -> None:
    pallet.last_stored_round.set(999)
    dispatch(pallet, bring(PULSES[1000]))
    assert pallet.oldest_stored_round.get() == 0


def test_randomness_is_not_checked(pallet: Drand) -> None:
    odd = replace(PULSES[1000], randomness=b"odd")
    dispatch(pallet, bring(odd))
    assert pallet.pulses[1000] == odd


def test_an_unverified_pulse_is_passed_over(pallet: Drand) -> None:
    foreign = claiming(999, PULSES[1000].signature)
    dispatch(pallet, bring(foreign, PULSES[1000], claiming(1001, PULSES[1000].signature)))
    assert dict(pallet.pulses.items()) == {1000: PULSES[1000]}
    assert events(pallet) == [NewPulse([1000])]


def test_only_unverified_pulses_leave_a_trace_without_event(pallet: Drand) -> None:
    dispatch(pallet, bring(claiming(999, PULSES[1000].signature)))
    assert events(pallet) == []
    assert pallet.last_stored_round.exists()
    assert (pallet.last_stored_round.get(), pallet.oldest_stored_round.get()) == (0, 0)
    assert not pallet.oldest_stored_round.exists()
    assert pallet.next_unsigned_at.get() == BLOCK


def test_no_pulses_at_all(pallet: Drand) -> None:
    dispatch(pallet, bring())
    assert events(pallet) == []


@pytest.mark.parametrize("signature", [NOT_A_POINT, b"\1" * 96, b""])
def test_an_undecodable_pulse_fails_all(pallet: Drand, signature: bytes) -> None:
    with pytest.raises(PulseVerificationError):
        dispatch(pallet, bring(PULSES[1000], claiming(1001, signature)))
    assert 1000 not in pallet.pulses
    assert not pallet.last_stored_round.exists()


@pytest.mark.parametrize("again", [1000, 1001])
def test_rounds_must_increase(pallet: Drand, again: int) -> None:
    dispatch(pallet, bring(PULSES[1001]))
    with pytest.raises(InvalidRoundNumber):
        dispatch(pallet, bring(PULSES[again]))


def test_rounds_must_increase_within_a_call(pallet: Drand) -> None:
    with pytest.raises(InvalidRoundNumber):
        dispatch(pallet, bring(PULSES[1001], PULSES[1000]))


def test_a_pulse_is_verified_before_its_round_is_compared(pallet: Drand) -> None:
    dispatch(pallet, bring(PULSES[1001]))
    with pytest.raises(PulseVerificationError):
        dispatch(pallet, bring(claiming(1, b"")))
    dispatch(pallet, bring(claiming(1, PULSES[1000].signature)))


@pytest.mark.parametrize("origin", [ROOT, signed(ALICE.account)])
def test_pulses_come_unsigned(pallet: Drand, origin: Origin) -> None:
    with refused():
        dispatch(pallet, bring(PULSES[1000]), origin)


def test_the_pulses_of_another_beacon(pallet: Drand) -> None:
    dispatch(pallet, Drand.set_beacon_config(config_payload(OTHER_BEACON), None), ROOT)
    dispatch(pallet, bring(PULSES[1000]))
    assert 1000 not in pallet.pulses
    key = QUICKNET.public_key[:95]
    dispatch(
        pallet,
        Drand.set_beacon_config(config_payload(replace(QUICKNET, public_key=key)), None),
        ROOT,
    )
    with pytest.raises(PulseVerificationError):
        dispatch(pallet, bring(PULSES[1000]))


# Calls of root


def test_root_sets_the_beacon(pallet: Drand) -> None:
    assert pallet.beacon_config.get() == QUICKNET
    dispatch(pallet, Drand.set_beacon_config(config_payload(OTHER_BEACON), None), ROOT)
    assert pallet.beacon_config.get() == OTHER_BEACON
    assert pallet.next_unsigned_at.get() == BLOCK + 1
    assert events(pallet) == [BeaconConfigChanged()]


def test_root_sets_the_oldest_round(pallet: Drand) -> None:
    dispatch(pallet, Drand.set_oldest_stored_round(7), ROOT)
    assert pallet.oldest_stored_round.get() == 7
    assert events(pallet) == [SetOldestStoredRound(7)]


@pytest.mark.parametrize("origin", [NOBODY, signed(ALICE.account)])
@pytest.mark.parametrize(
    "call", [Drand.set_beacon_config(config_payload(), None), Drand.set_oldest_stored_round(7)]
)
def test_nobody_else_does(pallet: Drand, call: Call, origin: Origin) -> None:
    with refused():
        dispatch(pallet, call, origin)
    assert not pallet.beacon_config.exists()
    assert not pallet.oldest_stored_round.exists()


# Forgetting


@pytest.mark.parametrize(
    ("oldest", "last", "removed"),
    [
        (0, 10**9, 0),
        (1, MAX_KEPT, 0),
        (1, MAX_KEPT + 1, 1),
        (1, MAX_KEPT + 2, 2),
        (1, MAX_KEPT + 100, 100),
        (1, MAX_KEPT + 251, MAX_REMOVED),
        (50, 49, 0),
        (2**64 - 1, 5, 0),
    ],
)
def test_how_many_are_forgotten(oldest: int, last: int, removed: int) -> None:
    assert rounds_to_remove(oldest, last) == range(oldest, oldest + removed)


def test_the_first_rounds_are_forgotten(pallet: Drand) -> None:
    kept = [3, MAX_KEPT // 2, MAX_KEPT + 2]
    for round_number in (1, 2, *kept):
        pallet.pulses[round_number] = EMPTY
    pallet.oldest_stored_round.set(1)
    pallet.prune(MAX_KEPT + 2)
    assert pallet.oldest_stored_round.get() == 3
    assert sorted(pallet.pulses.keys()) == kept


def test_a_hundred_at_most_are_forgotten_at_once(pallet: Drand) -> None:
    last = 1 + MAX_KEPT + 250
    for round_number in (*range(1, 152), last):
        pallet.pulses[round_number] = EMPTY
    pallet.oldest_stored_round.set(1)
    pallet.prune(last)
    assert pallet.oldest_stored_round.get() == 101
    assert sorted(pallet.pulses.keys()) == [*range(101, 152), last]


def test_a_new_pulse_makes_room_for_itself(pallet: Drand) -> None:
    oldest = PULSES[32285085].round - MAX_KEPT
    pallet.pulses[oldest] = pallet.pulses[oldest + 1] = EMPTY
    pallet.oldest_stored_round.set(oldest)
    dispatch(pallet, bring(PULSES[32285085]))
    assert sorted(pallet.pulses.keys()) == [oldest + 1, 32285085]
    assert pallet.oldest_stored_round.get() == oldest + 1


# What is declared


def test_constants(pallet: Drand) -> None:
    assert (pallet.unsigned_priority, pallet.http_fetch_timeout) == (1 << 20, 1_000)
