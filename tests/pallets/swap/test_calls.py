"""The calls of the Swap pallet: the fee rate, and those that are deprecated."""

import json
from pathlib import Path

import pytest

from pallets.swap import Swap
from pallets.swap.errors import Deprecated, FeeRateTooHigh, MechanismDoesNotExist
from pallets.swap.events import FeeRateSet
from runtime.call import Call
from runtime.dispatch_error import BadOrigin, PlainFailure
from runtime.origin import ROOT, Origin, signed
from tests.conformance.surface import Comparison
from tests.pallets.swap.small_pools import SwapWorld
from tests.runtime.metadata.reading import read_metadata

SOMEBODY = signed(bytes(32))
DATA = Path(__file__).parents[2] / "data"


@pytest.fixture
def world() -> SwapWorld:
    return SwapWorld()


def test_root_sets_the_fee_rate_of_a_subnet(world: SwapWorld) -> None:
    assert world.swap.fee_rate[1] == 33
    world.runtime.dispatch(Swap.set_fee_rate(1, 500), ROOT)
    assert (world.swap.fee_rate[1], world.swap.fee_rate[2]) == (500, 33)
    assert world.events == [FeeRateSet(1, 500)]


def test_the_highest_fee_rate(world: SwapWorld) -> None:
    world.runtime.dispatch(Swap.set_fee_rate(1, 10_000), ROOT)
    with pytest.raises(FeeRateTooHigh):
        world.runtime.dispatch(Swap.set_fee_rate(1, 10_001), ROOT)
    assert world.swap.fee_rate[1] == 10_000


def test_what_is_checked_first(world: SwapWorld) -> None:
    with pytest.raises(PlainFailure) as refused:  # nobody, nowhere, too high
        world.runtime.dispatch(Swap.set_fee_rate(999, 10_001), SOMEBODY)
    assert refused.value.error == BadOrigin()
    with pytest.raises(MechanismDoesNotExist):  # nowhere, too high
        world.runtime.dispatch(Swap.set_fee_rate(999, 10_001), ROOT)
    assert world.events == []


@pytest.mark.parametrize("origin", [ROOT, SOMEBODY])
@pytest.mark.parametrize(
    "call",
    [
        Swap.toggle_user_liquidity(1, True),
        Swap.add_liquidity(bytes(32), 1, -5, 5, 1_000),
        Swap.remove_liquidity(bytes(32), 1, 2**127),
        Swap.modify_position(bytes(32), 1, 7, -1_000),
        Swap.disable_lp(),
    ],
    ids=lambda value: value.declaration.name if isinstance(value, Call) else "",
)
def test_the_rest_is_deprecated(world: SwapWorld, call: Call, origin: Origin) -> None:
    with pytest.raises(Deprecated):
        world.runtime.dispatch(call, origin)


def test_calls_cost_what_the_reference_charges(world: SwapWorld) -> None:
    weights = json.loads((DATA / "weights-425.json").read_text())["calls"]
    for declared in Swap.calls:
        known = weights[f"Swap.{declared.name}"]
        arguments = [0] * len(declared.parameter_names)
        info = world.runtime.dispatch_info(declared(*arguments))
        database = known["reads"] * 25_000_000 + known["writes"] * 100_000_000
        assert info.weight.ref_time == known["ref_time_base"] + database
        assert info.weight.proof_size == known["proof_size_base"]
        assert info.class_.name == known["class"]
        assert known["index"] == [28, declared.index]


def test_clients_see_what_the_reference_shows() -> None:
    composition = SwapWorld(minimum_reserve=1_000_000).runtime.composition
    metadata = read_metadata(composition.metadata.v15)
    next(part for part in metadata["pallets"] if part["name"] == "Swap")["index"] = 28
    comparison = Comparison(json.loads((DATA / "surface-425.json").read_text()), metadata)
    comparison.pallet("Swap")
    comparison.apis()
    assert comparison.missing("Swap") == []
    assert comparison.found == []
