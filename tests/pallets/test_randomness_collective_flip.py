"""The ring of recent block hashes."""

from pallets.randomness_collective_flip import RandomnessCollectiveFlip
from runtime.weights import Weight
from tests.pallets.mini import MiniChain


def test_the_hashes_of_81_blocks_in_a_ring() -> None:
    chain = MiniChain()
    hashes = []
    for _ in range(83):
        hashes.append(chain.parent)
        chain.build()
    material = chain.runtime().pallet(RandomnessCollectiveFlip).random_material.get()
    # Blocks 82 and 83 wrote their parents' hashes over those of the first two.
    assert material == [hashes[81], hashes[82], *hashes[2:81]]


def test_the_first_block_notes_the_genesis_hash() -> None:
    chain = MiniChain()
    runtime = chain.start().runtime
    pallet = runtime.pallet(RandomnessCollectiveFlip)
    assert pallet.random_material.get() == [chain.parent]
    assert pallet.on_initialize(2) == Weight(125_000_000, 0)
