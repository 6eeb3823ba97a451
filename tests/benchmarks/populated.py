"""A chain with subnets full of neurons, made by the pallets themselves before block 0."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from chain.chains import composition_for
from chain.kit import DevChain
from genesis.build import genesis_state
from genesis.keys import Keypair
from genesis.presets import TAO
from genesis.spec import ChainSpec
from pallets.subtensor.networks import Networks
from pallets.subtensor.neurons import NeuronTable
from pallets.subtensor.ownership import Ownership
from pallets.subtensor.state import (
    Founding,
    Hyperparameters,
    PoolReserves,
    RegistrationParameters,
    Schedule,
    Scores,
    Subnets,
    WeightTable,
)
from pallets.swap import DYNAMIC
from runtime.runtime import Runtime
from runtime.state import MemoryView, State
from tests.benchmarks.measure import funded_spec, temporary_directory
from tests.benchmarks.report import progress

FIRST_NETUID = 2
POOL = 1_000_000_000_000  # rao, of TAO and of alpha
MAX_TEMPO = 50_400  # blocks: no epoch while something is measured


def _as_it_is(runtime: Runtime) -> None:
    """Nothing else is arranged."""


@contextmanager
def populated_chain(
    subnets: int,
    hotkeys: Sequence[Keypair],
    balance: int = 1000 * TAO,
    arrange: Callable[[Runtime], None] = _as_it_is,
) -> Iterator[DevChain]:
    """A chain on LevelDB with subnets from netuid 2 on, in each of which all hotkeys are neurons.

    Each has `balance` rao and may set weights in the open, as often as it likes. All belongs to the
    first of them. What else there is at genesis, `arrange` writes into the state.
    """
    with (
        temporary_directory() as directory,
        DevChain(
            spec=_spec(subnets, hotkeys, balance, arrange), directory=Path(directory) / "db"
        ) as chain,
    ):
        yield chain


def _spec(
    subnets: int,
    hotkeys: Sequence[Keypair],
    balance: int,
    arrange: Callable[[Runtime], None],
) -> ChainSpec:
    spec = funded_spec(hotkeys, balance)
    composition = composition_for(spec.rules)
    before = genesis_state(composition, spec)
    state = State(MemoryView(before))
    runtime = Runtime(composition, state)
    for netuid in progress(range(FIRST_NETUID, FIRST_NETUID + subnets), "subnets", subnets):
        _found(runtime, netuid, hotkeys)
    arrange(runtime)
    changes = {key: value for key, value in state.changes().items() if value is not None}
    return replace(spec, patch=None, raw=before | changes)


def _found(runtime: Runtime, netuid: int, hotkeys: Sequence[Keypair]) -> None:
    owner = hotkeys[0].account
    subnets, pools = runtime.pallet(Subnets), runtime.pallet(PoolReserves)
    runtime.pallet(Founding).subnet_limit.set(4096)
    runtime.pallet(Networks).init_new_network(netuid, MAX_TEMPO)
    subnets.subnet_mechanism[netuid] = DYNAMIC
    subnets.subnet_owner[netuid] = subnets.subnet_owner_hotkey[netuid] = owner
    subnets.first_emission_block_number[netuid] = 1
    subnets.subtoken_enabled[netuid] = True
    pools.subnet_tao[netuid] = pools.subnet_alpha_in[netuid] = POOL
    runtime.pallet(Schedule).last_epoch_block[netuid] = 1
    runtime.pallet(Hyperparameters).weights_set_rate_limit[netuid] = 0
    runtime.pallet(WeightTable).commit_reveal_weights_enabled[netuid] = False
    registration = runtime.pallet(RegistrationParameters)
    registration.burn[netuid] = registration.min_burn[netuid]
    for hotkey in hotkeys:
        runtime.pallet(Ownership).create_account_if_non_existent(owner, hotkey.account)
        runtime.pallet(NeuronTable).append(netuid, hotkey.account, 0)
    runtime.pallet(Scores).validator_permit[netuid] = [True] * len(hotkeys)
