"""The Utility pallet: calls that make other calls. As the Subtensor runtime's pallet-utility."""

from pallets.utility.filters import no_nested_batches
from pallets.utility.pallet import Utility

__all__ = ["Utility", "no_nested_batches"]
