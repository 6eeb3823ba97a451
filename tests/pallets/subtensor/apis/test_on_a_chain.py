"""What a whole chain answers about neurons that registered, served and committed."""

from __future__ import annotations

from typing import Any

from chain.kit import DevChain, account
from pallets.subtensor.apis import (
    DelegateInfoRuntimeApi,
    NeuronInfoRuntimeApi,
    StakeInfoRuntimeApi,
    SubnetInfoRuntimeApi,
    SubnetRegistrationRuntimeApi,
)
from pallets.subtensor.networks import NetworkRegistration
from pallets.subtensor.registration import Registration
from runtime.runtime import Runtime

TAO = 10**9
OWNER, MINER = "//Owner", "//Miner"
APIS = (
    DelegateInfoRuntimeApi,
    NeuronInfoRuntimeApi,
    StakeInfoRuntimeApi,
    SubnetInfoRuntimeApi,
    SubnetRegistrationRuntimeApi,
)


def head(chain: DevChain) -> Runtime:
    return chain.blockchain.head_runtime()


def founded() -> tuple[DevChain, int]:
    """A chain where //Alice founded subnet 2 with a neuron, and what that cost, in rao."""
    chain = DevChain()
    cost = SubnetRegistrationRuntimeApi(head(chain)).get_network_registration_cost()
    receipt = chain.submit(NetworkRegistration.register_network(account(OWNER))).require()
    assert receipt.fee < TAO
    return chain, cost


def test_a_subnet_and_its_neurons_are_there_after_their_block() -> None:
    chain, cost = founded()
    chain.submit(Registration.burned_register(2, account(MINER)), by="//Bob").require()
    neurons = NeuronInfoRuntimeApi(head(chain)).get_neurons_lite(2)
    assert [neuron.hotkey for neuron in neurons] == [account(OWNER), account(MINER)]
    assert [neuron.coldkey for neuron in neurons] == [account("//Alice"), account("//Bob")]
    assert NeuronInfoRuntimeApi(chain.at(1)).get_neuron_lite(2, 1) is None
    assert NeuronInfoRuntimeApi(chain.at(0)).get_neurons_lite(2) == []
    assert SubnetRegistrationRuntimeApi(head(chain)).get_network_registration_cost() > cost
    info = SubnetInfoRuntimeApi(head(chain)).get_subnet_info_v2(2)
    assert info is not None and (info.subnetwork_n, info.owner) == (2, account("//Alice"))


def test_the_next_epoch_is_where_the_answer_says() -> None:
    chain, _ = founded()
    due = SubnetInfoRuntimeApi(head(chain)).get_next_epoch_start_block(2)
    assert due is not None and chain.number < due < chain.number + 20
    chain.advance(due - chain.number - 1)
    before = SubnetInfoRuntimeApi(head(chain)).get_dynamic_info(2)
    assert before is not None and before.last_step == 0
    chain.advance()
    after = SubnetInfoRuntimeApi(head(chain)).get_dynamic_info(2)
    assert after is not None and (after.last_step, after.blocks_since_last_step) == (due, 0)


def test_all_methods_answer_in_bytes_and_change_nothing() -> None:
    """By the chain's own composition, which is what `state_call` asks."""
    chain, _ = founded()
    runtime = head(chain)
    types = runtime.composition.types
    before = chain.blockchain.head_hash
    for api in APIS:
        for method in api.methods():
            arguments = [_sample(name) for name in method.parameters]
            data = b"".join(map(types.encode, method.parameters.values(), arguments))
            answer = runtime.call_api(f"{api.__name__}_{method.name}", data)
            assert answer == types.encode(method.result, types.decode(method.result, answer))
    assert not runtime.state.changes() and chain.blockchain.head_hash == before


def _sample(name: str) -> Any:
    """An argument by its name: of the one subnet, its founder and the hotkey."""
    samples = {
        "netuid": 2,
        "netuids": [2],
        "metagraph_indexes": list(range(74)),
        "coldkey_accounts": [account("//Alice")],
        "origin": None,
        "destination": (account(OWNER), 2),
        "hotkey": account(OWNER),
        "hotkey_account": account(OWNER),
        "delegate_account": account(OWNER),
    }
    is_coldkey = name.endswith(("coldkey", "coldkey_account", "delegatee_account"))
    return samples.get(name, account("//Alice") if is_coldkey else 0)
