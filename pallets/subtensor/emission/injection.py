"""Emission goes into the pools of subnets. As inject_and_maybe_swap in coinbase/run_coinbase.rs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pallets.balances.imbalances import Credit
from pallets.subtensor.emission.pool_terms import PoolTerms
from pallets.subtensor.money import AlphaSupply, Tao
from pallets.subtensor.stake import TaoFlow, Trades
from pallets.subtensor.state import Emissions, Issuance, PoolReserves
from pallets.swap import MAX_PRICE, Swap
from runtime.dispatch_error import DispatchFailure
from runtime.fixed.integers import saturating_add
from runtime.pallet import Pallet, Uses


class PoolInjection(Pallet, crate="pallet_subtensor"):
    """TAO and alpha for pools, and alpha that the chain buys. All amounts are in rao."""

    emissions = Uses(Emissions)
    reserves = Uses(PoolReserves)
    issuance = Uses(Issuance)
    tao = Uses(Tao)
    alpha_supply = Uses(AlphaSupply)
    trades = Uses(Trades)
    flow = Uses(TaoFlow)
    swap = Uses(Swap)

    def inject(
        self, netuids: Sequence[int], terms: Mapping[int, PoolTerms], credit: Credit
    ) -> None:
        """Give each subnet what the terms say, out of a credit; destroy what is left of it."""
        for netuid in netuids:
            account = self.tao.existing_subnet_account(netuid)
            credit = self._inject(netuid, account, terms[netuid], credit)
        if credit.amount:
            self.tao.recycle_credit(credit)

    def _inject(self, netuid: int, account: bytes, terms: PoolTerms, credit: Credit) -> Credit:
        """The pool's weights change so that what goes in does not change the price.

        If they would be out of range, nothing goes in. The chain buys before that.
        """
        tao_in, alpha_in = self.swap.adjust_protocol_liquidity(
            netuid, terms.tao_in.saturating_to_num(), terms.alpha_in.saturating_to_num()
        )
        self.emissions.subnet_excess_tao[netuid] = 0
        self.emissions.subnet_tao_in_emission[netuid] = 0
        credit = self._buy(netuid, account, terms.excess_tao.saturating_to_num(), credit)
        self.emissions.subnet_alpha_in_emission[netuid] = alpha_in
        self.alpha_supply.mint_into_pool(netuid, alpha_in)
        return self._add_tao(netuid, account, tao_in, credit)

    def _buy(self, netuid: int, account: bytes, amount: int, credit: Credit) -> Credit:
        """Buy alpha, which is nobody's. If that fails, the TAO stays in the subnet's account."""
        rest = self.tao.spend(account, credit, amount) if amount else None
        if rest is None:
            return credit
        try:
            result = self.trades.swap_tao_for_alpha(netuid, amount, MAX_PRICE, drop_fees=True)
        except DispatchFailure:
            return rest
        bought = self.reserves.subnet_protocol_alpha
        bought[netuid] = saturating_add(bought[netuid], result.amount_paid_out)
        self.emissions.subnet_excess_tao[netuid] = result.amount_paid_in
        self.flow.record_protocol_inflow(netuid, result.amount_paid_in)
        return rest

    def _add_tao(self, netuid: int, account: bytes, amount: int, credit: Credit) -> Credit:
        rest = self.tao.spend(account, credit, amount) if amount else None
        if rest is None:
            return credit
        self.emissions.subnet_tao_in_emission[netuid] = amount
        pooled, staked = self.reserves.subnet_tao, self.issuance.total_stake
        pooled[netuid] = saturating_add(pooled[netuid], amount)
        staked.set(saturating_add(staked.get(), amount))
        self.flow.record_protocol_inflow(netuid, amount)
        return rest
