"""The pages about Subtensor's rules are true: their tables are those of the code."""

from __future__ import annotations

import json
import re
from dataclasses import fields
from typing import Any

import pytest

from chain.kit import DevChain, account
from genesis.composition import subtensor_composition
from genesis.rules import FAST, MAINNET
from pallets.subtensor.extensions import CODES
from pallets.subtensor.guards import GUARDS
from pallets.subtensor.guards.base import CallGuard
from pallets.subtensor.guards.codes import TransactionCode
from pallets.subtensor.identities.rules import MAX_BYTES, MAX_SUBNET_BYTES
from pallets.subtensor.limits import RateLimiting
from pallets.subtensor.networks import NetworkRegistration
from pallets.subtensor.networks.dissolution import STEPS
from runtime.call import CallDeclaration, Pays
from tests.doc_pages import REPOSITORY, codes, page, rows, section
from tests.pallets.admin_utils.cases import CASES, NODE, REFUSED, Case
from tests.properties.drifts import Drift

NETUID = 2
REFERENCE = json.loads((REPOSITORY / "tests/data/surface-425.json").read_text("utf-8"))


def calls_of(module: str) -> list[CallDeclaration[Any, Any]]:
    (found,) = (each for each in subtensor_composition().modules if each.name == module)
    return [
        declared
        for pallet in found.pallets
        for declared in vars(pallet).values()
        if isinstance(declared, CallDeclaration)
    ]


def reference_of(module: str) -> dict[str, Any]:
    (found,) = (each for each in REFERENCE["pallets"] if each["name"] == module)
    return dict(found)


# Hyperparameters


@pytest.fixture(scope="module")
def chains() -> tuple[DevChain, DevChain]:
    """A chain with mainnet rules and one with fast rules, each with a new subnet."""
    made = DevChain(MAINNET), DevChain(FAST)
    for chain in made:
        chain.submit(NetworkRegistration.register_network(account("//Hotkey"))).require()
    return made


def in_words(value: Any) -> str:
    """A value as the tables have it."""
    match value:
        case bool():
            return "yes" if value else "no"
        case int():
            return f"{value:,}"
        case tuple():
            return " to ".join(map(in_words, value))
        case bytes():
            return "the founder's"
        case None:
            return "none"
    if hasattr(value, "bits"):
        return f"{value.bits / 2**value.frac_bits:.6g}"
    return str(value.name)


def both(mainnet: str, fast: str) -> str:
    return mainnet if mainnet == fast else f"{mainnet} ({fast})"


def at_first(case: Case, chain: DevChain) -> str:
    pallet, name = case.where
    item = getattr(chain.pallet(pallet), name)
    return in_words(item[NETUID] if case.of_subnet else item.get())


def every(case: Case, chains: tuple[DevChain, DevChain]) -> str:
    if case.limit is None:
        return ""
    limits = [chain.pallet(RateLimiting).limit(case.limit, NETUID) for chain in chains]
    tempos = [
        limit / rules.subtensor.initial_tempo
        for limit, rules in zip(limits, (MAINNET, FAST), strict=True)
    ]
    if tempos[0] == tempos[1]:
        return f"{tempos[0]:.0f} tempos"
    return both(*map(in_words, limits))


def parameters(heading: str, table: int = 0) -> list[list[str]]:
    """One of the tables below a heading, its calls without the marks of code."""
    tables = re.split(r"\n(?=\| # )", section(page("hyperparameters.md"), heading))
    return [[cells[0], codes(cells[1])[0], *cells[2:]] for cells in rows(tables[1 + table])]


def by_index(cases: list[Case]) -> list[Case]:
    return sorted(cases, key=lambda case: case.declaration.index)


def test_what_owners_set(chains: tuple[DevChain, DevChain]) -> None:
    assert [cells[:4] for cells in parameters("## What owners set")] == [
        [
            str(case.declaration.index),
            case.declaration.name,
            both(*(at_first(case, chain) for chain in chains)),
            every(case, chains),
        ]
        for case in by_index([case for case in CASES if case.owner])
    ]


def test_what_respects_the_freeze_window() -> None:
    text = " ".join(page("hyperparameters.md").split())
    assert "All but the two for the owner's hotkey respect the freeze window." in text
    owners = [case for case in CASES if case.owner and not case.window]
    assert [case.declaration.index for case in by_index(owners)] == [64, 67]


@pytest.mark.parametrize("of_subnet", [True, False])
def test_what_only_root_sets(of_subnet: bool, chains: tuple[DevChain, DevChain]) -> None:
    documented = parameters("## What only root sets", 0 if of_subnet else 1)
    expected = []
    for case in by_index([case for case in CASES if not case.owner]):
        if case.of_subnet == of_subnet:
            value = both(*(at_first(case, chain) for chain in chains))
            cells = [str(case.declaration.index), case.declaration.name, value]
            expected.append([*cells, "yes" if case.window else ""] if of_subnet else cells)
    assert [cells[: 4 if of_subnet else 3] for cells in documented] == expected
    assert of_subnet or not any(case.window for case in CASES if not case.of_subnet)


def test_other_calls_of_admin_utils() -> None:
    text = section(page("hyperparameters.md"), "## What only root sets")
    named = re.findall(r"`(\w+)`\s+\((\d+)\)", text)
    declared = [(each.name, str(each.index)) for each in [*NODE, *REFUSED]]
    assert {(name, index) for name, index in named} >= set(declared)
    assert len(CASES) + len(declared) == len(calls_of("AdminUtils"))


def test_parameters_in_subtensor_module() -> None:
    calls = {each.name: str(each.index) for each in calls_of("SubtensorModule")}
    for index, name, *_ in parameters("## What owners set", 1):
        assert calls[name] == index
    text = section(page("hyperparameters.md"), "## What only root sets")
    last = text.split("In SubtensorModule, for root:")[1]
    for name, index in re.findall(r"`(\w+)`\s+\((\d+)\)", last):
        assert calls[name] == index


# Guards


def test_codes_are_those_of_the_extension() -> None:
    documented = {
        int(cells[0]): (codes(cells[1])[0], codes(cells[2]))
        for cells in rows(section(page("guards.md"), "## The codes"))
    }
    assert documented == {
        code.value: (code.name, [kind.__name__ for kind, its in CODES.items() if its is code])
        for code in TransactionCode
    }


def test_guards_are_in_order() -> None:
    documented = [
        (codes(cells[0])[0], codes(cells[1]) or cells[1])
        for cells in rows(section(page("guards.md"), "## The guards, in order"))
    ]
    assert documented == [
        (
            type(guard).__name__,
            [declared.name for declared in guard.rules]
            if isinstance(guard, CallGuard)
            else "every call",
        )
        for guard in GUARDS
    ]


def test_codes_on_other_pages() -> None:
    """Where a table has an error and its code."""
    for _, error, code in rows(section(page("serving.md"), "## Endpoints")):
        known = {kind.__name__: its for kind, its in CODES.items()}
        assert known.get(codes(error)[0], TransactionCode.BadRequest).value == int(code)


# The rest


def test_free_calls() -> None:
    documented = [
        name.rpartition(".")[2]
        for cells in rows(section(page("fees.md"), "## Free calls"))
        for name in codes(cells[1])
    ]
    free = [
        each.name
        for module in subtensor_composition().modules
        for each in calls_of(module.name)
        if each.pays is Pays.No
    ]
    assert sorted(documented) == sorted(free)


def test_rules_that_differ() -> None:
    table = section(page("blocks.md"), "## Rules").split("parameters of SubtensorModule")[1]
    documented = {codes(cells[0])[0]: cells[1:] for cells in rows(table)}
    differing = {}
    for field in fields(FAST.subtensor):
        fast, mainnet = (getattr(rules.subtensor, field.name) for rules in (FAST, MAINNET))
        if fast != mainnet and not isinstance(fast, bytes):
            differing[field.name] = [f"{fast:,}", f"{mainnet:,}"]
    assert documented == differing


def test_steps_of_a_dissolution() -> None:
    steps = [codes(cells[0])[0] for cells in rows(section(page("subnets.md"), "## Dissolution"))]
    assert steps == [step.__name__ for step in STEPS]


def test_longest_texts_of_identities() -> None:
    documented: tuple[dict[str, int], dict[str, int]] = ({}, {})
    (table,) = section(page("serving.md"), "## Identities").split("in bytes:")[1:]
    for names, *lengths in rows(table):
        for limits, name, length in zip(
            documented, (codes(names)[0], codes(names)[-1]), lengths, strict=True
        ):
            if length:
                limits[name] = int(length)
    assert documented == (MAX_BYTES, MAX_SUBNET_BYTES)


def test_absent_calls_are_listed() -> None:
    """All that are absent, and no others; of the other modules that are here, none is."""
    text = section(page("differences.md"), "## What is not here yet")
    listed = {
        name
        for cells in rows(text.split("of its calls only these are absent:")[1].split("\n\n")[1])
        for name in codes(cells[1])
    }
    for module in subtensor_composition().modules:
        known = {each["name"] for each in reference_of(module.name)["calls"]}
        here = {each.name for each in calls_of(module.name)}
        assert here <= known
        assert known - here == (listed if module.name == "SubtensorModule" else set())


def test_drifts_are_listed() -> None:
    table = rows(section(page("differences.md"), "## Odd, and as in the reference"))
    assert [codes(cells[1])[0] for cells in table] == [drift.name for drift in Drift]


PAGES_OF_RULES = (
    "children", "claims", "emission", "epochs", "first-subnet", "guards", "hyperparameters", "keys",
    "locks", "neurons", "oddities", "pools", "serving", "staking", "subnets", "weights",
)  # fmt: skip

OTHER_NAMES = {
    "AlphaAssets", "ExtrinsicFailed", "Keep", "KeepSubnets", "None", "SafeFloat", "Swap",
    "Unavailable",
}  # fmt: skip


@pytest.mark.parametrize("name", PAGES_OF_RULES)
def test_names_on_the_pages_of_rules_are_those_of_the_chain(name: str) -> None:
    """Storage, constants, events, errors, and what else is written in camel case."""
    composition = subtensor_composition()
    known = {
        item["name"]
        for module in REFERENCE["pallets"]
        for kind in ("storage", "constants", "events", "errors")
        for item in module[kind]
    }
    known |= set(composition.apis) | {each.identifier for each in composition.extensions}
    known |= {type(guard).__name__ for guard in GUARDS} | {step.__name__ for step in STEPS}
    known |= {code.name for code in TransactionCode} | OTHER_NAMES
    assert set(re.findall(r"`([A-Z][a-z]\w+)`", page(f"{name}.md"))) <= known
