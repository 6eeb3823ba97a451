"""Neurons as clients read them."""

from __future__ import annotations

import pytest

from pallets.subtensor.apis.neurons import NeuronInfo, NeuronInfoLite
from pallets.subtensor.neurons import NeuronTable
from pallets.subtensor.serving import Serving
from pallets.subtensor.state import KeyRing, Neurons, Scores, Subnets, WeightTable
from pallets.subtensor.types import AxonInfo, PrometheusInfo
from tests.pallets.subtensor.apis.asking import answer, ask
from tests.pallets.subtensor.world import World, account

NETUID, COLDKEY = 1, 50


def hotkey(uid: int) -> bytes:
    return account(100 + uid)


@pytest.fixture
def world() -> World:
    """Three neurons of one coldkey, whose hotkeys are 100 to 102, on a subnet with values."""
    made = World(block=7)
    made.add_network(NETUID)
    for uid in range(3):
        made.register_ok_neuron(NETUID, 100 + uid, COLDKEY)
    scores = made.pallet(Scores)
    scores.active[NETUID] = [True, False, True]
    scores.emission[NETUID] = [0, 2**64 - 1, 5]
    scores.incentive[NETUID] = [1, 65_535, 3]
    scores.consensus[NETUID] = [4, 64, 6]
    scores.validator_trust[NETUID] = [7, 8, 9]
    scores.dividends[NETUID] = [10, 11, 12]
    scores.validator_permit[NETUID] = [False, True, False]
    table = made.pallet(WeightTable)
    table.last_update[NETUID] = [13, 2**40, 15]
    table.weights[NETUID, 1] = [(0, 65_535), (1, 0), (2, 300)]
    table.bonds[NETUID, 1] = [(0, 0), (2, 1)]
    made.give_stake(hotkey(1), COLDKEY, NETUID, 1_000)
    made.give_stake(hotkey(1), 51, NETUID, 234)
    made.run(Serving.serve_axon(NETUID, 1, 0x01020304, 80, 4, 5, 6, 7), by=hotkey(1))
    made.run(Serving.serve_prometheus(NETUID, 8, 0x05060708, 90, 4), by=hotkey(1))
    return made


LITE = NeuronInfoLite(
    hotkey=hotkey(1),
    coldkey=account(COLDKEY),
    uid=1,
    netuid=NETUID,
    active=False,
    axon_info=AxonInfo(7, 1, 0x01020304, 80, 4, 5, 6, 7),
    prometheus_info=PrometheusInfo(7, 8, 0x05060708, 90, 4),
    stake=[(account(COLDKEY), 1_234)],
    rank=0,
    emission=2**64 - 1,
    incentive=65_535,
    consensus=64,
    trust=0,
    validator_trust=8,
    dividends=11,
    last_update=2**40,
    validator_permit=True,
    pruning_score=65_535,
)


def test_a_neuron_without_weights_and_bonds(world: World) -> None:
    """All stake on the hotkey stands under its owner, whoever else has a part of it."""
    assert ask(world, "get_neuron_lite", NETUID, 1) == LITE


def test_a_neuron_with_weights_and_bonds_above_zero(world: World) -> None:
    facts = {name: getattr(LITE, name) for name in LITE.field_names}
    weights, bonds = [(0, 65_535), (2, 300)], [(2, 1)]
    expected = NeuronInfo(**facts, weights=weights, bonds=bonds)
    assert ask(world, "get_neuron", NETUID, 1) == expected


def test_the_bytes_of_a_neuron(world: World) -> None:
    """Field by field, so that no two that are alike can be exchanged."""
    compact = {4: "10", 7: "1c", 8: "20", 11: "2c", 64: "0101", 65_535: "feff0300"}
    stake = "04" + account(COLDKEY).hex() + "4913"  # 1,234
    expected = [
        "01",  # there is one
        hotkey(1).hex(),
        account(COLDKEY).hex(),
        "04",  # uid
        "04",  # netuid
        "00",  # active
        "07000000000000000100000004030201" + "00" * 12 + "500004050607",
        "07000000000000000800000008070605" + "00" * 12 + "5a0004",
        stake,
        "00",  # rank
        "13ffffffffffffffff",  # emission
        compact[65_535],  # incentive
        compact[64],  # consensus
        "00",  # trust
        compact[8],  # validator trust
        compact[11],  # dividends
        "0b000000000001",  # last update: 2^40
        "01",  # permit
        compact[65_535],  # pruning score
    ]
    assert answer(world, "get_neuron_lite", NETUID, 1).hex() == "".join(expected)


def test_all_neurons_come_by_uid(world: World) -> None:
    for method, one in (("get_neurons", "get_neuron"), ("get_neurons_lite", "get_neuron_lite")):
        neurons = ask(world, method, NETUID)
        assert [neuron.uid for neuron in neurons] == [0, 1, 2]
        assert [neuron.hotkey for neuron in neurons] == [hotkey(uid) for uid in range(3)]
        assert neurons == [ask(world, one, NETUID, uid) for uid in range(3)]


def test_a_new_neuron_has_nothing(world: World) -> None:
    """The vectors of consensus may be shorter than there are neurons."""
    scores, table = world.pallet(Scores), world.pallet(WeightTable)
    numbers = (scores.emission, scores.incentive, scores.consensus, scores.dividends)
    for vector in (*numbers, scores.validator_trust, table.last_update):
        vector[NETUID] = [1, 1]
    for flags in (scores.active, scores.validator_permit):
        flags[NETUID] = [True, True]
    neuron = ask(world, "get_neuron", NETUID, 2)
    assert neuron.axon_info == AxonInfo() and neuron.prometheus_info == PrometheusInfo()
    assert not (neuron.active or neuron.validator_permit or neuron.weights or neuron.bonds)
    names = ("emission", "incentive", "consensus", "validator_trust", "dividends", "last_update")
    assert {getattr(neuron, name) for name in names} == {0}
    assert neuron.stake == [(account(COLDKEY), 0)]


def test_only_the_first_mechanism_is_told_of(world: World) -> None:
    world.pallet(Scores).incentive[4096 + NETUID] = [9, 9, 9]
    world.pallet(WeightTable).weights[4096 + NETUID, 0] = [(1, 9)]
    neuron = ask(world, "get_neuron", NETUID, 0)
    assert neuron.incentive == 1 and neuron.weights == []


@pytest.mark.parametrize(("netuid", "uid"), [(9, 0), (1, 3), (1, 65_535)])
def test_who_is_not_there(world: World, netuid: int, uid: int) -> None:
    assert ask(world, "get_neuron", netuid, uid) is None
    assert ask(world, "get_neuron_lite", netuid, uid) is None


def test_there_are_no_neurons_where_there_is_no_subnet(world: World) -> None:
    assert ask(world, "get_neurons", 9) == ask(world, "get_neurons_lite", 9) == []
    world.add_network(2)
    assert ask(world, "get_neurons", 2) == ask(world, "get_neurons_lite", 2) == []
    world.pallet(Subnets).networks_added[NETUID] = False
    assert ask(world, "get_neurons", NETUID) == ask(world, "get_neurons_lite", NETUID) == []
    assert ask(world, "get_neuron", NETUID, 0) is ask(world, "get_neuron_lite", NETUID, 0) is None


def test_the_list_ends_where_a_uid_is_missing(world: World) -> None:
    del world.pallet(Neurons).keys[NETUID, 1]
    assert [neuron.uid for neuron in ask(world, "get_neurons", NETUID)] == [0]
    assert [neuron.uid for neuron in ask(world, "get_neurons_lite", NETUID)] == [0]
    assert ask(world, "get_neuron", NETUID, 2).uid == 2


def test_a_hotkey_of_nobody_has_the_account_of_zeros() -> None:
    world = World()
    world.add_network(NETUID)
    world.pallet(NeuronTable).append(NETUID, hotkey(0), 1)
    assert hotkey(0) not in world.pallet(KeyRing).owner
    assert ask(world, "get_neuron", NETUID, 0).coldkey == bytes(32)
