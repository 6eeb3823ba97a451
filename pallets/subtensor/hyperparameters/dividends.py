"""What becomes of root's dividends, and how fast voting power follows stake."""

from __future__ import annotations

from pallets.subtensor.errors import (
    Error,
    InvalidNumRootClaim,
    InvalidRootClaimThreshold,
    InvalidVotingPowerEmaAlpha,
)
from pallets.subtensor.events import Event, VotingPowerEmaAlphaSet
from pallets.subtensor.limits import Permissions
from pallets.subtensor.state import RootClaims, VotingPowers
from pallets.subtensor.types import NetUid
from runtime.call import call
from runtime.fixed import I96F32
from runtime.origin import Origin, ensure_root
from runtime.pallet import Pallet, Uses
from runtime.scale import U64
from runtime.weights import weigh

MAX_ROOT_CLAIMS = 50  # coldkeys a block
MAX_ROOT_CLAIM_THRESHOLD = 10_000_000  # alpha rao
MAX_EMA_ALPHA = 10**18


class DividendSettings(Pallet, crate="pallet_subtensor"):
    """Sets what becomes of root's dividends, and how fast voting power follows stake."""

    event = Event
    error = Error
    permissions = Uses(Permissions)
    root_claims = Uses(RootClaims)
    voting_powers = Uses(VotingPowers)

    @call(index=123, weight=weigh(2_735_000, writes=1))
    def sudo_set_num_root_claims(self, origin: Origin, new_value: U64) -> None:
        """Set how many coldkeys claim by themselves in a block, at most 50. Root only."""
        ensure_root(origin)
        if new_value > MAX_ROOT_CLAIMS:
            raise InvalidNumRootClaim()
        self.root_claims.num_root_claim.set(new_value)

    @call(index=124, weight=weigh(5_681_000, writes=1))
    def sudo_set_root_claim_threshold(self, origin: Origin, netuid: NetUid, new_value: U64) -> None:
        """Set what is claimed on a subnet at least, in alpha rao. The owner, or root."""
        self.permissions.ensure_subnet_owner_or_root(origin, netuid)
        if new_value > MAX_ROOT_CLAIM_THRESHOLD:
            raise InvalidRootClaimThreshold()
        self.root_claims.root_claimable_threshold[netuid] = I96F32.from_num(new_value)

    @call(index=131, weight=weigh(6_000, reads=1, writes=1))
    def sudo_set_voting_power_ema_alpha(self, origin: Origin, netuid: NetUid, alpha: U64) -> None:
        """Set the weight of new stake in a subnet's voting power, of 10^18. Root only."""
        ensure_root(origin)
        if alpha > MAX_EMA_ALPHA:
            raise InvalidVotingPowerEmaAlpha()
        self.voting_powers.voting_power_ema_alpha[netuid] = alpha
        self.deposit_event(VotingPowerEmaAlphaSet(netuid, alpha))
