"""The bittensor SDK 11 founds subnets and governs them: `bittensor_subnets.py WS_URL`."""

from __future__ import annotations

import asyncio
import sys
from typing import Any

import bittensor as bt
from checks import Checks, same
from sdk import TAO, Sdk, attributes, key

LOCK = 1_000 * TAO
"""What the first subnet costs: `NetworkMinLockCost`, which `NetworkLastLockCost` begins with."""

check = Checks()


class State(Sdk):
    """Bob owns the subnet, and has a hotkey for it."""

    netuid = 2

    def __init__(self, url: str) -> None:
        super().__init__(url)
        self.hotkey = key("Bob_hk")

    def older_hyperparameters(self, version: str) -> Any:
        method = ("SubnetInfoRuntimeApi", f"get_subnet_hyperparams{version}")
        return self.chain.runtime(method, [self.netuid])


@check
def subnets_of_genesis(state: State) -> None:
    found = state.chain.subnets.all()
    same(
        [(info.netuid, info.tempo, info.neuron_count) for info in found], [(0, 100, 0), (1, 100, 1)]
    )
    same(state.chain.read("alpha_prices"), {0: 1.0, 1: 1.0})
    assert state.stored("NetworksAdded", 1)
    same(state.stored("TotalNetworks"), 2)


@check
def price_of_a_subnet(state: State) -> None:
    same(state.chain.subnets.subnet_registration_cost().rao, LOCK)


@check
def found_a_subnet(state: State) -> str:
    before = state.free(state.bob)
    done = state.send(bt.RegisterSubnet(hotkey_ss58=state.hotkey.ss58_address), state.bob)
    same(done.data["netuid"], state.netuid)
    same(attributes(done.events, "NetworkAdded"), (state.netuid, 1))
    same(state.free(state.bob), before - LOCK - done.fee.rao)
    return f"fee {done.fee}"


@check
def the_next_one_costs_twice_as_much(state: State) -> str:
    """And a little less with each block."""
    cost = state.chain.subnets.subnet_registration_cost()
    assert 1.9 * LOCK < cost.rao <= 2 * LOCK, cost
    return str(cost)


@check
def a_pauper_founds_nothing(state: State) -> str:
    pauper = key("Pauper")
    state.send(bt.Transfer(dest_ss58=pauper.ss58_address, amount_tao=1), state.alice)
    found = state.refused(bt.RegisterSubnet(hotkey_ss58=key("New").ss58_address), pauper)
    same(found.name, "CannotAffordLockCost")
    return found.text


@check
def read_the_subnet_back(state: State) -> None:
    same(state.stored("SubnetOwner", state.netuid), state.bob.ss58_address)
    same(state.stored("SubnetOwnerHotkey", state.netuid), state.hotkey.ss58_address)
    same(state.stored("NetworksAdded", state.netuid), True)
    info = state.chain.subnets.info(state.netuid)
    same((info.netuid, info.tempo, info.neuron_count), (state.netuid, 10, 1))
    same(state.chain.read("mechanism_count", netuid=state.netuid), 1)
    same(state.chain.read("token_symbols")[state.netuid], "β")
    same(state.chain.read("subnet_identity", netuid=state.netuid), None)
    same(
        state.chain.read("hotkey_owner", hotkey_ss58=state.hotkey.ss58_address),
        state.bob.ss58_address,
    )


@check
def price_of_alpha(state: State) -> None:
    """The whole lock is in the pool, against as much alpha."""
    price = state.chain.read("alpha_price", netuid=state.netuid)
    same(price, {"netuid": state.netuid, "tao_per_alpha": 1.0, "price_rao": TAO})
    same(state.chain.read("alpha_prices"), {0: 1.0, 1: 1.0, state.netuid: 1.0})
    same(state.stored("SubnetTAO", state.netuid), LOCK)
    same(state.stored("SubnetAlphaIn", state.netuid), LOCK)


@check
def hyperparameters_v3(state: State) -> str:
    found = state.chain.read("subnet_hyperparameters", netuid=state.netuid)
    expected = {
        "tempo": 10,
        "kappa": 32_767,
        "immunity_period": 5_000,
        "min_allowed_weights": 1,
        "weights_rate_limit": 100,
        "serving_rate_limit": 50,
        "max_validators": 64,
        "min_burn": 500_000,
        "max_burn": 100 * TAO,
        "commit_reveal_weights_enabled": True,
        "commit_reveal_period": 1,
        "registration_allowed": True,
        "burn_half_life": 360,
    }
    same({name: found.get(name) for name in expected}, expected)
    same(state.chain.read("subnet_hyperparameters", netuid=99), None)
    return f"{len(found)} hyperparameters: {sorted(found)}"


@check
def hyperparameters_v1_and_v2(state: State) -> str:
    newest = state.chain.read("subnet_hyperparameters", netuid=state.netuid)
    first, second = (state.older_hyperparameters(version) for version in ("", "_v2"))
    same(first["rho"], 10)
    same(second.pop("alpha_sigmoid_steepness"), {"bits": 1_000 << 32})
    for found in (first, second):
        common = sorted(found.keys() & newest.keys())
        same([found[name] for name in common], [newest[name] for name in common])
        assert len(common) > 20, common
    same(state.chain.runtime(("SubnetInfoRuntimeApi", "get_subnet_hyperparams"), [99]), None)
    return f"{len(first)} and {len(second) + 1}"


@check
def epochs(state: State) -> str:
    status = state.chain.read("epoch_status", netuid=state.netuid)
    same((status["tempo"], status["pending_epoch_at"]), (10, None))
    assert 0 <= status["blocks_remaining"] <= 11, status
    event = state.chain.wait_for_epoch(state.netuid, timeout=20)
    after = state.chain.at(event.block).read("epoch_status", netuid=state.netuid)
    same(after["last_epoch_block"], event.block)
    same(after["epoch_index"], status["epoch_index"] + 1)
    return str(after)


@check
def strangers_do_not_start_it(state: State) -> None:
    same(state.refused(bt.StartCall(netuid=state.netuid), state.charlie).name, "BadOrigin")
    same(state.refused(bt.StartCall(netuid=99), state.bob).name, "SubnetNotExists")


@check
def start_it(state: State) -> None:
    same(state.stored("FirstEmissionBlockNumber", state.netuid), None)
    schedule = state.chain.read("subnet_start_schedule", netuid=state.netuid)
    assert schedule["earliest_start_block"] <= schedule["current_block"], schedule
    done = state.send(bt.StartCall(netuid=state.netuid), state.bob)
    block = int(done.extrinsic_id.split("-")[0])
    same(attributes(done.events, "FirstEmissionBlockNumberSet"), (state.netuid, block + 1))
    same(state.stored("FirstEmissionBlockNumber", state.netuid), block + 1)
    again = state.refused(bt.StartCall(netuid=state.netuid), state.bob)
    same(again.name, "FirstEmissionBlockNumberAlreadySet")


def set_parameter(state: State, name: str, value: object) -> bt.SetHyperparameter:
    return bt.SetHyperparameter(netuid=state.netuid, name=name, value=value)


@check
def freeze_window(state: State) -> str:
    """With a window longer than the tempo each block is shortly before an epoch."""
    state.set_by_root(admin_freeze_window=100, owner_hparam_rate_limit=0)
    found = state.refused(set_parameter(state, "rho", 20), state.bob)
    same(found.name, "AdminActionProhibitedDuringWeightsWindow")
    state.set_by_root(admin_freeze_window=0)
    return found.text


@check
def hyperparameters_by_the_owner(state: State) -> None:
    values = {
        "min_allowed_weights": 3,
        "immunity_period": 4_000,
        "bonds_moving_avg": 800_000,
        "serving_rate_limit": 10,
        "liquid_alpha_enabled": True,
        "min_burn": 600_000,
        "commit_reveal_period": 2,
    }
    for name, value in values.items():
        state.send(set_parameter(state, name, value), state.bob)
    found = state.chain.read("subnet_hyperparameters", netuid=state.netuid)
    same({name: found.get(name) for name in values}, values)
    older = {"rho": 30, "adjustment_alpha": 7}  # these are not in the newest list
    for name, value in older.items():
        state.send(set_parameter(state, name, value), state.bob)
    found = state.older_hyperparameters("")
    same({name: found[name] for name in older}, older)


@check
def owner_rate_limit(state: State) -> str:
    """Each hyperparameter once in so many tempos."""
    state.set_by_root(owner_hparam_rate_limit=100)
    done = state.try_(set_parameter(state, "min_allowed_weights", 2), state.bob)
    same(done.error.name, "TxRateLimitExceeded")
    state.set_by_root(owner_hparam_rate_limit=0)
    state.send(set_parameter(state, "min_allowed_weights", 1), state.bob)
    return str(done.message)


@check
def hyperparameters_out_of_bounds(state: State) -> str:
    admin = bt.calls.AdminUtils
    too_much = admin.sudo_set_max_allowed_uids(netuid=state.netuid, max_allowed_uids=4_096)
    too_little = admin.sudo_set_min_burn(netuid=state.netuid, min_burn=2 * TAO)
    reveal = admin.sudo_set_commit_reveal_weights_interval(netuid=state.netuid, interval=101)
    refused = [state.refused(call, state.bob) for call in (too_much, too_little, reveal)]
    expected = [
        "MaxAllowedUidsGreaterThanDefaultMaxAllowedUids",
        "ValueNotInBounds",
        "RevealPeriodTooLarge",
    ]
    same([found.name for found in refused], expected)
    return "; ".join(found.text for found in refused)


@check
def strangers_set_nothing(state: State) -> None:
    same(state.refused(set_parameter(state, "rho", 30), state.charlie).name, "BadOrigin")


@check
def some_are_for_root_alone(state: State) -> None:
    """The SDK takes `registration_allowed` for the owner's; it is not, in this version."""
    kappa = bt.calls.AdminUtils.sudo_set_kappa(netuid=state.netuid, kappa=1)
    closed = set_parameter(state, "registration_allowed", False)
    same([state.refused(what, state.bob).name for what in (kappa, closed)], ["BadOrigin"] * 2)


@check
def hyperparameters_by_root(state: State) -> None:
    netuid = state.netuid
    state.set_by_root(
        kappa=(netuid, 40_000),
        weights_set_rate_limit=(netuid, 0),
        max_allowed_validators=(netuid, 32),
        tempo=(netuid, 12),
        commit_reveal_weights_enabled=(netuid, False),
    )
    found = state.chain.read("subnet_hyperparameters", netuid=netuid)
    expected = {"kappa": 40_000, "weights_rate_limit": 0, "max_validators": 32, "tempo": 12}
    same({name: found[name] for name in expected}, expected)
    same(state.chain.subnets.commit_reveal_enabled(netuid), False)


@check
def an_error_within_sudo(state: State) -> str:
    done = state.try_sudo(bt.calls.AdminUtils.sudo_set_kappa(netuid=99, kappa=1))
    same((done.success, done.error.name), (False, "SubnetDoesNotExist"))
    return str(done.message)


@check
def identity_symbol_and_mechanisms(state: State) -> None:
    intents = [
        bt.SetSubnetIdentity(
            netuid=state.netuid, subnet_name="Loom", subnet_url="https://loom.example"
        ),
        bt.UpdateSymbol(netuid=state.netuid, symbol="γ"),
        bt.SetHyperparameter(netuid=state.netuid, name="max_allowed_uids", value=128),
        bt.SetMechanismCount(netuid=state.netuid, mechanism_count=2),
    ]
    for intent in intents:
        state.send(intent, state.bob)
    identity = state.chain.read("subnet_identity", netuid=state.netuid)
    same((identity["subnet_name"], identity["subnet_url"]), ("Loom", "https://loom.example"))
    same(state.chain.read("subnet_names"), {state.netuid: "Loom"})
    same(state.chain.read("token_symbols")[state.netuid], "γ")
    same(state.chain.read("mechanism_count", netuid=state.netuid), 2)
    taken = state.refused(bt.UpdateSymbol(netuid=state.netuid, symbol="α"), state.bob)
    same(taken.name, "SymbolAlreadyInUse")


@check
def async_client(state: State) -> str:
    return asyncio.run(_found_with_async_client(state))


async def _found_with_async_client(state: State) -> str:
    async with bt.Subtensor(state.url) as chain:
        hotkey = key("Charlie_hk").ss58_address
        done = await chain.execute(bt.RegisterSubnet(hotkey_ss58=hotkey), state.charlie)
        netuid = done.raise_for_failure().data["netuid"]
        same(netuid, state.netuid + 1)
        (await chain.execute(bt.StartCall(netuid=netuid), state.charlie)).raise_for_failure()
        period = bt.SetHyperparameter(netuid=netuid, name="immunity_period", value=25)
        (await chain.execute(period, state.charlie)).raise_for_failure()
        price, parameters, neurons = await asyncio.gather(
            chain.read("alpha_price", netuid=netuid),
            chain.read("subnet_hyperparameters", netuid=netuid),
            chain.neurons.all(netuid),
        )
        same((price["price_rao"], parameters["immunity_period"]), (TAO, 25))
        same([neuron.hotkey for neuron in neurons], [hotkey])
        return f"subnet {netuid}"


if __name__ == "__main__":
    state = State(sys.argv[1])
    check.run(state)
    state.chain.close()
