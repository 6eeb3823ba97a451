"""What a beacon tells of itself and of its rounds, and how that is brought to the chain."""

from __future__ import annotations

from typing import Annotated

from runtime.scale import U32, U64, Bounded, Bytes32, Enumeration, FixedBytes, Spelled, Struct

RoundNumber = Annotated[U64, Spelled("RoundNumber")]
BoundedHash = Annotated[bytes, Bounded(32), Spelled("BoundedHash")]
BlockNumber = Annotated[U32, Spelled("BlockNumber")]


class MultiSigner(Enumeration, path="sp_runtime::MultiSigner"):
    """A public key of one of three schemes."""


class Ed25519Key(MultiSigner, index=0, name="Ed25519", unnamed=True):
    public: Annotated[Bytes32, Spelled("ed25519::Public")]


class Sr25519Key(MultiSigner, index=1, name="Sr25519", unnamed=True):
    public: Annotated[Bytes32, Spelled("sr25519::Public")]


class EcdsaKey(MultiSigner, index=2, name="Ecdsa", unnamed=True):
    public: Annotated[bytes, FixedBytes(33), Spelled("ecdsa::Public")]


Public = Annotated[MultiSigner, Spelled("Public")]


class Metadata(Struct, path="pallet_drand::types::Metadata"):
    """The beacon's name."""

    beacon_id: BoundedHash


class BeaconConfiguration(Struct, path="pallet_drand::types::BeaconConfiguration"):
    """A beacon: its key (a compressed point of G2), seconds between rounds, when the first was.

    Only the key decides which pulses are taken.
    """

    public_key: Annotated[bytes, Bounded(96), Spelled("OpaquePublicKey")]
    period: U32
    genesis_time: U32
    hash: BoundedHash
    group_hash: BoundedHash
    scheme_id: BoundedHash
    metadata: Metadata


class Pulse(Struct, path="pallet_drand::types::Pulse"):
    """One round: the beacon's signature (a compressed point of G1), and that signature's SHA-256.

    Nobody compares `randomness` with the signature.
    """

    round: RoundNumber
    randomness: Annotated[bytes, Bounded(32), Spelled("BoundedVec<u8, ConstU32<32>>")]
    signature: Annotated[bytes, Bounded(144), Spelled("BoundedVec<u8, ConstU32<144>>")]


class BeaconConfigurationPayload(
    Struct,
    path="pallet_drand::types::BeaconConfigurationPayload",
    params={"Public": MultiSigner, "BlockNumber": U32},
):
    """A beacon, with who tells of it and in which block."""

    block_number: BlockNumber
    config: BeaconConfiguration
    public: Public


class PulsesPayload(
    Struct,
    path="pallet_drand::types::PulsesPayload",
    params={"Public": MultiSigner, "BlockNumber": U32},
):
    """Pulses, with who brings them and in which block."""

    block_number: BlockNumber
    pulses: list[Pulse]
    public: Public


QUICKNET = BeaconConfiguration(
    public_key=bytes.fromhex(
        "83cf0f2896adee7eb8b5f01fcad3912212c437e0073e911fb90022d3e760183c"
        "8c4b450b6a0a6c3ac6a5776a2d1064510d1fec758c921cc22b0e17e63aaf4bcb"
        "5ed66304de9cf809bd274ca73bab4af5a6e9c76a4bc09e76eae8991ef5ece45a"
    ),
    period=3,
    genesis_time=1_692_803_367,
    hash=bytes.fromhex("52db9ba70e0cc0f6eaf7803dd07447a1f5477735fd3f661792ba94600c84e971"),
    group_hash=bytes.fromhex("f477d5c89f21a17c863a7f937c6a6d15859414d2be09cd448d4279af331c5d3e"),
    scheme_id=b"bls-unchained-g1-rfc9380",
    metadata=Metadata(b"quicknet"),
)
"""The public beacon, to whose rounds clients encrypt."""
