import hashlib
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runtime import hashing
from runtime.hashing import STORAGE_HASHERS, HashNotReversible, storage_prefix

ALICE = bytes.fromhex("d43593c715fdd31c61141abd04a99fd6822c8558854ccde39a5684e7a56da27d")

# Empty input and "abc", from the algorithms' own publications and from Substrate's storage keys.
VECTORS = [
    ("blake2_128", b"", "cae66941d9efbd404e4d88758ea67670"),
    ("blake2_128", b"abc", "cf4ab791c62b8d2b2109c90275287816"),
    ("blake2_256", b"", "0e5751c026e543b2e8ab2eb06099daa1d1e5df47778f7787faab45cdf12fe3a8"),
    ("blake2_256", b"abc", "bddd813c634239723171ef3fee98579b94964e3bb1cb3e427262c8c068d52319"),
    ("twox_64", b"", "99e9d85137db46ef"),
    ("twox_64", b"abc", "990977adf52cbc44"),
    ("twox_128", b"", "99e9d85137db46ef4bbea33613baafd5"),
    ("twox_128", b"System", "26aa394eea5630e07c48ae0c9558cef7"),
    ("twox_128", b"Account", "b99d880ec681799c0cf30e8886371da9"),
    (
        "twox_256",
        b"abc",
        "990977adf52cbc440889329981caa9bef7da5770b2b8a05303b75d95360dd62b",
    ),
    ("keccak_256", b"", "c5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470"),
    ("keccak_256", b"abc", "4e03657aea45a94fc7d47ba826c8d667c0d1e6e33a64a036ec44f58fa12d6c45"),
]


@pytest.mark.parametrize(("name", "data", "digest"), VECTORS)
def test_vectors(name: str, data: bytes, digest: str) -> None:
    assert getattr(hashing, name)(data).hex() == digest


@given(st.binary(max_size=300))
def test_blake2_keeps_no_state_from_call_to_call(data: bytes) -> None:
    assert hashing.blake2_128(data) == hashlib.blake2b(data, digest_size=16).digest()
    assert hashing.blake2_256(data) == hashlib.blake2b(data, digest_size=32).digest()


@given(st.binary(max_size=300))
def test_a_longer_twox_starts_with_the_shorter(data: bytes) -> None:
    assert hashing.twox_256(data)[:16] == hashing.twox_128(data)
    assert hashing.twox_128(data)[:8] == hashing.twox_64(data)


def test_storage_prefix_is_that_of_a_real_node() -> None:
    assert storage_prefix("System", "Events").hex() == (
        "26aa394eea5630e07c48ae0c9558cef780d41e5e16056765bc8461851072c9d7"
    )
    assert storage_prefix("Timestamp", "Now").hex() == (
        "f0c365c3cf59d671eb72da0e7a4113c49f1f0515f462cdcf84e0f1d6045dfcbb"
    )


def test_hashers_stand_at_their_metadata_index() -> None:
    assert [hasher.index for hasher in STORAGE_HASHERS] == list(range(7))
    assert [hasher.name for hasher in STORAGE_HASHERS] == [
        "Blake2_128",
        "Blake2_256",
        "Blake2_128Concat",
        "Twox128",
        "Twox256",
        "Twox64Concat",
        "Identity",
    ]


def test_hashers_make_the_keys_of_a_real_node() -> None:
    account = storage_prefix("System", "Account") + hashing.BLAKE2_128_CONCAT.hash(ALICE)
    assert account.hex() == (
        "26aa394eea5630e07c48ae0c9558cef7b99d880ec681799c0cf30e8886371da9"
        "de1e86a9a8c739864cf3cc5ec2bea59fd43593c715fdd31c61141abd04a99fd6822c8558854ccde39a5684e7a56da27d"
    )
    multisig = hashing.TWOX_64_CONCAT.hash(ALICE) + hashing.BLAKE2_128_CONCAT.hash(b"\xab" * 32)
    assert multisig.hex() == (
        "518366b5b1bc7c99d43593c715fdd31c61141abd04a99fd6822c8558854ccde39a5684e7a56da27d"
        "6bb3853c34cfcf3b081e5715f3c82748" + "ab" * 32
    )
    assert hashing.IDENTITY.hash(b"\x01\x00") == b"\x01\x00"


@pytest.mark.parametrize("hasher", STORAGE_HASHERS, ids=lambda hasher: hasher.name)
@given(key=st.binary(max_size=80), rest=st.binary(max_size=80))
def test_strip_gives_back_the_key_or_refuses(
    hasher: hashing.StorageHasher, key: bytes, rest: bytes
) -> None:
    hashed = hasher.hash(key)
    assert hasher.reversible == (hasher.name in ("Blake2_128Concat", "Twox64Concat", "Identity"))
    if hasher.reversible:
        assert hasher.strip(hashed + rest) == key + rest
        assert len(hashed) == hasher.digest_length + len(key)
    else:
        assert len(hashed) == hasher.digest_length
        with pytest.raises(HashNotReversible, match=hasher.name):
            hasher.strip(hashed)


def test_keccak_is_not_imported_until_it_is_used() -> None:
    script = "import sys, runtime.hashing; sys.exit('Crypto' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0
