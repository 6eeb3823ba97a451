"""Endpoints that neurons serve.

    addresses  IP addresses and certificates that a neuron may name
    endpoints  axons and metrics

What is served is for whoever reads the chain: nothing here depends on it.
"""

from __future__ import annotations

from pallets.subtensor.serving.endpoints import Serving
from runtime.pallet import Pallet

PARTS: list[type[Pallet]] = [Serving]

__all__ = ["PARTS", "Serving"]
