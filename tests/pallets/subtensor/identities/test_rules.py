"""How long the texts of an identity may be."""

from dataclasses import replace
from typing import Any

import pytest

from pallets.subtensor.identities import is_valid_identity, is_valid_subnet_identity
from pallets.subtensor.types import ChainIdentityV2, SubnetIdentityV3

LIMITS = {
    "name": 256, "url": 256, "github_repo": 256, "image": 1024,
    "discord": 256, "description": 1024, "additional": 1024,
}  # fmt: skip
SUBNET_LIMITS = {
    "subnet_name": 256, "github_repo": 1024, "subnet_contact": 1024, "subnet_url": 1024,
    "discord": 256, "description": 1024, "logo_url": 1024, "additional": 1024,
}  # fmt: skip
KINDS: list[tuple[Any, Any, dict[str, int]]] = [
    (is_valid_identity, ChainIdentityV2, LIMITS),
    (is_valid_subnet_identity, SubnetIdentityV3, SUBNET_LIMITS),
]


@pytest.mark.parametrize(("is_valid", "kind", "limits"), KINDS)
def test_each_text_has_a_limit(is_valid: Any, kind: Any, limits: dict[str, int]) -> None:
    longest = kind(**{text: bytes(limit) for text, limit in limits.items()})
    empty = kind(**dict.fromkeys(limits, b""))
    assert is_valid(longest)
    assert is_valid(empty)
    for text, limit in limits.items():
        assert is_valid(replace(empty, **{text: b"some"}))
        for identity in (longest, empty):
            assert not is_valid(replace(identity, **{text: bytes(limit + 1)}))
