"""What is checked before stake changes. Which of two failing checks decides is as in the reference.

As the `validate_` functions of staking/stake_utils.rs.
"""

from __future__ import annotations

from pallets.subtensor.constants import Constants
from pallets.subtensor.errors import (
    AmountTooLow,
    Error,
    HotKeyAccountNotExists,
    InsufficientLiquidity,
    NotEnoughBalanceToStake,
    SameNetuid,
    SlippageTooHigh,
    SubnetNotExists,
    SubtokenDisabled,
    TransferDisallowed,
)
from pallets.subtensor.locks import UnlockedStake
from pallets.subtensor.money import Tao
from pallets.subtensor.ownership import Ownership
from pallets.subtensor.stake import Stake
from pallets.subtensor.staking.positions import Position
from pallets.subtensor.state import Subnets
from pallets.swap import GetAlphaForTao, GetTaoForAlpha, Order, Swap, SwapResult
from pallets.swap.errors import Error as SwapError
from runtime.fixed.integers import saturating_add
from runtime.pallet import Pallet, Uses


class StakingChecks(Pallet, crate="pallet_subtensor"):
    """Whether stake may be added, removed, or moved. Amounts are in rao."""

    error = Error
    parameters = Uses(Constants)
    subnets = Uses(Subnets)
    ownership = Uses(Ownership)
    stake = Uses(Stake)
    unlocked = Uses(UnlockedStake)
    tao = Uses(Tao)
    swap = Uses(Swap)

    # One at a time

    @property
    def least_stake(self) -> int:
        """The least TAO to stake or unstake at once."""
        return self.parameters.initial_min_stake

    def ensure_subnet(self, netuid: int) -> None:
        """Fails with SubnetNotExists."""
        if not self.subnets.exists(netuid):
            raise SubnetNotExists()

    def ensure_tradable(self, netuid: int) -> None:
        """Fails with SubtokenDisabled if the subnet's alpha may not be traded."""
        if not self.subnets.subtoken_enabled[netuid]:
            raise SubtokenDisabled()

    def ensure_hotkey(self, hotkey: bytes) -> None:
        """Fails with HotKeyAccountNotExists if nobody owns the hotkey."""
        if not self.ownership.hotkey_exists(hotkey):
            raise HotKeyAccountNotExists()

    # All for one operation

    def ensure_addable(self, place: Position, tao: int, most: int, is_partial: bool) -> None:
        """Whether a coldkey can stake TAO, of which a price limit allows so much at most.

        Fails with SubnetNotExists, SubtokenDisabled, AmountTooLow, SlippageTooHigh,
        NotEnoughBalanceToStake, HotKeyAccountNotExists, and with InsufficientLiquidity if the pool
        gives no alpha for it, or so little that it would be no share of the hotkey's.
        """
        coldkey, hotkey, netuid = place
        self.ensure_subnet(netuid)
        self.ensure_tradable(netuid)
        if tao < self._least_with_fee(netuid):
            raise AmountTooLow()
        if tao > most and not is_partial:
            raise SlippageTooHigh()
        tao = min(tao, most)
        if not self.tao.can_remove_balance(coldkey, tao):
            raise NotEnoughBalanceToStake()
        self.ensure_hotkey(hotkey)
        result = self._simulated(netuid, GetAlphaForTao(tao))
        if result.amount_paid_in < self.least_stake:
            raise AmountTooLow()
        alpha = result.amount_paid_out
        if alpha == 0 or not self.stake.can_increase(hotkey, netuid, alpha):
            raise InsufficientLiquidity()

    def ensure_removable(self, place: Position, alpha: int, most: int, is_partial: bool) -> None:
        """Whether a coldkey can unstake alpha, of which a price limit allows so much at most.

        Unless it is all, it has to bring the least stake. Fails with SubnetNotExists, AmountTooLow,
        NotEnoughStakeToWithdraw, InsufficientLiquidity, SlippageTooHigh, HotKeyAccountNotExists,
        StakeUnavailable. Whether the subnet's alpha may be traded is not asked.
        """
        coldkey, hotkey, netuid = place
        self.ensure_subnet(netuid)
        if alpha == 0:
            raise AmountTooLow()
        left = self.stake.left_after(hotkey, coldkey, netuid, alpha)
        tao = self._simulated(netuid, GetTaoForAlpha(alpha)).amount_paid_out
        if left and tao < self.least_stake:
            raise AmountTooLow()
        if alpha > most and not is_partial:
            raise SlippageTooHigh()
        self.ensure_hotkey(hotkey)
        self.unlocked.ensure_available(coldkey, netuid, alpha)

    def ensure_movable(
        self, origin: Position, destination: Position, alpha: int, most: int, is_partial: bool
    ) -> None:
        """Whether stake can go elsewhere, of which a price limit allows so much at most.

        Fails with SameNetuid, SubnetNotExists, SubtokenDisabled, HotKeyAccountNotExists,
        NotEnoughStakeToWithdraw, and if it goes to another subnet, with InsufficientLiquidity,
        SlippageTooHigh, and with AmountTooLow unless it brings more than the least stake.
        """
        if origin == destination:
            raise SameNetuid()
        for place in (origin, destination):
            self.ensure_subnet(place.netuid)
        for place in (origin, destination):
            self.ensure_tradable(place.netuid)
        for place in (origin, destination):
            self.ensure_hotkey(place.hotkey)
        self.stake.left_after(origin.hotkey, origin.coldkey, origin.netuid, alpha)
        if origin.netuid == destination.netuid:
            return
        result = self._simulated(origin.netuid, GetTaoForAlpha(alpha))
        if result.amount_paid_out <= self.least_stake:
            raise AmountTooLow()
        if alpha > most and not is_partial:
            raise SlippageTooHigh()

    def ensure_transferable(self, *netuids: int) -> None:
        """Fails with TransferDisallowed if one of the subnets lets no stake change its owner."""
        if not all(self.subnets.transfer_toggle[netuid] for netuid in netuids):
            raise TransferDisallowed()

    def _least_with_fee(self, netuid: int) -> int:
        """The TAO of which, after the fee, the least stake is left, about."""
        least = self.least_stake
        try:
            fee = self.swap.sim_swap(netuid, GetAlphaForTao(least)).fee_paid
        except SwapError:
            fee = self.swap.approx_fee_amount(netuid, least)
        return saturating_add(least, fee)

    def _simulated(self, netuid: int, order: Order) -> SwapResult:
        """What an order would yield. Fails with InsufficientLiquidity, whatever hinders it."""
        try:
            return self.swap.sim_swap(netuid, order)
        except SwapError as hindrance:
            raise InsufficientLiquidity() from hindrance
