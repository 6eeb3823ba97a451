"""How much a block mints: one TAO at first, and half of that at each halving.

The k-th halving comes when only 1/2^k of all TAO is still to be mined. The alpha of each subnet
follows the same curve over its own issuance.
"""

from __future__ import annotations

from pallets.balances.imbalances import Credit
from pallets.subtensor.money.tao import MAX_ISSUANCE, Tao
from pallets.subtensor.state import Issuance
from runtime.fixed import I96F32
from runtime.fixed.transcendental import log2
from runtime.pallet import Pallet, Uses

FIRST_EMISSION = 10**9
"""What the first block mints, in rao."""

_ONE = I96F32.from_num(1)
_ALL = I96F32.from_num(MAX_ISSUANCE)


def block_emission(issuance: int) -> int:
    """What the next block mints at an issuance, both in rao."""
    if issuance >= MAX_ISSUANCE:
        return 0
    left = _ONE - I96F32.from_num(issuance) / _ALL
    halvings = log2(_ONE / left)
    assert halvings is not None  # the rest is from 2^-32 to 1
    return FIRST_EMISSION >> halvings.to_num()


class BlockEmission(Pallet, crate="pallet_subtensor"):
    """The emission of a block, which storage keeps for clients."""

    issuance = Uses(Issuance)
    tao = Uses(Tao)

    def mint(self) -> Credit:
        """Make the TAO of this block. Whoever gets the credit spends it, and recycles the rest."""
        emission = self.calculate()
        return self.tao.mint(emission) if emission else Credit(0)

    def calculate(self) -> int:
        """What a block mints now, in rao."""
        return self.for_issuance(self.issuance.total_issuance.get())

    def for_issuance(self, issuance: int) -> int:
        """What a block mints at an issuance; storage remembers it, unless all has been minted.

        This is so for an issuance of alpha too: what storage has is what was asked for last.
        """
        emission = block_emission(issuance)
        stored = self.issuance.block_emission
        if issuance < MAX_ISSUANCE and stored.get() != emission:
            stored.set(emission)
        return emission
