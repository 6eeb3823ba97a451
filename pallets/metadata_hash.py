"""The transaction extension by which a signer vouches for the metadata that it was shown.

As FRAME's metadata-hash extension (RFC-0078). A wallet that shows what is signed reads the types
out of metadata; if that was not this chain's, the digests differ and so does what was signed.
"""

from __future__ import annotations

from typing import Any, ClassVar

from runtime.extension import SigningOptions, TransactionExtension
from runtime.runtime import Runtime
from runtime.scale import Bytes32, UnitEnum


class Mode(UnitEnum, path="frame_metadata_hash_extension::Mode"):
    """Whether the digest of the metadata is part of what was signed."""

    Disabled = 0
    Enabled = 1


class CheckMetadataHash(
    TransactionExtension,
    path="frame_metadata_hash_extension::CheckMetadataHash",
    params={"T": None},
):
    """With mode Enabled, the extrinsic was signed over this chain's metadata digest."""

    mode: Mode
    implicit: ClassVar[Any] = Bytes32 | None

    @classmethod
    def for_signing(cls, options: SigningOptions) -> CheckMetadataHash:
        return cls(Mode.Enabled if options.check_metadata else Mode.Disabled)

    def implied(self, runtime: Runtime) -> bytes | None:
        if self.mode is Mode.Disabled:
            return None
        return runtime.composition.metadata_digest
