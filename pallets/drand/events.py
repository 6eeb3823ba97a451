"""The events of the Drand pallet."""

from pallets.drand.types import RoundNumber
from runtime.scale import U64, Enumeration


class Event(Enumeration, params={"T": None}):
    """What happens to the beacon and its pulses."""


class BeaconConfigChanged(Event, index=0):
    """Pulses of another beacon are taken from now on."""


class NewPulse(Event, index=1):
    """The pulses of these rounds have been stored."""

    rounds: list[RoundNumber]


class SetOldestStoredRound(Event, index=2, unnamed=True):
    """Root has said which stored round is the oldest."""

    oldest_round: U64
