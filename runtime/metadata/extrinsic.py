"""What metadata says of extrinsics."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from runtime.addresses import MultiAddress
from runtime.call import RuntimeCall
from runtime.composition import Composition
from runtime.extrinsic import (
    GenericExtrinsic,
    MultiSignature,
    SelfContainedExtrinsic,
    extrinsic_params,
)
from runtime.metadata.layout import ExtrinsicV14, ExtrinsicV15, SignedExtension
from runtime.metadata.registry import Registry

VERSION = 4  # of signed extrinsics


def struct_params(composition: Composition) -> Mapping[type, Mapping[str, Any]]:
    """The type parameters of extrinsics, in which clients of V14 find the parts."""
    return {
        SelfContainedExtrinsic: extrinsic_params(composition, "Extension"),
        GenericExtrinsic: extrinsic_params(composition, "Extra"),
    }


def describe_v14(composition: Composition, registry: Registry) -> ExtrinsicV14:
    number = registry.number(SelfContainedExtrinsic)
    return ExtrinsicV14(number, VERSION, _extensions(composition, registry))


def describe_v15(composition: Composition, registry: Registry) -> ExtrinsicV15:
    return ExtrinsicV15(
        VERSION,
        registry.number(MultiAddress),
        registry.number(RuntimeCall),
        registry.number(MultiSignature),
        registry.number(composition.extension_hint),
        _extensions(composition, registry),
    )


def _extensions(composition: Composition, registry: Registry) -> list[SignedExtension]:
    return [
        SignedExtension(
            extension.identifier,
            registry.number(extension.listed_as or extension),
            registry.number(extension.implicit),
        )
        for extension in composition.extensions
    ]
