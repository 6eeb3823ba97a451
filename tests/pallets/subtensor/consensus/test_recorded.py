"""Every stage of every recorded epoch is the reference's, to the bit."""

from typing import Any

import numpy as np
import pytest

from pallets.subtensor.consensus import EpochInputs
from pallets.subtensor.consensus.median import weighted_median
from pallets.subtensor.consensus.yuma import YumaRules
from tests.pallets.subtensor.consensus.recorded import (
    digest,
    digests,
    from_json,
    full_subnet,
    outputs_of,
    recorded,
    stages_of,
)

EPOCHS = recorded("epochs")


@pytest.mark.parametrize("part", range(10))
def test_a_small_epoch_is_the_references(part: int) -> None:
    for row in EPOCHS[part::10]:
        outputs = YumaRules().epoch(from_json(row["inputs"]))
        assert outputs.trace is not None
        assert digests(stages_of(outputs.trace)) == row["stages"], row["inputs"]
        assert outputs_of(outputs) == row["outputs"], row["inputs"]


@pytest.mark.parametrize("row", recorded("full"), ids=lambda row: str(row["subnet"]))
def test_a_full_epoch_is_the_references(row: dict[str, Any]) -> None:
    outputs = YumaRules().epoch(full_subnet(**row["subnet"]))
    assert outputs.trace is not None
    assert digests(stages_of(outputs.trace)) == row["stages"]
    assert digest(outputs_of(outputs)) == row["outputs"]


def test_a_median_is_the_references() -> None:
    for stake, rows, majority, expected in recorded("medians"):
        scores = np.zeros((len(rows), len(expected)), np.int64)
        for line, row in enumerate(rows):
            for column, score in row:
                scores[line, column] = score
        assert weighted_median(np.array(stake), scores, majority).tolist() == expected


def inputs() -> list[EpochInputs]:
    return [from_json(row["inputs"]) for row in EPOCHS]


def test_the_recorded_epochs_have_all_that_makes_a_difference() -> None:
    every = inputs()
    assert len(every) == 330
    assert {(each.yuma3, each.liquid_alpha) for each in every} == {
        (yuma3, liquid) for yuma3 in (False, True) for liquid in (False, True)
    }
    assert any(len(each.permits) < len(each.stake) for each in every)
    assert any(len(each.last_update) != len(each.stake) for each in every)
    assert any(each.commit_blocks for each in every)
    assert any(not any(each.stake) for each in every)
    assert any(len(set(filter(None, each.stake))) < sum(map(bool, each.stake)) for each in every)
    rows = [row for each in every for row in each.weights]
    assert any(list(row) != sorted(row) for row in rows)
    assert any(value == 0 for row in rows for _, value in row)
    assert any([uid] == [pair[0] for pair in row] for each in every
               for uid, row in enumerate(each.weights))  # fmt: skip
