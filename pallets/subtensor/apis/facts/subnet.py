"""What a subnet is, when its epochs are, and what its pool holds."""

from __future__ import annotations

from pallets.subtensor.apis.facts.names import default_name
from pallets.subtensor.apis.facts.view import Fact, SubnetView
from pallets.subtensor.state import (
    Emissions,
    Hyperparameters,
    Identities,
    Neurons,
    PoolReserves,
    Schedule,
    Subnets,
)
from runtime.fixed.integers import saturating_add, saturating_sub


def _name(it: SubnetView) -> list[int]:
    """As its owner says, or as clients were used to; see `names`."""
    identity = it.of(Identities).subnet_identities_v3[it.netuid]
    return list((identity.subnet_name if identity else b"") or default_name(it.netuid))


def _blocks_since_last_step(it: SubnetView) -> int:
    return saturating_sub(it.block, it.of(Schedule).last_mechansim_step_block[it.netuid])


def _pending_alpha(it: SubnetView) -> int:
    waiting = it.of(Emissions)
    validators = waiting.pending_validator_emission[it.netuid]
    return saturating_add(validators, waiting.pending_server_emission[it.netuid])


SUBNET: dict[str, Fact] = {
    "netuid": lambda it: it.index,
    "name": _name,
    "symbol": lambda it: list(it.of(Subnets).token_symbol[it.netuid]),
    "identity": lambda it: it.of(Identities).subnet_identities_v3[it.netuid],
    "network_registered_at": lambda it: it.of(Subnets).network_registered_at[it.netuid],
    "owner_hotkey": lambda it: it.of(Subnets).subnet_owner_hotkey[it.netuid],
    "owner_coldkey": lambda it: it.of(Subnets).subnet_owner[it.netuid],
    "block": lambda it: it.block,
    "last_step": lambda it: it.of(Schedule).last_mechansim_step_block[it.netuid],
    "blocks_since_last_step": _blocks_since_last_step,
    "subnet_emission": lambda it: 0,  # told no more
    "alpha_in": lambda it: it.of(PoolReserves).subnet_alpha_in[it.netuid],
    "alpha_out": lambda it: it.of(PoolReserves).subnet_alpha_out[it.netuid],
    "tao_in": lambda it: it.of(PoolReserves).subnet_tao[it.netuid],
    "alpha_out_emission": lambda it: it.of(Emissions).subnet_alpha_out_emission[it.netuid],
    "alpha_in_emission": lambda it: it.of(Emissions).subnet_alpha_in_emission[it.netuid],
    "tao_in_emission": lambda it: it.of(Emissions).subnet_tao_in_emission[it.netuid],
    "pending_alpha_emission": _pending_alpha,
    "pending_root_emission": lambda it: 0,  # told no more
    "subnet_volume": lambda it: it.of(PoolReserves).subnet_volume[it.netuid],
    "moving_price": lambda it: it.of(PoolReserves).subnet_moving_price[it.netuid],
    "num_uids": lambda it: it.of(Neurons).subnetwork_n[it.netuid],
    "scaling_law_power": lambda it: it.of(Hyperparameters).scaling_law_power[it.netuid],
}
