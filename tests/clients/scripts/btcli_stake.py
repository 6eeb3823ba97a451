"""The SDK's command line stakes: `btcli_stake.py WS_URL`."""

from __future__ import annotations

import sys
import tempfile
from typing import Any

import bittensor as bt
from btcli import State
from checks import Checks, same

TAO = 10**9
check = Checks()


class Staker(State):
    """Alice's wallet, whose hotkey is the first neuron of two subnets."""

    def __init__(self, url: str, wallets: str) -> None:
        super().__init__(url, wallets)
        wallet = bt.Wallet("alice", path=wallets)
        self.coldkey = wallet.coldkeypub.ss58_address
        with bt.Subtensor(url) as chain:
            for netuid in (2, 3):
                intent = bt.RegisterSubnet(hotkey_ss58=self.hotkey)
                chain.execute(intent, wallet).raise_for_failure()
                chain.execute(bt.StartCall(netuid=netuid), wallet).raise_for_failure()

    def stake_command(self, *arguments: str) -> Any:
        """The chain has no MevShield, which btcli asks for unless it is told not to."""
        return self.as_alice("stake", *arguments, "--no-mev-shield")

    def staked(self, netuid: int) -> str:
        keys = ("--coldkey", self.coldkey, "--hotkey", self.hotkey, "--netuid", str(netuid))
        return str(self.btcli("query", "stake", *keys))


@check
def add(state: Staker) -> None:
    done = state.stake_command("add", "--hotkey", state.hotkey, "--netuid", "2", "--amount", "10")
    assert done["success"], done
    same(done["fee_tao"], 0.001714531)
    assert state.staked(2).startswith("9.8"), state.staked(2)  # of a pool of 1,000 on both sides


@check
def too_much_slippage(state: Staker) -> str:
    done = state.stake_command("add", "--hotkey", state.hotkey, "--netuid", "2", "--amount", "100")
    same((done["success"], done["error"]["name"]), (False, "SlippageTooHigh"))
    return str(done["message"])


@check
def move(state: Staker) -> None:
    origin = ("--origin-hotkey", state.hotkey, "--origin-netuid", "2", "--amount", "4")
    target = ("--dest-hotkey", state.hotkey, "--dest-netuid", "3")
    done = state.stake_command("move", *origin, *target, "--no-slippage-protection")
    assert done["success"], done
    assert state.staked(3).startswith("4.0"), state.staked(3)


@check
def remove(state: Staker) -> None:
    done = state.stake_command("remove", "--hotkey", state.hotkey, "--netuid", "2", "--amount", "3")
    assert done["success"], done


@check
def the_subnet_with_its_stake(state: Staker) -> None:
    shown = state.btcli("subnets", "metagraph", "2")
    same((shown["netuid"], shown["owner_hotkey"]), (2, state.hotkey))
    assert shown["alpha_out"] > 2 * TAO, shown


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        check.run(Staker(sys.argv[1], folder))
