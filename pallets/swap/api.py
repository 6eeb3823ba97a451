"""The runtime API by which clients learn prices, and what swaps would yield. Amounts are in rao."""

from __future__ import annotations

from typing import Annotated

from pallets.swap.errors import Error
from pallets.swap.orders import GetAlphaForTao, GetTaoForAlpha
from pallets.swap.pallet import RAO, Swap
from pallets.swap.types import AlphaBalance, NetUid
from runtime.api import RuntimeApi
from runtime.fixed import U64F64
from runtime.fixed.integers import saturating_sub
from runtime.scale import U64, Spelled, Struct

TaoBalance = Annotated[U64, Spelled("TaoBalance")]


class SubnetPrice(Struct, path="pallet_subtensor_swap_runtime_api::SubnetPrice"):
    """What 10^9 rao of a subnet's alpha cost, in rao of TAO."""

    netuid: NetUid
    price: U64


class SimSwapResult(Struct, path="pallet_subtensor_swap_runtime_api::SimSwapResult"):
    """What a swap would move. Slippage is what is lost against the price before the swap."""

    tao_amount: TaoBalance
    alpha_amount: AlphaBalance
    tao_fee: TaoBalance
    alpha_fee: AlphaBalance
    tao_slippage: TaoBalance
    alpha_slippage: AlphaBalance


class SwapRuntimeApi(RuntimeApi, version=1):
    """Prices and simulated swaps."""

    def current_alpha_price(self, netuid: NetUid) -> U64:
        """What 10^9 rao of a subnet's alpha cost, in rao of TAO."""
        price = _swap(self).current_alpha_price(netuid)
        return price.saturating_mul(RAO).saturating_to_num()

    def current_alpha_price_all(self) -> list[SubnetPrice]:
        """The prices of all subnets."""
        netuids = _swap(self).pools.netuids()
        return [SubnetPrice(netuid, self.current_alpha_price(netuid)) for netuid in netuids]

    def sim_swap_tao_for_alpha(self, netuid: NetUid, tao: TaoBalance) -> SimSwapResult:
        """What TAO would buy. All is zero if the swap would fail."""
        swap = _swap(self)
        try:
            result = swap.sim_swap(netuid, GetAlphaForTao(tao))
        except Error:
            return SimSwapResult(0, 0, 0, 0, 0, 0)
        price = swap.current_alpha_price(netuid)
        expected = U64F64.from_num(tao).safe_div(price).saturating_to_num()
        out = result.amount_paid_out
        return SimSwapResult(
            tao_amount=result.amount_paid_in,
            alpha_amount=out,
            tao_fee=result.fee_paid,
            alpha_fee=0,
            tao_slippage=0,
            alpha_slippage=saturating_sub(expected, out),
        )

    def sim_swap_alpha_for_tao(self, netuid: NetUid, alpha: AlphaBalance) -> SimSwapResult:
        """What alpha would be sold for. All is zero if the swap would fail."""
        swap = _swap(self)
        try:
            result = swap.sim_swap(netuid, GetTaoForAlpha(alpha))
        except Error:
            return SimSwapResult(0, 0, 0, 0, 0, 0)
        price = swap.current_alpha_price(netuid)
        expected = U64F64.from_num(alpha).saturating_mul(price).saturating_to_num()
        out = result.amount_paid_out
        return SimSwapResult(
            tao_amount=out,
            alpha_amount=result.amount_paid_in,
            tao_fee=0,
            alpha_fee=result.fee_paid,
            tao_slippage=saturating_sub(expected, out),
            alpha_slippage=0,
        )


def _swap(api: SwapRuntimeApi) -> Swap:
    return api.runtime.pallet(Swap)
