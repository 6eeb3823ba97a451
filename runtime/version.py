"""The runtime's version: what clients compare before they sign or decode."""

from __future__ import annotations

from hashlib import blake2b
from typing import Annotated

from runtime.scale import U8, U32, Bytes8, Newtype, Spelled, Struct

Text = Annotated[
    str, Newtype("Cow", params=(("T", str),), field_type_name=""), Spelled("Cow<'static, str>")
]
ApiVersions = Annotated[
    list[tuple[Bytes8, U32]],
    Newtype("Cow", params=(("T", list[tuple[Bytes8, U32]]),), field_type_name=""),
    Spelled("ApisVec"),
]


class RuntimeVersion(Struct, path="sp_version::RuntimeVersion"):
    """Names and numbers of a runtime. `apis` are the ids of its APIs with their versions."""

    spec_name: Text
    impl_name: Text
    authoring_version: U32
    spec_version: U32
    impl_version: U32
    apis: ApiVersions
    transaction_version: U32
    system_version: U8


def api_id(name: str) -> bytes:
    """What a runtime API is known by: eight bytes of its name's BLAKE2b hash."""
    return blake2b(name.encode(), digest_size=8).digest()
