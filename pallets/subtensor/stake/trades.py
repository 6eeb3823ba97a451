"""Trades with a subnet's pool: TAO becomes alpha, and alpha becomes TAO. All amounts are in rao.

The swap says what a trade yields; here reserves, counters, money and stake move accordingly. The
fee of a trade belongs to the author of the block.
"""

from __future__ import annotations

from contextlib import suppress

from pallets.subtensor.errors import AmountTooLow, Error, InsufficientLiquidity
from pallets.subtensor.events import Event, StakeAdded, StakeRemoved
from pallets.subtensor.money import AlphaSupply, Tao
from pallets.subtensor.ownership import Ownership, StakingIndex
from pallets.subtensor.seams import Seams
from pallets.subtensor.stake.claimed import ClaimedDividends
from pallets.subtensor.stake.flow import TaoFlow
from pallets.subtensor.stake.holdings import Stake
from pallets.subtensor.stake.pools import Pools
from pallets.subtensor.state import Issuance, PoolReserves, RateLimits
from pallets.subtensor.types import ROOT
from pallets.swap import (
    DYNAMIC,
    MAX_PRICE,
    MIN_PRICE,
    GetAlphaForTao,
    GetTaoForAlpha,
    Swap,
    SwapResult,
)
from pallets.system.system import System
from runtime.dispatch_error import DispatchFailure
from runtime.fixed.integers import I64_MAX, U128_MAX, saturating_add, saturating_sub
from runtime.pallet import Pallet, Uses


class Trades(Pallet, crate="pallet_subtensor"):
    """Buying and selling alpha, and the stake that comes and goes with it."""

    event = Event
    error = Error
    config: Seams
    tao = Uses(Tao)
    alpha_supply = Uses(AlphaSupply)
    ownership = Uses(Ownership)
    staking_index = Uses(StakingIndex)
    stake = Uses(Stake)
    pools = Uses(Pools)
    flow = Uses(TaoFlow)
    claimed = Uses(ClaimedDividends)
    reserves = Uses(PoolReserves)
    issuance = Uses(Issuance)
    rate_limits = Uses(RateLimits)
    swap = Uses(Swap)
    system = Uses(System)

    # Trades without stake and money

    def swap_tao_for_alpha(
        self, netuid: int, tao: int, price_limit: int, drop_fees: bool = False
    ) -> SwapResult:
        """Buy alpha. What was paid goes into the pool, what was bought leaves it.

        The total stake and the volume grow by all that was offered, not by what the pool took.
        Fails as `Swap.swap`.
        """
        if self.pools.mechanism(netuid) == DYNAMIC:
            result = self.swap.swap(netuid, GetAlphaForTao(tao), price_limit, drop_fees)
        else:
            result = SwapResult(tao, tao, 0, 0)
        reserves = self.reserves
        self.pools.decrease_alpha_reserve(netuid, min(result.amount_paid_out, I64_MAX + 1))
        outside = reserves.subnet_alpha_out[netuid]
        reserves.subnet_alpha_out[netuid] = saturating_add(outside, result.amount_paid_out)
        paid = min(result.amount_paid_in, I64_MAX)
        reserves.subnet_tao[netuid] = saturating_add(reserves.subnet_tao[netuid], paid)
        total = self.issuance.total_stake
        total.set(saturating_add(total.get(), tao))
        self._count_volume(netuid, tao)
        return result

    def swap_alpha_for_tao(
        self, netuid: int, alpha: int, price_limit: int, drop_fees: bool = False
    ) -> SwapResult:
        """Sell alpha. What was paid goes into the pool, what was got for it leaves it.

        Fails as `Swap.swap`.
        """
        if self.pools.mechanism(netuid) == DYNAMIC:
            result = self.swap.swap(netuid, GetTaoForAlpha(alpha), price_limit, drop_fees)
        else:
            result = SwapResult(alpha, alpha, 0, 0)
        reserves = self.reserves
        paid = min(result.amount_paid_in, I64_MAX)
        pooled, outside = reserves.subnet_alpha_in[netuid], reserves.subnet_alpha_out[netuid]
        reserves.subnet_alpha_in[netuid] = saturating_add(pooled, paid)
        reserves.subnet_alpha_out[netuid] = saturating_sub(outside, paid)
        self.pools.decrease_tao_reserve(netuid, min(result.amount_paid_out, I64_MAX + 1))
        total = self.issuance.total_stake
        total.set(saturating_sub(total.get(), result.amount_paid_out))
        self._count_volume(netuid, result.amount_paid_out)
        return result

    def _count_volume(self, netuid: int, tao: int) -> None:
        volume = self.reserves.subnet_volume
        volume[netuid] = saturating_add(volume[netuid], tao, U128_MAX)

    # Staking

    def stake_into_subnet(
        self,
        hotkey: bytes,
        coldkey: bytes,
        netuid: int,
        tao: int,
        *,
        price_limit: int = MAX_PRICE,
        drop_fees: bool = False,
    ) -> int:
        """Buy alpha with a coldkey's TAO, and stake it on a hotkey. The result is the alpha.

        The coldkey keeps its existential deposit. Fails as `Tao.transfer_to_subnet` and
        `Swap.swap`; with AmountTooLow if there is no alpha for it, and with InsufficientLiquidity
        if it is too little to change a share of the hotkey's alpha.
        """
        staked = self.tao.transfer_to_subnet(netuid, coldkey, tao)
        result = self.swap_tao_for_alpha(netuid, staked, price_limit, drop_fees)
        alpha = result.amount_paid_out
        if alpha == 0:
            raise AmountTooLow()
        if not self.stake.can_increase(hotkey, netuid, alpha):
            raise InsufficientLiquidity()
        self.stake.increase(hotkey, coldkey, netuid, alpha)
        self._give_tao_fee(netuid, result.fee_to_block_author)
        self.flow.record_inflow(netuid, result.amount_paid_in)
        self._remember_block(coldkey, hotkey)
        if netuid == ROOT:
            self.claimed.follow_added_stake(hotkey, coldkey, alpha)
            self.staking_index.add(coldkey)
        self.deposit_event(StakeAdded(coldkey, hotkey, staked, alpha, netuid, result.fee_paid))
        return alpha

    def unstake_from_subnet(
        self,
        hotkey: bytes,
        coldkey: bytes,
        beneficiary: bytes,
        netuid: int,
        alpha: int,
        *,
        price_limit: int = MIN_PRICE,
        drop_fees: bool = False,
    ) -> int:
        """Sell a coldkey's alpha on a hotkey. The result is the TAO, which the beneficiary gets.

        What the price limit keeps from being sold stays staked. Whether the coldkey has so much is
        not checked here. Fails as `Swap.swap` and `Tao.transfer_from_subnet`.
        """
        self.stake.decrease(hotkey, coldkey, netuid, alpha)
        result = self.swap_alpha_for_tao(netuid, alpha, price_limit, drop_fees)
        tao, sold = result.amount_paid_out, result.amount_paid_in
        unsold = saturating_sub(alpha, saturating_add(sold, result.fee_paid))
        if unsold:
            self.stake.increase(hotkey, coldkey, netuid, unsold)
        self.tao.transfer_from_subnet(netuid, beneficiary, tao)
        fee_in_tao = self._give_alpha_fee(netuid, result.fee_to_block_author)
        if netuid == ROOT:
            self.claimed.follow_removed_stake(hotkey, coldkey, alpha)
            if not self.stake.is_on_root(coldkey):
                self.staking_index.remove(coldkey)
        self.flow.record_outflow(netuid, saturating_add(tao, fee_in_tao))
        self._remember_block(coldkey, hotkey)
        self.deposit_event(StakeRemoved(coldkey, hotkey, tao, sold, netuid, result.fee_paid))
        return tao

    def _give_tao_fee(self, netuid: int, fee: int) -> None:
        """Give the author the fee out of the subnet's account; without an author, burn it."""
        author = self.config.block_author(self.runtime)
        if author is not None:
            self.tao.transfer_from_subnet(netuid, author, fee)
            return
        with suppress(DispatchFailure):  # then it stays in the subnet's account
            self.tao.burn(self.tao.existing_subnet_account(netuid), fee)

    def _give_alpha_fee(self, netuid: int, fee: int) -> int:
        """Sell the fee for the author; without an author, burn it. The result is the TAO."""
        author = self.config.block_author(self.runtime)
        if author is None:
            self.alpha_supply.burn(netuid, fee)
            return 0
        result = self.swap_alpha_for_tao(netuid, fee, MIN_PRICE, drop_fees=True)
        self.tao.transfer_from_subnet(netuid, author, result.amount_paid_out)
        return result.amount_paid_out

    def _remember_block(self, coldkey: bytes, hotkey: bytes) -> None:
        last = self.rate_limits.last_coldkey_hotkey_stake_block
        last[coldkey, hotkey] = self.system.number.get()
