"""Which lists of weights may be set at all, as functions of the lists."""

from __future__ import annotations

from typing import NamedTuple


class GivenWeights(NamedTuple):
    """Weights as somebody gives them: as many values as uids, and the version of their code."""

    uids: list[int]
    values: list[int]
    version_key: int

    def are_on(self, uid: int) -> bool:
        """Whether there is one weight only, and it is on this neuron.

        A neuron needs no permit for such weights on itself, and they are always enough.
        """
        return len(self.values) == 1 and self.uids[:1] == [uid]

    def have_duplicates(self) -> bool:
        return len(set(self.uids)) < len(self.uids)


def are_enough(count: int, neurons: int, least: int) -> bool:
    """Whether so many weights are not fewer than a subnet asks for, or one for each neuron."""
    return count >= min(neurons, least)


def may_set_again(last: int, block: int, limit: int) -> bool:
    """Whether a neuron's last weights are `limit` blocks ago; 0 stands for none set so far."""
    return last == 0 or max(block - last, 0) >= limit


def is_version_current(key: int, asked_for: int) -> bool:
    """Whether validators' code of this version may set weights; 0 asks for none."""
    return key >= asked_for
