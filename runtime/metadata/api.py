"""The runtime API that hands out the metadata."""

from __future__ import annotations

from typing import Annotated

from runtime.api import RuntimeApi
from runtime.scale import U32, Newtype

OpaqueMetadata = Annotated[bytes, Newtype("sp_core::OpaqueMetadata")]
"""Metadata behind its length, so that clients can keep it without decoding it."""


class Metadata(RuntimeApi, version=2):
    """What the runtime consists of: types, pallets, extrinsics, runtime APIs."""

    def metadata(self) -> OpaqueMetadata:
        """The metadata, version 14."""
        return self.runtime.composition.metadata.v14

    def metadata_at_version(self, version: U32) -> OpaqueMetadata | None:
        """The metadata in one version, or nothing if the runtime does not have that version."""
        return self.runtime.composition.metadata.at_version(version)

    def metadata_versions(self) -> list[U32]:
        """The versions that the runtime has."""
        return self.runtime.composition.metadata.versions
