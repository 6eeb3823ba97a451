"""The layout of metadata versions 14 and 15, as the frame-metadata crate has it."""

from __future__ import annotations

from runtime.metadata.portable import PortableType, TypeId
from runtime.scale import U8, Enumeration, Struct, UnitEnum

MAGIC = b"meta"


class Hasher(UnitEnum):
    Blake2_128 = 0
    Blake2_256 = 1
    Blake2_128Concat = 2
    Twox128 = 3
    Twox256 = 4
    Twox64Concat = 5
    Identity = 6


class Modifier(UnitEnum):
    """What absence reads as: None, or the default."""

    Optional = 0
    Default = 1


class StorageKind(Enumeration):
    pass


class Plain(StorageKind, index=0):
    value: TypeId


class Map(StorageKind, index=1):
    """With several hashers, the key is a tuple of as many types."""

    hashers: list[Hasher]
    key: TypeId
    value: TypeId


class StorageEntry(Struct):
    name: str
    modifier: Modifier
    kind: StorageKind
    default: bytes
    docs: list[str]


class PalletStorage(Struct):
    prefix: str
    entries: list[StorageEntry]


class Constant(Struct):
    name: str
    type: TypeId
    value: bytes
    docs: list[str]


class PalletV14(Struct):
    name: str
    storage: PalletStorage | None
    calls: TypeId | None
    event: TypeId | None
    constants: list[Constant]
    error: TypeId | None
    index: U8


class PalletV15(PalletV14):
    docs: list[str]


class SignedExtension(Struct):
    """`additional_signed` is the type of what is signed without being sent."""

    identifier: str
    type: TypeId
    additional_signed: TypeId


class ExtrinsicV14(Struct):
    """Clients find the parts of an extrinsic in the parameters of its type."""

    type: TypeId
    version: U8
    signed_extensions: list[SignedExtension]


class ExtrinsicV15(Struct):
    version: U8
    address_type: TypeId
    call_type: TypeId
    signature_type: TypeId
    extra_type: TypeId
    signed_extensions: list[SignedExtension]


class ApiParameter(Struct):
    name: str
    type: TypeId


class ApiMethodMetadata(Struct):
    name: str
    inputs: list[ApiParameter]
    output: TypeId
    docs: list[str]


class ApiMetadata(Struct):
    name: str
    methods: list[ApiMethodMetadata]
    docs: list[str]


class OuterEnums(Struct):
    """The enums of all calls, events and errors."""

    call_type: TypeId
    event_type: TypeId
    error_type: TypeId


class CustomValue(Struct):
    type: TypeId
    value: bytes


class MetadataV14(Struct):
    types: list[PortableType]
    pallets: list[PalletV14]
    extrinsic: ExtrinsicV14
    runtime: TypeId


class MetadataV15(Struct):
    types: list[PortableType]
    pallets: list[PalletV15]
    extrinsic: ExtrinsicV15
    runtime: TypeId
    apis: list[ApiMetadata]
    outer_enums: OuterEnums
    custom: dict[str, CustomValue]
