"""async-substrate-interface's blocking client runs a subnet: `asi_subnets.py WS_URL`."""

from __future__ import annotations

import sys
from hashlib import blake2b
from typing import Any

from async_substrate_interface import SubstrateInterface
from bittensor_wallet import Keypair
from checks import Checks, refusal, same

TAO = 10**9
NEURONS = 17
"""The owner's, and 16 that are registered."""

check = Checks()


class State:
    """The connection, and Alice with her subnet."""

    netuid = 2

    def __init__(self, url: str) -> None:
        self.chain = SubstrateInterface(url)
        self.alice, self.bob, self.owner = (key(name) for name in ("Alice", "Bob", "Alice_hk"))
        self.miners = [key(f"Miner{index}") for index in range(1, NEURONS)]

    def close(self) -> None:
        """Left to the interpreter's end, the client's closing hangs."""
        self.chain.close()

    def read(self, name: str, *keys: Any) -> Any:
        found = self.chain.query("SubtensorModule", name, list(keys))
        return found.value if hasattr(found, "value") else found

    def api(self, api: str, method: str, *params: Any) -> Any:
        found = self.chain.runtime_call(api, method, list(params))
        return found.value if hasattr(found, "value") else found

    def call(self, function: str, module: str = "SubtensorModule", **params: Any) -> Any:
        return self.chain.compose_call(module, function, params)

    def send(self, call: Any, who: Keypair) -> Any:
        signed = self.chain.create_signed_extrinsic(call, who)
        return self.chain.submit_extrinsic(signed, wait_for_finalization=True)

    def done(self, call: Any, who: Keypair) -> Any:
        receipt = self.send(call, who)
        assert receipt.is_success, receipt.error_message
        return receipt

    def failure(self, call: Any, who: Keypair) -> str:
        """The name of the error with which a call fails in its block."""
        receipt = self.send(call, who)
        assert not receipt.is_success
        assert receipt.error_message["docs"], receipt.error_message
        return str(receipt.error_message["name"])

    def sudo(self, call: Any) -> None:
        receipt = self.done(self.call("sudo", "Sudo", call=call), self.alice)
        same(event(receipt, "Sudid"), {"sudo_result": {"Ok": ()}})

    def set_by_root(self, name: str, **params: Any) -> None:
        self.sudo(self.call(f"sudo_set_{name}", "AdminUtils", **params))

    def wait_for_epoch(self) -> None:
        before = self.read("SubnetEpochIndex", self.netuid)

        def after(_block: Any) -> bool | None:
            return True if self.read("SubnetEpochIndex", self.netuid) > before else None

        self.chain.subscribe_block_headers(after)


def key(name: str) -> Keypair:
    return Keypair.create_from_uri(f"//{name}")


def event(receipt: Any, name: str) -> Any:
    """The fields of the only event with this name."""
    events = (record["event"] for record in receipt.triggered_events)
    (found,) = (each for each in events if each["event_id"] == name)
    return found["attributes"]


@check
def found_a_subnet(state: State) -> str:
    cost = state.api("SubnetRegistrationRuntimeApi", "get_network_registration_cost")
    same(cost, 1_000 * TAO)
    receipt = state.done(
        state.call("register_network", hotkey=state.owner.ss58_address), state.alice
    )
    same(tuple(event(receipt, "NetworkAdded")), (state.netuid, 1))
    same(state.read("SubnetOwner", state.netuid), state.alice.ss58_address)
    return f"{cost}"


@check
def start_it(state: State) -> str:
    name = state.failure(state.call("start_call", netuid=state.netuid), state.bob)
    state.done(state.call("start_call", netuid=state.netuid), state.alice)
    assert state.read("FirstEmissionBlockNumber", state.netuid) > 0
    return name


@check
def prices(state: State) -> None:
    same(state.api("SwapRuntimeApi", "current_alpha_price", state.netuid), TAO)
    everywhere = state.api("SwapRuntimeApi", "current_alpha_price_all")
    same([(each["netuid"], each["price"]) for each in everywhere], [(0, TAO), (1, TAO), (2, TAO)])


@check
def hyperparameters(state: State) -> str:
    """All three versions; the last is a list of names and values of several types."""
    versions = [
        state.api("SubnetInfoRuntimeApi", f"get_subnet_hyperparams{version}", state.netuid)
        for version in ("", "_v2", "_v3")
    ]
    newest = {each["name"]: each["value"] for each in versions[2]}
    same([versions[0]["tempo"], versions[1]["tempo"]], [10, 10])
    return f"{newest}"


@check
def govern_it(state: State) -> None:
    netuid = state.netuid
    state.set_by_root("admin_freeze_window", window=0)
    state.set_by_root("owner_hparam_rate_limit", epochs=0)
    state.set_by_root("weights_set_rate_limit", netuid=netuid, weights_set_rate_limit=0)
    state.set_by_root("tempo", netuid=netuid, tempo=20)  # time enough to reveal
    by_owner = state.call(
        "sudo_set_serving_rate_limit", "AdminUtils", netuid=netuid, serving_rate_limit=0
    )
    state.done(by_owner, state.alice)
    same(state.read("ServingRateLimit", netuid), 0)
    same(state.failure(by_owner, state.bob), "BadOrigin")
    too_high = state.call(
        "sudo_set_max_allowed_uids", "AdminUtils", netuid=netuid, max_allowed_uids=4_096
    )
    same(state.failure(too_high, state.alice), "MaxAllowedUidsGreaterThanDefaultMaxAllowedUids")


@check
def register_sixteen_neurons(state: State) -> None:
    """The last of them is waited for."""
    calls = [
        state.call("burned_register", netuid=state.netuid, hotkey=miner.ss58_address)
        for miner in state.miners
    ]
    for call in calls[:-1]:
        state.chain.submit_extrinsic(state.chain.create_signed_extrinsic(call, state.alice))
    receipt = state.done(calls[-1], state.alice)
    registered = tuple(event(receipt, "NeuronRegistered"))
    same(registered, (state.netuid, NEURONS - 1, state.miners[-1].ss58_address))
    uids = state.chain.query_map("SubtensorModule", "Uids", [state.netuid])
    expected = {state.owner.ss58_address: 0}
    expected |= {miner.ss58_address: index for index, miner in enumerate(state.miners, start=1)}
    same({str(hotkey): value_of(uid) for hotkey, uid in uids}, expected)
    same(state.failure(calls[0], state.alice), "HotKeyAlreadyRegisteredInSubNet")


def value_of(found: Any) -> Any:
    return found.value if hasattr(found, "value") else found


@check
def serve_an_axon(state: State) -> None:
    axon = {"version": 1, "ip": 0x5DB8D822, "port": 8_091, "ip_type": 4, "protocol": 4}
    call = state.call("serve_axon", netuid=state.netuid, placeholder1=0, placeholder2=0, **axon)
    receipt = state.done(call, state.miners[0])
    same(tuple(event(receipt, "AxonServed")), (state.netuid, state.miners[0].ss58_address))
    found = state.read("Axons", state.netuid, state.miners[0].ss58_address)
    same({name: found[name] for name in axon}, axon)


@check
def neurons(state: State) -> None:
    lite = state.api("NeuronInfoRuntimeApi", "get_neurons_lite", state.netuid)
    same([neuron["uid"] for neuron in lite], list(range(NEURONS)))
    same(lite[1]["hotkey"], state.miners[0].ss58_address)
    same(lite[1]["axon_info"]["port"], 8_091)
    one = state.api("NeuronInfoRuntimeApi", "get_neuron", state.netuid, 1)
    same((one["hotkey"], one["weights"]), (state.miners[0].ss58_address, []))


@check
def commit_and_read(state: State) -> None:
    info = {"fields": [[{"Raw5": b"hello"}]]}
    call = state.call("set_commitment", "Commitments", netuid=state.netuid, info=info)
    state.done(call, state.miners[1])
    keys = [state.netuid, state.miners[1].ss58_address]
    found = value_of(state.chain.query("Commitments", "CommitmentOf", keys))
    assert "68656c6c6f" in str(found) or "hello" in str(found), found


def set_weights(state: State, dests: list[int], weights: list[int]) -> Any:
    return state.call(
        "set_weights", netuid=state.netuid, dests=dests, weights=weights, version_key=0
    )


@check
def open_weights_with_a_permit_from_root(state: State) -> None:
    """Root writes the permits as an epoch would; then others than the owner may set weights."""
    state.set_by_root("commit_reveal_weights_enabled", netuid=state.netuid, enabled=False)
    row = set_weights(state, [1, 2], [1, 3])
    same(state.failure(row, state.miners[0]), "NeuronNoValidatorPermit")
    permits = state.chain.create_storage_key("SubtensorModule", "ValidatorPermit", [state.netuid])
    value = "0x44" + "01" * NEURONS
    state.sudo(state.call("set_storage", "System", items=[(permits.to_hex(), value)]))
    for who in (state.owner, state.miners[0]):
        state.done(row, who)
    weights = state.chain.query_map("SubtensorModule", "Weights", [state.netuid])
    same(
        {value_of(uid): [tuple(pair) for pair in value_of(found)] for uid, found in weights},
        {0: [(1, 21_845), (2, 65_535)], 1: [(1, 21_845), (2, 65_535)]},
    )
    neurons = state.api("NeuronInfoRuntimeApi", "get_neurons", state.netuid)
    same([tuple(pair) for pair in neurons[1]["weights"]], [(1, 21_845), (2, 65_535)])
    assert neurons[1]["validator_permit"]


@check
def commit_and_reveal(state: State) -> str:
    state.set_by_root("commit_reveal_weights_enabled", netuid=state.netuid, enabled=True)
    uids, values, salt = [3, 4], [65_535, 13], [1, 2, 3, 4]
    parts = [state.owner.public_key, state.netuid.to_bytes(2, "little")]
    parts += [_vector(numbers) for numbers in (uids, values, salt)]
    digest = blake2b(b"".join([*parts, bytes(8)]), digest_size=32).hexdigest()
    state.wait_for_epoch()
    commit = state.call("commit_weights", netuid=state.netuid, commit_hash="0x" + digest)
    state.done(commit, state.owner)
    reveal = state.call(
        "reveal_weights", netuid=state.netuid, uids=uids, values=values, salt=salt, version_key=0
    )
    early = refusal(lambda: state.send(reveal, state.owner))
    assert "Custom error: 17" in early.text, early.text
    state.wait_for_epoch()
    state.done(reveal, state.owner)
    same([tuple(pair) for pair in state.read("Weights", state.netuid, 0)], [(3, 65_535), (4, 13)])
    return early.text


def _vector(numbers: list[int]) -> bytes:
    """A short `Vec<u16>` in SCALE."""
    return bytes([4 * len(numbers)]) + b"".join(each.to_bytes(2, "little") for each in numbers)


@check
def what_the_pool_refuses(state: State) -> str:
    """With the code of the reason, which the 10.x SDKs turn into a text."""
    state.set_by_root("weights_set_rate_limit", netuid=state.netuid, weights_set_rate_limit=1_000)
    state.set_by_root("commit_reveal_weights_enabled", netuid=state.netuid, enabled=False)
    refused = refusal(lambda: state.send(set_weights(state, [1], [1]), state.owner))
    for part in ("1010", "Invalid Transaction", "Custom error: 6"):
        assert part in refused.text, refused.text
    return refused.text


@check
def an_announced_swap_blocks_transfers(state: State) -> str:
    digest = "0x" + blake2b(key("New").public_key, digest_size=32).hexdigest()
    state.done(state.call("announce_coldkey_swap", new_coldkey_hash=digest), state.bob)
    transfer = state.call(
        "transfer_keep_alive", "Balances", dest=state.alice.ss58_address, value=TAO
    )
    refused = refusal(lambda: state.send(transfer, state.bob))
    assert "Custom error: 0" in refused.text, refused.text
    return refused.text


if __name__ == "__main__":
    state = State(sys.argv[1])
    check.run(state)
    state.close()
