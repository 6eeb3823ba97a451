"""What the tests of emission do again and again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from pallets.subtensor.emission import Coinbase, Distribution
from pallets.subtensor.money import Tao
from pallets.subtensor.schedule import PendingEmission
from pallets.subtensor.stake import Stake
from pallets.subtensor.state import (
    Delegation,
    Emissions,
    Neurons,
    PoolReserves,
    StakeShares,
    Subnets,
    WeightTable,
)
from pallets.subtensor.types import ROOT
from runtime.fixed import I96F32
from tests.pallets.subtensor.world import World, account

U64_MAX = 2**64 - 1
ALL = 2**64 - 1
"""A proportion: the whole stake."""


def run_coinbase(world: World, tao: int) -> None:
    """Mint so many rao, and let them and all alpha of a block flow."""
    subnets = [netuid for netuid in world.pallet(Subnets).netuids() if netuid != ROOT]
    world.pallet(Coinbase).run(world.pallet(Tao).mint(tao), subnets)


def fill_root(world: World) -> None:
    """So much TAO on root, which counts in full, that hardly any emission buys alpha."""
    world.pallet(PoolReserves).subnet_tao[ROOT] = 10**18
    world.pallet(StakeShares).tao_weight.set(U64_MAX)


def set_moving_price(world: World, netuid: int, price: str) -> None:
    whole, _, decimals = price.partition(".")
    bits = (int(whole + decimals) << 32) // 10 ** len(decimals)
    world.pallet(PoolReserves).subnet_moving_price[netuid] = I96F32(bits)


def distribute(
    world: World,
    netuid: int,
    *,
    miners: int = 0,
    validators: int = 0,
    root: int = 0,
    owner: int = 0,
) -> None:
    """Run an epoch, for which so much has waited."""
    pending = PendingEmission(miners, validators, root, owner)
    world.pallet(Distribution).distribute(netuid, pending)


def stakes(world: World, netuid: int, hotkeys: Iterable[int]) -> list[int]:
    """What is on each hotkey."""
    return [world.pallet(Stake).on_hotkey(account(hotkey), netuid) for hotkey in hotkeys]


def stake(world: World, hotkey: int, coldkey: int, netuid: int, alpha: int) -> None:
    world.pallet(Stake).increase(account(hotkey), account(coldkey), netuid, alpha)


def set_takes(world: World, takes: Mapping[int, int]) -> None:
    """What hotkeys take of their stakers' dividends, in 65535ths."""
    for hotkey, take in takes.items():
        world.pallet(Delegation).delegates[account(hotkey)] = take


def set_children(world: World, netuid: int, parent: int, children: Mapping[int, int]) -> None:
    """Proportions of the parent's stake by child."""
    delegation = world.pallet(Delegation)
    delegation.child_keys[account(parent), netuid] = [
        (proportion, account(child)) for child, proportion in children.items()
    ]
    for child, proportion in children.items():
        links = delegation.parent_keys[account(child), netuid]
        parents = [link for link in links if link[1] != account(parent)]
        delegation.parent_keys[account(child), netuid] = [*parents, (proportion, account(parent))]


def set_weights(world: World, netuid: int, rows: Mapping[int, Mapping[int, int]]) -> None:
    """Weights by uid, set in block 2 by neurons that were registered in block 1."""
    table, neurons = world.pallet(WeightTable), world.pallet(Neurons)
    size = neurons.subnetwork_n[netuid]
    table.last_update[netuid] = [2] * size
    for uid in range(size):
        neurons.block_at_registration[netuid, uid] = 1
    for uid, row in rows.items():
        table.weights[netuid, uid] = list(row.items())


def pending(world: World, netuid: int) -> PendingEmission:
    """What waits for the epoch."""
    emissions = world.pallet(Emissions)
    return PendingEmission(
        emissions.pending_server_emission[netuid],
        emissions.pending_validator_emission[netuid],
        emissions.pending_root_alpha_divs[netuid],
        emissions.pending_owner_cut[netuid],
    )


def dividends(world: World, netuid: int, hotkeys: Iterable[int]) -> list[int]:
    """What storage has of the dividends of each hotkey in the last epoch."""
    recorded = world.pallet(Emissions).alpha_dividends_per_subnet
    return [recorded[netuid, account(hotkey)] for hotkey in hotkeys]
