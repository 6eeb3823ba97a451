"""The place of the Shield pallet (encrypted calls), which is not here yet.

Its transaction extension is part of the form of extrinsics. It carries no data.
"""

from __future__ import annotations

from runtime.extension import ThisRuntime, TransactionExtension


class CheckShieldedTxValidity(
    TransactionExtension,
    path="pallet_shield::extension::CheckShieldedTxValidity",
    params={"T": ThisRuntime},
):
    """Encrypted calls are well-formed. Without the Shield pallet there are none."""
