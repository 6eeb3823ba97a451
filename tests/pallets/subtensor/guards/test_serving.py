"""The guard of endpoints. It refuses what the calls refuse, in their order."""

from __future__ import annotations

from typing import Any

import pytest

from pallets.subtensor.guards.serving import RULES, CheckServingEndpoints
from pallets.subtensor.hyperparameters import NeuronSettings
from pallets.subtensor.neurons import NeuronTable
from pallets.subtensor.serving import Serving
from pallets.subtensor.state import Endpoints
from runtime.call import Call
from tests.pallets.subtensor.guards.guarded import dispatch
from tests.pallets.subtensor.world import World, account, fails

GUARD = CheckServingEndpoints()
NETUID, HOTKEY, NOBODY = 1, 1, 2
IP, LIMIT = 0x08080808, 50


def axon(netuid: int = NETUID, ip: int = IP, port: int = 1, ip_type: int = 4) -> Call:
    return Serving.serve_axon(netuid, 1, ip, port, ip_type, 0, 0, 0)


def axon_tls(netuid: int = NETUID, ip: int = IP, port: int = 1, ip_type: int = 4) -> Call:
    return Serving.serve_axon_tls(netuid, 1, ip, port, ip_type, 0, 0, 0, b"\x01" * 999)


def prometheus(netuid: int = NETUID, ip: int = IP, port: int = 1, ip_type: int = 4) -> Call:
    return Serving.serve_prometheus(netuid, 1, ip, port, ip_type)


ALL = pytest.mark.parametrize("make", [axon, axon_tls, prometheus])
AXONS = pytest.mark.parametrize("make", [axon, axon_tls])


@pytest.fixture
def world() -> World:
    made = World(block=100)
    made.pallet(NeuronTable).append(NETUID, account(HOTKEY), 1)
    made.pallet(NeuronSettings).set_serving_rate_limit(NETUID, LIMIT)
    return made


def check(world: World, call: Call, who: int = HOTKEY) -> None:
    GUARD.check_signer(world.runtime, account(who), call)


def test_it_is_asked_about_all_endpoints() -> None:
    assert [made.declaration for made in (axon(), axon_tls(), prometheus())] == list(RULES)


@ALL
def test_a_neuron_may_serve(world: World, make: Any) -> None:
    check(world, make())
    dispatch(world, GUARD, make(), HOTKEY)
    served = world.pallet(Endpoints)
    table = served.prometheus if make is prometheus else served.axons
    endpoint = table[NETUID, account(HOTKEY)]
    assert endpoint is not None and endpoint.block == 100


@ALL
def test_what_it_refuses(world: World, make: Any) -> None:
    refused = [
        (make(netuid=2), "HotKeyNotRegisteredInNetwork"),
        (make(ip_type=5), "InvalidIpType"),
        (make(ip=0x7F000001), "InvalidIpAddress"),
        (make(port=0), "InvalidPort"),
    ]
    for call, name in refused:
        with fails(name):
            dispatch(world, GUARD, call, HOTKEY)
    with fails("HotKeyNotRegisteredInNetwork"):
        dispatch(world, GUARD, make(), NOBODY)


@ALL
def test_what_comes_too_soon(world: World, make: Any) -> None:
    dispatch(world, GUARD, make(), HOTKEY)
    world.set_block(100 + LIMIT - 1)
    for call in (make(), make(port=0)):  # the port is looked at last
        with fails("ServingRateLimitExceeded"):
            check(world, call)
    world.set_block(100 + LIMIT)
    check(world, make())


@AXONS
def test_an_axon_looks_for_the_neuron_first(world: World, make: Any) -> None:
    with fails("HotKeyNotRegisteredInNetwork"):
        check(world, make(ip_type=0, ip=1 << 40, port=0), NOBODY)
    check(world, make(ip=0))


def test_metrics_look_at_the_address_first(world: World) -> None:
    with fails("InvalidIpType"):
        check(world, prometheus(ip_type=0, ip=0), NOBODY)
    with fails("InvalidIpAddress"):
        check(world, prometheus(ip=0), NOBODY)


def test_axons_and_metrics_wait_by_themselves(world: World) -> None:
    dispatch(world, GUARD, axon_tls(), HOTKEY)
    check(world, prometheus())
    with fails("ServingRateLimitExceeded"):
        check(world, axon())
