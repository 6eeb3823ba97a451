"""A subnet where neurons register, through the calls."""

from __future__ import annotations

from pallets.subtensor.money import Tao
from pallets.subtensor.neurons import NeuronTable
from pallets.subtensor.ownership import Ownership
from pallets.subtensor.registration import Registration
from pallets.subtensor.state import (
    Hyperparameters,
    Issuance,
    Neurons,
    PoolReserves,
    RegistrationParameters,
    Subnets,
)
from runtime.fixed import U64F64
from tests.pallets.subtensor.world import RESERVE, World, account

NETUID = 1
PAYER = 667
U64_MAX = 2**64 - 1


class Desk:
    """Hotkeys and coldkeys are numbers. One coldkey pays, if nobody else is named."""

    def __init__(self, netuid: int = NETUID, price: int = 1_000, block: int = 1) -> None:
        self.world = World(block=block)
        self.netuid = netuid
        pallet = self.world.pallet
        self.parameters, self.reserves = pallet(RegistrationParameters), pallet(PoolReserves)
        self.hyperparameters, self.subnets = pallet(Hyperparameters), pallet(Subnets)
        self.neurons, self.table = pallet(Neurons), pallet(NeuronTable)
        self.ownership, self.tao = pallet(Ownership), pallet(Tao)
        self.issuance = pallet(Issuance)
        self.open(netuid, price)

    def open(self, netuid: int, price: int, mult: int = 1, least: int = 0) -> None:
        """Add a subnet without a pool; its price is what is said until somebody registers."""
        self.world.add_network(netuid)
        self.world.setup_reserves(netuid)
        self.parameters.burn[netuid] = price
        self.parameters.min_burn[netuid] = least
        self.parameters.max_burn[netuid] = U64_MAX
        self.parameters.burn_increase_mult[netuid] = U64F64.from_num(mult)
        self.hyperparameters.immune_owner_uids_limit[netuid] = 0
        self.hyperparameters.min_non_immune_uids[netuid] = 0

    def give_pool(self) -> None:
        """Let the price of alpha follow from reserves."""
        self.subnets.subnet_mechanism[self.netuid] = 1
        self.reserves.subnet_alpha_out[self.netuid] = RESERVE

    def register(self, hotkey: int, payer: int = PAYER) -> None:
        self.world.run(Registration.burned_register(self.netuid, account(hotkey)), by=payer)

    @property
    def price(self) -> int:
        return self.parameters.burn[self.netuid]

    @property
    def account(self) -> bytes:
        """Of the subnet."""
        return self.tao.existing_subnet_account(self.netuid)

    def hotkeys(self) -> list[int]:
        """By uid."""
        count = self.neurons.subnetwork_n[self.netuid]
        keys = [self.neurons.keys[self.netuid, uid] for uid in range(count)]
        return [int.from_bytes(key, "little") for key in keys]
