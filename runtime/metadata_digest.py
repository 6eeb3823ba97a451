"""The digest of a chain's metadata (RFC-0078) that hardware wallets sign along with an extrinsic.

A wallet that shows what it signs reads the types it needs out of a Merkle tree over the metadata,
and puts the tree's digest into what is signed: `CheckMetadataHash` with mode Enabled. The chain
puts the digest of its own metadata there, so that the signature of a misled wallet does not fit.
"""

from runtime.accounts import SUBSTRATE_PREFIX

_V15_HEADER = b"meta\x0f"


class MetadataDigestError(ValueError):
    """The bytes are not metadata that a digest can be made of."""


def metadata_digest(
    metadata: bytes,
    *,
    spec_name: str,
    spec_version: int,
    token_symbol: str = "TAO",
    decimals: int = 9,
    ss58_prefix: int = SUBSTRATE_PREFIX,
) -> bytes:
    """The 32-byte RFC-0078 digest of V15 metadata, from "meta" on, without a length before it.

    Takes some milliseconds: keep the answer for as long as the metadata stays the same. Raises
    MetadataDigestError if the bytes are not V15 metadata.
    """
    # Not imported at start: most chains never see an extrinsic that asks for the digest.
    import bittensor_core

    if not metadata.startswith(_V15_HEADER):
        raise MetadataDigestError("the digest is made of metadata of version 15")
    try:
        digest: bytes = bittensor_core.metadata_digest(
            metadata,
            spec_version,
            spec_name,
            base58_prefix=ss58_prefix,
            decimals=decimals,
            token_symbol=token_symbol,
        )
    except ValueError as error:
        raise MetadataDigestError(f"the metadata cannot be read: {error}") from error
    return digest
