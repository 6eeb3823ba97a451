"""What is asked of an endpoint. guards/check_serving_endpoints.rs."""

from __future__ import annotations

from typing import Any

from pallets.subtensor.guards.base import CallGuard, Rule
from pallets.subtensor.serving import Serving
from runtime.call import Call, CallDeclaration
from runtime.runtime import Runtime
from runtime.weights import weigh

COST = weigh(19_035_000, 4112, reads=3)


def _axon(runtime: Runtime, hotkey: bytes, call: Call) -> None:
    netuid, _version, ip, port, ip_type = call.args[:5]
    runtime.pallet(Serving).ensure_can_serve_axon(hotkey, netuid, ip, port, ip_type)


def _prometheus(runtime: Runtime, hotkey: bytes, call: Call) -> None:
    netuid, _version, ip, port, ip_type = call.args
    runtime.pallet(Serving).ensure_can_serve_prometheus(hotkey, netuid, ip, port, ip_type)


RULES: dict[CallDeclaration[Any, Any], Rule] = {
    Serving.serve_axon: _axon,
    Serving.serve_axon_tls: _axon,
    Serving.serve_prometheus: _prometheus,
}


class CheckServingEndpoints(CallGuard):
    """Endpoints can be endpoints, are of neurons, and are not changed too often."""

    def __init__(self) -> None:
        super().__init__(COST, RULES)
