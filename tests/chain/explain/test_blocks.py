"""Explaining epochs of a chain: which one is meant, and that what is told is what was stored."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from chain.explain import EpochExplanation, EpochNotExplained, account_of, explain_block
from chain.explain import explain_epoch as explain_next
from chain.kit import DevChain, account
from genesis.rules import FAST
from pallets.admin_utils import ChainAdmin, SubnetsAdmin
from pallets.subtensor.consensus import EpochInputs, EpochOutputs
from pallets.subtensor.consensus.rows import Rows
from pallets.subtensor.consensus.yuma import YumaRules
from pallets.subtensor.epoch.terms import combined, mechanism_weight, terms_of
from pallets.subtensor.networks import NetworkRegistration
from pallets.subtensor.schedule import EpochSchedule
from pallets.subtensor.stake import Stake
from pallets.subtensor.staking import AutoStake
from pallets.subtensor.state import Emissions, Neurons, Schedule, Scores, WeightTable
from pallets.subtensor.types import mechanism_index
from pallets.system.system import System
from runtime.accounts import ss58_encode
from runtime.scale import encode
from tests.chain.explain.scene import MINERS, NETUID, VALIDATORS, as_root, subnet_of, yuma3


def epoch_blocks(chain: DevChain) -> list[int]:
    """The blocks in which the subnet had an epoch."""
    return [
        number
        for number in range(1, chain.number + 1)
        if chain.at(number).pallet(Schedule).last_mechansim_step_block[NETUID] == number
    ]


@pytest.fixture(scope="module")
def chain() -> DevChain:
    """Four epochs, the last of them by Yuma 2; the last block is a few blocks after it."""
    chain = subnet_of(DevChain())
    chain.advance(35 - chain.number)
    yuma3(chain, on=False)
    chain.advance(40 + 4 - chain.number)
    return chain


@pytest.fixture(scope="module")
def mechanisms() -> DevChain:
    """A subnet with two mechanisms that has just had an epoch."""
    chain = subnet_of(DevChain(), mechanisms=2)
    chain.advance(40 - chain.number)
    return chain


# Figures are those that were stored


def stored(chain: DevChain, block: int, name: str) -> list[int]:
    found: list[int] = getattr(chain.at(block).pallet(Scores), name)[NETUID]
    return found


def test_every_epoch_is_told_as_it_was_stored(chain: DevChain) -> None:
    blocks = epoch_blocks(chain)
    assert len(blocks) >= 3
    for block in blocks:
        it = chain.explain_epoch(NETUID, block=block)
        assert (it.block, it.ran, it.due) == (block, True, None)
        names = {"permit": "validator_permit"}
        for column, cells in it.tables["stored"].columns.items():
            if column != "uid":
                # The stored lists grow by who is registered in that block, after the epoch.
                found = stored(chain, block, names.get(column, column))[: it.size]
                assert cells == found, (block, column)


def test_bonds_and_payments_are_those_of_the_chain(chain: DevChain) -> None:
    it = chain.explain_epoch(NETUID)
    after = chain.at(it.block)
    bonds = dict(after.pallet(WeightTable).bonds.items(NETUID))
    told = [[] for _ in range(6)]
    for row in it.tables["bonds"].rows(lambda row: row["bond"] > 0):
        told[row["validator"]].append((row["miner"], int(row["bond"] * 65_535)))
    assert [bonds[NETUID, uid] for uid in range(6)] == told
    emissions, neurons = after.pallet(Emissions), after.pallet(Neurons)
    for row in it.tables["paid"].rows():
        key = NETUID, neurons.keys[NETUID, row["uid"]]
        assert row["dividends"] == emissions.alpha_dividends_per_subnet[key]
        assert row["root_dividends"] == emissions.root_alpha_dividends_per_subnet[key]
    assert it.tables["paid"]["withheld"] == [True] + [False] * 5
    assert sum(it.tables["paid"]["dividends"]) > 0
    assert it.tables["paid"]["mining"] == it.tables["emission"]["mining"]


def test_the_emission_is_divided(chain: DevChain) -> None:
    it = chain.explain_epoch(NETUID)
    paid = sum(it.tables["emission"]["mining"]) + sum(it.tables["emission"]["validating"])
    assert it.emission == it.subnet_emission and it.emission - 12 <= paid <= it.emission
    assert chain.explain_epoch(NETUID).rules == "Yuma 2"
    assert chain.explain_epoch(NETUID, block=epoch_blocks(chain)[-2]).rules == "Yuma 3"


def test_mechanisms_have_their_own(mechanisms: DevChain) -> None:
    scores = mechanisms.at(40).pallet(Scores)
    both = [mechanisms.explain_epoch(NETUID, mechanism) for mechanism in (0, 1)]
    assert both[0].emission + both[1].emission == both[0].subnet_emission
    for mechanism, it in enumerate(both):
        index = mechanism_index(NETUID, mechanism)
        assert it.tables["stored"]["incentive"] == scores.incentive[index]
        assert (it.mechanism, it.mechanisms) == (mechanism, 2)
        assert f"mechanism {mechanism} of 2 in block 40" in account_of(it, 0)[0]
    assert scores.incentive[NETUID] != scores.incentive[mechanism_index(NETUID, 1)]
    # What is stored for the subnet is made of both.
    terms = {}
    for mechanism, it in enumerate(both):
        uids = {account(name): uid for uid, name in enumerate(VALIDATORS)}
        weight = mechanism_weight(it.emission, it.subnet_emission, first=mechanism == 0)
        terms = combined(terms, terms_of(it.outputs, uids), weight)
    for neuron in terms.values():
        assert scores.dividends[NETUID][neuron.uid] == neuron.dividends
        assert scores.emission[NETUID][neuron.uid] == neuron.emission
    mining = [sum(each.tables["emission"]["mining"][uid] for each in both) for uid in range(6)]
    assert both[0].tables["paid"]["mining"] == both[1].tables["paid"]["mining"] == mining


def test_stake_is_that_of_the_moment(chain: DevChain) -> None:
    """The epoch's own payments are not in it."""
    first, last = (chain.explain_epoch(NETUID, block=block) for block in epoch_blocks(chain)[-2:])
    grown = last.neuron("stake", 1)["alpha"] - first.neuron("stake", 1)["alpha"]
    assert grown >= first.neuron("paid", 1)["dividends"] > 0
    assert first.neuron("stake", 1)["stake_weight"] == first.neuron("stake", 1)["counted_alpha"]


def test_two_subnets_with_an_epoch_in_the_same_block() -> None:
    chain = subnet_of(DevChain())
    chain.advance(100 - chain.number)
    first, second = (chain.explain_epoch(netuid, block=100) for netuid in (1, NETUID))
    assert (first.netuid, first.size, first.mechanisms) == (1, 1, 1)
    assert (second.netuid, second.size, second.mechanisms) == (NETUID, 6, 1)
    assert second.emission == second.subnet_emission


def test_where_rewards_are_staked() -> None:
    chain = subnet_of(DevChain())
    chosen = account(VALIDATORS[1])
    call = AutoStake.set_coldkey_auto_stake_hotkey(NETUID, chosen)
    chain.submit(call, by="//Bob").require()  # who owns the miners
    chain.advance(31 - chain.number)
    paid = chain.explain_epoch(NETUID).tables["paid"]
    assert paid["staked_on"] == [""] + [ss58_encode(chosen)] * 5
    assert f"staked on hotkey {ss58_encode(chosen)}" in "".join(
        account_of(chain.explain_epoch(NETUID), 3)
    )
    before, after = (chain.at(block).pallet(Stake) for block in (29, 30))
    grown = [
        after.on_hotkey(account(name), NETUID) - before.on_hotkey(account(name), NETUID)
        for name in (*VALIDATORS, *MINERS)
    ]
    assert grown[1] > sum(paid["mining"]) > 0 and grown[3:] == [0, 0, 0]


# The next epoch


def test_the_next_block_as_if_it_had_the_epoch(chain: DevChain) -> None:
    it = chain.explain_epoch(NETUID, block="next")
    assert (it.block, it.ran, it.due) == (chain.number + 1, False, 50)
    assert it == chain.explain_epoch(NETUID, block=chain.number + 1)
    assert it == explain_next(chain.at(chain.number), NETUID)
    assert "as it would be in block 45 (it is due in block 50)" in account_of(it, 0)[0]
    assert it.emission > 0


def test_what_is_foreseen_is_what_happens() -> None:
    chain = subnet_of(DevChain())
    chain.advance(29 - chain.number)
    foreseen = chain.explain_epoch(NETUID, block="next")
    assert foreseen.due == 30
    chain.advance()
    found = chain.explain_epoch(NETUID)
    assert found.block == 30 and found.tables == foreseen.tables
    assert "as it would be in block 30, by" in account_of(foreseen, 0)[0]


def test_an_epoch_that_waits_for_its_turn_is_foreseen_too() -> None:
    chain = subnet_of(DevChain())
    runtime = chain.at(chain.number)
    runtime.pallet(Schedule).max_epochs_per_block.set(0)
    assert (
        explain_next(runtime, NETUID).tables == explain_next(chain.at(chain.number), NETUID).tables
    )


def test_the_state_stays_as_it_is(chain: DevChain) -> None:
    runtime = chain.at(chain.number)
    runtime.pallet(Schedule).tempo[NETUID] = 11
    before = runtime.state.changes()
    it = explain_next(runtime, NETUID)
    assert it.parameters["tempo"] == 11
    assert runtime.state.changes() == before and runtime.state.depth == 0
    with pytest.raises(EpochNotExplained):
        explain_next(runtime, 9)
    assert runtime.state.changes() == before and runtime.state.depth == 0
    head = chain.blockchain.head_runtime()
    chain.explain_epoch(NETUID, block="next")
    assert head.state.changes() == {} and chain.number == 44


# What there is not


def refusal(chain: DevChain, *which: object) -> str:
    with pytest.raises(EpochNotExplained) as refused:
        explain_block(chain.blockchain, *which)
    return str(refused.value)


def test_there_is_no_such_epoch(chain: DevChain) -> None:
    first, *_, last = epoch_blocks(chain)
    assert last == 40
    assert refusal(chain, 9) == "there was no subnet 9 before block 45; known: 1, 2"
    assert refusal(chain, NETUID, 0, 1) == "there was no subnet 2 before block 1; known: 1"
    assert refusal(chain, 0) == "subnet 0 has no epochs: it is root"
    assert refusal(chain, NETUID, 1) == "subnet 2 has no mechanism 1: use 0"
    assert refusal(chain, NETUID, 0, 0) == "there is no block 0: use 1 to 44, or next for 45"
    assert refusal(chain, NETUID, 0, 46) == "there is no block 46: use 1 to 44, or next for 45"
    assert refusal(chain, NETUID, 0, first - 1) == (
        f"subnet 2 had no epoch in block {first - 1}: there was none before, "
        f"the next one was in block {first}"
    )
    assert refusal(chain, NETUID, 0, 31) == (
        "subnet 2 had no epoch in block 31: the last one was in block 30, "
        "the next one was in block 40"
    )
    assert refusal(chain, NETUID, 0, 43) == (
        "subnet 2 had no epoch in block 43: the last one was in block 40, the next one is due in 50"
    )


def test_a_subnet_that_had_no_epoch_yet(chain: DevChain) -> None:
    assert refusal(chain, 1) == (
        "subnet 1 has had no epoch yet: the first one is due in block 100; "
        'ask for the block "next" to see it as it would be now'
    )


def test_mechanisms_that_are_there(mechanisms: DevChain) -> None:
    assert refusal(mechanisms, NETUID, 2) == "subnet 2 has no mechanism 2: use 0 to 1"


def test_a_subnet_without_epochs() -> None:
    chain = DevChain()
    chain.submit(NetworkRegistration.register_network(account("//Hotkey"))).require()
    as_root(chain, ChainAdmin.sudo_set_admin_freeze_window(0), SubnetsAdmin.sudo_set_tempo(2, 0))
    assert refusal(chain, 2, 0, "next") == "subnet 2 has no epochs: its tempo is 0"


def test_a_subnet_without_neurons() -> None:
    runtime = DevChain().at(0)
    runtime.pallet(Neurons).keys.clear(1)
    with pytest.raises(EpochNotExplained, match="epoch of subnet 1 in block 1 has no neurons"):
        explain_next(runtime, 1)


def test_a_subnet_whose_epochs_are_skipped() -> None:
    chain = DevChain()
    neurons = chain.pallet(Neurons)
    again = neurons.keys.key_of((1, 1))
    as_root(chain, System.set_storage([(again, neurons.keys[1, 0])]))
    assert not chain.pallet(EpochSchedule).is_consistent(1)
    with pytest.raises(EpochNotExplained, match="they are skipped, since a hotkey has two uids"):
        explain_next(chain.at(chain.number), 1)


class PaysTooMuch(YumaRules):
    def epoch(self, inputs: EpochInputs) -> EpochOutputs:
        return replace(super().epoch(inputs), server_emission=[inputs.emission + 1])


def test_rules_that_fail() -> None:
    chain = DevChain(consensus=PaysTooMuch())
    problem = "the epoch of subnet 1 in block 1 fails: PaysTooMuch.epoch: it pays 1 rao of 0"
    with pytest.raises(EpochNotExplained, match=problem):
        chain.explain_epoch(1, block="next")


class Edited(YumaRules):
    """Whoever writes rules changes them."""

    trusts_nobody = False

    def validator_trust(self, clipped: Rows) -> Any:
        trust = super().validator_trust(clipped)
        return trust * 0 if self.trusts_nobody else trust


def test_rules_that_are_other_ones_now() -> None:
    rules = Edited()
    chain = subnet_of(DevChain(consensus=rules))
    chain.advance(40 - chain.number)
    block = chain.explain_epoch(NETUID).block
    rules.trusts_nobody = True
    problem = f"ran with other rules than those that are here now: block {block}: "
    with pytest.raises(EpochNotExplained, match=problem):
        chain.explain_epoch(NETUID)
    assert not chain.explain_epoch(NETUID, block="next").ran


# Size


def test_a_full_subnet_is_explained() -> None:
    chain = DevChain(FAST)
    runtime = chain.at(0)
    size, validators = 256, 64
    neurons, table, scores = (runtime.pallet(each) for each in (Neurons, WeightTable, Scores))
    neurons.subnetwork_n[1] = size
    for uid in range(size):
        hotkey = uid.to_bytes(32, "little")
        neurons.keys[1, uid], neurons.uids[1, hotkey] = hotkey, uid
    row = [(uid, 1 + uid * 200) for uid in range(size)]
    for uid in range(validators):
        table.weights[1, uid] = row
    table.last_update[1] = [0] * size
    scores.validator_permit[1] = [uid < validators for uid in range(size)]
    it = explain_next(runtime, 1)
    account_of(it, 3)
    assert len(it.tables["weights"]) == size * validators
    assert isinstance(it, EpochExplanation) and encode(str, it.rules)
