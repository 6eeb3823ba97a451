"""Rules of one's own, and what starting a node must not load."""

import subprocess
import sys

import numpy as np

from pallets.subtensor.consensus import ConsensusRules, EpochInputs, EpochOutputs
from pallets.subtensor.consensus.rows import Rows
from pallets.subtensor.consensus.yuma import YumaRules
from runtime.fixed.arrays import product
from tests.pallets.subtensor.consensus.subnet import Subnet


class MeanRules(YumaRules):
    """The consensus is the mean by stake instead of the median."""

    def consensus(self, inputs: EpochInputs, stake: np.ndarray, weights: Rows) -> np.ndarray:
        mean: np.ndarray = product(weights.values, stake[:, None]).sum(axis=0)
        return mean


class EqualRules:
    """Everybody gets the same. Written without any of Yuma."""

    def epoch(self, inputs: EpochInputs) -> EpochOutputs:
        count = len(inputs.stake)
        nothing, each = [0] * count, inputs.emission // count
        return EpochOutputs(
            active=[True] * count,
            permits=[True] * count,
            stake=nothing,
            stake_weight=nothing,
            consensus=nothing,
            validator_trust=nothing,
            incentive=nothing,
            dividends=nothing,
            emission=[each] * count,
            server_emission=[each] * count,
            validator_emission=nothing,
            bonds=[np.empty((0, 2), np.uint16)] * count,
        )


def run(rules: ConsensusRules, inputs: EpochInputs) -> EpochOutputs:
    return rules.epoch(inputs)


def test_one_stage_is_replaced_in_a_subclass() -> None:
    subnet = Subnet([6, 3, 0, 0])
    subnet.set_weights(0, {2: 65_535})
    subnet.set_weights(1, {3: 65_535})
    assert run(YumaRules(), subnet.inputs()).incentive == [0, 0, 65_535, 0]
    assert run(MeanRules(), subnet.inputs()).incentive == [0, 0, 52_427, 13_106]


def test_all_rules_are_replaced_by_a_class_with_one_method() -> None:
    outputs = run(EqualRules(), Subnet([6, 3, 0, 0]).inputs())
    assert outputs.emission == [250_000_000] * 4
    assert outputs.trace is None


def test_a_subnet_without_neurons_pays_nobody() -> None:
    for parameters in ({}, {"yuma3": True}, {"yuma3": True, "liquid_alpha": True}):
        outputs = run(YumaRules(), Subnet([], parameters).inputs())
        assert outputs.emission == outputs.permits == outputs.bonds == []


def test_inputs_are_not_changed() -> None:
    subnet = Subnet([6, 3, 0, 0], {"owner_uid": 3, "yuma3": True, "liquid_alpha": True}, block=9)
    subnet.set_weights(0, {2: 65_535})
    subnet.bonds = [np.array([[2, 5]], np.uint16), [], [], []]
    subnet.permits = [True, False, False, False]
    before = repr(subnet.inputs())
    first, again = run(YumaRules(), subnet.inputs()), run(YumaRules(), subnet.inputs())
    assert repr(subnet.inputs()) == before
    assert repr(first) == repr(again)


def test_the_declarations_alone_do_not_import_numpy() -> None:
    script = "import sys, pallets.subtensor.consensus; sys.exit('numpy' in sys.modules)"
    subprocess.run([sys.executable, "-c", script], check=True)
