"""How long the texts of an identity may be, in bytes.

The reference limits their sum too, to more than the longest texts add up to.
"""

from __future__ import annotations

from collections.abc import Mapping

from pallets.subtensor.types import ChainIdentityV2, SubnetIdentityV3

MAX_BYTES = {
    "name": 256,
    "url": 256,
    "github_repo": 256,
    "image": 1024,
    "discord": 256,
    "description": 1024,
    "additional": 1024,
}

MAX_SUBNET_BYTES = {
    "subnet_name": 256,
    "github_repo": 1024,
    "subnet_contact": 1024,
    "subnet_url": 1024,
    "discord": 256,
    "description": 1024,
    "logo_url": 1024,
    "additional": 1024,
}


def is_valid_identity(identity: ChainIdentityV2) -> bool:
    """Whether no text of a coldkey's identity is too long."""
    return _fits(identity, MAX_BYTES)


def is_valid_subnet_identity(identity: SubnetIdentityV3) -> bool:
    """Whether no text of a subnet's identity is too long."""
    return _fits(identity, MAX_SUBNET_BYTES)


def _fits(identity: object, limits: Mapping[str, int]) -> bool:
    return all(len(getattr(identity, text)) <= limit for text, limit in limits.items())
