"""Every call of the runtime against the reference's weights, classes and fees."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from genesis.composition import subtensor_composition
from pallets.admin_utils import NodeAdmin
from pallets.balances import Balances
from pallets.sudo import Sudo
from pallets.system.system import System
from pallets.utility import Utility
from runtime.addresses import Id
from runtime.call import Call, CallDeclaration
from runtime.origin import ROOT
from runtime.runtime import Runtime
from runtime.state import MemoryView, State
from runtime.weights import DB_READ, DB_WRITE, U64_MAX, DispatchClass, DispatchInfo, Pays, Weight

WEIGHTS = json.loads((Path(__file__).parents[1] / "data" / "weights-425.json").read_text())
MEMBERS = WEIGHTS["dispatch_extension"]["members"]
COMPOSITION = subtensor_composition()
RUNTIME = Runtime(COMPOSITION, State(MemoryView()))

DECLARED: dict[str, CallDeclaration[Any, Any]] = {
    f"{module.name}.{declared.name}": declared
    for module in COMPOSITION.modules
    for pallet in module.pallets
    for declared in pallet.calls
}


@dataclass(frozen=True)
class Sample:
    """A call with arguments: how often each component counts, and what is added."""

    call: Call
    counts: dict[str, int] = field(default_factory=dict)
    plus: Sequence[Weight | Call] = ()
    variant: int | None = None


ACCOUNT = Id(bytes(32))
NORMAL = Balances.transfer_keep_alive(ACCOUNT, 1)
OPERATIONAL = System.set_heap_pages(1)
ARGUMENT = Weight(1234, 56)

# What the weight of a call depends on, for all calls whose weight depends on something.
SAMPLES: dict[str, list[Sample]] = {
    "System.remark": [Sample(System.remark(bytes(n)), {"b": n}) for n in (0, 1, 10_000)],
    "System.remark_with_event": [
        Sample(System.remark_with_event(bytes(n)), {"b": n}) for n in (0, 1, 10_000)
    ],
    "System.set_storage": [Sample(System.set_storage([(b"", b"")] * n), {"i": n}) for n in (0, 3)],
    "System.kill_storage": [Sample(System.kill_storage([b""] * n), {"i": n}) for n in (0, 3)],
    "System.kill_prefix": [
        Sample(System.kill_prefix(b"prefix", n), {"p": n + 1}) for n in (0, 3, 2**32 - 1)
    ],
    "Balances.upgrade_accounts": [
        Sample(Balances.upgrade_accounts([bytes(32)] * n), {"u": n}) for n in (0, 1, 7)
    ],
    "Balances.burn": [
        Sample(Balances.burn(1, True)),
        Sample(Balances.burn(1, False), variant=0),
    ],
    "Utility.batch": [
        Sample(Utility.batch(calls), {"c": len(calls)}, calls)
        for calls in ([], [NORMAL], [NORMAL, OPERATIONAL, NORMAL])
    ],
    "Utility.batch_all": [
        Sample(Utility.batch_all(calls), {"c": len(calls)}, calls)
        for calls in ([], [NORMAL], [NORMAL, OPERATIONAL, NORMAL])
    ],
    "Utility.force_batch": [
        Sample(Utility.force_batch(calls), {"c": len(calls)}, calls)
        for calls in ([], [NORMAL], [NORMAL, OPERATIONAL, NORMAL])
    ],
    "Utility.as_derivative": [Sample(Utility.as_derivative(0, NORMAL), plus=[NORMAL])],
    "Utility.dispatch_as": [Sample(Utility.dispatch_as(ROOT.caller, NORMAL), plus=[NORMAL])],
    "Utility.dispatch_as_fallible": [
        Sample(Utility.dispatch_as_fallible(ROOT.caller, NORMAL), plus=[NORMAL])
    ],
    "Utility.with_weight": [Sample(Utility.with_weight(OPERATIONAL, ARGUMENT), plus=[ARGUMENT])],
    "Utility.if_else": [Sample(Utility.if_else(NORMAL, OPERATIONAL), plus=[NORMAL, OPERATIONAL])],
    "Sudo.sudo": [Sample(Sudo.sudo(inner), plus=[inner]) for inner in (NORMAL, OPERATIONAL)],
    "Sudo.sudo_unchecked_weight": [
        Sample(Sudo.sudo_unchecked_weight(inner, ARGUMENT), plus=[ARGUMENT])
        for inner in (NORMAL, OPERATIONAL)
    ],
    "AdminUtils.swap_authorities": [
        Sample(NodeAdmin.swap_authorities([bytes(32)] * n), {"a": n}) for n in (0, 1, 32)
    ],
    "AdminUtils.schedule_grandpa_change": [
        Sample(NodeAdmin.schedule_grandpa_change([(bytes(32), 1)] * n, 0, None), {"a": n})
        for n in (0, 1, 32)
    ],
    "Sudo.sudo_as": [
        Sample(Sudo.sudo_as(ACCOUNT, inner), plus=[inner]) for inner in (NORMAL, OPERATIONAL)
    ],
}


# Calls that nobody can make, since one of their arguments has no values. They are given the weight
# of the smallest proof there could be.
IMPOSSIBLE = {
    "Grandpa.report_equivocation": {"v": 100},
    "Grandpa.report_equivocation_unsigned": {"v": 100},
}


def expected(name: str, sample: Sample | None = None) -> Weight:
    """The declared weight by the reference's formula, which is given in the file."""
    figures = dict(WEIGHTS["calls"][name])
    counts, plus = (sample.counts, sample.plus) if sample else ({}, ())
    if sample is not None and sample.variant is not None:
        figures |= figures["variants"][sample.variant]
    total = _weight(figures, "ref_time_base", "proof_size_base")
    for part in figures["per_component"]:
        total += _weight(part, "ref_time", "proof_size") * counts.get(
            part["component"], part.get("value", 0)
        )
    for item in plus:
        total += item if isinstance(item, Weight) else info(item).weight
    for extension in figures["dispatch_extensions"]:
        total += _weight(MEMBERS[extension], "ref_time", "proof_size")
    return total


def _weight(figures: dict[str, int], ref_time: str, proof_size: str) -> Weight:
    accesses = figures["reads"] * DB_READ + figures["writes"] * DB_WRITE
    return Weight(min(figures[ref_time] + accesses, U64_MAX), figures[proof_size])


def info(made: Call) -> DispatchInfo:
    return RUNTIME.dispatch_info(made)


def fixed(declared: CallDeclaration[Any, Any]) -> bool:
    return isinstance(declared.weight, Weight)


@pytest.mark.parametrize("name", DECLARED)
def test_weight(name: str):
    declared, figures = DECLARED[name], WEIGHTS["calls"][name]
    if name in IMPOSSIBLE:
        weight = declared.weight + COMPOSITION.guard_weight(declared)
        assert weight == expected(name, Sample(NORMAL, IMPOSSIBLE[name]))
    elif fixed(declared):
        assert not figures["per_component"] and not figures.get("plus"), name
        weight = declared.weight + COMPOSITION.guard_weight(declared)
        assert weight == expected(name)
        total = figures["fixed_total"]
        assert weight == Weight(total["ref_time"], total["proof_size"])
    else:
        assert name in SAMPLES, f"{name}: give samples of this call"
        for sample in SAMPLES[name]:
            assert info(sample.call).weight == expected(name, sample)


@pytest.mark.parametrize("name", DECLARED)
def test_the_fixed_part_of_a_weight(name: str):
    """The file's totals are those of its own formula, so that the formula here is read rightly."""
    total = WEIGHTS["calls"][name]["fixed_total"]
    assert expected(name) == Weight(total["ref_time"], total["proof_size"])


@pytest.mark.parametrize("name", DECLARED)
def test_index_and_class(name: str):
    declared, figures = DECLARED[name], WEIGHTS["calls"][name]
    assert [COMPOSITION.module_of[declared.owner].index, declared.index] == figures["index"]
    if isinstance(declared.dispatch_class, DispatchClass):
        assert declared.dispatch_class.name == figures["class"]
        return
    assert figures["class"] == "Inner"
    classes = [info(sample.call).class_ for sample in SAMPLES[name]]
    assert classes == [DispatchClass.Normal, DispatchClass.Operational]


@pytest.mark.parametrize("name", DECLARED)
def test_who_pays(name: str):
    declared, rule = DECLARED[name], WEIGHTS["calls"][name]["pays"]
    if isinstance(declared.pays, Pays):
        free_of_charge = rule == "No"
        assert (declared.pays is Pays.No) == free_of_charge, rule
        return
    assert rule.startswith("conditional: No when every item"), name


def test_no_sample_is_left_over():
    assert set(SAMPLES) <= {name for name, declared in DECLARED.items() if not fixed(declared)}
