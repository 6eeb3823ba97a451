"""What rules give is checked: whoever writes rules hears what is wrong with it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from pallets.subtensor.consensus import EpochInputs, EpochOutputs
from pallets.subtensor.consensus.checking import CheckedRules, UnfitOutputs
from pallets.subtensor.consensus.yuma import YumaRules
from tests.pallets.subtensor.consensus.subnet import Subnet


class Changed:
    """Production's results, but for some."""

    def __init__(self, **changes: Any) -> None:
        self.changes = changes

    def epoch(self, inputs: EpochInputs) -> EpochOutputs:
        return replace(YumaRules().epoch(inputs), **self.changes)


def subnet() -> Subnet:
    subnet = Subnet([6, 3, 0])
    subnet.set_weights(0, {2: 65_535})
    subnet.set_weights(1, {0: 1, 2: 1})
    return subnet


def row(*pairs: tuple[int, int], kind: type = np.uint16) -> np.ndarray:
    return np.array(pairs, kind).reshape(-1, 2)


def test_what_is_right_passes() -> None:
    inputs = subnet().inputs()
    assert repr(CheckedRules(YumaRules()).epoch(inputs)) == repr(YumaRules().epoch(inputs))
    CheckedRules(Changed(bonds=[])).epoch(inputs)
    CheckedRules(YumaRules()).epoch(Subnet([]).inputs())
    half = {"server_emission": [0, 0, 500_000_001], "validator_emission": [1, 0, 0]}
    CheckedRules(Changed(**half)).epoch(inputs)
    CheckedRules(Changed(server_emission=[10**9, 0, 0], validator_emission=[0] * 3)).epoch(inputs)
    CheckedRules(Changed(server_emission=[0] * 3, validator_emission=[0, 10**9, 0])).epoch(inputs)


def test_production_never_pays_more_than_there_is() -> None:
    for emission in (0, 1, 7, 10**18, 2**64 - 1):
        for yuma3 in (False, True):
            made = subnet()
            made.emission, made.parameters = emission, {"yuma3": yuma3}
            CheckedRules(YumaRules()).epoch(made.inputs())
            bare = Subnet([6, 3, 1], {"yuma3": yuma3}, emission)
            CheckedRules(YumaRules()).epoch(bare.inputs())


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"incentive": [0, 0]}, "incentive has 2 items for 3 neurons"),
        ({"permits": [True] * 4}, "permits has 4 items for 3 neurons"),
        (
            {"permits": [True, 1, True]},
            r"permits of uid 1 has to be True or False, and is 1 \(int\)",
        ),
        (
            {"dividends": [0, 0, 65_536]},
            r"dividends of uid 2 has to be an int from 0 to 65535, and is 65536 \(int\)",
        ),
        (
            {"consensus": [0, -1, 0]},
            "consensus of uid 1 has to be an int from 0 to 65535, and is -",
        ),
        ({"stake_weight": [0.5, 0, 0]}, r"stake_weight of uid 0 .* and is 0.5 \(float\)"),
        ({"validator_trust": [True, 0, 0]}, r"validator_trust of uid 0 .* and is True \(bool\)"),
        ({"emission": [np.int64(1), 0, 0]}, r"emission of uid 0 .* and is .*1.* \(int64\)"),
        (
            {"stake": [2**64, 0, 0]},
            "stake of uid 0 has to be an int from 0 to 18446744073709551615, and is 18446744073709",
        ),
        ({"active": None}, r"active is no list, but None \(NoneType\)"),
        (
            {"incentive": np.zeros(3, np.int64)},
            r"incentive is no list, but array\(\[0, 0, 0\].*\) \(ndarray\)$",
        ),
        ({"bonds": None}, r"bonds is no list, but None \(NoneType\)"),
        ({"bonds": [row((1, 3), (2, 1), (1, 2))]}, "bonds of uid 0 are in some uid twice"),
        (
            {"server_emission": [1_000_000_000, 0, 0], "validator_emission": [0, 1, 0]},
            "it pays 1,000,000,001 rao of 1,000,000,000",
        ),
        (
            {"server_emission": [0, 0, 500_000_002], "validator_emission": [1, 0, 0]},
            "it gives miners 500,000,002 rao of 1,000,000,000: more than half is left for them",
        ),
        ({"bonds": [row()] * 4}, "bonds has 4 rows for 3 neurons"),
        ({"bonds": [[(0, 1)]]}, "bonds of uid 0 are no array of two columns of uint16"),
        ({"bonds": [row(), row((1, 2), kind=np.int64)]}, "bonds of uid 1 are no array"),
        ({"bonds": [np.zeros((1, 3), np.uint16)]}, "bonds of uid 0 are no array of two"),
        ({"bonds": [row((2, 1), (3, 1))]}, "bonds of uid 0 are in uid 3, which is not there"),
    ],
)
def test_what_is_wrong_is_named(changes: dict[str, Any], problem: str) -> None:
    with pytest.raises(UnfitOutputs, match=rf"^Changed\.epoch: {problem}"):
        CheckedRules(Changed(**changes)).epoch(subnet().inputs())


def test_rules_that_raise() -> None:
    class Boom:
        def epoch(self, inputs: EpochInputs) -> EpochOutputs:
            raise KeyError(inputs.emission)

    inputs = subnet().inputs()
    with pytest.raises(UnfitOutputs, match=rf"Boom\.epoch: it raises KeyError: {inputs.emission}"):
        CheckedRules(Boom()).epoch(inputs)


def test_something_else_than_outputs() -> None:
    class Nothing:
        def epoch(self, inputs: EpochInputs) -> Any:
            return None

    with pytest.raises(UnfitOutputs, match=r"the result is no EpochOutputs, but None \(NoneType\)"):
        CheckedRules(Nothing()).epoch(subnet().inputs())
