"""The Swap pallet: pools of TAO and alpha, their prices, and what swaps yield.

    power       powers of fractions, to the digit
    balancer    a pool's weights: prices and amounts, as functions of reserves
    pool        a pool at one moment
    orders      buying and selling alpha, as the two directions of a swap
    execution   what becomes of an order in a pool
    pallet      fees, weights and the engine, on the state
    api         what clients ask
    interface   what others have to tell of subnets: `Pools`

`configured(Swap, SwapConfig(pools=...))` puts it into a module.
"""

from pallets.swap.execution import SwapResult
from pallets.swap.interface import DYNAMIC, Pools
from pallets.swap.orders import MAX_PRICE, MIN_PRICE, GetAlphaForTao, GetTaoForAlpha, Order
from pallets.swap.pallet import Swap, SwapConfig

__all__ = [
    "DYNAMIC", "MAX_PRICE", "MIN_PRICE", "GetAlphaForTao", "GetTaoForAlpha", "Order", "Pools",
    "Swap", "SwapConfig", "SwapResult",
]  # fmt: skip
