"""Where neurons can be reached."""

from __future__ import annotations

from pallets.subtensor.config import SubtensorConfig
from pallets.subtensor.types import AxonInfo, NetUid, NeuronCertificate, PrometheusInfo
from runtime.hashers import Blake2_128Concat, Identity
from runtime.pallet import Pallet
from runtime.scale import AccountId
from runtime.storage import StorageDoubleMap


class Endpoints(Pallet, crate="pallet_subtensor"):
    """Where neurons can be reached."""

    config: SubtensorConfig

    axons = StorageDoubleMap[Identity[NetUid], Blake2_128Concat[AccountId], AxonInfo | None](
        "The endpoint that a hotkey serves in a subnet."
    )
    neuron_certificates = StorageDoubleMap[
        Identity[NetUid], Blake2_128Concat[AccountId], NeuronCertificate | None
    ]("The TLS certificate of a hotkey's endpoint.")
    prometheus = StorageDoubleMap[
        Identity[NetUid], Blake2_128Concat[AccountId], PrometheusInfo | None
    ]("The endpoint of a hotkey's metrics.")
