"""Eras: for which blocks a signed extrinsic is valid. As sp_runtime's generic Era."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from runtime.scale import Custom, DecodeError
from runtime.scale.shapes import Shape
from runtime.validity import U64_MAX


@dataclass(frozen=True, slots=True)
class Era:
    """Valid for `period` blocks, from a block whose number is `phase` modulo the period.

    The period is a power of two from 4 to 65536, or 0 for immortal: valid for ever. Long periods
    keep the phase in steps of period / 4096.
    """

    period: int = 0
    phase: int = 0

    @classmethod
    def mortal(cls, period: int, current: int) -> Era:
        """The era of about `period` blocks that holds block `current`."""
        rounded = min(max(1 << max(period - 1, 0).bit_length(), 4), 1 << 16)
        step = max(rounded >> 12, 1)
        return cls(rounded, current % rounded // step * step)

    @property
    def immortal(self) -> bool:
        return self.period == 0

    def birth(self, current: int) -> int:
        """The block from which the era that holds block `current` counts."""
        if self.immortal:
            return 0
        return (max(current, self.phase) - self.phase) // self.period * self.period + self.phase

    def death(self, current: int) -> int:
        """The first block in which an extrinsic of this era is not valid any more."""
        return U64_MAX if self.immortal else self.birth(current) + self.period

    def encode(self) -> bytes:
        if self.immortal:
            return b"\x00"
        step = max(self.period >> 12, 1)
        low = min(max(self.period.bit_length() - 2, 1), 15)
        return (low | self.phase // step << 4).to_bytes(2, "little")


IMMORTAL = Era()


class _EraCodec:
    """One byte 0 for immortal, or two bytes."""

    @staticmethod
    def encode(value: Era) -> bytes:
        return value.encode()

    @staticmethod
    def decode(data: bytes, pos: int) -> tuple[Era, int]:
        if data[pos] == 0:
            return IMMORTAL, pos + 1
        encoded = data[pos] | data[pos + 1] << 8
        period = 2 << (encoded & 15)
        phase = (encoded >> 4) * max(period >> 12, 1)
        if period < 4 or phase >= period:
            raise DecodeError("not an era")
        return Era(period, phase), pos + 2


class EraShape(Shape):
    """How metadata shows an era: a variant for each first byte, with the second byte in it."""

    path = "sp_runtime::generic::era::Era"

    def variants(self) -> dict[int, str]:
        """Their names by index. All but the first have one part without a name, a byte."""
        return {0: "Immortal"} | {index: f"Mortal{index}" for index in range(1, 256)}


EraField = Annotated[Era, Custom(_EraCodec, EraShape())]
