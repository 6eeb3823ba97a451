"""A reader of metadata bytes, versions 14 and 15, that shares no code with the runtime.

The result is plain dicts and lists. Types keep their numbers; `types` is a dict by number.
"""

from collections.abc import Callable
from typing import Any

Read = Callable[["Bytes"], Any]

PRIMITIVES = [
    "bool",
    "char",
    "str",
    "u8",
    "u16",
    "u32",
    "u64",
    "u128",
    "u256",
    "i8",
    "i16",
    "i32",
    "i64",
    "i128",
    "i256",
]
HASHERS = [
    "Blake2_128",
    "Blake2_256",
    "Blake2_128Concat",
    "Twox128",
    "Twox256",
    "Twox64Concat",
    "Identity",
]


class Bytes:
    """Bytes with a place in them. Reading over the end is an error."""

    def __init__(self, data: bytes) -> None:
        self.data, self.at = data, 0

    def take(self, count: int) -> bytes:
        assert self.at + count <= len(self.data), "the bytes end too soon"
        self.at += count
        return self.data[self.at - count : self.at]


def u8(source: Bytes) -> int:
    return source.take(1)[0]


def u32(source: Bytes) -> int:
    return int.from_bytes(source.take(4), "little")


def compact(source: Bytes) -> int:
    first = u8(source)
    width = [0, 1, 3, 3][first & 3]
    value = int.from_bytes(bytes([first]) + source.take(width), "little")
    assert first & 3 < 3, "metadata has no count or number over 30 bits"
    return value >> 2


def octets(source: Bytes) -> bytes:
    return source.take(compact(source))


def text(source: Bytes) -> str:
    return octets(source).decode()


def many(part: Read) -> Read:
    return lambda source: [part(source) for _ in range(compact(source))]


def optional(part: Read) -> Read:
    return lambda source: part(source) if (None, True)[u8(source)] else None


def record(**parts: Read) -> Read:
    return lambda source: {name: part(source) for name, part in parts.items()}


def named(*names: str) -> Read:
    return lambda source: names[u8(source)]


def tagged(**parts: Read) -> Read:
    def read(source: Bytes) -> dict[str, Any]:
        kind = list(parts)[u8(source)]
        return {kind: parts[kind](source)}

    return read


DOCS = many(text)
FIELD = record(name=optional(text), type=compact, type_name=optional(text), docs=DOCS)
VARIANT = record(name=text, fields=many(FIELD), index=u8, docs=DOCS)
DEFINITION = tagged(
    composite=many(FIELD),
    variant=many(VARIANT),
    sequence=record(type=compact),
    array=record(len=u32, type=compact),
    tuple=many(compact),
    primitive=named(*PRIMITIVES),
    compact=record(type=compact),
)
PARAMETER = record(name=text, type=optional(compact))
TYPE = {"path": many(text), "params": many(PARAMETER), "def": DEFINITION, "docs": DOCS}
TYPES = many(record(number=compact, **TYPE))

STORAGE_KIND = tagged(
    plain=record(value=compact),
    map=record(hashers=many(named(*HASHERS)), key=compact, value=compact),
)
STORAGE = record(
    name=text, modifier=named("Optional", "Default"), kind=STORAGE_KIND, default=octets, docs=DOCS
)
PALLET: dict[str, Read] = {
    "name": text,
    "storage": optional(record(prefix=text, items=many(STORAGE))),
    "calls": optional(compact),
    "events": optional(compact),
    "constants": many(record(name=text, type=compact, value=octets, docs=DOCS)),
    "errors": optional(compact),
    "index": u8,
}
EXTENSIONS = many(record(identifier=text, type=compact, implicit=compact))
METHOD = record(name=text, inputs=many(record(name=text, type=compact)), output=compact, docs=DOCS)
LAYOUTS = {
    14: record(
        types=TYPES,
        pallets=many(record(**PALLET)),
        extrinsic=record(type=compact, version=u8, signed_extensions=EXTENSIONS),
        runtime=compact,
    ),
    15: record(
        types=TYPES,
        pallets=many(record(**PALLET, docs=DOCS)),
        extrinsic=record(
            version=u8,
            address_type=compact,
            call_type=compact,
            signature_type=compact,
            extra_type=compact,
            signed_extensions=EXTENSIONS,
        ),
        runtime=compact,
        runtime_apis=many(record(name=text, methods=many(METHOD), docs=DOCS)),
        outer_enums=record(call=compact, event=compact, error=compact),
        custom=many(record(name=text, type=compact, value=octets)),
    ),
}


def read_metadata(data: bytes) -> dict[str, Any]:
    """All of the bytes, with the version under "version"."""
    source = Bytes(data)
    assert source.take(4) == b"meta"
    version = u8(source)
    metadata: dict[str, Any] = LAYOUTS[version](source)
    assert source.at == len(data), "bytes are left over"
    numbers = [entry["number"] for entry in metadata["types"]]
    assert numbers == list(range(len(numbers))), "types are numbered by their place"
    return metadata | {"version": version, "types": dict(enumerate(metadata["types"]))}


def references(entry: dict[str, Any]) -> set[int]:
    """The numbers that one type refers to."""
    ((kind, body),) = entry["def"].items()
    parts = {parameter["type"] for parameter in entry["params"]} - {None}
    if kind == "variant":
        return parts | {field["type"] for variant in body for field in variant["fields"]}
    if kind == "composite":
        return parts | {field["type"] for field in body}
    if kind == "tuple":
        return parts | set(body)
    return parts if kind == "primitive" else parts | {body["type"]}
