"""The transaction extension that puts pulses first."""

from __future__ import annotations

from pallets.drand.pallet import Drand
from runtime.extension import VALID, Applied, ThisRuntime, TransactionExtension
from runtime.validity import ValidTransaction

PULSE_PRIORITY = 10_000


class DrandPriority(
    TransactionExtension,
    path="pallet_drand::drand_priority::DrandPriority",
    params={"T": ThisRuntime},
):
    """Signed extrinsics with pulses go before others.

    Extensions see no unsigned ones, which are those that succeed.
    """

    def validate(self, applied: Applied) -> ValidTransaction:
        if applied.call.declaration is Drand.write_pulse:
            return ValidTransaction(priority=PULSE_PRIORITY)
        return VALID
