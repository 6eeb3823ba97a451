"""A chain with a subnet of three validators and three miners, that has had epochs."""

from __future__ import annotations

from collections.abc import Mapping

from chain.kit import DevChain, account
from genesis.presets import TAO
from pallets.admin_utils import (
    ChainAdmin,
    FoundingAdmin,
    NeuronsAdmin,
    SubnetsAdmin,
    WeightsAdmin,
)
from pallets.subtensor.networks import NetworkRegistration, SubnetStart
from pallets.subtensor.registration import Registration
from pallets.subtensor.staking import AddStake
from pallets.subtensor.state import Hyperparameters, Scores
from pallets.subtensor.weights import WeightSetting
from pallets.sudo import Sudo
from pallets.sudo.events import Sudid
from pallets.system.system import System
from runtime.call import Call
from runtime.scale import Ok, encode

NETUID = 2
VALIDATORS = ("//V0", "//V1", "//V2")
MINERS = ("//M3", "//M4", "//M5")
ALL = 65_535
WEIGHTS = {0: {3: 3, 4: 1}, 1: {3: 1, 4: 1}, 2: {3: 1, 5: 4}}


def as_root(chain: DevChain, *calls: Call) -> None:
    for call in calls:
        (done,) = chain.submit(Sudo.sudo(call)).events_of(Sudid)
        assert isinstance(done.sudo_result, Ok), done


def subnet_of(chain: DevChain, mechanisms: int = 1) -> DevChain:
    """The subnet: stake, permits and weights. Its epochs are in blocks 20, 30, ... or near."""
    hotkeys = [account(name) for name in (*VALIDATORS, *MINERS)]
    chain.submit(NetworkRegistration.register_network(hotkeys[0])).require()
    as_root(
        chain,
        ChainAdmin.sudo_set_admin_freeze_window(0),
        WeightsAdmin.sudo_set_weights_set_rate_limit(NETUID, 0),
        WeightsAdmin.sudo_set_commit_reveal_weights_enabled(NETUID, False),
    )
    if mechanisms > 1:
        as_root(
            chain,
            FoundingAdmin.sudo_set_max_mechanism_count(mechanisms),
            NeuronsAdmin.sudo_set_max_allowed_uids(NETUID, 64),
            SubnetsAdmin.sudo_set_mechanism_count(NETUID, mechanisms),
        )
    chain.submit(SubnetStart.start_call(NETUID)).require()
    for hotkey in hotkeys[1:]:
        chain.submit(Registration.burned_register(NETUID, hotkey), by="//Bob").require()
    for hotkey, tao in zip(hotkeys[:3], (40, 30, 20), strict=True):
        chain.submit(AddStake.add_stake(hotkey, NETUID, tao * TAO)).require()
    permits = chain.pallet(Scores).validator_permit.key_of(NETUID)
    as_root(chain, System.set_storage([(permits, encode(list[bool], [True] * 3 + [False] * 3))]))
    for mechanism in range(mechanisms):
        set_weights(chain, WEIGHTS, mechanism)
    return chain


def set_weights(chain: DevChain, weights: Mapping[int, Mapping[int, int]], mechanism: int) -> None:
    for uid, row in weights.items():
        uids, values = list(row), list(row.values())
        if mechanism:
            values = values[::-1]
        call = WeightSetting.set_mechanism_weights(NETUID, mechanism, uids, values, 0)
        chain.submit(call, by=VALIDATORS[uid]).require()


def yuma3(chain: DevChain, on: bool) -> None:
    item = chain.pallet(Hyperparameters).yuma3_on
    as_root(chain, System.set_storage([(item.key_of(NETUID), encode(bool, on))]))
