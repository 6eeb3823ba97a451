"""What the System pallet stores about a block."""

from __future__ import annotations

from typing import Annotated

from runtime.scale import H256, U32, Compact, Enumeration, Outer, Spelled, Struct
from runtime.version import Text

RuntimeEvent = Annotated[Enumeration, Outer("RuntimeEvent")]
"""Any event of the composition."""


class Phase(Enumeration, path="frame_system::Phase"):
    """What a block was doing when an event happened."""


class ApplyExtrinsic(Phase, index=0, unnamed=True):
    """Running the extrinsic of this index."""

    index: U32


class Finalization(Phase, index=1):
    """Ending the block."""


class Initialization(Phase, index=2):
    """Starting the block."""


class EventRecord(Struct, path="frame_system::EventRecord", params={"E": RuntimeEvent, "T": H256}):
    """An event, when it happened, and the topics under which it is indexed."""

    phase: Phase
    event: Annotated[RuntimeEvent, Spelled("E")]
    topics: Annotated[list[H256], Spelled("Vec<T>")]


class LastRuntimeUpgradeInfo(Struct, path="frame_system::LastRuntimeUpgradeInfo"):
    """The runtime version that made the last block."""

    spec_version: Annotated[Compact[U32], Spelled("codec::Compact<u32>")]
    spec_name: Text


class CodeUpgradeAuthorization(
    Struct, path="frame_system::CodeUpgradeAuthorization", params={"T": None}
):
    """The hash of the code that anybody may put, and whether its version has to be a later one."""

    code_hash: Annotated[H256, Spelled("T::Hash")]
    check_version: bool
