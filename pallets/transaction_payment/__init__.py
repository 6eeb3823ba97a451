"""The TransactionPayment pallet: fees, as the Subtensor runtime takes them.

fees        prices, as functions of numbers
charging    who pays, who is paid, and how
pallet      the multiplier, and the fee of an extrinsic
extension   what every signed extrinsic goes through
api         what clients ask
"""

from pallets.transaction_payment.charging import CannotPay, Charging, NativeCharging
from pallets.transaction_payment.events import TransactionFeePaid
from pallets.transaction_payment.extension import (
    ChargeTransactionPayment,
    ChargeTransactionPaymentWrapper,
)
from pallets.transaction_payment.pallet import TransactionPayment, TransactionPaymentConfig

__all__ = [
    "CannotPay",
    "ChargeTransactionPayment",
    "ChargeTransactionPaymentWrapper",
    "Charging",
    "NativeCharging",
    "TransactionFeePaid",
    "TransactionPayment",
    "TransactionPaymentConfig",
]
