"""What functions and classes are annotated with, against what Python says."""

from __future__ import annotations

from typing import Annotated, get_type_hints

import pytest

from genesis.composition import subtensor_composition
from runtime.annotations import annotations_of
from runtime.call import CallDeclaration


class Base:
    number: int
    nothing: None


class Derived(Base):
    number: Annotated[int, "small"]  # type: ignore[assignment]
    more: list[Base] | None


def unknown(value: Missing) -> None:  # type: ignore[name-defined]  # noqa: F821
    """Of a type that is nowhere."""


def plain(value: Derived, *, count: int = 0) -> None:
    """Of types that are there."""


@pytest.mark.parametrize("declared", [Base, Derived, plain, lambda: None])
def test_they_are_what_python_says(declared):
    assert annotations_of(declared) == get_type_hints(declared, include_extras=True)


def test_all_calls_of_the_chain():
    functions = [
        declared.function
        for module in subtensor_composition().modules
        for pallet in module.pallets
        for declared in vars(pallet).values()
        if isinstance(declared, CallDeclaration)
    ]
    assert len(functions) > 200
    for function in functions:
        assert annotations_of(function) == get_type_hints(function, include_extras=True)


def test_a_type_that_is_nowhere():
    with pytest.raises(NameError, match="Missing"):
        annotations_of(unknown)
