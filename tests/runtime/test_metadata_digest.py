"""The digest, and that the proofs a wallet is shown belong to it.

The verifier below reads a proof as a hardware wallet does: it hashes the types it was given, climbs
to the root of the tree, and makes the digest of that root and the chain's constants.
"""

import subprocess
import sys
from pathlib import Path

import bittensor_core
import pytest
from blake3 import blake3

from runtime.metadata_digest import MetadataDigestError, metadata_digest
from runtime.scale.compact import decode_compact, encode_compact

METADATA = (Path(__file__).parents[1] / "data" / "metadata-425-v15.scale").read_bytes()
NAME = "node-subtensor"
DIGEST = bytes.fromhex("4cd49d2c6ccd36b5b7f1868e7673157da45cda90ab12b0bb8adcc3dea2a660e4")

TRANSFER = bytes.fromhex(
    "0503008eaf04151687736326c9fea17e25fc5287613693c912909cb226aa4794f26a48e5c0"
)
REMARK = bytes.fromhex("0000" + "10" + b"note".hex())
BATCH = bytes.fromhex("0b0008") + TRANSFER + REMARK
EXTRA = bytes.fromhex("001c0001")  # immortal, nonce 7, no tip, mode Enabled
IMPLICIT = bytes.fromhex("a901000001000000") + bytes(64) + b"\1" + DIGEST


class ProofReader:
    """Reads the SCALE bytes of a proof from front to back."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.at = 0

    def take(self, length: int) -> bytes:
        assert self.at + length <= len(self.data)
        self.at += length
        return self.data[self.at - length : self.at]

    def compact(self) -> int:
        value, self.at = decode_compact(self.data, self.at)
        return value

    def fixed(self, length: int) -> int:
        return int.from_bytes(self.take(length), "little")

    def text(self) -> str:
        return self.take(self.compact()).decode()

    def type_ref(self) -> None:
        # 0 to 21 are primitive types; the numbers count a compact u256, which the RFC's text omits.
        if self.fixed(1) == 22:
            self.compact()

    def optional_text(self) -> None:
        if self.fixed(1):
            self.text()

    def fields(self) -> None:
        for _ in range(self.compact()):
            self.optional_text()
            self.type_ref()
            self.optional_text()

    def leaf(self) -> bytes:
        """The bytes of one type: its path, its definition, its number."""
        start = self.at
        for _ in range(self.compact()):
            self.text()
        kind = self.fixed(1)
        if kind == 0:  # composite
            self.fields()
        elif kind == 1:  # one variant of an enumeration
            self.text()
            self.fields()
            self.compact()
        elif kind == 2:  # sequence
            self.type_ref()
        elif kind == 3:  # array
            self.fixed(4)
            self.type_ref()
        elif kind == 4:  # tuple
            for _ in range(self.compact()):
                self.type_ref()
        else:  # bit sequence
            assert kind == 5
            self.take(2)
        self.compact()
        return self.data[start : self.at]

    def extrinsic_metadata(self) -> bytes:
        start = self.at
        assert self.fixed(1) == 4
        for _ in range(3):
            self.type_ref()
        for _ in range(self.compact()):
            self.text()
            self.type_ref()
            self.type_ref()
        return self.data[start : self.at]


def root_of(leaves: dict[int, bytes], nodes: list[bytes], index: int = 0) -> bytes:
    """The hash of the tree's node `index`; what has no leaf of the proof below it is in `nodes`."""
    if index in leaves:
        return blake3(leaves[index]).digest()
    if not any(_is_below(index, leaf) for leaf in leaves):
        return nodes.pop(0)
    left = root_of(leaves, nodes, 2 * index + 1)
    return blake3(left + root_of(leaves, nodes, 2 * index + 2)).digest()


def _is_below(index: int, leaf: int) -> bool:
    while leaf > index:
        leaf = (leaf - 1) // 2
    return leaf == index


def text(value: str) -> bytes:
    return encode_compact(len(value)) + value.encode()


def digest_of(proof: bytes) -> bytes:
    """What a wallet computes of a proof before it believes what the proof says."""
    reader = ProofReader(proof)
    types = [reader.leaf() for _ in range(reader.compact())]
    places = [reader.fixed(4) for _ in range(reader.compact())]
    nodes = [reader.take(32) for _ in range(reader.compact())]
    extrinsic = blake3(reader.extrinsic_metadata()).digest()
    constants = reader.data[reader.at :]
    root = root_of(dict(zip(places, types, strict=True)), nodes)
    assert not nodes
    # The variant number of MetadataDigest::V1 stands before its fields.
    return blake3(b"\1" + root + extrinsic + constants).digest()


def proof_for(call: bytes) -> bytes:
    proof: bytes = bittensor_core.generate_extrinsic_proof(
        call, EXTRA, IMPLICIT, METADATA, 425, NAME
    )
    return proof


def test_digest_of_the_reference() -> None:
    assert metadata_digest(METADATA, spec_name=NAME, spec_version=425) == DIGEST


@pytest.mark.parametrize("call", [TRANSFER, REMARK, BATCH], ids=["transfer", "remark", "batch"])
def test_proofs_for_wallets_belong_to_the_digest(call: bytes) -> None:
    assert digest_of(proof_for(call)) == metadata_digest(METADATA, spec_name=NAME, spec_version=425)


def test_a_forged_proof_does_not() -> None:
    proof = proof_for(TRANSFER)
    assert proof.endswith((425).to_bytes(4, "little") + text(NAME) + b"\x2a\0\x09" + text("TAO"))
    renamed = proof.replace(b"transfer_keep_alive", b"transfer_stay_alive")
    assert renamed != proof
    assert digest_of(renamed) != DIGEST
    assert digest_of(proof[:-3] + b"DOT") != DIGEST


def test_each_constant_is_part_of_the_digest() -> None:
    known = {"spec_name": NAME, "spec_version": 425}
    others = [
        known | {"spec_version": 426},
        known | {"spec_name": "node-subtensor2"},
        known | {"token_symbol": "DEV"},
        known | {"decimals": 12},
        known | {"ss58_prefix": 13116},
    ]
    digests = {metadata_digest(METADATA, **constants) for constants in [known, *others]}
    assert len(digests) == 6


def test_each_type_of_a_call_is_part_of_the_digest() -> None:
    assert METADATA.count(b"transfer_keep_alive") == 1
    changed = METADATA.replace(b"transfer_keep_alive", b"transfer_stay_alive")
    assert metadata_digest(changed, spec_name=NAME, spec_version=425) != DIGEST


@pytest.mark.parametrize(
    "metadata",
    [
        b"",
        b"meta",
        b"meta\x0f",
        METADATA[:1000],
        METADATA[4:],
        b"atem" + METADATA[4:],
        METADATA[:4] + b"\x0e" + METADATA[5:],
        METADATA[:4] + b"\x10" + METADATA[5:],
    ],
)
def test_other_bytes_have_no_digest(metadata: bytes) -> None:
    with pytest.raises(MetadataDigestError):
        metadata_digest(metadata, spec_name=NAME, spec_version=425)


def test_the_library_is_not_imported_until_it_is_used() -> None:
    script = "import sys, runtime.metadata_digest; sys.exit('bittensor_core' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0
