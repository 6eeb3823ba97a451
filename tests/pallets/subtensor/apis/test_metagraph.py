"""Everything about a subnet, whole or in parts, and its neurons as lists."""

from __future__ import annotations

from typing import Any

import pytest

from pallets.commitments import Commitments
from pallets.commitments.data import Raw
from pallets.commitments.types import CommitmentInfo, Registration
from pallets.subtensor.apis.metagraph import Metagraph, SelectiveMetagraph
from pallets.subtensor.apis.subnet_state import SubnetState
from pallets.subtensor.serving import Serving
from pallets.subtensor.state import (
    Emissions,
    Identities,
    Mechanisms,
    Neurons,
    RegistrationParameters,
    Schedule,
    Scores,
    StakeShares,
    Subnets,
    WeightTable,
)
from pallets.subtensor.types import AxonInfo, ChainIdentityV2, SubnetIdentityV3, mechanism_index
from runtime.scale import Some, encode
from tests.pallets.subtensor.apis.asking import answer, ask
from tests.pallets.subtensor.world import World, account

NETUID, COUNT = 3, 3
HOTKEYS = [account(100 + uid) for uid in range(COUNT)]
COLDKEYS = [account(50 + uid) for uid in range(COUNT)]
AXON = AxonInfo(10, 1, 0x01020304, 80, 4, 5, 6, 7)
ABOUT = ChainIdentityV2(*[b"x"] * 7)
SUBNET = SubnetIdentityV3(*[b"y"] * 8)
MECHANISM = mechanism_index(NETUID, 1)

LISTS: dict[str, Any] = {
    "hotkeys": HOTKEYS,
    "coldkeys": COLDKEYS,
    "active": [True, False, True],
    "validator_permit": [True, True, False],
    "pruning_score": [],
    "last_update": [1, 2, 2**40],
    "emission": [3, 2**60, 5],
    "dividends": [6, 7, 8],
    "incentives": [9, 10, 11],
    "consensus": [12, 13, 14],
    "trust": [],
    "rank": [],
    "block_at_registration": [10, 10, 10],
    "alpha_stake": [1_000, 2_000, 0],
    "tao_stake": [0, 300, 0],
    "total_stake": [1_000, 2_150, 0],
}


@pytest.fixture
def world() -> World:
    """Half of the TAO on root counts. Two mechanisms."""
    made = World(block=10)
    made.add_network(NETUID)
    for uid in range(COUNT):
        made.register_ok_neuron(NETUID, 100 + uid, 50 + uid)
    scores, table = made.pallet(Scores), made.pallet(WeightTable)
    scores.active[NETUID], scores.validator_permit[NETUID] = (
        [True, False, True],
        [True, True, False],
    )
    scores.emission[NETUID], scores.dividends[NETUID] = LISTS["emission"], LISTS["dividends"]
    scores.incentive[NETUID], scores.incentive[MECHANISM] = LISTS["incentives"], [20, 21, 22]
    scores.consensus[NETUID] = LISTS["consensus"]
    table.last_update[NETUID], table.last_update[MECHANISM] = LISTS["last_update"], [30, 31, 32]
    shares = made.pallet(StakeShares)
    shares.tao_weight.set(2**63)
    shares.total_hotkey_alpha[HOTKEYS[0], NETUID] = 1_000
    shares.total_hotkey_alpha[HOTKEYS[1], NETUID] = 2_000
    shares.total_hotkey_alpha[HOTKEYS[1], 0] = 300
    made.run(Serving.serve_axon(NETUID, 1, 0x01020304, 80, 4, 5, 6, 7), by=HOTKEYS[1])
    made.pallet(Identities).identities_v2[COLDKEYS[2]] = ABOUT
    made.pallet(Identities).subnet_identities_v3[NETUID] = SUBNET
    made.pallet(Emissions).alpha_dividends_per_subnet[NETUID, HOTKEYS[1]] = 77
    made.pallet(Mechanisms).mechanism_count_current[NETUID] = 2
    made.pallet(Schedule).last_mechansim_step_block[NETUID] = 4
    return made


def names() -> tuple[str, ...]:
    return SelectiveMetagraph.field_names


# Neurons as lists


def test_the_state_of_a_subnet(world: World) -> None:
    last = world.pallet(Emissions).last_hotkey_emission_on_netuid
    world.add_network(256)
    last[HOTKEYS[0], NETUID], last[HOTKEYS[2], 256] = 40, 41
    found = ask(world, "get_subnet_state", NETUID)
    history = [[0, 0, 41], [40, 0, 0]]  # 256 comes before 3 in the storage
    assert found == SubnetState(netuid=NETUID, **LISTS, emission_history=history)


# The whole


def test_a_metagraph_tells_of_all_neurons(world: World) -> None:
    found = ask(world, "get_metagraph", NETUID)
    assert {name: getattr(found, name) for name in LISTS} == LISTS
    assert found.axons == [AxonInfo(), AXON, AxonInfo()]
    assert found.identities == [None, None, ABOUT]
    assert found.tao_dividends_per_hotkey == [(hotkey, 0) for hotkey in HOTKEYS]
    assert found.alpha_dividends_per_hotkey == [(HOTKEYS[0], 0), (HOTKEYS[1], 77), (HOTKEYS[2], 0)]


def test_a_metagraph_tells_of_the_subnet_as_the_other_answers_do(world: World) -> None:
    found = ask(world, "get_metagraph", NETUID)
    others = [
        ask(world, "get_dynamic_info", NETUID),
        ask(world, "get_subnet_hyperparams", NETUID),
    ]
    shared = {name for other in others for name in other.field_names} & set(Metagraph.field_names)
    shared.remove("emission")  # of the subnet there, of neurons here
    assert len(shared) == 43
    for other in others:
        for name in shared & set(other.field_names):
            assert getattr(found, name) == getattr(other, name), name
    assert bytes(found.name) == b"y" and found.identity == SUBNET
    assert found.subnet_emission == found.pending_root_emission == 0
    assert (found.block, found.last_step, found.blocks_since_last_step) == (10, 4, 6)
    info = ask(world, "get_subnet_info", NETUID)
    assert (found.num_uids, found.max_uids) == (COUNT, info.max_allowed_uids)
    assert (found.burn, found.owner_coldkey) == (info.burn, info.owner)
    allowed = world.pallet(RegistrationParameters).network_pow_registration_allowed
    for is_allowed in (False, True):
        allowed[NETUID] = is_allowed
        assert ask(world, "get_metagraph", NETUID).pow_registration_allowed is is_allowed


def test_a_hotkey_that_is_missing_is_zeros(world: World) -> None:
    del world.pallet(Neurons).keys[NETUID, 1]
    found = ask(world, "get_metagraph", NETUID)
    assert found.hotkeys == [HOTKEYS[0], bytes(32), HOTKEYS[2]]
    assert found.alpha_stake == [1_000, 0, 0]


def test_the_metagraph_of_a_mechanism_has_its_index(world: World) -> None:
    whole = ask(world, "get_metagraph", NETUID)
    assert ask(world, "get_mechagraph", NETUID, 0) == whole
    found = ask(world, "get_mechagraph", NETUID, 1)
    assert (found.netuid, found.incentives) == (MECHANISM, [20, 21, 22])
    assert found.last_update == [30, 31, 32]
    own = {"netuid", "incentives", "last_update"}
    for name in set(Metagraph.field_names) - own:
        assert getattr(found, name) == getattr(whole, name), name
    assert ask(world, "get_mechagraph", NETUID, 2) is None
    assert ask(world, "get_mechagraph", 9, 0) is None


def test_all_metagraphs(world: World) -> None:
    world.add_network(256)
    netuids = [graph.netuid for graph in ask(world, "get_all_metagraphs")]
    assert netuids == [256, NETUID]
    assert ask(world, "get_all_metagraphs")[1] == ask(world, "get_metagraph", NETUID)
    found = [graph.netuid for graph in ask(world, "get_all_mechagraphs")]
    assert found == [256, NETUID, MECHANISM]
    world.pallet(Subnets).networks_added[256] = False
    assert ask(world, "get_all_metagraphs")[0] is None
    assert ask(world, "get_all_mechagraphs")[0] is None


# In parts


def test_the_numbers_of_the_fields() -> None:
    places = {"netuid": 0, "name": 1, "block": 7, "rho": 22, "num_uids": 30, "burn": 32}
    places |= {"alpha_high": 49, "alpha_low": 50, "hotkeys": 52, "incentives": 62}
    places |= {"alpha_dividends_per_hotkey": 71, "validators": 72, "commitments": 73}
    assert {name: names().index(name) for name in places} == places
    assert len(names()) == 74 and names()[:72] == Metagraph.field_names


def test_all_fields_are_those_of_the_whole(world: World) -> None:
    whole = ask(world, "get_metagraph", NETUID)
    found = ask(world, "get_selective_metagraph", NETUID, list(range(72)))
    for name in Metagraph.field_names:
        expected = getattr(whole, name)
        assert getattr(found, name) == (Some(expected) if name == "identity" else expected), name
    assert found.validators is found.commitments is None


@pytest.mark.parametrize("index", range(1, 74))
def test_one_field_is_asked_for_and_the_netuid_is_not(world: World, index: int) -> None:
    found = ask(world, "get_selective_metagraph", NETUID, [index])
    there = [name for name in names() if getattr(found, name) is not None]
    assert there == ["netuid", names()[index]] and found.netuid == 0


def test_numbers_that_there_are_not_are_passed_over(world: World) -> None:
    empty = SelectiveMetagraph()
    assert ask(world, "get_selective_metagraph", NETUID, [74, 65_535]) == empty
    assert ask(world, "get_selective_metagraph", NETUID, []) == empty
    assert answer(world, "get_selective_metagraph", NETUID, []) == b"\1" + bytes(74)
    found = ask(world, "get_selective_metagraph", NETUID, [22, 0, 100, 22])
    assert found == SelectiveMetagraph(netuid=NETUID, rho=found.rho) and found.rho is not None


def test_a_subnet_without_an_identity_is_not_one_that_was_not_asked(world: World) -> None:
    world.pallet(Identities).subnet_identities_v3[NETUID] = None
    assert ask(world, "get_selective_metagraph", NETUID, [3]).identity == Some(None)
    assert ask(world, "get_selective_metagraph", NETUID, [4]).identity is None


def test_parts_of_a_mechanism_have_the_subnets_netuid(world: World) -> None:
    asked = [names().index(name) for name in ("netuid", "incentives", "last_update", "dividends")]
    found = ask(world, "get_selective_mechagraph", NETUID, 1, asked)
    assert found == SelectiveMetagraph(
        netuid=NETUID, incentives=[20, 21, 22], last_update=[30, 31, 32], dividends=[6, 7, 8]
    )
    assert ask(world, "get_selective_mechagraph", NETUID, 1, []).netuid == NETUID
    missing = ask(world, "get_selective_mechagraph", NETUID, 7, asked)
    assert missing.incentives == missing.last_update == []


@pytest.mark.parametrize("netuid", [9, 65_535])
def test_parts_of_a_subnet_that_is_not_there(world: World, netuid: int) -> None:
    assert ask(world, "get_metagraph", netuid) is None
    assert ask(world, "get_selective_metagraph", netuid, [0]) is None
    assert ask(world, "get_selective_mechagraph", netuid, 0, [0]) is None


def validators(world: World) -> Any:
    return ask(world, "get_selective_metagraph", NETUID, [72]).validators


def test_validators_have_a_permit_and_more_stake_than_weights_need(world: World) -> None:
    assert validators(world) == [0, 1]  # by stake, the least first
    world.pallet(StakeShares).total_hotkey_alpha[HOTKEYS[0], NETUID] = 3_000
    assert validators(world) == [1, 0]
    threshold = world.pallet(WeightTable).stake_threshold
    for least, expected in ((2_149, [1, 0]), (2_150, [0]), (3_000, [])):
        threshold.set(least)
        assert validators(world) == expected
    threshold.set(0)
    world.pallet(Scores).validator_permit[NETUID] = [True]
    assert validators(world) == [0]


def test_validators_of_the_same_stake_come_in_the_order_of_the_storage(world: World) -> None:
    neurons = world.pallet(Neurons)
    world.pallet(Scores).validator_permit[NETUID] = [False, True, True] + [False] * 253 + [True]
    neurons.keys[NETUID, 256] = account(400)
    for key in (HOTKEYS[1], HOTKEYS[2], account(400)):
        world.pallet(StakeShares).total_hotkey_alpha[key, NETUID] = 5
        world.pallet(StakeShares).total_hotkey_alpha[key, 0] = 0
    assert validators(world) == [256, 1, 2]


def test_commitments_are_in_scale(world: World) -> None:
    made = {who: Registration(who[0], 9, CommitmentInfo([Raw(b"abc")])) for who in HOTKEYS[:2]}
    commitments = world.pallet(Commitments).commitment_of
    for who, registration in made.items():
        commitments[NETUID, who] = registration
    commitments[9, HOTKEYS[2]] = made[HOTKEYS[0]]
    found = ask(world, "get_selective_metagraph", NETUID, [73]).commitments
    assert dict(found) == {who: list(encode(Registration, made[who])) for who in made}
    in_order = [who for (_, who), _ in commitments.items(NETUID)]
    assert [who for who, _ in found] == in_order
