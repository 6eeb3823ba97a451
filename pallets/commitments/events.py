"""The events of the Commitments pallet."""

from pallets.commitments.types import NetUid
from runtime.scale import U64, AccountId, Enumeration


class Event(Enumeration, params={"T": None}):
    """What happens to commitments."""


class Commitment(Event, index=0):
    """A commitment without sealed fields was made."""

    netuid: NetUid
    who: AccountId


class TimelockCommitment(Event, index=1):
    """A commitment was made whose first sealed field opens with this round."""

    netuid: NetUid
    who: AccountId
    reveal_round: U64


class CommitmentRevealed(Event, index=2):
    """A sealed field has been opened."""

    netuid: NetUid
    who: AccountId
