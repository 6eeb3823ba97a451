"""The stakers of a dissolved subnet are paid out of its pool, and their stake is forgotten.

As destroy_alpha_in_out_stakes in staking/remove_stake.rs of the reference.
"""

from __future__ import annotations

from typing import NamedTuple

from pallets.subtensor.money import Tao
from pallets.subtensor.networks.dissolution.split import owner_emission_value, split
from pallets.subtensor.networks.dissolution.step import CleanUpStep
from pallets.subtensor.stake import Prices, Stake
from pallets.subtensor.state import (
    Emissions,
    Founding,
    Issuance,
    PoolReserves,
    StakeShares,
    Subnets,
)
from runtime.dispatch_error import DispatchFailure
from runtime.fixed.integers import saturating_add, saturating_sub
from runtime.pallet import Uses


class Position(NamedTuple):
    """What a coldkey has on a hotkey in the subnet."""

    hotkey: bytes
    coldkey: bytes
    alpha: int


class PayOutStakers(CleanUpStep):
    """Gives the pool's TAO to the stakers, by their alpha, and ends all alpha of the subnet."""

    subnets = Uses(Subnets)
    founding = Uses(Founding)
    issuance = Uses(Issuance)
    reserves = Uses(PoolReserves)
    emissions = Uses(Emissions)
    shares = Uses(StakeShares)
    stake = Uses(Stake)
    prices = Uses(Prices)
    tao = Uses(Tao)

    def clean_up(self, netuid: int) -> None:
        refund = self._refund(netuid)
        staked = list(self.shares.total_hotkey_alpha.keys())
        hotkeys = [hotkey for hotkey, at in staked if at == netuid]
        positions = [position for hotkey in hotkeys for position in self._on(hotkey, netuid)]
        kept = self._pay_out(netuid, positions)
        self._forget_alpha(netuid, hotkeys, positions)
        self._refund_owner(netuid, refund, kept)
        self._recycle_rest(netuid)

    def _on(self, hotkey: bytes, netuid: int) -> list[Position]:
        """The stake on a hotkey, in the order of the coldkeys.

        Shares of a pool without value count as alpha themselves.
        """
        return [
            Position(hotkey, coldkey, self.stake.of(hotkey, coldkey, netuid) or share.to_u64())
            for coldkey, at, share in self.stake.positions_on(hotkey)
            if at == netuid
        ]

    def _protocol_alpha(self, netuid: int) -> int:
        """The alpha whose part of the pot nobody gets: what the chain bought, and the pool's.

        The pool's counts only in subnets that are younger than this rule.
        """
        bought = self.reserves.subnet_protocol_alpha[netuid]
        registered_at = self.subnets.network_registered_at[netuid]
        if registered_at <= self.emissions.tao_in_refund_deployment_block.get():
            return bought
        return saturating_add(self.reserves.subnet_alpha_in[netuid], bought)

    def _pay_out(self, netuid: int, positions: list[Position]) -> int:
        """Give each its part of the pot. The result is the protocol's part, which stays."""
        pot = self.reserves.subnet_tao[netuid]
        if pot:
            del self.reserves.subnet_tao[netuid]
            total_stake = self.issuance.total_stake
            total_stake.set(saturating_sub(total_stake.get(), pot))
        kept = 0
        stakes = [position.alpha for position in positions]
        for staker, amount in split(pot, stakes, self._protocol_alpha(netuid)):
            if staker is None:
                kept = amount
            elif amount:
                self._pay(netuid, positions[staker].coldkey, amount)
        return kept

    def _pay(self, netuid: int, coldkey: bytes, amount: int) -> None:
        """Pay a coldkey out of the subnet's account; what can not be paid stays there.

        An amount below the existential deposit does not open an account, for example.
        """
        try:
            self.tao.transfer_from_subnet(netuid, coldkey, amount)
        except DispatchFailure:
            return

    def _forget_alpha(self, netuid: int, hotkeys: list[bytes], positions: list[Position]) -> None:
        shares, reserves = self.shares, self.reserves
        for hotkey, coldkey, _ in positions:
            del shares.alpha[hotkey, coldkey, netuid]
            del shares.alpha_v2[hotkey, coldkey, netuid]
        for hotkey in hotkeys:
            del shares.total_hotkey_alpha[hotkey, netuid]
            del shares.total_hotkey_shares[hotkey, netuid]
            del shares.total_hotkey_shares_v2[hotkey, netuid]
        del reserves.subnet_alpha_in[netuid]
        del reserves.subnet_alpha_out[netuid]
        del reserves.subnet_protocol_alpha[netuid]

    def _refund(self, netuid: int) -> int:
        """What the owner gets back of the lock: only for subnets of an old kind.

        From the lock goes what the owner's cut of all alpha is worth now.
        """
        start = self.founding.network_registration_start_block.get()
        if self.subnets.network_registered_at[netuid] >= start:
            return 0
        lock = self.founding.subnet_locked[netuid]
        earned = owner_emission_value(
            saturating_add(
                self.reserves.subnet_alpha_in[netuid], self.reserves.subnet_alpha_out[netuid]
            ),
            self.emissions.subnet_owner_cut.get(),
            self.prices.alpha_price(netuid),
        )
        return saturating_sub(lock, earned)

    def _refund_owner(self, netuid: int, refund: int, kept: int) -> None:
        """Pay the refund as far as the subnet's account has it, without the protocol's part."""
        account = self.tao.subnet_account(netuid)
        if not refund or account is None:
            return
        available = saturating_sub(self.tao.balance_of(account), kept)
        try:
            self.tao.transfer(account, self.subnets.subnet_owner[netuid], min(refund, available))
        except DispatchFailure:
            return

    def _recycle_rest(self, netuid: int) -> None:
        """Recycle what is left on the subnet's account, but for the existential deposit."""
        account = self.tao.existing_subnet_account(netuid)
        self.tao.recycle(account, self.tao.keep_alive_balance_of(account))
