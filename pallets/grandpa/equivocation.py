"""Proofs that an authority voted twice in one round. Nothing is done about them on this chain.

A report needs a proof of who owns the key, and that is a type without values here, as in Subtensor:
no report can be written, and clients only see its shape.
"""

from __future__ import annotations

from typing import Annotated

from pallets.grandpa.types import AuthorityId
from runtime.scale import H256, U32, U64, Bytes64, Enumeration, Newtype, Spelled, Struct

Signature = Annotated[
    Bytes64, Newtype("sp_consensus_grandpa::app::Signature", field_type_name="ed25519::Signature")
]
TargetHash = Annotated[H256, Spelled("H")]
TargetNumber = Annotated[U32, Spelled("N")]


class Void(Enumeration, path="sp_core::Void"):
    """A type without values."""


class Prevote(Struct, path="finality_grandpa::Prevote", params={"H": H256, "N": U32}):
    """A vote for the chain up to a block."""

    target_hash: TargetHash
    target_number: TargetNumber


class Precommit(Struct, path="finality_grandpa::Precommit", params={"H": H256, "N": U32}):
    """A vote for the chain up to a block, after the prevotes are in."""

    target_hash: TargetHash
    target_number: TargetNumber


class PrevoteEquivocation(
    Struct,
    path="finality_grandpa::Equivocation",
    params={"Id": AuthorityId, "V": Prevote, "S": Signature},
):
    """Two prevotes of one authority in one round."""

    round_number: U64
    identity: Annotated[AuthorityId, Spelled("Id")]
    first: Annotated[tuple[Prevote, Signature], Spelled("(V, S)")]
    second: Annotated[tuple[Prevote, Signature], Spelled("(V, S)")]


class PrecommitEquivocation(
    Struct,
    path="finality_grandpa::Equivocation",
    params={"Id": AuthorityId, "V": Precommit, "S": Signature},
):
    """Two precommits of one authority in one round."""

    round_number: U64
    identity: Annotated[AuthorityId, Spelled("Id")]
    first: Annotated[tuple[Precommit, Signature], Spelled("(V, S)")]
    second: Annotated[tuple[Precommit, Signature], Spelled("(V, S)")]


class Equivocation(
    Enumeration, path="sp_consensus_grandpa::Equivocation", params={"H": H256, "N": U32}
):
    """Two votes of one authority in one round."""


class PrevoteVariant(Equivocation, index=0, name="Prevote", unnamed=True):
    votes: Annotated[
        PrevoteEquivocation,
        Spelled(
            "finality_grandpa::Equivocation<AuthorityId, finality_grandpa::Prevote<\nH, N>, "
            "AuthoritySignature,>"
        ),
    ]


class PrecommitVariant(Equivocation, index=1, name="Precommit", unnamed=True):
    votes: Annotated[
        PrecommitEquivocation,
        Spelled(
            "finality_grandpa::Equivocation<AuthorityId, finality_grandpa::Precommit\n<H, N>, "
            "AuthoritySignature,>"
        ),
    ]


class EquivocationProof(
    Struct, path="sp_consensus_grandpa::EquivocationProof", params={"H": H256, "N": U32}
):
    """Two votes of one authority in one round, and the set of authorities it was in."""

    set_id: Annotated[U64, Spelled("SetId")]
    equivocation: Annotated[Equivocation, Spelled("Equivocation<H, N>")]
