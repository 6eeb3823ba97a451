"""Each mechanism of a subnet, from the state: its weights, bonds and emission are its own."""

from __future__ import annotations

from chain.explain import EpochExplanation
from chain.explain.stages import explanation_of
from chain.explain.witness import Witness
from pallets.subtensor.epoch import EpochRunner
from tests.pallets.subtensor.epoch.table import Row, write_subnet, write_weights
from tests.pallets.subtensor.world import TAO, World

NETUID = 1
ALL = 65_535
EMISSION = 1_000


def explained(
    rao: list[int], mechanisms: list[dict[int, Row]], emission: int = EMISSION
) -> list[EpochExplanation]:
    """The mechanisms one after the other, each with weights as given, in a subnet of Yuma 2."""
    world = World()
    permits = [stake > 0 for stake in rao]
    write_subnet(world, NETUID, rao, permits=permits, mechanisms=len(mechanisms))
    runner = world.pallet(EpochRunner)
    seen = Witness(NETUID, stakes=[None] * len(rao))
    runner.watch = seen.epochs.append
    for mechanism, weights in enumerate(mechanisms):
        write_weights(world, NETUID, weights, mechanism)
        runner.outputs(NETUID, mechanism, emission, runner.reader.uids(NETUID))
    return [explanation_of(seen, number, 3, None, "") for number in range(len(mechanisms))]


def pairs(it: EpochExplanation, table: str, column: str) -> dict[tuple[int, int], float]:
    rows = it.tables[table].rows()
    return {(row["validator"], row["miner"]): round(row[column], 9) for row in rows}


def shares(it: EpochExplanation) -> list[float]:
    return [round(share, 9) for share in it.tables["emission"]["share"]]


def test_two_mechanisms_with_opposite_weights() -> None:
    there, back = {0: {3: ALL}, 1: {4: ALL}, 2: {3: ALL}}, {0: {4: ALL}, 1: {3: ALL}, 2: {4: ALL}}
    first, second = explained([TAO, TAO, TAO, 0, 0], [there, back])
    for it in (first, second):
        active = [round(share, 9) for share in it.tables["stake"]["active_share"]]
        assert active == [0.333333333] * 3 + [0, 0]
    assert pairs(first, "weights", "weight") == {(0, 3): 1, (1, 4): 1, (2, 3): 1}
    assert pairs(second, "weights", "weight") == {(0, 4): 1, (1, 3): 1, (2, 4): 1}
    # Bonds start from nothing: what is bought is what there is; the largest in a miner is 1.
    bought = {pair: bond for pair, bond in pairs(first, "bonds", "bond").items() if bond}
    assert bought == {(0, 3): 1, (2, 3): 1}
    bought = {pair: bond for pair, bond in pairs(second, "bonds", "bond").items() if bond}
    assert bought == {(0, 4): 1, (2, 4): 1}
    assert shares(first) == [0.25, 0, 0.25, 0.5, 0]
    assert shares(second) == [0.25, 0, 0.25, 0, 0.5]
    assert first.tables["emission"]["mining"] == [0, 0, 0, 500, 0]
    assert second.tables["emission"]["mining"] == [0, 0, 0, 0, 500]


def test_three_mechanisms() -> None:
    one, both, other = (
        dict.fromkeys((0, 1), row) for row in ({2: ALL}, {2: ALL, 3: ALL}, {3: ALL})
    )
    first, second, third = explained([TAO, TAO, 0, 0], [one, both, other])
    assert pairs(first, "weights", "weight") == {(0, 2): 1, (1, 2): 1}
    assert pairs(second, "weights", "weight") == {
        (0, 2): 0.5,
        (0, 3): 0.5,
        (1, 2): 0.5,
        (1, 3): 0.5,
    }
    assert pairs(third, "weights", "weight") == {(0, 3): 1, (1, 3): 1}
    assert pairs(first, "bonds", "bond") == {(0, 2): 1, (1, 2): 1}
    assert set(pairs(second, "bonds", "bond").values()) == {1}
    assert pairs(third, "bonds", "bond") == {(0, 3): 1, (1, 3): 1}
    assert shares(first) == [0.25, 0.25, 0.5, 0]
    assert shares(second) == [0.25, 0.25, 0.25, 0.25]
    assert shares(third) == [0.25, 0.25, 0, 0.5]


def test_without_emission_the_first_mechanism_has_what_is_stored_for_all() -> None:
    weights = [{0: {1: ALL}}, {0: {2: ALL}}]
    first, second = explained([TAO, 0, 0], weights, emission=0)
    for it, incentive in ((first, [0, ALL, 0]), (second, [0, 0, ALL])):
        assert it.tables["stored"]["incentive"] == incentive
        assert it.tables["stored"]["consensus"] == [0, ALL, 0]
    halves = [it.tables["stored"]["consensus"] for it in explained([TAO, 0, 0], weights)]
    assert halves == [[0, 32_767, 32_767]] * 2
