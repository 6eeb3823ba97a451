"""Read proofs: the part of a trie that shows, against its root alone, what some keys hold.

As Substrate's storage proofs in layout version 1: the encoded nodes on the keys' paths, and the
value itself where a node holds only its hash; without repetition and in ascending order of the
bytes.
"""

from collections.abc import Callable, Iterable

from chain.trie.state import TrieReader
from runtime.merkle import (
    EMPTY_ROOT,
    HASHED_REFERENCE_LENGTH,
    Node,
    TrieDecodeError,
    blake2_256,
    decode_node,
    encode_node,
)


class InvalidProof(Exception):
    """A proof that lacks a needed node, or holds one that is no trie node."""


def generate_proof(
    trie: TrieReader, keys: Iterable[bytes], value_of: Callable[[bytes], bytes | None]
) -> list[bytes]:
    """A proof of what each of `keys` holds, be it nothing. Raises TrieCorrupted.

    `value_of` gives the value of a key in this state.
    """
    proof: set[bytes] = set()
    top = trie.top()
    if top is None:
        return []
    top_encoded = encode_node(top)
    for key in keys:
        proof.add(top_encoded)
        holder = _walk(top, key.hex(), trie.load, proof)
        if holder is not None and holder.hashed:
            value = value_of(key)
            if value is not None:
                proof.add(value)
    return sorted(proof)


def verify_proof(root: bytes, proof: Iterable[bytes], key: bytes) -> bytes | None:
    """The value of `key` in the state with this root, None if the proof shows that it has none.

    Raises InvalidProof if the proof does not settle the question.
    """
    if root == EMPTY_ROOT:
        return None
    known = {blake2_256(item): item for item in proof}

    def load(reference: bytes, _path: str) -> Node:
        if len(reference) < HASHED_REFERENCE_LENGTH:
            return _decode(reference[1:])
        return _decode(_find(known, reference[1:]))

    holder = _walk(_decode(_find(known, root)), key.hex(), load, None)
    if holder is None or holder.value is None:
        return None
    return _find(known, holder.value) if holder.hashed else holder.value


def _walk(
    node: Node, key: str, load: Callable[[bytes, str], Node], seen: set[bytes] | None
) -> Node | None:
    """The node where `key` ends, if any. Collects the stored nodes below `node` in `seen`."""
    depth = 0
    while True:
        if not key.startswith(node.partial, depth):
            return None
        depth += len(node.partial)
        if depth == len(key):
            return node
        if node.children is None:
            return None
        reference = node.children[int(key[depth], 16)]
        if not reference:
            return None
        depth += 1
        node = load(reference, key[:depth])
        if seen is not None and len(reference) == HASHED_REFERENCE_LENGTH:
            seen.add(encode_node(node))


def _find(known: dict[bytes, bytes], digest: bytes) -> bytes:
    try:
        return known[digest]
    except KeyError:
        raise InvalidProof(f"the proof lacks what hashes to {digest.hex()}") from None


def _decode(encoded: bytes) -> Node:
    try:
        return decode_node(encoded)
    except TrieDecodeError as error:
        raise InvalidProof(str(error)) from error
