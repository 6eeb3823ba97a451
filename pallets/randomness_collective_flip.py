"""The hashes of the last 81 blocks. As FRAME's pallet-insecure-randomness-collective-flip.

Block authors can influence these hashes, so nothing of value may hang on them.
"""

from __future__ import annotations

from typing import Annotated

from pallets.system.system import System
from runtime.pallet import Pallet, Uses
from runtime.scale import H256, Bounded
from runtime.storage import StorageValue
from runtime.weights import Weight, weigh

MATERIAL_LENGTH = 81  # blocks


class RandomnessCollectiveFlip(Pallet, crate="pallet_insecure_randomness_collective_flip"):
    """Keeps recent block hashes in a ring."""

    system = Uses(System)

    random_material = StorageValue[Annotated[list[H256], Bounded(MATERIAL_LENGTH)]](
        "The hashes of the blocks before this one, in a ring."
    )

    def on_initialize(self, number: int) -> Weight:
        parent, material = self.system.parent_hash.get(), self.random_material.get()
        if len(material) < MATERIAL_LENGTH:
            material.append(parent)
        else:
            material[(number - 1) % MATERIAL_LENGTH] = parent
        self.random_material.set(material)
        return weigh(0, reads=1, writes=1)
