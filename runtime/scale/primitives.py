"""Shapes of single values: integers, bytes, texts."""

from __future__ import annotations

import struct
from functools import cached_property
from typing import Any

from runtime.scale.compact import ONE_BYTE, decode_compact, encode_compact
from runtime.scale.errors import DecodeError, EncodeError
from runtime.scale.shapes import Encode, Layout, NewtypeShape, Shape, check, checked, no_checks
from runtime.scale.source import Source

_FORMATS = {8: "b", 16: "h", 32: "i", 64: "q"}


class IntegerShape(Shape):
    """An integer of a fixed width. As for Python, True and False are integers too."""

    def __init__(self, bits: int, signed: bool) -> None:
        self.bits, self.signed = bits, signed
        self.min_size = bits // 8

    @property
    def code(self) -> str | None:
        """The item of the `struct` module, if it has one of this width."""
        code = _FORMATS.get(self.bits)
        return code if code is None or self.signed else code.upper()

    def layout(self) -> Layout:
        if code := self.code:
            return Layout([code], lambda _, names: names[0], lambda _, value: [value], no_checks)
        return Layout(
            [f"{self.min_size}s"],
            lambda source, names: self._from_bytes(source, names[0]),
            lambda source, value: [self.encode_expr(source, value)],
            no_checks,
        )

    def encode_expr(self, source: Source, value: str) -> str:
        return f"{value}.to_bytes({self.min_size}, 'little'{self._signed})"

    def decode_to(self, source: Source, target: str) -> None:
        if code := self.code:
            unpack = source.bind(struct.Struct(f"<{code}").unpack_from, "unpack")
            source.line(f"{target}, = {unpack}(data, pos)")
        else:
            part = f"data[pos:pos + {self.min_size}]"
            source.line(f"{target} = {self._from_bytes(source, part)}")
        source.line(f"pos += {self.min_size}")

    def _from_bytes(self, source: Source, data: str) -> str:
        return f"{source.bind(int.from_bytes)}({data}, 'little'{self._signed})"

    @property
    def _signed(self) -> str:
        return ", signed=True" if self.signed else ""

    def zero(self) -> int:
        return 0


class OneByteShape(Shape):
    """A byte that stands for one of several values."""

    min_size = 1

    def __init__(self, name: str, values: dict[int, Any]) -> None:
        self._by_byte = _ByByte(name, values)

    def test(self, source: Source, value: str) -> str:
        """A condition for a value of the type."""
        raise NotImplementedError

    def byte(self, value: str) -> str:
        """An expression for the byte, as an integer."""
        raise NotImplementedError

    def layout(self) -> Layout:
        return Layout(
            ["B"],
            lambda source, names: f"{source.bind(self._by_byte, 'by_byte')}[{names[0]}]",
            lambda _, value: [self.byte(value)],
            lambda source, value: [self._check(source, value)],
        )

    def encode_expr(self, source: Source, value: str) -> str:
        encoded = f"{source.bind(_BYTES, 'bytes_')}[{self.byte(value)}]"
        return checked([self._check(source, value)], encoded)

    def _check(self, source: Source, value: str) -> str:
        return check(source, self.test(source, value), value, self._by_byte.name)

    def decode_to(self, source: Source, target: str) -> None:
        source.line(f"{target} = {source.bind(self._by_byte, 'by_byte')}[data[pos]]")
        source.line("pos += 1")

    def zero(self) -> Any:
        if 0 not in self._by_byte:
            raise LookupError(f"{self._by_byte.name} has no default value")
        return self._by_byte[0]


_BYTES = [bytes([value]) for value in range(256)]


class _ByByte(dict[int, Any]):
    def __init__(self, name: str, values: dict[int, Any]) -> None:
        super().__init__(values)
        self.name = name

    def __missing__(self, byte: int) -> Any:
        raise DecodeError(f"{byte} is not a {self.name}")


class BoolShape(OneByteShape):
    """True or False, nothing that merely counts as one of them."""

    def __init__(self) -> None:
        super().__init__("bool", {0: False, 1: True})

    def test(self, source: Source, value: str) -> str:
        return f"{value} is True or {value} is False"

    def byte(self, value: str) -> str:
        return value


class CompactShape(Shape):
    """A compact integer no larger than the inner type holds; nothing at all for the empty tuple."""

    def __init__(self, inner: Shape) -> None:
        self.inner = inner
        limit: Shape = inner
        while isinstance(limit, NewtypeShape):
            limit = limit.inner
        self.bits = limit.bits if isinstance(limit, IntegerShape) else 0
        self.min_size = 1 if self.bits else 0

    def encode_expr(self, source: Source, value: str) -> str:
        if self.bits == 0:
            return self.inner.encode_expr(source, value)
        return f"{source.bind(_compact_of(self.bits), 'compact')}({value})"

    def decode_to(self, source: Source, target: str) -> None:
        if self.bits == 0:
            self.inner.decode_to(source, target)
            return
        decode_count(source, target)
        source.line(f"if {target} >> {self.bits}:")
        source.line(
            f"    raise {source.bind(DecodeError)}('compact integer over {self.bits} bits')"
        )

    def zero(self) -> Any:
        return self.inner.zero()


def _compact_of(bits: int) -> Encode:
    limit = 1 << bits

    def encode(value: int) -> bytes:
        if 0 <= value < 64:
            return ONE_BYTE[value]
        if value >= limit:
            raise EncodeError(f"{value} does not fit into {bits} bits")
        return encode_compact(value)

    return encode


def count_expr(source: Source, value: str) -> str:
    """An expression for the compact form of the length of `value`."""
    count, short = source.fresh("n"), source.bind(ONE_BYTE, "short")
    long = f"{source.bind(encode_compact)}({count})"
    return f"({short}[{count}] if ({count} := len({value})) < 64 else {long})"


def decode_count(source: Source, target: str) -> None:
    """Lines that read a compact integer, the shortest form without a function call."""
    source.line(f"{target} = data[pos]")
    source.line(f"if {target} & 3:")
    source.line(f"    {target}, pos = {source.bind(decode_compact)}(data, pos)")
    source.line("else:")
    source.line(f"    {target} >>= 2")
    source.line("    pos += 1")


class FixedBytesShape(Shape):
    """`bytes` of one length."""

    def __init__(self, length: int) -> None:
        self.length = self.min_size = length

    def layout(self) -> Layout:
        return Layout(
            [f"{self.length}s"],
            lambda _, names: names[0],
            lambda _, value: [value],
            lambda source, value: [self._check(source, value)],
        )

    def _check(self, source: Source, value: str) -> str:
        test = f"type({value}) is bytes and len({value}) == {self.length}"
        return check(source, test, value, f"{self.length} bytes")

    def encode_expr(self, source: Source, value: str) -> str:
        return checked([self._check(source, value)], value)

    def decode_to(self, source: Source, target: str) -> None:
        source.line(f"{target} = data[pos:pos + {self.length}]")
        source.line(f"pos += {self.length}")

    def zero(self) -> bytes:
        return bytes(self.length)


class BytesShape(Shape):
    """`bytes` is Vec<u8>, and `str` the same with a check of its UTF-8. The limit counts bytes."""

    min_size = 1

    def __init__(self, text: bool, limit: int | None = None) -> None:
        self.text, self.limit = text, limit

    @cached_property
    def encode(self) -> Encode:
        limit = self.limit

        def encode(value: bytes) -> bytes:
            if type(value) is not bytes:
                raise EncodeError(f"expected bytes, got {value!r:.80}")
            if limit is not None and len(value) > limit:
                raise EncodeError(f"expected at most {limit} bytes, got {len(value)}")
            return encode_compact(len(value)) + value

        def encode_text(value: str) -> bytes:
            return encode(value.encode("utf-8"))

        return encode_text if self.text else encode

    def decode_to(self, source: Source, target: str) -> None:
        count = source.fresh("n")
        decode_count(source, count)
        source.line(f"if {count} > len(data) - pos:")
        source.line(f"    raise {source.bind(DecodeError)}('truncated')")
        check_limit(source, count, self.limit)
        decode = ".decode('utf-8')" if self.text else ""
        source.line(f"{target} = data[pos:pos + {count}]{decode}")
        source.line(f"pos += {count}")

    def zero(self) -> bytes | str:
        return "" if self.text else b""


def check_limit(source: Source, count: str, limit: int | None) -> None:
    if limit is not None:
        source.line(f"if {count} > {limit}:")
        source.line(f"    raise {source.bind(DecodeError)}('more than {limit} items')")
