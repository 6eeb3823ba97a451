"""The bittensor SDK 11 registers neurons, which serve and commit: `bittensor_neurons.py WS_URL`."""

from __future__ import annotations

import ipaddress
import sys

import bittensor as bt
from bittensor import timelock
from checks import Checks, same
from pulses import give_pulse, seal
from sdk import TAO, Sdk, attributes, key

SubtensorModule = bt.calls.SubtensorModule
ROUND = 1_000
"""A round of quicknet of long ago, whose pulse is recorded."""

check = Checks()


class State(Sdk):
    """Alice owns the subnet and 16 miners; one more registers with a limit to the price."""

    def __init__(self, url: str) -> None:
        super().__init__(url)
        self.owner = key("Alice_hk")
        self.miners = [key(f"Miner{index}") for index in range(1, 17)]
        self.netuid = self.new_subnet(self.alice, self.owner)

    def burn(self) -> int:
        return int(self.chain.subnets.burn(self.netuid).rao)


@check
def price_of_a_neuron(state: State) -> str:
    """One TAO at first, and less with each block."""
    burn = state.burn()
    assert TAO // 2 < burn < TAO, burn
    return str(burn)


@check
def register_a_neuron(state: State) -> None:
    before, hotkey = state.free(state.alice), state.miners[0].ss58_address
    call = SubtensorModule.burned_register(netuid=state.netuid, hotkey=hotkey)
    done = state.send(call, state.alice)
    same(attributes(done.events, "NeuronRegistered"), (state.netuid, 1, hotkey))
    paid = before - state.free(state.alice) - done.fee.rao
    block = int(done.extrinsic_id.split("-")[0])
    before = int(state.chain.at(block - 1).subnets.burn(state.netuid).rao)
    assert 0.99 * before < paid < before, (paid, before)  # the price of this block is a bit lower


@check
def the_price_rises_with_each(state: State) -> str:
    before = state.burn()
    state.register(state.netuid, state.miners[1:2], state.alice)
    assert state.burn() > 1.1 * before, (before, state.burn())
    return f"{before} -> {state.burn()}"


@check
def register_with_a_limit(state: State) -> str:
    hotkey, netuid = state.miners[2].ss58_address, state.netuid
    limit = SubtensorModule.register_limit(netuid=netuid, hotkey=hotkey, limit_price=1_000)
    found = state.refused(limit, state.alice)
    same(found.name, "RegistrationPriceLimitExceeded")
    limit = SubtensorModule.register_limit(netuid=netuid, hotkey=hotkey, limit_price=10 * TAO)
    same(attributes(state.send(limit, state.alice).events, "NeuronRegistered")[1], 3)
    return found.text


@check
def register_the_others(state: State) -> None:
    state.register(state.netuid, state.miners[3:], state.alice)
    same(state.stored("SubnetworkN", state.netuid), 17)


@check
def registrations_that_fail(state: State) -> str:
    def register(netuid: int, who: bt.Keypair) -> object:
        return SubtensorModule.burned_register(netuid=netuid, hotkey=who.ss58_address)

    again = state.refused(register(state.netuid, state.miners[0]), state.alice)
    nowhere = state.refused(register(99, key("New")), state.alice)
    poor = key("Poor")
    state.send(bt.Transfer(dest_ss58=poor.ss58_address, amount_tao=bt.rao(10_000_000)), state.bob)
    costly = state.refused(register(state.netuid, key("New")), poor)
    others = state.refused(register(state.netuid, state.miners[0]), state.bob)
    names = [found.name for found in (again, others, nowhere, costly)]
    same(names[:2], ["HotKeyAlreadyRegisteredInSubNet"] * 2)
    same(names[2:], ["SubnetNotExists", "NotEnoughBalanceToStake"])
    return costly.text


@check
def read_the_neurons_back(state: State) -> None:
    netuid, chain = state.netuid, state.chain
    for index, miner in enumerate(state.miners, start=1):
        same(chain.read("uid", hotkey_ss58=miner.ss58_address, netuid=netuid), index)
    same(chain.read("uid", hotkey_ss58=key("New").ss58_address, netuid=netuid), None)
    hotkeys = [state.owner.ss58_address, *(miner.ss58_address for miner in state.miners)]
    same(chain.read("netuids_for_hotkey", hotkey_ss58=hotkeys[3]), [netuid])
    same(chain.read("hotkey_owner", hotkey_ss58=hotkeys[3]), state.alice.ss58_address)
    owned = chain.read("owned_hotkeys", coldkey_ss58=state.alice.ss58_address)
    same(sorted(owned), sorted(hotkeys))


@check
def neurons_lite(state: State) -> None:
    neurons = state.chain.neurons.all(state.netuid)
    hotkeys = [state.owner.ss58_address, *(miner.ss58_address for miner in state.miners)]
    same([neuron.uid for neuron in neurons], list(range(17)))
    same([neuron.hotkey for neuron in neurons], hotkeys)
    same({neuron.coldkey for neuron in neurons}, {state.alice.ss58_address})
    miners = neurons[1:]  # the owner has stake from the subnet's emission
    same({neuron.validator_permit for neuron in miners}, {False})
    same({neuron.raw["netuid"] for neuron in neurons}, {state.netuid})
    assert "weights" not in neurons[0].raw


@check
def neurons_with_weights_and_bonds(state: State) -> None:
    neurons = state.chain.neurons.all(state.netuid, lite=False)
    same([neuron.uid for neuron in neurons], list(range(17)))
    same([(neuron.raw["weights"], neuron.raw["bonds"]) for neuron in neurons], [([], [])] * 17)
    one = state.chain.runtime(("NeuronInfoRuntimeApi", "get_neuron"), [state.netuid, 5])
    same(one, neurons[5].raw)
    same(state.chain.runtime(("NeuronInfoRuntimeApi", "get_neuron_lite"), [state.netuid, 99]), None)


@check
def serve_axons(state: State) -> None:
    for index, miner in enumerate(state.miners[:3], start=1):
        axon = bt.ServeAxon(netuid=state.netuid, ip=f"93.184.216.{index}", port=8_090 + index)
        done = state.send(axon, miner)
        same(attributes(done.events, "AxonServed"), (state.netuid, miner.ss58_address))
    for index, neuron in enumerate(state.chain.neurons.all(state.netuid)[1:4], start=1):
        axon = neuron.raw["axon_info"]
        same(str(ipaddress.ip_address(int(axon["ip"]))), f"93.184.216.{index}")
        same((axon["port"], axon["ip_type"], axon["protocol"]), (8_090 + index, 4, 4))


@check
def serve_over_ip_6_with_a_certificate(state: State) -> None:
    miner = state.miners[3]
    certificate = "0x01" + "ab" * 64
    axon = bt.ServeAxonTls(
        netuid=state.netuid, ip="2606:2800:220:1::1", port=443, certificate=certificate
    )
    state.send(axon, miner)
    found = state.stored("NeuronCertificates", state.netuid, miner.ss58_address)
    same(found, {"public_key": "0x" + "ab" * 64, "algorithm": 1})
    same(state.stored("Axons", state.netuid, miner.ss58_address)["ip_type"], 6)


@check
def serve_prometheus(state: State) -> None:
    miner = state.miners[4]
    state.send(bt.ServePrometheus(netuid=state.netuid, ip="93.184.216.9", port=9_100), miner)
    found = state.stored("Prometheus", state.netuid, miner.ss58_address)
    same((found["ip"], found["port"]), (int(ipaddress.ip_address("93.184.216.9")), 9_100))


@check
def axons_that_the_pool_refuses(state: State) -> str:
    served, unserved = state.miners[0], state.miners[5]
    tries = [
        (bt.ServeAxon(netuid=state.netuid, ip="93.184.216.1", port=1), served),
        (bt.ServeAxon(netuid=state.netuid, ip="93.184.216.1", port=0), unserved),
        (bt.ServeAxon(netuid=state.netuid, ip="127.0.0.1", port=1), unserved),
        (bt.ServeAxon(netuid=state.netuid, ip="93.184.216.1", port=1), key("New")),
    ]
    found = [state.refused(*each) for each in tries]
    assert all(each.at_the_pool for each in found), found
    expected = ["ServingRateLimitExceeded", "InvalidPort", "InvalidIpAddress"]
    same([each.name for each in found], [*expected, "HotKeyNotRegisteredInNetwork"])
    return "; ".join(each.text for each in found)


def commitment(netuid: int, *fields: object) -> object:
    return bt.calls.Commitments.set_commitment(netuid=netuid, info={"fields": [list(fields)]})


@check
def commit_and_read(state: State) -> None:
    miner = state.miners[0]
    state.send(commitment(state.netuid, {"Raw5": b"hello"}), miner)
    found = state.chain.read("commitment", netuid=state.netuid, hotkey_ss58=miner.ss58_address)
    same((found.data, found.deposit.rao), ("hello", 0))
    (listed,) = state.chain.read("commitments", netuid=state.netuid)
    same((listed["hotkey"], listed["uid"], listed["commitment"]), (miner.ss58_address, 1, "hello"))


@check
def commitments_that_fail(state: State) -> str:
    fields = {"Raw5": b"hello"}
    stranger = state.refused(commitment(state.netuid, fields), state.bob)
    same(stranger.name, "AccountNotAllowedCommit")
    return stranger.text


@check
def sealed_commitment(state: State) -> None:
    """What the SDK seals is for a time to come; it stays sealed."""
    miner = state.miners[1]
    sealed = timelock.encrypt("not yet", reveal_in="1h")
    field = {"encrypted": sealed.encrypted, "reveal_round": sealed.reveal_round}
    state.send(commitment(state.netuid, {"TimelockEncrypted": field}), miner)
    found = state.chain.subnets.commitments(state.netuid)[miner.ss58_address]
    same((found.status, found.reveal_round, found.value), ("sealed", sealed.reveal_round, None))


@check
def commitment_that_a_pulse_opens(state: State) -> None:
    miner = state.miners[2]
    field = {"encrypted": seal(b"\x18secret", ROUND), "reveal_round": ROUND}
    state.send(commitment(state.netuid, {"TimelockEncrypted": field}), miner)
    give_pulse(state.url, ROUND)
    state.chain.wait_for_block(state.chain.block + 2)
    found = state.chain.subnets.commitments(state.netuid)[miner.ss58_address]
    same((found.is_revealed, found.value), (True, "secret"))
    same(state.chain.query(bt.storage.Drand.LastStoredRound, []), ROUND)


if __name__ == "__main__":
    state = State(sys.argv[1])
    check.run(state)
    state.chain.close()
