"""The trie's node codec and whole-set roots, against roots of the public chains."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from runtime.merkle import (
    EMPTY_ROOT,
    NO_CHILDREN,
    Node,
    TrieBuilder,
    TrieDecodeError,
    UnsortedKeysError,
    blake2_256,
    common_nibbles,
    decode_node,
    encode_node,
    node_reference,
    ordered_root,
    root_of_node,
    trie_root,
    value_in_node,
)

DATA = Path(__file__).parent.parent / "data"


def _bytes(text: str) -> bytes:
    return bytes.fromhex(text.removeprefix("0x"))


def _testnet_root() -> tuple[bytes, dict]:
    """The genesis root of the public testnet, whose `:code` is known by its hash alone."""
    spec = json.loads((DATA / "testfinney_genesis.json").read_text())
    builder = TrieBuilder(lambda _path, node: node_reference(encode_node(node)))
    for key, value in sorted(spec["top"].items()):
        if isinstance(value, dict):
            builder.add(key[2:], _bytes(value["blake2_256"]), True)
        else:
            builder.add(key[2:], *value_in_node(_bytes(value), 1))
    return root_of_node(builder.finish()), spec


def test_testnet_genesis_state_root_and_hash():
    root, spec = _testnet_root()
    assert root == _bytes(spec["stateRoot"])
    no_extrinsics = ordered_root([])
    assert no_extrinsics.hex().startswith("03170a2e7597b7b7e3d84c05391d139a")
    header = bytes(32) + b"\x00" + root + no_extrinsics + b"\x00"
    assert blake2_256(header) == _bytes(spec["genesisHash"])


def test_empty_root():
    assert trie_root([], 0) == trie_root([], 1) == EMPTY_ROOT == blake2_256(b"\x00")


def test_known_encoding_of_a_single_leaf():
    # Header 0x42 = leaf with 2 nibbles, then the compact length.
    assert encode_node(Node("aa", b"\xbb", False, None)) == bytes.fromhex("42aa04bb")
    assert trie_root([(b"\xaa", b"\xbb")], 0) == blake2_256(bytes.fromhex("42aa04bb"))


def test_known_encoding_of_a_branch():
    # As the case of two tuples in sp-trie's tests: both leaves are inlined, 5 bytes each.
    expected = bytes.fromhex("8012001443031404ff1443081904fe")
    children = list(NO_CHILDREN)
    children[1] = node_reference(encode_node(Node("314", b"\xff", False, None)))
    children[4] = node_reference(encode_node(Node("819", b"\xfe", False, None)))
    assert encode_node(Node("", None, False, tuple(children))) == expected
    pairs = [(b"\x48\x19", b"\xfe"), (b"\x13\x14", b"\xff")]
    assert trie_root(pairs, 0) == blake2_256(expected)


@pytest.mark.parametrize(
    ("version", "length", "hashed"),
    [(0, 33, False), (0, 500, False), (1, 32, False), (1, 33, True)],
)
def test_values_above_32_bytes_are_hashed_in_version_1(version, length, hashed):
    value = bytes(length)
    assert value_in_node(value, version) == ((blake2_256(value) if hashed else value), hashed)


@pytest.mark.parametrize(
    ("nibbles", "header"),
    [(0, "40"), (62, "7e"), (63, "7f00"), (64, "7f01"), (317, "7ffe"), (318, "7fff00")],
)
def test_header_of_a_leaf_by_its_number_of_nibbles(nibbles, header):
    assert encode_node(Node("0" * nibbles, b"", False, None)).hex().startswith(header)


@pytest.mark.parametrize(
    ("node", "header"),
    [
        (Node("0" * 30, bytes(32), True, None), "3e"),
        (Node("0" * 31, bytes(32), True, None), "3f00"),
        (Node("0" * 14, bytes(32), True, NO_CHILDREN), "1e"),
        (Node("0" * 15, bytes(32), True, NO_CHILDREN), "1f00"),
        (Node("0" * 62, None, False, NO_CHILDREN), "be"),
        (Node("0" * 62, b"", False, NO_CHILDREN), "fe"),
    ],
)
def test_header_of_the_other_kinds(node, header):
    assert encode_node(node).hex().startswith(header)


def test_a_node_of_31_bytes_is_inlined_and_one_of_32_is_not():
    assert node_reference(bytes(31)) == bytes([31 << 2]) + bytes(31)
    assert node_reference(bytes(32)) == bytes([32 << 2]) + blake2_256(bytes(32))


def test_a_path_longer_than_a_node_can_hold_is_refused():
    with pytest.raises(ValueError, match="at most 65535"):
        encode_node(Node("0" * 65_536, b"", False, None))


_references = st.one_of(
    st.just(b""),
    st.binary(min_size=1, max_size=31).map(node_reference),
    st.binary(min_size=32, max_size=40).map(node_reference),
)


@st.composite
def nodes(draw):
    partial = draw(st.text("0123456789abcdef", max_size=8)) * draw(st.integers(0, 90))
    children = draw(st.none() | st.tuples(*[_references] * 16))
    hashed = draw(st.booleans())
    if hashed:
        value = draw(st.binary(min_size=32, max_size=32))
    else:
        value = draw(st.binary(max_size=70) if children is None else st.none() | st.binary())
    return Node(partial, value, hashed, children)


@settings(max_examples=50)
@given(nodes())
def test_a_node_decodes_to_itself(node):
    assert decode_node(encode_node(node)) == node


@settings(max_examples=30)
@given(nodes(), st.data())
def test_a_cut_or_longer_node_is_refused(node, data):
    encoded = encode_node(node)
    cut = data.draw(st.integers(0, len(encoded) - 1))
    with pytest.raises(TrieDecodeError):
        decode_node(encoded[:cut])
    with pytest.raises(TrieDecodeError):
        decode_node(encoded + b"\x00")


@settings(max_examples=50)
@given(st.binary(max_size=80))
def test_any_bytes_decode_or_are_refused_by_name(data):
    try:
        node = decode_node(data)
    except TrieDecodeError:
        return
    assert decode_node(encode_node(node)) == node


@given(st.text("01f", max_size=12), st.text("01f", max_size=12))
def test_common_nibbles(one, other):
    shared = common_nibbles(one, other)
    assert one[:shared] == other[:shared]
    assert one[shared : shared + 1] != other[shared : shared + 1] or shared in (
        len(one),
        len(other),
    )


def _slow_root(pairs: dict[str, bytes], version: int) -> bytes:
    """The definition, read aloud: the children of a set of paths by their next nibble."""

    def node(part: dict[str, bytes]) -> Node:
        paths = list(part)
        shared = 0
        while all(len(p) > shared for p in paths) and len({p[shared] for p in paths}) == 1:
            shared += 1
        partial = paths[0][:shared]
        rest = {path[shared:]: value for path, value in part.items()}
        own = rest.pop("", None)
        value, hashed = (None, False) if own is None else value_in_node(own, version)
        if not rest:
            return Node(partial, value, hashed, None)
        children = []
        for digit in "0123456789abcdef":
            below = {path[1:]: v for path, v in rest.items() if path[0] == digit}
            children.append(node_reference(encode_node(node(below))) if below else b"")
        return Node(partial, value, hashed, tuple(children))

    return root_of_node(node(pairs) if pairs else None)


_keys = st.lists(st.sampled_from([b"\x00", b"\x01", b"\x10", b"\xff"]), max_size=5).map(b"".join)
_values = st.sampled_from([b"", b"a", bytes(31), bytes(32), bytes(33), bytes(100)])


@settings(max_examples=50)
@given(st.dictionaries(_keys, _values, max_size=24), st.sampled_from([0, 1]))
def test_the_root_is_as_defined(pairs, version):
    expected = _slow_root({key.hex(): value for key, value in pairs.items()}, version)
    assert trie_root(pairs.items(), version) == expected


def test_keys_must_ascend():
    builder = TrieBuilder(lambda _path, node: node_reference(encode_node(node)))
    builder.add("01", b"", False)
    with pytest.raises(UnsortedKeysError):
        builder.add("01", b"", False)
    with pytest.raises(UnsortedKeysError):
        trie_root([(b"a", b"1"), (b"a", b"2")], 1)


def test_extrinsics_root_of_a_real_block():
    block = json.loads((DATA / "golden-461.json").read_text())["block"]["raw"]["block"]
    extrinsics = [_bytes(extrinsic) for extrinsic in block["extrinsics"]]
    assert ordered_root(extrinsics) == _bytes(block["header"]["extrinsicsRoot"])
    assert ordered_root(extrinsics, 1) != ordered_root(extrinsics, 0)
