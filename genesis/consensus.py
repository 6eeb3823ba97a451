"""Rules of consensus in place of production's: found by their name, and put into a runtime."""

from __future__ import annotations

import importlib
import inspect
import re
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

from pallets.subtensor.consensus import ConsensusRules
from pallets.subtensor.consensus.checking import CheckedRules

_NAME = re.compile(r"(?P<module>[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*):(?P<attribute>[A-Za-z_]\w*)")


class InvalidConsensus(ValueError):
    """There are no rules of that name that a chain could have."""


def consensus_named(name: str) -> ConsensusRules:
    """The rules in `module:Class`, which is imported from the working directory or PYTHONPATH.

    What is there may also be an instance. Raises InvalidConsensus, also for what the module raises
    when it is imported.
    """
    match = check_name(name)
    module = _module(name, match["module"])
    found = getattr(module, match["attribute"], None)
    if found is None:
        raise InvalidConsensus(_absent(name, module))
    if not isinstance(found, type):
        return _checked(name, found)
    _checked(name, found)
    try:
        inspect.signature(found).bind()
    except TypeError as error:
        raise InvalidConsensus(f"{name}: the class is made without arguments: {error}") from None
    made: ConsensusRules = found()
    return made


def check_name(name: str) -> re.Match[str]:
    """The parts of a name. Raises InvalidConsensus if it is none."""
    match = _NAME.fullmatch(name)
    if match is None:
        raise InvalidConsensus(f"{name!r}: use module:Class, such as my_module:MyRules")
    return match


def consensus_name(rules: ConsensusRules) -> str:
    """How rules are called: by the module and the name of their class."""
    return f"{type(rules).__module__}:{type(rules).__qualname__}"


def consensus_variant(rules: ConsensusRules) -> str:
    """What a runtime with these rules is called among the variants of production's."""
    return f"consensus {consensus_name(rules)}"


def consensus_seam(rules: ConsensusRules) -> Callable[[], ConsensusRules]:
    """The rules as SubtensorModule asks for them: each of their results is checked.

    Raises InvalidConsensus for what are no rules, such as a class of them.
    """
    if isinstance(rules, type):
        raise InvalidConsensus(f"{rules.__qualname__} is a class: give {rules.__qualname__}()")
    checked = CheckedRules(_checked(type(rules).__qualname__, rules))
    return lambda: checked


def _module(name: str, module: str) -> ModuleType:
    here = str(Path.cwd())
    if here not in sys.path:  # an installed command does not look there by itself
        sys.path.insert(0, here)
    try:
        return importlib.import_module(module)
    except ModuleNotFoundError as error:
        missing = error.name or ""
        if module != missing and not module.startswith(f"{missing}."):
            raise InvalidConsensus(_failed(name, error)) from error  # it imports what is not there
        hint = " (leave out .py)" if module.endswith(".py") else ""
        raise InvalidConsensus(
            f"{name}: there is no module {missing} in {here} or on PYTHONPATH{hint}"
        ) from None
    except Exception as error:
        raise InvalidConsensus(_failed(name, error)) from error


def _failed(name: str, error: Exception) -> str:
    """Where and how the import of a module has failed."""
    last = traceback.extract_tb(error.__traceback__)[-1]
    where = "" if isinstance(error, SyntaxError) else f" ({last.filename}, line {last.lineno})"
    return f"{name}: its import fails: {type(error).__name__}: {error}{where}"


def _absent(name: str, module: ModuleType) -> str:
    known = [
        attribute
        for attribute, value in vars(module).items()
        if isinstance(value, type)
        and value.__module__ == module.__name__
        and callable(getattr(value, "epoch", None))
    ]
    told = f"; it has {', '.join(known)}" if known else ""
    return f"{name}: {module.__file__ or module.__name__} has nothing of that name{told}"


def _checked(name: str, found: object) -> ConsensusRules:
    """What has the method that rules have. Raises InvalidConsensus."""
    method = getattr(found, "epoch", None)
    if not callable(method):
        raise InvalidConsensus(f"{name} has no method epoch(inputs)")
    given = ["self", "inputs"] if isinstance(found, type) else ["inputs"]
    try:
        inspect.signature(method).bind(*given)
    except TypeError as error:
        raise InvalidConsensus(f"{name}: its method is epoch(inputs): {error}") from None
    return found  # type: ignore[return-value]
