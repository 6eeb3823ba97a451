"""What subnets store, call and tell is decoded from its bytes as it was, every type of it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, get_type_hints

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from genesis.composition import subtensor_composition
from runtime.call import Call, RuntimeCall
from runtime.composition import Module
from runtime.storage import StorageLayout
from tests.strategies import values_of

COMPOSITION = subtensor_composition()
TYPES = COMPOSITION.types
NAMES = ("SubtensorModule", "Commitments", "AdminUtils", "Drand", "Swap", "AlphaAssets")
MODULES = [module for module in COMPOSITION.modules if module.name in NAMES]

FEW = settings(max_examples=4, deadline=None, suppress_health_check=[HealthCheck.too_slow])

each_module = pytest.mark.parametrize("module", MODULES, ids=lambda module: module.name)


def round_trip(
    values: SearchStrategy[Any], encode: Callable[[Any], bytes], decode: Callable[[bytes], Any]
) -> None:
    """Some of these values are decoded from their bytes as they were."""

    def check(value: Any) -> None:
        assert decode(encode(value)) == value

    FEW(given(values)(check))()


def layouts(module: Module) -> list[StorageLayout]:
    return [it for it in COMPOSITION.layouts.values() if it.prefix_name == module.name]


@each_module
def test_stored_values(module: Module) -> None:
    for layout in layouts(module):
        round_trip(values_of(layout.value_hint, TYPES), layout.encode, layout.decode)
        if not layout.optional:
            assert layout.decode(layout.default_bytes()) == layout.default(), layout.place


@each_module
def test_storage_keys(module: Module) -> None:
    for layout in layouts(module):
        parts = [values_of(key.hint, TYPES) for key in layout.keys]
        if parts and all(key.hasher.reversible for key in layout.keys):
            keys = parts[0] if len(parts) == 1 else st.tuples(*parts)
            round_trip(keys, layout.key_of, layout.split_key)


@each_module
def test_calls(module: Module) -> None:
    encode, decode = partial(TYPES.encode, RuntimeCall), partial(TYPES.decode, RuntimeCall)
    for declared in (call for pallet in module.pallets for call in pallet.calls):
        values = [values_of(hint, TYPES) for hint in declared.hints().values()]
        round_trip(st.builds(Call, st.just(declared), st.tuples(*values)), encode, decode)


@each_module
def test_events(module: Module) -> None:
    for event in dict.fromkeys(pallet.event for pallet in module.pallets if pallet.event):
        encode, decode = partial(TYPES.encode, event), partial(TYPES.decode, event)
        for variant in event.scale_variants.values():
            hints = get_type_hints(variant, include_extras=True)
            values = [values_of(hints[name], TYPES) for name in variant.field_names]
            round_trip(st.builds(variant, *values), encode, decode)
