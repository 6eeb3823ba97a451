"""Transaction extensions of pallets that are not here yet. They carry no data and let all through.

The extensions of a chain are part of its extrinsics' form, so that these have their place: those of
the pallets Shield (encrypted calls), SubtensorModule (rate limits and more) and Drand (randomness).
Nothing of what they check can be called before its pallet is there.
"""

from __future__ import annotations

from runtime.extension import ThisRuntime, TransactionExtension


class CheckShieldedTxValidity(
    TransactionExtension,
    path="pallet_shield::extension::CheckShieldedTxValidity",
    params={"T": ThisRuntime},
):
    """Encrypted calls are well-formed. Without the Shield pallet there are none."""


class SubtensorTransactionExtension(
    TransactionExtension,
    path="pallet_subtensor::extensions::subtensor::SubtensorTransactionExtension",
    params={"T": ThisRuntime},
):
    """Calls that SubtensorModule would refuse stay out of blocks. Without it there are none."""


class DrandPriority(
    TransactionExtension,
    path="pallet_drand::drand_priority::DrandPriority",
    params={"T": ThisRuntime},
):
    """Pulses of randomness go first. Without the Drand pallet there are none."""
