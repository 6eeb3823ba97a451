"""The SDK's command line against a node: `btcli.py WS_URL`."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import bittensor as bt
from bittensor.keyfiles import Keypair
from checks import Checks, same

ALICE_SEED = "0xe5be9a5092b81bca64be81d212e7f2f9eba183bb7a90954f7b76361f6edb5c0a"
BOB = Keypair.create_from_uri("//Bob").ss58_address

check = Checks()


class State:
    """The node, and a folder with Alice's wallet."""

    def __init__(self, url: str, wallets: str) -> None:
        self.url, self._wallets = url, wallets
        wallet = bt.Wallet("alice", path=wallets)
        wallet.regenerate_coldkey(seed=ALICE_SEED, use_password=False, suppress=True)
        wallet.create_new_hotkey(use_password=False, suppress=True)
        self.hotkey = wallet.hotkey.ss58_address

    def btcli(self, *arguments: str) -> Any:
        """What a command answers, from its JSON."""
        finished = subprocess.run(
            [Path(sys.executable).with_name("btcli"), *arguments, "--network", self.url, "--json"],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )
        assert finished.stdout, finished.stderr
        return json.loads(finished.stdout)

    def as_alice(self, *arguments: str) -> Any:
        """What a command answers that Alice's wallet signs for, without asking."""
        return self.btcli(*arguments, "--wallet", "alice", "--wallet-path", self._wallets, "--yes")

    def transfer(self, tao: str) -> Any:
        return self.as_alice("wallet", "transfer", "--dest", BOB, "--amount", tao)


@check
def balance(state: State) -> None:
    same(state.btcli("query", "balance", "--coldkey", BOB), "τ1,000,000.000000000")


@check
def transfer(state: State) -> None:
    done = state.transfer("1")
    assert done["success"], done
    same(done["fee_tao"], 0.00017004)
    same(state.btcli("query", "balance", "--coldkey", BOB), "τ1,000,001.000000000")


@check
def failing_transfer(state: State) -> str:
    done = state.transfer("2000000")
    same((done["success"], done["error"]["name"]), (False, "FundsUnavailable"))
    return str(done["message"])


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        check.run(State(sys.argv[1], folder))
