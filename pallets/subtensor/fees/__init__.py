"""Fees in alpha: who has no TAO for a fee may pay some fees with the stake that the call is about.

sources    out of which stake a call's fee may be paid
alpha_fees what a fee is in alpha, and its sale
charging   fees in TAO, or else in alpha: what TransactionPayment is given
"""

from __future__ import annotations

from pallets.subtensor.fees.alpha_fees import AlphaFee, AlphaFees
from pallets.subtensor.fees.charging import TaoOrAlphaCharging
from pallets.subtensor.fees.sources import FeeSources
from runtime.pallet import Pallet

PARTS: list[type[Pallet]] = [FeeSources, AlphaFees]

__all__ = ["PARTS", "AlphaFee", "AlphaFees", "FeeSources", "TaoOrAlphaCharging"]
