"""How metadata describes the enums of all pallets: calls, events, errors and so on."""

from __future__ import annotations

from typing import Any

from runtime.metadata.describe import (
    Numbers,
    Parameters,
    describe,
    described_fields,
    hinted_params,
    info,
)
from runtime.metadata.portable import TypeField, TypeInfo, TypeVariant, Variants
from runtime.outer import (
    ModuleCalls,
    ModuleEnum,
    ModuleErrors,
    OuterCalls,
    OuterEnum,
    OuterErrors,
)
from runtime.scale.shapes import Shape
from runtime.scale.spelling import docs_of

OUTER_SHAPES = (ModuleCalls, ModuleEnum, ModuleErrors, OuterCalls, OuterEnum, OuterErrors)

# How construct_runtime's expansion spells the enum of a pallet's calls; it is part of the digest.
_CALL_SPELLING = (
    "self::sp_api_hidden_includes_construct_runtime::hidden_include::dispatch\n"
    "::CallableCallFor<{}, Runtime>"
)
# What the outer enums hold of each module, in the words of its crate.
_PART_NAMES = {
    "RuntimeEvent": "Event",
    "OriginCaller": "Origin",
    "RuntimeHoldReason": "HoldReason",
    "RuntimeFreezeReason": "FreezeReason",
}


# Of one module


@describe.register
def _module_calls(shape: ModuleCalls, numbers: Numbers) -> TypeInfo:
    variants = [
        TypeVariant(call.name, described_fields(shape.fields_of(call), numbers), index, call.docs)
        for index, call in shape.calls.items()
    ]
    return info(Variants(variants), shape.path, _generics(shape.name, numbers))


@describe.register
def _module_errors(shape: ModuleErrors, numbers: Numbers) -> TypeInfo:
    variants = [
        TypeVariant(error.__name__, [], index, docs_of(error))
        for index, error in shape.variants.items()
    ]
    return info(Variants(variants), shape.path, _generics(shape.name, numbers))


@describe.register
def _module_enum(shape: ModuleEnum, numbers: Numbers) -> TypeInfo:
    variants = [
        TypeVariant(
            variant.scale_name,
            described_fields(shape.fields_of(variant), numbers),
            index,
            docs_of(variant),
        )
        for index, variant in shape.variants.items()
    ]
    return info(Variants(variants), shape.path, hinted_params(_params(shape), numbers))


def _params(shape: ModuleEnum) -> list[tuple[str, Any]]:
    """The parameters that the parts declare."""
    merged = {name: hint for part in shape.parts for name, hint in part.scale_params.items()}
    return list(merged.items())


def _generics(module: str, numbers: Numbers) -> Parameters:
    return [(name, None) for name in numbers.generics(module)]


# Of all modules


@describe.register
def _outer_calls(shape: OuterCalls, numbers: Numbers) -> TypeInfo:
    variants = [
        _holding(module.name, index, module, _CALL_SPELLING.format(module.name), numbers)
        for index, module in shape.modules.items()
    ]
    return info(Variants(variants), shape.path)


@describe.register
def _outer_errors(shape: OuterErrors, numbers: Numbers) -> TypeInfo:
    variants = [
        _holding(
            module.name, index, module, f"{numbers.crates[module.name]}::Error<Runtime>", numbers
        )
        for index, module in shape.modules.items()
    ]
    return info(Variants(variants), shape.path)


@describe.register
def _outer_enum(shape: OuterEnum, numbers: Numbers) -> TypeInfo:
    kind = _PART_NAMES[shape.name]
    variants = []
    for index, module in shape.modules.items():
        crate = numbers.crates[module.name]
        generic = "<Runtime>" if _params(module) else ""
        # Only the origin of frame_system goes by the crate's name in the reference's runtime.
        name = "system" if (kind, crate) == ("Origin", "frame_system") else module.name
        spelling = f"{crate}::{kind}{generic}"
        variants.append(_holding(name, index, module, spelling, numbers))
    return info(Variants(variants), shape.path)


def _holding(name: str, index: int, part: Shape, spelling: str, numbers: Numbers) -> TypeVariant:
    return TypeVariant(name, [TypeField(None, numbers.number_of(part), spelling, [])], index, [])
