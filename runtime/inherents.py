"""Inherents: extrinsics that nobody signed and that the block's author puts in. As sp-inherents.

The node supplies data by eight-byte identifiers, and each pallet makes its inherent out of that.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

from runtime.extrinsic import decode_extrinsic, encode_bare
from runtime.pallet import InherentData, Pallet
from runtime.scale import Bytes8, Spelled, Struct

if TYPE_CHECKING:
    from runtime.runtime import Runtime


class EncodedInherentData(Struct, path="sp_inherents::InherentData"):
    """Inherent data on the wire."""

    data: Annotated[dict[Bytes8, bytes], Spelled("BTreeMap<InherentIdentifier, Vec<u8>>")]


class CheckInherentsResult(Struct, path="sp_inherents::CheckInherentsResult"):
    """Whether a block's inherents agree with a node's own data, and if not, why by identifier."""

    okay: bool
    fatal_error: bool
    errors: Annotated[EncodedInherentData, Spelled("InherentData")]


class InherentProblem(Exception):
    """An inherent does not agree with the data. If not `fatal`, it may agree at a later time."""

    def __init__(self, identifier: bytes, error: bytes, fatal: bool) -> None:
        super().__init__(f"inherent {identifier!r}: error 0x{error.hex()}")
        self.identifier, self.error, self.fatal = identifier, error, fatal


def create_inherents(runtime: Runtime, data: InherentData) -> list[bytes]:
    """The inherents that a block on this state needs, in the order of the pallets."""
    makers = runtime.composition.pallets_with("create_inherent")
    calls = [runtime.pallet(kind).create_inherent(data) for kind in makers]
    return [encode_bare(runtime.composition, call) for call in calls if call is not None]


def check_inherents(
    runtime: Runtime, extrinsics: Sequence[bytes], data: InherentData
) -> CheckInherentsResult:
    """Compare the inherents, which come first in a block, with the node's own data.

    Raises DecodeError.
    """
    errors: dict[bytes, bytes] = {}
    for encoded in extrinsics:
        extrinsic, _ = decode_extrinsic(runtime.composition, encoded)
        pallet: Pallet = runtime.pallet(extrinsic.call.declaration.owner)
        if not extrinsic.is_bare or not pallet.is_inherent(extrinsic.call):
            break
        try:
            pallet.check_inherent(extrinsic.call, data)
        except InherentProblem as problem:
            if problem.fatal:
                fatal = EncodedInherentData({problem.identifier: problem.error})
                return CheckInherentsResult(False, True, fatal)
            errors[problem.identifier] = problem.error
    return CheckInherentsResult(not errors, False, EncodedInherentData(errors))
