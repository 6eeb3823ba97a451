"""Neurons tell where they can be reached."""

from typing import Any

import pytest

from pallets.subtensor.events import AxonServed, PrometheusServed
from pallets.subtensor.hyperparameters import NeuronSettings
from pallets.subtensor.neurons import NeuronTable
from pallets.subtensor.serving import Serving
from pallets.subtensor.state import Endpoints
from pallets.subtensor.types import AxonInfo, NeuronCertificate, PrometheusInfo
from runtime.call import Call
from runtime.origin import NOBODY, ROOT
from runtime.weights import DispatchClass, Pays
from tests.pallets.subtensor.world import World, account, fails

NETUID, HOTKEY = 1, 1
IP = 1676056785
AXON = {
    "version": 2, "ip": IP, "port": 128, "ip_type": 4,
    "protocol": 0, "placeholder1": 0, "placeholder2": 0,
}  # fmt: skip
PROMETHEUS = {"version": 2, "ip": IP, "port": 128, "ip_type": 4}


def axon(netuid: int = NETUID, **changed: Any) -> Call:
    return Serving.serve_axon(netuid, **{**AXON, **changed})


def axon_tls(netuid: int = NETUID, certificate: bytes = b"CERT", **changed: Any) -> Call:
    return Serving.serve_axon_tls(netuid, **{**AXON, **changed}, certificate=certificate)


def prometheus(netuid: int = NETUID, **changed: Any) -> Call:
    return Serving.serve_prometheus(netuid, **{**PROMETHEUS, **changed})


ALL_CALLS = pytest.mark.parametrize("call", [axon, axon_tls, prometheus])


@pytest.fixture
def world() -> World:
    world = World()
    world.pallet(NeuronTable).append(NETUID, account(HOTKEY), 1)
    return world


def limit(world: World, blocks: int) -> None:
    world.pallet(NeuronSettings).set_serving_rate_limit(NETUID, blocks)


@ALL_CALLS
def test_serving_is_free(world: World, call: Any) -> None:
    info = world.runtime.dispatch_info(call())
    assert info.weight.ref_time > 0
    assert (info.class_, info.pays_fee) == (DispatchClass.Normal, Pays.No)


@pytest.mark.parametrize("call", [axon, axon_tls])
def test_an_axon_is_stored_and_replaced(world: World, call: Any) -> None:
    axons = world.pallet(Endpoints).axons
    world.run(call(), by=HOTKEY)
    assert axons[NETUID, account(HOTKEY)] == AxonInfo(1, 2, IP, 128, 4, 0, 0, 0)
    assert world.all_events() == [AxonServed(NETUID, account(HOTKEY))]
    world.set_block(5)
    changed = call(
        version=3, ip=IP + 1, port=129, ip_type=6, protocol=1, placeholder1=2, placeholder2=3
    )
    world.run(changed, by=HOTKEY)
    assert axons[NETUID, account(HOTKEY)] == AxonInfo(5, 3, IP + 1, 129, 6, 1, 2, 3)


def test_metrics_are_stored_and_replaced(world: World) -> None:
    served = world.pallet(Endpoints).prometheus
    world.run(prometheus(), by=HOTKEY)
    assert served[NETUID, account(HOTKEY)] == PrometheusInfo(1, 2, IP, 128, 4)
    assert world.all_events() == [PrometheusServed(NETUID, account(HOTKEY))]
    world.set_block(5)
    world.run(prometheus(version=3, ip=IP + 1, port=129, ip_type=6), by=HOTKEY)
    assert served[NETUID, account(HOTKEY)] == PrometheusInfo(5, 3, IP + 1, 129, 6)


def test_a_certificate_is_stored_replaced_and_kept(world: World) -> None:
    certificates = world.pallet(Endpoints).neuron_certificates
    world.run(axon_tls(certificate=b"CERT"), by=HOTKEY)
    assert certificates[NETUID, account(HOTKEY)] == NeuronCertificate(b"ERT", ord("C"))
    world.run(axon_tls(certificate=b"UPDATED_CERT"), by=HOTKEY)
    updated = NeuronCertificate(b"PDATED_CERT", ord("U"))
    assert certificates[NETUID, account(HOTKEY)] == updated
    for unfit in (b"", bytes(66)):
        world.run(axon_tls(certificate=unfit, port=200), by=HOTKEY)
        assert certificates[NETUID, account(HOTKEY)] == updated
    stored = world.pallet(Endpoints).axons[NETUID, account(HOTKEY)]
    assert stored is not None and stored.port == 200, "the axon is served all the same"
    world.run(axon(), by=HOTKEY)
    assert certificates[NETUID, account(HOTKEY)] == updated


@ALL_CALLS
@pytest.mark.parametrize("blocks", [1, 2, 50])
def test_serving_again_takes_time(world: World, call: Any, blocks: int) -> None:
    for _ in range(4):
        world.run(call(), by=HOTKEY)  # without a limit
    limit(world, blocks)
    world.set_block(blocks)
    with fails("ServingRateLimitExceeded"):
        world.run(call(), by=HOTKEY)
    world.set_block(blocks + 1)
    world.run(call(), by=HOTKEY)


@ALL_CALLS
def test_the_first_time_takes_none(world: World, call: Any) -> None:
    limit(world, 1000)
    world.run(call(), by=HOTKEY)


def test_axon_and_metrics_do_not_limit_each_other(world: World) -> None:
    limit(world, 1000)
    world.run(axon(), by=HOTKEY)
    world.run(prometheus(), by=HOTKEY)
    with fails("ServingRateLimitExceeded"):
        world.run(axon_tls(), by=HOTKEY)


@ALL_CALLS
def test_only_a_neuron_serves(world: World, call: Any) -> None:
    for origin in (ROOT, NOBODY):
        with fails("BadOrigin"):
            world.run(call(), by=origin)
    with fails("HotKeyNotRegisteredInNetwork"):
        world.run(call(), by=2)
    with fails("HotKeyNotRegisteredInNetwork"):
        world.run(call(netuid=2), by=HOTKEY)


@ALL_CALLS
@pytest.mark.parametrize(
    ("changed", "error"),
    [
        ({"ip_type": 10}, "InvalidIpType"),
        ({"ip_type": 0}, "InvalidIpType"),
        ({"ip": 0x7F000001}, "InvalidIpAddress"),
        ({"ip": 2**32 - 1}, "InvalidIpAddress"),
        ({"ip": 1, "ip_type": 6}, "InvalidIpAddress"),
        ({"port": 0}, "InvalidPort"),
    ],
)
def test_what_reaches_nobody_is_refused(
    world: World, call: Any, changed: dict[str, int], error: str
) -> None:
    before = world.stored()
    with fails(error):
        world.run(call(**changed), by=HOTKEY)
    assert world.stored() == before


def test_an_axon_without_an_address_is_served_but_not_metrics(world: World) -> None:
    world.run(axon(ip=0), by=HOTKEY)
    world.run(axon(ip=0, ip_type=6), by=HOTKEY)
    with fails("InvalidIpAddress"):
        world.run(prometheus(ip=0), by=HOTKEY)


@pytest.mark.parametrize(
    ("call", "order"),
    [
        (axon, ["HotKeyNotRegisteredInNetwork", "InvalidIpType", "InvalidIpAddress"]),
        (axon_tls, ["HotKeyNotRegisteredInNetwork", "InvalidIpType", "InvalidIpAddress"]),
        (prometheus, ["InvalidIpType", "InvalidIpAddress", "HotKeyNotRegisteredInNetwork"]),
    ],
)
def test_which_check_comes_first(world: World, call: Any, order: list[str]) -> None:
    """All is wrong; what failed is repaired, and the next check fails."""
    world.run(call(), by=HOTKEY)
    limit(world, 50)
    bad: dict[str, int] = {"ip_type": 5, "ip": 0x7F000001, "port": 0, "netuid": 9}
    repaired = {
        "HotKeyNotRegisteredInNetwork": {"netuid": NETUID},
        "InvalidIpType": {"ip_type": 4},
        "InvalidIpAddress": {"ip": IP},
    }
    for error in order:
        with fails(error):
            world.run(call(**bad), by=HOTKEY)
        bad |= repaired[error]
    with fails("ServingRateLimitExceeded"):
        world.run(call(**bad), by=HOTKEY)
    limit(world, 0)
    with fails("InvalidPort"):
        world.run(call(**bad), by=HOTKEY)
