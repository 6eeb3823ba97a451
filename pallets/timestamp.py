"""The time of each block, which its author sets once. As FRAME's pallet-timestamp.

All times are in milliseconds since 1970.
"""

from __future__ import annotations

from abc import abstractmethod
from dataclasses import dataclass
from typing import Annotated

from runtime.block import BlockInvalid
from runtime.call import Call, call
from runtime.inherents import InherentProblem
from runtime.origin import Origin, ensure_none
from runtime.pallet import InherentData, Pallet, constant
from runtime.scale import U64, Compact, DecodeError, Spelled, UnitEnum, decode, encode
from runtime.storage import StorageValue
from runtime.weights import DispatchClass, Weight, weigh

INHERENT = b"timstap0"
MAX_DRIFT = 30_000  # by how much a block's time may be ahead of the clock of who checks it
ON_FINALIZE = weigh(3_246_000)

Moment = Annotated[U64, Spelled("T::Moment")]


class TimestampError(UnitEnum, path="sp_timestamp::InherentError"):
    """What is wrong with a block's time."""

    TooEarly = 0
    TooFarInFuture = 1


class TimestampListener(Pallet):
    """The base of pallets that want to know each block's time."""

    @abstractmethod
    def on_timestamp_set(self, now: int) -> None:
        """The time was set. Raises BlockInvalid if it does not fit the block."""


@dataclass(frozen=True)
class TimestampConfig:
    """Half of the slot duration, by which time advances at least; who is told of the time."""

    minimum_period: int = 6_000
    listeners: tuple[type[TimestampListener], ...] = ()


class Timestamp(Pallet, crate="pallet_timestamp"):
    """The time on chain."""

    config: TimestampConfig

    now = StorageValue[U64]("The time of the current block, in milliseconds since 1970.")
    did_update = StorageValue[bool]("Whether the time was set in this block.")

    @constant
    def minimum_period(self) -> U64:
        """The least time between two blocks, in milliseconds: half of a slot."""
        return self.config.minimum_period

    @call(
        index=0,
        weight=weigh(3_816_000, 1_493, reads=2, writes=1),
        dispatch_class=DispatchClass.Mandatory,
    )
    def set(self, origin: Origin, now: Compact[Moment]) -> None:
        """Set the time of the block. The block's author does so, once."""
        ensure_none(origin)
        if self.did_update.exists():
            raise BlockInvalid("Timestamp must be updated only once in the block")
        before = self.now.get()
        if before != 0 and now < before + self.minimum_period:
            raise BlockInvalid(
                f"Timestamp must increment by at least {self.minimum_period} between blocks"
            )
        self.now.set(now)
        self.did_update.set(True)
        for listener in self.config.listeners:
            self.runtime.pallet(listener).on_timestamp_set(now)

    def on_initialize(self, number: int) -> Weight:
        return ON_FINALIZE

    def on_finalize(self, number: int) -> None:
        if not self.did_update.take():
            raise BlockInvalid("Timestamp must be updated once in the block")

    # The inherent

    def create_inherent(self, data: InherentData) -> Call:
        return Timestamp.set(max(_time_in(data), self.now.get() + self.minimum_period))

    def is_inherent(self, call: Call) -> bool:
        return call.declaration is Timestamp.set

    def check_inherent(self, call: Call, data: InherentData) -> None:
        time = call.args[0]
        if time > _time_in(data) + MAX_DRIFT:
            raise _problem(TimestampError.TooFarInFuture)
        if time < self.now.get() + self.minimum_period:
            raise _problem(TimestampError.TooEarly)


def _time_in(data: InherentData) -> int:
    """The time that the node gives. Raises BlockInvalid if it gives none."""
    try:
        time: int = decode(U64, data[INHERENT])
    except (KeyError, DecodeError) as error:
        raise BlockInvalid("Timestamp inherent data must be provided") from error
    return time


def _problem(error: TimestampError) -> InherentProblem:
    return InherentProblem(INHERENT, encode(TimestampError, error), fatal=True)
