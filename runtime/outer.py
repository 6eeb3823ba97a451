"""The types that only a composition knows: enums over all pallets, by pallet index.

Their values are those of the pallets: a `RuntimeEvent` is an event of some pallet, a `RuntimeCall`
a `Call`. On the wire the pallet's index comes first, then the pallet's own enum.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any

from runtime.call import Call, CallDeclaration
from runtime.dispatch_error import PalletError
from runtime.scale import DecodeError, EncodeError, Enumeration, TypeSpace
from runtime.scale.shapes import Decode, Encode, Field, Shape, decode_fields, encode_fields
from runtime.scale.source import Source

MAX_CALL_DEPTH = 256  # calls within calls when a block is executed, as FRAME's executive
# Calls within one call, itself included, so that a few megabytes cannot become millions of them. A
# batch may have 10,922; what bounds their number in the reference is its runtime's memory.
MAX_CALLS = 16_384

# Calls within calls take some ten Python frames each to be decoded, weighed and dispatched. How
# deep they may be is a rule of the chain: it must not end at Python's own limit, which is met
# earlier or later depending on who asks.
sys.setrecursionlimit(max(sys.getrecursionlimit(), 20_000))


class CallsTooDeep(DecodeError):
    """Calls within calls, more of them than are allowed."""


class ModuleEnum(Shape):
    """What one module (which may be several Python pallets) brings into an outer enum.

    `parts` are the enums of the pallets; their variants have distinct indices.
    """

    min_size = 1

    def __init__(self, name: str, path: str, parts: Sequence[type[Enumeration]], types: TypeSpace):
        self.name, self.path, self.parts, self.types = name, path, tuple(parts), types

    @cached_property
    def variants(self) -> dict[int, type[Enumeration]]:
        merged = {index: v for part in self.parts for index, v in part.scale_variants.items()}
        return dict(sorted(merged.items()))

    def fields_of(self, variant: type[Enumeration]) -> Sequence[Field]:
        return self.types.fields(variant, variant.scale_unnamed)

    def decoder(self, index: int) -> Decode:
        """The part's own, which begins with the index. Raises DecodeError if no part has it."""
        variant = self.variants.get(index)
        if variant is None or variant.scale_enum is None:
            raise DecodeError(f"{self.path} has no variant {index}")
        return self.types.shape(variant.scale_enum).decode


class OuterEnum(Shape):
    """An enum with one variant for each pallet that brings something."""

    min_size = 1

    def __init__(self, name: str, path: str, modules: Mapping[int, ModuleEnum]) -> None:
        self.name, self.path, self.modules = name, path, dict(modules)

    @cached_property
    def index_of(self) -> dict[type, int]:
        """The module's index, by the pallet's enum."""
        return {part: index for index, module in self.modules.items() for part in module.parts}

    @cached_property
    def encode(self) -> Encode:
        encoders: dict[type | None, tuple[bytes, Encode]] = {}
        for index, module in self.modules.items():
            for part in module.parts:
                encoders[part] = (bytes([index]), module.types.shape(part).encode)

        def encode(value: Enumeration) -> bytes:
            known = encoders.get(value.scale_enum)
            if known is None:
                raise EncodeError(f"{value!r:.120} is not part of this runtime's {self.name}")
            return known[0] + known[1](value)

        return encode

    @cached_property
    def decode(self) -> Decode:
        decoders: dict[int, Decode] = {}

        def decode(data: bytes, pos: int) -> tuple[Any, int]:
            indices = data[pos] << 8 | data[pos + 1]
            decoder = decoders.get(indices)
            if decoder is None:
                decoder = decoders[indices] = self._decoder(*data[pos : pos + 2])
            return decoder(data, pos + 1)

        return decode

    def _decoder(self, module: int, variant: int) -> Decode:
        if module not in self.modules:
            raise DecodeError(f"{self.name} has no variant {module}")
        return self.modules[module].decoder(variant)


class ModuleErrors(Shape):
    """The errors of one module: exceptions in code, and bytes only inside a DispatchError."""

    def __init__(self, name: str, path: str, parts: Sequence[type[PalletError]]) -> None:
        self.name, self.path = name, path
        merged = {index: e for part in parts for index, e in part.error_variants.items()}
        self.variants = dict(sorted(merged.items()))


class OuterErrors(Shape):
    """The enum of all errors, which only metadata shows."""

    def __init__(self, path: str, modules: Mapping[int, ModuleErrors]) -> None:
        self.name, self.path, self.modules = "RuntimeError", path, dict(modules)


class ModuleCalls(Shape):
    """The calls of one module."""

    min_size = 1

    def __init__(self, name: str, path: str, calls: Sequence[Any], types: TypeSpace) -> None:
        self.name, self.path, self.types = name, path, types
        self.calls: dict[int, CallDeclaration[Any, Any]] = {
            call.index: call for call in sorted(calls, key=lambda call: call.index)
        }

    def fields_of(self, call: CallDeclaration[Any, Any]) -> list[Field]:
        return [self.types.field(name, hint) for name, hint in call.hints().items()]

    def encoder(self, call: CallDeclaration[Any, Any]) -> Encode:
        """The bytes of a call's arguments after the two indices."""
        fields = self.fields_of(call)
        source = Source()
        parts = [(field.shape, f"args[{index}]") for index, field in enumerate(fields)]
        source.line(f"return {encode_fields(source, parts)}")
        return source.function("encode", "args")

    def decoder(self, index: int) -> Decode:
        """Reads a call from its arguments on. Raises DecodeError if no call has the index."""
        declared = self.calls.get(index)
        if declared is None:
            raise DecodeError(f"{self.name} has no call {index}")
        source = Source()
        values = decode_fields(source, [field.shape for field in self.fields_of(declared)])
        call, made = source.bind(Call), source.bind(declared, "declared")
        arguments = "".join(f"{value}, " for value in values)
        source.line(f"return {call}({made}, ({arguments})), pos")
        return source.function("decode", "data, pos")


class OuterCalls(Shape):
    """The enum of all calls. Calls within calls are decoded down to `max_depth` levels."""

    min_size = 2

    def __init__(self, path: str, modules: Mapping[int, ModuleCalls]) -> None:
        self.name, self.path, self.modules = "RuntimeCall", path, dict(modules)
        self.max_depth = MAX_CALL_DEPTH
        self._depth = -1
        self._count = 0
        self._module_of = {
            call: index for index, module in modules.items() for call in module.calls.values()
        }
        self._encoders: dict[CallDeclaration[Any, Any], tuple[bytes, Encode]] = {}
        self._decoders: dict[int, Decode] = {}

    def module_of(self, call: CallDeclaration[Any, Any]) -> int | None:
        """The index of the module that the call belongs to, if it belongs to this composition."""
        return self._module_of.get(call)

    @cached_property
    def encode(self) -> Encode:
        encoders = self._encoders

        def encode(call: Call) -> bytes:
            known = encoders.get(call.declaration)
            if known is None:
                known = encoders[call.declaration] = self._encoder(call)
            return known[0] + known[1](call.args)

        return encode

    def _encoder(self, call: Call) -> tuple[bytes, Encode]:
        declared = call.declaration
        module = self.module_of(declared)
        if module is None:
            raise EncodeError(f"{call!r:.120} is not a call of this runtime")
        return bytes([module, declared.index]), self.modules[module].encoder(declared)

    @cached_property
    def decode(self) -> Decode:
        decoders = self._decoders

        def decode(data: bytes, pos: int) -> tuple[Any, int]:
            indices = data[pos] << 8 | data[pos + 1]
            decoder = decoders.get(indices)
            if decoder is None:
                decoder = decoders[indices] = self._decoder(*data[pos : pos + 2])
            self._depth += 1
            self._count = self._count + 1 if self._depth else 1
            try:
                if self._depth > self.max_depth:
                    raise CallsTooDeep("calls are nested too deeply")
                if self._count > MAX_CALLS:
                    raise DecodeError(f"more than {MAX_CALLS} calls in one")
                return decoder(data, pos + 2)
            finally:
                self._depth -= 1

        return decode

    def _decoder(self, module: int, call: int) -> Decode:
        if module not in self.modules:
            raise DecodeError(f"RuntimeCall has no variant {module}")
        return self.modules[module].decoder(call)
