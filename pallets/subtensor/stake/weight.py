"""Stake weight: the stake that counts for a hotkey in a subnet.

It is the alpha on the hotkey, and the TAO on it on root, as its children and parents leave it to
it; TAO counts by the TAO weight.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from pallets.subtensor.stake.holdings import Stake
from pallets.subtensor.state import Delegation, Neurons, StakeShares
from pallets.subtensor.types import ROOT
from runtime.fixed import I64F64, U96F32
from runtime.fixed.integers import U64_MAX
from runtime.pallet import Pallet, Uses

_ALL = U96F32.from_num(U64_MAX)


class StakeWeight(NamedTuple):
    """What counts, and what it is made of: rao of alpha, and rao of TAO before its weight."""

    total: I64F64
    alpha: I64F64
    tao: I64F64


def share_of(proportion: int) -> U96F32:
    """A part of 2^64 - 1 as a number from 0 to 1."""
    return U96F32.from_num(proportion).safe_div(_ALL)


def inherited(own: int, children: Iterable[int], parents: Iterable[tuple[int, int]]) -> int:
    """What is left of the own stake when the children have theirs, and what parents give, in rao.

    `children` are the proportions given away, `parents` those that are got, each with the stake of
    the parent; proportions are parts of 2^64 - 1.
    """
    mine = U96F32.from_num(own)
    given = got = U96F32.ZERO
    for proportion in children:
        given = given.saturating_add(mine.saturating_mul(share_of(proportion)))
    for proportion, stake in parents:
        part = U96F32.from_num(stake).saturating_mul(share_of(proportion))
        got = got.saturating_add(part)
    return mine.saturating_sub(given).saturating_add(got).saturating_to_num()


class StakeWeights(Pallet, crate="pallet_subtensor"):
    """The stake that counts for hotkeys in subnets."""

    stake = Uses(Stake)
    shares = Uses(StakeShares)
    delegation = Uses(Delegation)
    neurons = Uses(Neurons)

    def tao_weight(self) -> U96F32:
        """What one TAO on root counts in a subnet, from 0 to 1."""
        return share_of(self.shares.tao_weight.get())

    def weight(self, hotkey: bytes, netuid: int) -> StakeWeight:
        """The stake weight of a hotkey in a subnet."""
        return self._weight(hotkey, netuid, I64F64.saturating_from_num(self.tao_weight()))

    def weights(self, netuid: int) -> Sequence[StakeWeight]:
        """The stake weights of a subnet's neurons, by uid."""
        tao_weight = I64F64.saturating_from_num(self.tao_weight())
        keys, nothing = self.neurons.keys, StakeWeight(I64F64.ZERO, I64F64.ZERO, I64F64.ZERO)
        return [
            self._weight(keys[netuid, uid], netuid, tao_weight)
            if (netuid, uid) in keys
            else nothing
            for uid in range(self.neurons.subnetwork_n[netuid])
        ]

    def inherited_alpha(self, hotkey: bytes, netuid: int) -> int:
        """The alpha of a hotkey with what parents give and without what children get, in rao."""
        if netuid == ROOT:
            return self.stake.on_hotkey(hotkey, ROOT)
        return self._inherited(hotkey, netuid, of_subnet=netuid)

    def inherited_tao(self, hotkey: bytes, netuid: int) -> int:
        """The TAO of a hotkey on root, as the parents and children in a subnet share it, in rao."""
        return self._inherited(hotkey, netuid, of_subnet=ROOT)

    def _inherited(self, hotkey: bytes, netuid: int, of_subnet: int) -> int:
        children = self.delegation.child_keys[hotkey, netuid]
        parents = self.delegation.parent_keys[hotkey, netuid]
        return inherited(
            self.stake.on_hotkey(hotkey, of_subnet),
            [proportion for proportion, _ in children],
            [(part, self.stake.on_hotkey(parent, of_subnet)) for part, parent in parents],
        )

    def _weight(self, hotkey: bytes, netuid: int, tao_weight: I64F64) -> StakeWeight:
        alpha = I64F64.saturating_from_num(self.inherited_alpha(hotkey, netuid))
        tao = I64F64.saturating_from_num(self.inherited_tao(hotkey, netuid))
        return StakeWeight(alpha.saturating_add(tao.saturating_mul(tao_weight)), alpha, tao)
