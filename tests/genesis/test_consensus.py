"""Rules of consensus in place of production's: by name, and from Python."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest

from chain.chains import composition_for, open_chain
from chain.kit import DevChain
from genesis.build import CODE_KEY, code_marker, genesis_state
from genesis.composition import subtensor_composition
from genesis.consensus import InvalidConsensus, consensus_name, consensus_named
from genesis.presets import preset
from genesis.rules import FAST, MAINNET
from genesis.spec import ChainSpec
from pallets.subtensor.consensus.yuma import YumaRules
from pallets.subtensor.epoch import EpochRunner
from pallets.subtensor.state import Scores
from runtime.composition import Module

MODULE = """
from pallets.subtensor.consensus.yuma import YumaRules

class MyRules(YumaRules):
    pass

class Renamed(YumaRules):
    def epoch(self, given):
        return super().epoch(given)

class NoEpoch:
    epoch = 5

class WithArguments(YumaRules):
    def __init__(self, strength):
        self.strength = strength

class WithDefaults(YumaRules):
    def __init__(self, strength=1):
        self.strength = strength

class TakesNothing:
    def epoch(self):
        pass

instance = WithArguments(3)
number = 3
"""


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working directory with rules in it, which is not on the path yet."""
    (tmp_path / "my_module.py").write_text(MODULE)
    (tmp_path / "package").mkdir()
    (tmp_path / "package" / "__init__.py").write_text("")
    (tmp_path / "package" / "inner.py").write_text(MODULE)
    (tmp_path / "lacking.py").write_text("import what_is_not_there\n")
    (tmp_path / "broken.py").write_text("1 / 0\n")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "path", list(sys.path))
    for name in ("my_module", "package", "package.inner", "lacking", "broken"):
        monkeypatch.delitem(sys.modules, name, raising=False)
    return tmp_path


@pytest.mark.parametrize(
    "name",
    ["my_module:MyRules", "my_module:Renamed", "package.inner:MyRules", "my_module:WithDefaults"],
)
def test_a_class_in_the_working_directory(here: Path, name: str) -> None:
    rules = consensus_named(name)
    assert consensus_name(rules) == name and isinstance(rules, YumaRules)


def test_an_instance(here: Path) -> None:
    rules = consensus_named("my_module:instance")
    assert rules.strength == 3
    assert consensus_name(rules) == "my_module:WithArguments"


def test_what_is_on_the_path(monkeypatch: pytest.MonkeyPatch) -> None:
    name = "tests.pallets.subtensor.consensus.test_rules:EqualRules"
    assert consensus_name(consensus_named(name)) == name


@pytest.mark.parametrize(
    ("name", "problem"),
    [
        ("my_module", "'my_module': use module:Class, such as my_module:MyRules"),
        ("my_module.MyRules", "use module:Class"),
        ("my_module:", "use module:Class"),
        ("../my_module:MyRules", "use module:Class"),
        ("nowhere:MyRules", "nowhere:MyRules: there is no module nowhere in {here} or on PYTHON"),
        (
            "my_module.py:MyRules",
            "there is no module my_module.py in {here} or on PYTHONPATH (leave ",
        ),
        ("package.nowhere:MyRules", "there is no module package.nowhere in {here}"),
        (
            "my_module:Rules",
            "my_module:Rules: {here}/my_module.py has nothing of that name; it has MyRules, "
            "Renamed, WithArguments, WithDefaults, TakesNothing",
        ),
        ("package:MyRules", "package:MyRules: {here}/package/__init__.py has nothing of that name"),
        ("my_module:NoEpoch", "my_module:NoEpoch has no method epoch(inputs)"),
        ("my_module:number", "my_module:number has no method epoch(inputs)"),
        ("my_module:TakesNothing", "its method is epoch(inputs): too many positional arguments"),
        (
            "my_module:WithArguments",
            "the class is made without arguments: missing a required argument: 'strength'",
        ),
    ],
)
def test_what_are_no_rules(here: Path, name: str, problem: str) -> None:
    with pytest.raises(InvalidConsensus) as refused:
        consensus_named(name)
    assert problem.replace("{here}", str(here)) in str(refused.value)


@pytest.mark.parametrize(
    ("module", "problem"),
    [
        ("lacking", "ModuleNotFoundError: No module named 'what_is_not_there'"),
        ("broken", "ZeroDivisionError: division by zero"),
    ],
)
def test_what_is_wrong_within_the_module(here: Path, module: str, problem: str) -> None:
    with pytest.raises(InvalidConsensus) as refused:
        consensus_named(f"{module}:MyRules")
    told = str(refused.value)
    assert f"{module}:MyRules: its import fails: {problem} ({here / module}.py, line " in told


# A chain with them


class OneForAll(YumaRules):
    """The uid 0 gets everything."""

    def incentive(self, stake, clipped):
        incentive = super().incentive(stake, clipped) * 0
        incentive[0] = 1 << 32
        return incentive


def chain_with(rules: YumaRules | None) -> DevChain:
    return DevChain(consensus=rules)


def test_an_epoch_goes_by_them() -> None:
    chain = chain_with(OneForAll())
    chain.advance(100)  # subnet 1 has its first epoch
    assert chain.pallet(Scores).incentive[1] == [65_535]
    plain = chain_with(None)
    plain.advance(100)
    assert plain.pallet(Scores).incentive[1] == [0]


def test_a_chain_of_other_parameters_has_them_too() -> None:
    made = subtensor_composition(MAINNET, OneForAll())
    same = (DevChain(MAINNET, consensus=OneForAll()), DevChain(MAINNET, composition=made))
    assert same[0].blockchain.spec.rules is MAINNET
    first, second, plain = (each.blockchain.genesis_hash for each in (*same, DevChain(MAINNET)))
    assert first == second != plain


def test_a_composition_has_its_rules_already() -> None:
    with pytest.raises(ValueError, match="a composition has its rules of consensus already"):
        DevChain(composition=composition_for(FAST), consensus=OneForAll())


@pytest.mark.parametrize(
    ("given", "problem"),
    [
        (OneForAll, r"OneForAll is a class: give OneForAll\(\)"),
        (3, r"int has no method epoch\(inputs\)"),
        ("my_module:MyRules", r"str has no method epoch\(inputs\)"),
    ],
)
def test_what_python_gives_instead_of_rules(given: Any, problem: str) -> None:
    with pytest.raises(InvalidConsensus, match=f"^{problem}$"):
        DevChain(consensus=given)


def test_their_results_are_checked() -> None:
    rules = chain_with(OneForAll()).pallet(EpochRunner).rules
    assert type(rules).__name__ == "CheckedRules"
    assert type(chain_with(None).pallet(EpochRunner).rules) is YumaRules


def test_it_is_another_chain() -> None:
    spec = preset("dev")
    own, plain = subtensor_composition(FAST, consensus=OneForAll()), composition_for(FAST)
    assert plain.variant == ""
    assert own.variant == f"consensus {__name__}:OneForAll"
    assert code_marker(own, spec) == code_marker(plain, spec) + f" {own.variant}".encode()
    assert own.metadata_digest == plain.metadata_digest
    hashes = {open_chain(spec, None, composition=each).genesis_hash for each in (own, plain)}
    assert len(hashes) == 2


def test_a_raw_specification_is_another_chain_too() -> None:
    spec, plain = preset("dev"), composition_for(FAST)
    raw = ChainSpec("x", "x", rules=FAST, raw=genesis_state(plain, spec))
    assert genesis_state(plain, raw) == raw.raw
    own = subtensor_composition(FAST, consensus=OneForAll())
    state = genesis_state(own, raw)
    assert state == {**raw.raw, CODE_KEY: code_marker(own, raw)} and state != raw.raw


def test_a_changed_runtime_stays_the_variant() -> None:
    own = subtensor_composition(FAST, consensus=OneForAll())
    assert own.changed().variant == own.variant
    (system,) = (module for module in own.modules if module.name == "System")
    parts = Module(system.name, system.index, system.parts)
    assert own.changed(parts, variant="mine").variant == "mine"
