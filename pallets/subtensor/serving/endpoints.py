"""Neurons tell where they can be reached. As subnets/serving.rs of the reference."""

from __future__ import annotations

from pallets.subtensor.errors import (
    Error,
    HotKeyNotRegisteredInNetwork,
    InvalidIpAddress,
    InvalidIpType,
    InvalidPort,
    ServingRateLimitExceeded,
)
from pallets.subtensor.events import AxonServed, Event, PrometheusServed
from pallets.subtensor.limits.rules import is_over
from pallets.subtensor.neurons import NeuronTable
from pallets.subtensor.serving.addresses import (
    certificate_of,
    is_valid_ip_address,
    is_valid_ip_type,
)
from pallets.subtensor.state import Endpoints, Hyperparameters
from pallets.subtensor.types import AxonInfo, NetUid, PrometheusInfo
from runtime.call import call
from runtime.origin import Origin, ensure_signed
from runtime.pallet import Pallet, Uses
from runtime.scale import U8, U16, U32, U128
from runtime.weights import Pays, weigh


class Serving(Pallet, crate="pallet_subtensor"):
    """The endpoints of neurons, which their hotkeys set."""

    event = Event
    error = Error
    endpoints = Uses(Endpoints)
    hyperparameters = Uses(Hyperparameters)
    neurons = Uses(NeuronTable)

    # Calls

    @call(index=4, weight=weigh(31_278_000, 4178, reads=3, writes=1), pays=Pays.No)
    def serve_axon(  # noqa: PLR0917
        self,
        origin: Origin,
        netuid: NetUid,
        version: U32,
        ip: U128,
        port: U16,
        ip_type: U8,
        protocol: U8,
        placeholder1: U8,
        placeholder2: U8,
    ) -> None:
        """Tell where the axon of the signer's neuron can be reached.

        The address is a number of the type 4 or 6; the protocol and the placeholders are the
        application's own. Fails as `ensure_can_serve_axon`.
        """
        axon = AxonInfo(
            self.runtime.system.block_number(),
            version, ip, port, ip_type, protocol, placeholder1, placeholder2,
        )  # fmt: skip
        self._serve_axon(ensure_signed(origin), netuid, axon)

    @call(index=40, weight=weigh(30_617_000, 4149, reads=3, writes=1), pays=Pays.No)
    def serve_axon_tls(  # noqa: PLR0917
        self,
        origin: Origin,
        netuid: NetUid,
        version: U32,
        ip: U128,
        port: U16,
        ip_type: U8,
        protocol: U8,
        placeholder1: U8,
        placeholder2: U8,
        certificate: bytes,
    ) -> None:
        """Tell where the axon of the signer's neuron can be reached, and its certificate.

        A certificate has 1 to 65 bytes; any other is ignored, and the old one stays. Fails as
        `ensure_can_serve_axon`.
        """
        axon = AxonInfo(
            self.runtime.system.block_number(),
            version, ip, port, ip_type, protocol, placeholder1, placeholder2,
        )  # fmt: skip
        hotkey = ensure_signed(origin)
        self._serve_axon(hotkey, netuid, axon)
        accepted = certificate_of(certificate)
        if accepted is not None:
            self.endpoints.neuron_certificates[netuid, hotkey] = accepted

    @call(index=5, weight=weigh(29_294_000, 4277, reads=3, writes=1), pays=Pays.No)
    def serve_prometheus(  # noqa: PLR0917
        self, origin: Origin, netuid: NetUid, version: U32, ip: U128, port: U16, ip_type: U8
    ) -> None:
        """Tell where the metrics of the signer's neuron can be read.

        Fails as `ensure_can_serve_prometheus`.
        """
        hotkey, block = ensure_signed(origin), self.runtime.system.block_number()
        self.ensure_can_serve_prometheus(hotkey, netuid, ip, port, ip_type)
        info = PrometheusInfo(block, version, ip, port, ip_type)
        self.endpoints.prometheus[netuid, hotkey] = info
        self.deposit_event(PrometheusServed(netuid, hotkey))

    # What may be served

    def ensure_can_serve_axon(
        self, hotkey: bytes, netuid: int, ip: int, port: int, ip_type: int
    ) -> None:
        """The address may be 0, which says that there is none.

        Fails, in this order, with HotKeyNotRegisteredInNetwork, InvalidIpType, InvalidIpAddress,
        ServingRateLimitExceeded and InvalidPort.
        """
        self._ensure_registered(hotkey, netuid)
        _ensure_address(ip, ip_type, allow_zero=True)
        served = self.endpoints.axons[netuid, hotkey]
        self._ensure_not_too_soon(netuid, served.block if served else 0)
        _ensure_port(port)

    def ensure_can_serve_prometheus(
        self, hotkey: bytes, netuid: int, ip: int, port: int, ip_type: int
    ) -> None:
        """Fails, in this order, with InvalidIpType, InvalidIpAddress, HotKeyNotRegisteredInNetwork,
        ServingRateLimitExceeded and InvalidPort.
        """
        _ensure_address(ip, ip_type, allow_zero=False)
        self._ensure_registered(hotkey, netuid)
        served = self.endpoints.prometheus[netuid, hotkey]
        self._ensure_not_too_soon(netuid, served.block if served else 0)
        _ensure_port(port)

    def _serve_axon(self, hotkey: bytes, netuid: int, axon: AxonInfo) -> None:
        self.ensure_can_serve_axon(hotkey, netuid, axon.ip, axon.port, axon.ip_type)
        self.endpoints.axons[netuid, hotkey] = axon
        self.deposit_event(AxonServed(netuid, hotkey))

    def _ensure_registered(self, hotkey: bytes, netuid: int) -> None:
        if not self.neurons.is_registered(netuid, hotkey):
            raise HotKeyNotRegisteredInNetwork()

    def _ensure_not_too_soon(self, netuid: int, last: int) -> None:
        limit = self.hyperparameters.serving_rate_limit[netuid]
        if not is_over(limit, self.runtime.system.block_number(), last):
            raise ServingRateLimitExceeded()


def _ensure_address(ip: int, ip_type: int, allow_zero: bool) -> None:
    if not is_valid_ip_type(ip_type):
        raise InvalidIpType()
    if not is_valid_ip_address(ip_type, ip, allow_zero):
        raise InvalidIpAddress()


def _ensure_port(port: int) -> None:
    if port == 0:
        raise InvalidPort()
