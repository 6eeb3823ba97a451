"""The bittensor SDK's blocking client with what all of its scripts do."""

from __future__ import annotations

import json
from typing import Any
from urllib.request import Request, urlopen

import bittensor as bt
from bittensor.intents import Intent
from bittensor.keyfiles import Keypair

TAO = 10**9


class Sdk:
    """A connection and the development accounts."""

    def __init__(self, url: str) -> None:
        self.url, self.http_url = url, url.replace("ws://", "http://")
        self.chain = bt.Subtensor(url)
        self.alice, self.bob, self.charlie, self.dave, self.eve = (
            key(name) for name in ("Alice", "Bob", "Charlie", "Dave", "Eve")
        )

    def free(self, who: Keypair) -> int:
        return int(self.chain.balances.get(who.ss58_address).rao)

    def call(self, pallet: str, function: str, **params: Any) -> Any:
        """A call that can stand in another one."""
        return self.chain.compose(getattr(getattr(bt.calls, pallet), function)(**params))

    def try_(self, what: Any, who: Keypair, **how: Any) -> Any:
        """What became of an intent or a call, which may have failed."""
        submit = self.chain.execute if isinstance(what, Intent) else self.chain.submit_call
        return submit(what, who, **how)

    def send(self, what: Any, who: Keypair, **how: Any) -> Any:
        """What became of an intent or a call that succeeded. Raises `ChainError` otherwise."""
        return self.try_(what, who, **how).raise_for_failure()

    def send_all(self, calls: list[Any], who: Keypair) -> None:
        """Send calls one after the other, and wait for the last one only."""
        for call in calls[:-1]:
            self.send(call, who, wait_for_inclusion=False, wait_for_finalization=False)
        self.send(calls[-1], who)

    def try_sudo(self, call: Any) -> Any:
        """What became of a call that Alice made as root."""
        return self.try_(bt.calls.Sudo.sudo(call=self.chain.compose(call)), self.alice)

    def sudo(self, call: Any) -> Any:
        """A call that Alice made as root. Raises `ChainError` when it failed."""
        return self.try_sudo(call).raise_for_failure()

    def refused(self, what: Any, who: Keypair) -> Refusal:
        """How an intent or a call failed."""
        return Refusal(self.try_(what, who))

    def set_by_root(self, **values: Any) -> None:
        """Call `AdminUtils.sudo_set_<name>` as root; a tuple has the values of several fields."""
        for name, value in values.items():
            arguments = value if isinstance(value, tuple) else (value,)
            self.sudo(getattr(bt.calls.AdminUtils, f"sudo_set_{name}")(*arguments))

    def new_subnet(self, owner: Keypair, hotkey: Keypair) -> int:
        """Found and start a subnet, and let its owner set what, and when, it likes."""
        done = self.send(bt.RegisterSubnet(hotkey_ss58=hotkey.ss58_address), owner)
        netuid: int = done.data["netuid"]
        self.send(bt.StartCall(netuid=netuid), owner)
        self.set_by_root(admin_freeze_window=0, owner_hparam_rate_limit=0)
        return netuid

    def register(self, netuid: int, hotkeys: list[Keypair], coldkey: Keypair) -> None:
        """Register neurons, each by an extrinsic of its own."""
        calls = [
            bt.calls.SubtensorModule.burned_register(netuid=netuid, hotkey=who.ss58_address)
            for who in hotkeys
        ]
        self.send_all(calls, coldkey)

    def make_blocks(self, count: int) -> None:
        """Make empty blocks, at once."""
        body = {"jsonrpc": "2.0", "id": 1, "method": "engine_createBlock", "params": [True, False]}
        headers = {"Content-Type": "application/json"}
        for _ in range(count):
            request = Request(self.http_url, json.dumps(body).encode(), headers)
            with urlopen(request) as answer:
                assert "result" in json.load(answer)

    def stored(self, name: str, *keys: Any) -> Any:
        """A storage item of SubtensorModule."""
        return self.chain.query(getattr(bt.storage.SubtensorModule, name), list(keys))


class Refusal:
    """Why something failed, and whether it was in a block."""

    def __init__(self, result: Any) -> None:
        assert not result.success, f"this succeeded: {result}"
        self.name = result.error.name
        self.text = f"{result.error.name}: {result.message}"
        self.at_the_pool = result.extrinsic_id is None


def key(name: str) -> Keypair:
    """The key of a development account."""
    return Keypair.create_from_uri(f"//{name}")


def names(events: list[dict[str, Any]]) -> list[str]:
    return [f"{event['event']['module_id']}.{event['event']['event_id']}" for event in events]


def attributes(events: list[dict[str, Any]], name: str) -> Any:
    """The fields of the only event with this name."""
    (found,) = all_attributes(events, name)
    return found


def all_attributes(events: list[dict[str, Any]], name: str) -> list[Any]:
    """The fields of each event with this name."""
    found = (event["event"] for event in events)
    return [event["attributes"] for event in found if event["event_id"] == name]
