"""The metadata of a composition, made when it is first asked for."""

from __future__ import annotations

from functools import cached_property

from runtime.api import RuntimeApi
from runtime.call import RuntimeCall
from runtime.composition import Composition
from runtime.metadata.extrinsic import describe_v14, describe_v15, struct_params
from runtime.metadata.layout import (
    MAGIC,
    ApiMetadata,
    ApiMethodMetadata,
    ApiParameter,
    MetadataV14,
    MetadataV15,
    OuterEnums,
)
from runtime.metadata.pallets import describe_module
from runtime.metadata.registry import Registry
from runtime.metadata_digest import metadata_digest
from runtime.runtime import Runtime
from runtime.scale import encode
from runtime.scale.spelling import docs_of
from runtime.state import MemoryView, State


class RuntimeMetadata:
    """All that clients can know of a composition: types, pallets, extrinsics, runtime APIs.

    Bytes are those of RuntimeMetadataPrefixed: "meta", the version, and what belongs to it.
    """

    def __init__(self, composition: Composition) -> None:
        self._composition = composition

    @property
    def versions(self) -> list[int]:
        return [14, 15]

    def at_version(self, version: int) -> bytes | None:
        """The bytes of a version, or None for one that is not offered."""
        match version:
            case 14:
                return self.v14
            case 15:
                return self.v15
        return None

    @cached_property
    def v14(self) -> bytes:
        return MAGIC + b"\x0e" + encode(MetadataV14, self._described[0])

    @cached_property
    def v15(self) -> bytes:
        return MAGIC + b"\x0f" + encode(MetadataV15, self._described[1])

    @cached_property
    def digest(self) -> bytes:
        """The RFC-0078 digest, by which a signer can vouch for the metadata that it was shown."""
        version = self._composition.version
        return metadata_digest(
            self.v15, spec_name=version.spec_name, spec_version=version.spec_version
        )

    @cached_property
    def _described(self) -> tuple[MetadataV14, MetadataV15]:
        composition = self._composition
        registry = Registry(composition, struct_params(composition))
        # Constants do not depend on the state, so an empty one will do.
        runtime = Runtime(composition, State(MemoryView()))
        pallets = [describe_module(module, runtime, registry) for module in composition.modules]
        itself = registry.number_of(composition.itself)
        extrinsic = describe_v14(composition, registry)
        # Version 14 has the types up to here, which need none of those that only version 15 has.
        v14 = MetadataV14(registry.portable(), [*pallets], extrinsic, itself)
        extrinsic_15 = describe_v15(composition, registry)
        apis = [_describe_api(api, registry) for api in composition.apis.values()]
        outer = OuterEnums(
            registry.number(RuntimeCall),
            registry.number_of(composition.events),
            registry.number_of(composition.errors),
        )
        types = registry.portable()
        return v14, MetadataV15(types, pallets, extrinsic_15, itself, apis, outer, {})


def _describe_api(api: type[RuntimeApi], registry: Registry) -> ApiMetadata:
    methods = [
        ApiMethodMetadata(
            method.name,
            [
                ApiParameter(name.rstrip("_"), registry.number(hint))
                for name, hint in method.parameters.items()
            ],
            registry.number(method.result),
            method.docs,
        )
        for method in api.methods()
    ]
    return ApiMetadata(api.__name__, methods, docs_of(api))
