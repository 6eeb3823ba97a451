"""Claiming what is owed, as alpha or as TAO. As root_claim_on_subnet in staking/claim_root.rs."""

from __future__ import annotations

from collections.abc import Container

from pallets.subtensor.claims.owed import OwedDividends
from pallets.subtensor.errors import Error, InvalidSubnetNumber
from pallets.subtensor.events import Event, RootClaimed, RootClaimTypeSet
from pallets.subtensor.money import Tao
from pallets.subtensor.ownership import StakingIndex
from pallets.subtensor.stake import ClaimedDividends, Stake, TaoFlow, Trades
from pallets.subtensor.state import Emissions, Issuance, KeyRing, PoolReserves, RootClaims
from pallets.subtensor.types import ROOT, KeepSubnets, NetUid, RootClaimTypeEnum, Swap
from pallets.swap import MIN_PRICE
from runtime.call import call
from runtime.fixed.integers import U128_MAX, saturating_add
from runtime.origin import Origin, ensure_signed
from runtime.pallet import Pallet, Uses
from runtime.storage import BoundMap
from runtime.weights import PostInfo, Weight, weigh

MAX_SUBNETS = 5
"""From how many subnets one call can claim."""

_CLAIM = weigh(60_000_000, 6987, reads=7, writes=5)
_READ = weigh(0, reads=1)


def is_sold(claim_type: RootClaimTypeEnum, netuid: int) -> bool:
    """Whether a subnet's alpha becomes TAO by this choice of a coldkey."""
    if isinstance(claim_type, KeepSubnets):
        return netuid not in claim_type.subnets
    return isinstance(claim_type, Swap)


class RootClaiming(Pallet, crate="pallet_subtensor"):
    """Coldkeys get what they are owed. Amounts are in rao."""

    event = Event
    error = Error
    claims = Uses(RootClaims)
    keys = Uses(KeyRing)
    reserves = Uses(PoolReserves)
    emissions = Uses(Emissions)
    issuance = Uses(Issuance)
    tao = Uses(Tao)
    staking_index = Uses(StakingIndex)
    stake = Uses(Stake)
    claimed = Uses(ClaimedDividends)
    flow = Uses(TaoFlow)
    trades = Uses(Trades)
    owed = Uses(OwedDividends)

    @call(index=121, weight=weigh(138_999_000, 7875, reads=16, writes=4))
    def claim_root(self, origin: Origin, subnets: frozenset[NetUid]) -> PostInfo:
        """Claim the signer's dividends of root in up to five subnets.

        From now on the coldkey claims by itself too, when its turn comes. Fails with
        InvalidSubnetNumber for no subnet or too many, and as `claim`.
        """
        coldkey = ensure_signed(origin)
        if not 0 < len(subnets) <= MAX_SUBNETS:
            raise InvalidSubnetNumber()
        self.staking_index.add(coldkey)
        return PostInfo(self.claim(coldkey, subnets))

    @call(index=122, weight=weigh(18_283_000, 3941, reads=2, writes=4))
    def set_root_claim_type(self, origin: Origin, new_root_claim_type: RootClaimTypeEnum) -> None:
        """Choose what becomes of the signer's dividends of root. At first they are sold for TAO.

        Fails with InvalidSubnetNumber if only some subnets' alpha is kept, and none are named.
        """
        coldkey = ensure_signed(origin)
        if isinstance(new_root_claim_type, KeepSubnets) and not new_root_claim_type.subnets:
            raise InvalidSubnetNumber()
        self.staking_index.add(coldkey)
        self.claims.root_claim_type[coldkey] = new_root_claim_type
        self.deposit_event(RootClaimTypeSet(coldkey, new_root_claim_type))

    def claim(self, coldkey: bytes, subnets: Container[int] | None = None) -> Weight:
        """Claim through all of a coldkey's hotkeys, in all subnets if not said.

        The result is what it weighs. Fails as `Swap.swap` and `Tao.transfer_from_subnet` if alpha
        cannot be sold, and then whoever called is to undo all of it.
        """
        weight = _READ
        for hotkey in self.keys.staking_hotkeys[coldkey]:
            weight += _READ + self._claim_through(hotkey, coldkey, subnets)
        self.deposit_event(RootClaimed(coldkey))
        return weight

    def _claim_through(
        self, hotkey: bytes, coldkey: bytes, subnets: Container[int] | None
    ) -> Weight:
        claim_type = self.claims.root_claim_type[coldkey]
        weight = _READ + _READ
        for netuid in self.claims.root_claimable[hotkey]:
            if subnets is None or netuid in subnets:
                self.claim_on_subnet(hotkey, coldkey, netuid, claim_type)
                weight += _CLAIM
        return weight

    def claim_on_subnet(
        self, hotkey: bytes, coldkey: bytes, netuid: int, claim_type: RootClaimTypeEnum
    ) -> None:
        """Claim what there is through one hotkey, unless it is less than the subnet's threshold.

        Fails as `claim`.
        """
        owed = self.owed.of(hotkey, coldkey, netuid)
        if owed < self.claims.root_claimable_threshold[netuid]:
            return
        alpha = owed.saturating_to_num()
        if not alpha:
            return
        if is_sold(claim_type, netuid):
            self._stake_on_root(hotkey, coldkey, netuid, alpha)
        else:
            self.stake.increase(hotkey, coldkey, netuid, alpha)
        claimed, place = self.claims.root_claimed, (netuid, hotkey, coldkey)
        claimed[place] = saturating_add(claimed[place], alpha, U128_MAX)

    def _stake_on_root(self, hotkey: bytes, coldkey: bytes, netuid: int, alpha: int) -> None:
        """Sell alpha without a fee, and stake the TAO on root. Fails as `claim`."""
        sale = self.trades.swap_alpha_for_tao(netuid, alpha, MIN_PRICE, drop_fees=True)
        tao = sale.amount_paid_out
        self.tao.transfer_from_subnet(netuid, self.tao.existing_subnet_account(ROOT), tao)
        _add(self.emissions.subnet_root_sell_tao, netuid, tao)
        self.flow.record_protocol_outflow(netuid, tao)
        self.stake.increase(hotkey, coldkey, ROOT, tao)
        _add(self.reserves.subnet_tao, ROOT, tao)
        _add(self.reserves.subnet_alpha_out, ROOT, tao)
        total = self.issuance.total_stake
        total.set(saturating_add(total.get(), tao))
        self.claimed.follow_added_stake(hotkey, coldkey, tao)


def _add(amounts: BoundMap[int, int], netuid: int, tao: int) -> None:
    amounts[netuid] = saturating_add(amounts[netuid], tao)
