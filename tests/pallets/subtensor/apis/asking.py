"""Asking a world's runtime APIs as clients do: in bytes, and bytes come back."""

from __future__ import annotations

from functools import cache
from typing import Any

from pallets.subtensor.apis import (
    DelegateInfoRuntimeApi,
    NeuronInfoRuntimeApi,
    StakeInfoRuntimeApi,
    SubnetInfoRuntimeApi,
    SubnetRegistrationRuntimeApi,
)
from runtime.composition import Composition
from runtime.runtime import Runtime
from tests.pallets.subtensor.world import World

APIS = (
    DelegateInfoRuntimeApi,
    NeuronInfoRuntimeApi,
    StakeInfoRuntimeApi,
    SubnetInfoRuntimeApi,
    SubnetRegistrationRuntimeApi,
)


@cache
def _with_apis(composition: Composition) -> Composition:
    return composition.changed(apis=APIS)


def answer(world: World, method: str, *arguments: Any) -> bytes:
    """The encoded answer of the method of this name; each API has its own names."""
    composition = _with_apis(world.runtime.composition)
    [(api, found)] = [(a, m) for a in APIS for m in a.methods() if m.name == method]
    hints = found.parameters.values()
    data = b"".join(map(composition.types.encode, hints, arguments))
    return Runtime(composition, world.state).call_api(f"{api.__name__}_{method}", data)


def ask(world: World, method: str, *arguments: Any) -> Any:
    """The answer, decoded."""
    [found] = [m for api in APIS for m in api.methods() if m.name == method]
    types = _with_apis(world.runtime.composition).types
    return types.decode(found.result, answer(world, method, *arguments))
