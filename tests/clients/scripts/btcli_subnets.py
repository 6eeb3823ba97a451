"""The SDK's command line runs a subnet: `btcli_subnets.py WS_URL`."""

from __future__ import annotations

import json
import sys
import tempfile

from btcli import State
from checks import Checks, same

check = Checks()


@check
def found_a_subnet(state: State) -> None:
    done = state.as_alice("subnets", "create")
    assert done["success"], done
    same(done["data"]["netuid"], 2)


@check
def start_it(state: State) -> None:
    done = state.as_alice("sudo", "start", "--netuid", "2")
    assert done["success"], done


@check
def name_it(state: State) -> None:
    done = state.as_alice("sudo", "set-identity", "--netuid", "2", "--name", "Loom")
    assert done["success"], done


@check
def show_the_subnet(state: State) -> None:
    shown = state.btcli("subnets", "show", "2")
    same((shown["name"], shown["tempo"], shown["neurons"]), ("Loom", 10, 1))
    same(shown["owner_hotkey"], state.hotkey)
    listed = state.btcli("subnets", "list")
    same([each["price_tao_per_alpha"] for each in listed], [None, 1.0, 1.0])
    (neuron,) = state.btcli("query", "neurons", "--netuid", "2")
    same((neuron["uid"], neuron["hotkey"]), (0, state.hotkey))


@check
def hyperparameters(state: State) -> str:
    """By the owner, and when root has frozen them."""
    wanted = ("sudo", "set", "--netuid", "2", "--name", "min_allowed_weights", "--value", "3")
    set_freeze_window(state, 100)
    refused = state.as_alice(*wanted)
    same(refused["error"]["name"], "AdminActionProhibitedDuringWeightsWindow")
    set_freeze_window(state, 0)
    done = state.as_alice(*wanted)
    assert done["success"], done
    found = state.btcli("query", "subnet-hyperparameters", "--netuid", "2")
    same(found["min_allowed_weights"], 3)
    return str(refused["message"])


def set_freeze_window(state: State, blocks: int) -> None:
    arguments = ("--args", json.dumps({"window": blocks}), "--sudo", "--no-mev-shield")
    done = state.as_alice("call", "AdminUtils.sudo_set_admin_freeze_window", *arguments)
    assert done["success"], done


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        check.run(State(sys.argv[1], folder))
