"""SubtensorModule put together: its pallets, in order."""

from __future__ import annotations

from pallets.subtensor import (
    children,
    claims,
    emission,
    epoch,
    fees,
    hyperparameters,
    identities,
    keys,
    limits,
    locks,
    money,
    networks,
    neurons,
    ownership,
    registration,
    schedule,
    serving,
    stake,
    staking,
    state,
    voting_power,
    weights,
)
from pallets.subtensor.config import MAINNET, SubtensorConfig
from pallets.subtensor.constants import Constants
from pallets.subtensor.seams import Seams
from runtime.composition import Configured, configured
from runtime.pallet import Pallet

# In the order in which the hooks and the genesis of their pallets run.
CONCEPTS = (
    state,
    money,
    ownership,
    stake,
    schedule,
    limits,
    hyperparameters,
    neurons,
    children,
    weights,
    serving,
    identities,
    locks,
    claims,
    voting_power,
    staking,
    fees,
    keys,
    registration,
    epoch,
    emission,
    networks,
)


def subtensor(
    config: SubtensorConfig = MAINNET, seams: Seams | None = None
) -> list[type[Pallet] | Configured]:
    """The parts of the module, with the parameters of the chain and what other modules bring."""
    given = {SubtensorConfig: config, Seams: seams or Seams()}
    parts: list[type[Pallet]] = [Constants]
    for concept in CONCEPTS:
        parts += concept.PARTS
    return [
        configured(part, given[kind]) if (kind := part.config_class()) in given else part
        for part in parts
    ]
