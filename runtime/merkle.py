"""Substrate's base-16 Merkle-Patricia trie: nodes as bytes, the root of a key-value set.

A nibble is written as one hexadecimal digit, so a path through the trie is a plain `str` and the
hexadecimal form of a key is its whole path. A branch refers to a child by its encoding, length
first, where that is shorter than 32 bytes, and by its BLAKE2b-256 hash otherwise. The rules are
those of `sp-trie`; the two layouts differ only in values longer than 32 bytes, which layout version
1 replaces by their hash.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from itertools import compress
from typing import Literal, NamedTuple

from runtime.scale.compact import decode_compact, encode_compact
from runtime.scale.errors import DecodeError

LayoutVersion = Literal[0, 1]
"""0: values stand in their node. 1: a value of 33 bytes or more stands there as its hash."""

HASH_LENGTH = 32
HASHED_REFERENCE_LENGTH = 1 + HASH_LENGTH
NO_CHILD = b""
NO_CHILDREN: tuple[bytes, ...] = (NO_CHILD,) * 16

_INLINE_VALUE_LIMIT = 32
_EMPTY_NODE = b"\x00"
EMPTY_ROOT = blake2b(_EMPTY_NODE, digest_size=HASH_LENGTH).digest()
"""The root of a trie without keys."""

_SLOT_BITS = [1 << slot for slot in range(16)]
_LENGTH_PREFIXES = [bytes([length << 2]) for length in range(HASH_LENGTH + 1)]
_MAX_PARTIAL = 65_535


class TrieDecodeError(ValueError):
    """These bytes are not the encoding of a trie node."""


class UnsortedKeysError(ValueError):
    """A trie builder was given a key that is not greater than the one before it."""


class Node(NamedTuple):
    """A leaf or a branch, immutable.

    `partial` are the nibbles that the node adds to the path that leads to it. `value` is what
    stands in the node: the value itself, its 32-byte hash where `hashed` is set, or None in a
    branch without a value. `children` are a branch's sixteen references (empty where there is no
    child), None in a leaf.
    """

    partial: str
    value: bytes | None
    hashed: bool
    children: tuple[bytes, ...] | None


@dataclass(frozen=True, eq=False, slots=True)
class _Kind:
    """A kind of header: its leading bits, and the greatest number in that byte's other bits."""

    prefix: int
    room: int


_LEAF = _Kind(0b01 << 6, 63)
_BRANCH = _Kind(0b10 << 6, 63)
_BRANCH_WITH_VALUE = _Kind(0b11 << 6, 63)
_HASHED_LEAF = _Kind(0b001 << 5, 31)
_HASHED_BRANCH = _Kind(0b0001 << 4, 15)


def blake2_256(data: bytes) -> bytes:
    """BLAKE2b with a 32-byte digest, the hash of every node and value in the trie."""
    return blake2b(data, digest_size=HASH_LENGTH).digest()


def value_in_node(value: bytes, version: LayoutVersion) -> tuple[bytes, bool]:
    """What stands in a node for `value`, and whether that is its hash."""
    if version == 1 and len(value) > _INLINE_VALUE_LIMIT:
        return blake2_256(value), True
    return value, False


@lru_cache(maxsize=1024)
def _header(kind: _Kind, nibbles: int) -> bytes:
    if nibbles > _MAX_PARTIAL:
        raise ValueError(f"a trie node holds at most {_MAX_PARTIAL} nibbles, not {nibbles}")
    if nibbles < kind.room:
        return bytes([kind.prefix + nibbles])
    full, rest = divmod(nibbles - kind.room, 255)
    return bytes([kind.prefix + kind.room]) + b"\xff" * full + bytes([rest])


def encode_node(node: Node) -> bytes:
    """The bytes of a node, in either layout."""
    partial, value, hashed, children = node
    nibbles = len(partial)
    path = bytes.fromhex("0" + partial if nibbles & 1 else partial)
    payload = value or b""
    if not hashed and value is not None:
        payload = encode_compact(len(value)) + value
    if children is None:
        return _header(_HASHED_LEAF if hashed else _LEAF, nibbles) + path + payload
    if value is None:
        header = _header(_BRANCH, nibbles)
    else:
        header = _header(_HASHED_BRANCH if hashed else _BRANCH_WITH_VALUE, nibbles)
    bitmap = sum(compress(_SLOT_BITS, children)).to_bytes(2, "little")
    return b"".join((header, path, bitmap, payload, *children))


def decode_node(data: bytes) -> Node:
    """The node with these bytes. Raises TrieDecodeError for any others, trailing bytes included."""
    try:
        node, end = _decode_node(data)
    except (IndexError, DecodeError) as error:
        raise TrieDecodeError("a trie node ends too early or has a bad length") from error
    if end != len(data):
        raise TrieDecodeError("a trie node has bytes missing or left over")
    return node


def _decode_node(data: bytes) -> tuple[Node, int]:
    kind = _kind_of(data[0])
    nibbles, pos = _decode_length(data, kind)
    end = pos + (nibbles + 1) // 2
    partial = data[pos:end].hex()
    if nibbles & 1:
        if partial[:1] != "0":
            raise TrieDecodeError("the padding of a trie node's path is not zero")
        partial = partial[1:]
    hashed = kind is _HASHED_LEAF or kind is _HASHED_BRANCH
    if kind is _LEAF or kind is _HASHED_LEAF:
        value, end = _decode_value(data, end, hashed)
        return Node(partial, value, hashed, None), end
    bitmap = data[end] | data[end + 1] << 8
    payload = None
    end += 2
    if kind is not _BRANCH:
        payload, end = _decode_value(data, end, hashed)
    children, end = _decode_children(data, end, bitmap)
    return Node(partial, payload, hashed, children), end


def _kind_of(first: int) -> _Kind:
    for kind in (_LEAF, _BRANCH, _BRANCH_WITH_VALUE):
        if first & 0b1100_0000 == kind.prefix:
            return kind
    if first & 0b1110_0000 == _HASHED_LEAF.prefix:
        return _HASHED_LEAF
    if first & 0b1111_0000 == _HASHED_BRANCH.prefix:
        return _HASHED_BRANCH
    raise TrieDecodeError(f"no trie node begins with byte {first}")


def _decode_length(data: bytes, kind: _Kind) -> tuple[int, int]:
    nibbles = data[0] & kind.room
    if nibbles < kind.room:
        return nibbles, 1
    pos = 1
    while data[pos] == 255:
        nibbles += 255
        pos += 1
    nibbles += data[pos]
    if nibbles > _MAX_PARTIAL:
        raise TrieDecodeError("the path of a trie node is too long")
    return nibbles, pos + 1


def _decode_value(data: bytes, pos: int, hashed: bool) -> tuple[bytes, int]:
    length, pos = (HASH_LENGTH, pos) if hashed else decode_compact(data, pos)
    return data[pos : pos + length], pos + length


def _decode_children(data: bytes, pos: int, bitmap: int) -> tuple[tuple[bytes, ...], int]:
    children = list(NO_CHILDREN)
    for slot, bit in enumerate(_SLOT_BITS):
        if bitmap & bit:
            length = data[pos]
            if length & 3 or not 0 < length <= HASH_LENGTH << 2:
                raise TrieDecodeError("a child of a trie node has a bad length")
            end = pos + 1 + (length >> 2)
            children[slot] = data[pos:end]
            pos = end
    return tuple(children), pos


def node_reference(encoded: bytes) -> bytes:
    """How a branch refers to the child with this encoding: inline below 32 bytes, else by hash."""
    if len(encoded) < HASH_LENGTH:
        return _LENGTH_PREFIXES[len(encoded)] + encoded
    return b"\x80" + blake2_256(encoded)


def common_nibbles(one: str, other: str) -> int:
    """How many digits two paths share at their beginning."""
    length = min(len(one), len(other))
    if one[:length] == other[:length]:
        return length
    difference = int.from_bytes(one[:length].encode()) ^ int.from_bytes(other[:length].encode())
    return length - (difference.bit_length() + 7) // 8


NodeSink = Callable[[str, Node], bytes]
"""Takes a finished node and the path that leads to it, returns the reference for its parent."""


class _OpenBranch:
    """A branch whose children are still coming; `depth` is how long the path to its slots is."""

    __slots__ = ("children", "depth", "hashed", "value")

    def __init__(self, depth: int, value: bytes | None = None, hashed: bool = False) -> None:
        self.depth = depth
        self.value = value
        self.hashed = hashed
        self.children = list(NO_CHILDREN)


class TrieBuilder:
    """Builds a trie, or the part below `path`, from ascending keys, holding only one path.

    Every node but the topmost goes to `sink`, children before parents; `finish` gives the topmost.
    """

    def __init__(self, sink: NodeSink, path: str = "") -> None:
        self._sink = sink
        self._above = len(path) - 1
        self._open: list[_OpenBranch] = []
        self._key: str | None = None
        self._value = b""
        self._hashed = False

    def add(self, key: str, value: bytes, hashed: bool) -> None:
        """Append a key (hexadecimal, complete) with what stands in its node (see `value_in_node`).

        Raises UnsortedKeysError unless the key is greater than all before it.
        """
        if self._key is not None:
            if key <= self._key:
                raise UnsortedKeysError("trie keys must be unique and ascending")
            self._place_last(common_nibbles(self._key, key))
        self._key, self._value, self._hashed = key, value, hashed

    def finish(self) -> Node | None:
        """The topmost node, None if no key was added."""
        if self._key is None:
            return None
        return self._place_last(self._above)

    def _place_last(self, shared: int) -> Node | None:
        """Put the last key in its place; the next key has `shared` nibbles in common with it."""
        key = self._key
        assert key is not None
        top = self._open[-1].depth if self._open else self._above
        if shared == len(key):
            self._open.append(_OpenBranch(shared, self._value, self._hashed))
            return None
        if shared > top:
            self._open.append(_OpenBranch(shared))
            top = shared
        node = Node(key[top + 1 :], self._value, self._hashed, None)
        while top > self._above:
            parent = self._open[-1]
            parent.children[int(key[top], 16)] = self._sink(key[: top + 1], node)
            if top == shared:
                return None
            self._open.pop()
            top = self._open[-1].depth if self._open else self._above
            if top < shared:
                self._open.append(_OpenBranch(shared))
                top = shared
            partial = key[top + 1 : parent.depth]
            node = Node(partial, parent.value, parent.hashed, tuple(parent.children))
        return node


def trie_root(pairs: Iterable[tuple[bytes, bytes]], version: LayoutVersion) -> bytes:
    """The root of the trie that holds exactly these keys and values.

    Raises UnsortedKeysError if a key repeats.
    """
    builder = TrieBuilder(_reference_only)
    for key, value in sorted(pairs):
        builder.add(key.hex(), *value_in_node(value, version))
    return root_of_node(builder.finish())


def root_of_node(node: Node | None) -> bytes:
    """The root hash of a trie with this topmost node (None: without keys)."""
    return EMPTY_ROOT if node is None else blake2_256(encode_node(node))


def ordered_root(values: Sequence[bytes], version: LayoutVersion = 0) -> bytes:
    """The root of a list, each value under its compact position: a block's extrinsics root."""
    return trie_root(((encode_compact(i), value) for i, value in enumerate(values)), version)


def _reference_only(_path: str, node: Node) -> bytes:
    return node_reference(encode_node(node))
