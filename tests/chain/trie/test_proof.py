"""Read proofs: they verify against the root, and nothing tampered with does."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chain.trie import InvalidProof, StateTrie, generate_proof, node_cache, verify_proof
from runtime.merkle import EMPTY_ROOT, blake2_256, trie_root

_pieces = st.sampled_from([b"\x00", b"\x01", b"\x10", b"\xff", b"abcdefgh" * 4])
_keys = st.lists(_pieces, max_size=5).map(b"".join)
_values = st.sampled_from([0, 1, 31, 32, 33, 80]).map(lambda length: bytes([7]) * length)
_states = st.dictionaries(_keys, _values, min_size=1, max_size=20)


def _prove(state: dict[bytes, bytes], keys: list[bytes]) -> tuple[bytes, list[bytes]]:
    stored: dict[str, bytes | None] = {}
    cache = node_cache(1 << 20)
    root, writes, _ = StateTrie(EMPTY_ROOT, stored.get, cache).apply(state)
    stored.update(writes)
    assert root == trie_root(state.items(), 1)
    return root, generate_proof(StateTrie(root, stored.get, node_cache(0)), keys, state.get)


@settings(max_examples=50, deadline=None)
@given(_states, st.lists(_keys, min_size=1, max_size=5))
def test_a_proof_gives_the_value_or_its_absence(state, keys):
    root, proof = _prove(state, keys)
    assert proof == sorted(set(proof))
    for key in keys:
        assert verify_proof(root, proof, key) == state.get(key)


@settings(max_examples=50, deadline=None)
@given(_states, _keys, st.data())
def test_a_tampered_proof_fails(state, key, data):
    root, proof = _prove(state, [key])
    at = data.draw(st.integers(0, len(proof) - 1))
    without = proof[:at] + proof[at + 1 :]
    with pytest.raises(InvalidProof):
        verify_proof(root, without, key)
    position = data.draw(st.integers(0, len(proof[at])))
    flipped = bytearray(proof[at] + b"\x00")
    flipped[position] ^= data.draw(st.integers(1, 255))
    with pytest.raises(InvalidProof):
        verify_proof(root, [*without, bytes(flipped)], key)


@settings(max_examples=20, deadline=None)
@given(_states, _keys)
def test_a_proof_is_for_one_root(state, key):
    _root, proof = _prove(state, [key])
    with pytest.raises(InvalidProof):
        verify_proof(blake2_256(b"another"), proof, key)


def test_a_proof_holds_no_more_than_the_path_and_the_hashed_value():
    state = {blake2_256(bytes([number])): bytes([number]) * 40 for number in range(200)}
    key = blake2_256(b"\x05")
    root, proof = _prove(state, [key])
    assert state[key] in proof
    assert len(proof) <= 5
    with pytest.raises(InvalidProof):
        verify_proof(root, [item for item in proof if item != state[key]], key)


def test_a_value_of_32_bytes_stands_in_its_node():
    key = b"\x01" * 16
    root, proof = _prove({key: bytes(32)}, [key])
    assert len(proof) == 1
    assert verify_proof(root, proof, key) == bytes(32)


def test_an_empty_state_holds_nothing():
    assert _prove({}, [b"key"]) == (EMPTY_ROOT, [])
    assert verify_proof(EMPTY_ROOT, [], b"key") is None


def test_garbage_under_the_root_is_refused():
    with pytest.raises(InvalidProof):
        verify_proof(blake2_256(b"\x00junk"), [b"\x00junk"], b"key")
