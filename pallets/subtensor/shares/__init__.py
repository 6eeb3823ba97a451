"""Share pools: how a hotkey's alpha is divided among its coldkeys.

    safe_float.py   the decimal number in which shares are kept
    pool.py         a pool of shares over any storage

Pure rules: where the numbers are stored is the business of whoever makes a pool.
"""

from pallets.subtensor.shares.pool import SharePool, SharePoolData
from pallets.subtensor.shares.safe_float import SafeFloat

__all__ = ["SafeFloat", "SharePool", "SharePoolData"]
