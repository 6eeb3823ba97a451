from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chain.rpc import U16, U32, U64, BlockNumber, Hash, HexBytes, MethodRegistry, Param, method
from chain.rpc.errors import InvalidParams
from chain.rpc.params import UnsupportedParameter, param_of
from chain.rpc.signature import signature_of
from tests.chain.rpc.serving import Sample, ask, request


@pytest.mark.parametrize(
    ("annotation", "value", "read"),
    [
        (HexBytes, "0x01aB", b"\x01\xab"),
        (HexBytes, "01ab", b"\x01\xab"),
        (HexBytes, "0x", b""),
        (HexBytes, "", b""),
        (HexBytes, "0x1ab", b"\x01\xab"),
        (HexBytes, [1, 255], b"\x01\xff"),
        (bytes, "0x01", b"\x01"),
        (Hash, "0x" + "12" * 32, b"\x12" * 32),
        (BlockNumber, 0, 0),
        (BlockNumber, "0x1a", 26),
        (BlockNumber, 2**32 - 1, 2**32 - 1),
        (list[BlockNumber], [1, "0x2"], [1, 2]),
        (U16, 65535, 65535),
        (U32, 7, 7),
        (U64, 2**64 - 1, 2**64 - 1),
        (int, -3, -3),
        (str | None, None, None),
        (dict[str, Any], {"a": 1}, {"a": 1}),
        (Any, [1], [1]),
        (BlockNumber | list[BlockNumber], [3], [3]),
    ],
)
def test_read(annotation: Any, value: Any, read: Any) -> None:
    assert param_of(annotation).parse(value) == read


@pytest.mark.parametrize(
    ("annotation", "value"),
    [
        (HexBytes, "0xzz"),
        (HexBytes, "0x0x"),
        (HexBytes, 5),
        (HexBytes, None),
        (HexBytes, [256]),
        (HexBytes, [True]),
        (HexBytes, [1.0]),
        (Hash, "0x" + "12" * 31),
        (Hash, "0x" + "12" * 33),
        (BlockNumber, -1),
        (BlockNumber, 2**32),
        (BlockNumber, 1.0),
        (BlockNumber, 1e30),
        (BlockNumber, True),
        (BlockNumber, "26"),
        (BlockNumber, "0x"),
        (BlockNumber, "0x" + "f" * 1000),
        (BlockNumber, "0x" + "0" * 64 + "1"),
        (U16, 65536),
        (U64, 2**64),
        (int, False),
        (int, "1"),
        (str, 1),
        (bool, 1),
        (list[U16], [1, -1]),
        (list[U16], 1),
        (dict[str, Any], []),
        (BlockNumber | list[BlockNumber], "x"),
    ],
)
def test_refuse(annotation: Any, value: Any) -> None:
    with pytest.raises(ValueError):
        param_of(annotation).parse(value)


@settings(max_examples=50)
@given(st.binary(max_size=40))
def test_hex_round_trip(data: bytes) -> None:
    assert param_of(HexBytes).parse("0x" + data.hex()) == data
    assert param_of(HexBytes).parse(data.hex().upper()) == data


def _sample(first: int, at: Hash | None = None, page_size: U32 = 5, from_: str = "a") -> None:
    """A handler's signature."""


@pytest.mark.parametrize(
    ("params", "read"),
    [
        ([1], [1, None, 5, "a"]),
        ([1, None, None], [1, None, 5, "a"]),
        ([1, None, 6, "b"], [1, None, 6, "b"]),
        ([1, None, 6, "b", "surplus"], [1, None, 6, "b"]),
        ({"first": 1}, [1, None, 5, "a"]),
        ({"first": 1, "pageSize": 2, "from": "z"}, [1, None, 2, "z"]),
        ({"first": 1, "page_size": 2, "other": 0}, [1, None, 2, "a"]),
    ],
)
def test_short_null_surplus_and_named_params(params: Any, read: list[Any]) -> None:
    assert signature_of(_sample).read(params) == read


@pytest.mark.parametrize(
    ("params", "reason"),
    [
        (None, "parameter 1 (first) is missing"),
        ([], "parameter 1 (first) is missing"),
        ({}, "parameter 1 (first) is missing"),
        ("text", "params must be a list or an object"),
        (["x"], 'parameter 1 (first): expected an integer, got "x"'),
        ([None], "parameter 1 (first): expected an integer, got null"),
        ([1, True], "parameter 2 (at): expected a 32-byte hash in hex or null, got true"),
        ([1, None, {}], "parameter 3 (page_size): expected an integer from 0 to 2^32 - 1, "),
        ([1, None, 1, "x" * 99, 1], None),
        ([1, None, 1, ["x"] * 99], "parameter 4 (from): expected a string, got a list of 99"),
    ],
)
def test_the_reason_names_the_parameter(params: Any, reason: str | None) -> None:
    if reason is None:
        signature_of(_sample).read(params)
        return
    with pytest.raises(InvalidParams) as caught:
        signature_of(_sample).read(params)
    assert caught.value.data.startswith(reason)


async def test_the_reason_reaches_the_client() -> None:
    answer = await ask(MethodRegistry(Sample()), request("echo_bytes", "0x", "0x00"))
    assert answer["error"]["code"] == -32602
    assert answer["error"]["message"] == "Invalid params"
    assert answer["error"]["data"].startswith("parameter 2 (at): expected a 32-byte hash")


def _parse_even(value: Any) -> int:
    if type(value) is not int or value % 2:
        raise ValueError("odd")
    return value


Even = Annotated[int, Param("an even integer", _parse_even)]


async def test_a_type_of_ones_own() -> None:
    class Numbers:
        @method("half")
        def half(self, number: Even) -> int:
            return number // 2

    registry = MethodRegistry(Numbers())
    assert (await ask(registry, request("half", 4)))["result"] == 2
    answer = await ask(registry, request("half", 5))
    assert answer["error"]["data"] == ("parameter 1 (number): expected an even integer, got 5: odd")


def _unannotated(value) -> None:  # type: ignore[no-untyped-def]
    """Has no annotation."""


def _complex(value: complex) -> None:
    """Has one that JSON cannot fill."""


def _keyword(*, value: int) -> None:
    """Cannot be called by position."""


@pytest.mark.parametrize("handler", [_unannotated, _complex, _keyword])
def test_a_bad_declaration_is_refused(handler: Callable[..., None]) -> None:
    with pytest.raises(UnsupportedParameter, match=rf"{handler.__name__}\(value\)"):
        MethodRegistry().register("bad", handler)
