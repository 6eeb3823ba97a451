"""What the runtime gives its modules of each other."""

from __future__ import annotations

import pytest

from genesis.composition import subtensor_composition
from pallets.commitments import CommitmentInfo, Commitments, Raw
from pallets.subtensor.schedule import EpochSchedule
from pallets.subtensor.state import Neurons, Schedule
from pallets.system.system import System
from runtime.origin import signed
from runtime.runtime import Runtime
from runtime.state import MemoryView, State

NEURON = bytes([7]) * 32
BLOCK = 500


@pytest.mark.parametrize("netuid", [0, 5])
def test_space_is_counted_by_the_epochs_that_ran_not_by_one_that_is_due(netuid: int) -> None:
    """Root's is due in every block; a subnet's is due also while it is put off."""
    runtime = Runtime(subtensor_composition(), State(MemoryView()))
    runtime.pallet(System).number.set(BLOCK)
    runtime.pallet(Neurons).uids[netuid, NEURON] = 0
    schedule, commitments = runtime.pallet(Schedule), runtime.pallet(Commitments)
    schedule.tempo[netuid], schedule.subnet_epoch_index[netuid] = 100, 4
    assert runtime.pallet(EpochSchedule).should_run_epoch(netuid, BLOCK)

    publish = Commitments.set_commitment(netuid, CommitmentInfo([Raw(b"here")]))
    runtime.dispatch(publish, signed(NEURON))
    used = commitments.used_space_of[netuid, NEURON]
    assert used is not None and used.last_epoch == 4
