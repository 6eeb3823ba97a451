"""async-substrate-interface's asyncio client against a node: `asi_async.py WS_URL`."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable, Coroutine
from functools import wraps
from typing import Any

from async_substrate_interface import AsyncSubstrateInterface
from async_substrate_interface.errors import SubstrateRequestException
from bittensor_wallet import Keypair
from checks import Checks, same

TAO = 10**9
TRANSFER = 100_000_000

checks = Checks()


class State:
    """An open connection and the development accounts."""

    def __init__(self, chain: AsyncSubstrateInterface) -> None:
        self.chain = chain
        self.alice, self.bob, self.eve = (
            Keypair.create_from_uri(f"//{name}") for name in ("Alice", "Bob", "Eve")
        )

    async def free(self, who: Keypair, block_hash: str | None = None) -> int:
        account = await self.chain.query("System", "Account", [who.ss58_address], block_hash)
        return int(account.value["data"]["free"])

    async def transfer(self, to: Keypair, value: int) -> Any:
        params = {"dest": to.ss58_address, "value": value}
        return await self.chain.compose_call("Balances", "transfer_keep_alive", params)

    async def send(self, call: Any, who: Keypair, final: bool = True, **how: Any) -> Any:
        signed = await self.chain.create_signed_extrinsic(call, who, **how)
        return await self.chain.submit_extrinsic(
            signed, wait_for_inclusion=True, wait_for_finalization=final
        )


def check(use: Callable[[State], Coroutine[Any, Any, object]]) -> None:
    """Declare a check that gets a connection of its own."""

    @wraps(use)
    def run(url: str) -> object:
        return asyncio.run(_connected(url, use))

    checks(run)


async def _connected(url: str, use: Callable[[State], Coroutine[Any, Any, object]]) -> object:
    async with AsyncSubstrateInterface(url) as chain:
        return await use(State(chain))


@check
async def connect(state: State) -> None:
    same(await state.chain.token_symbol, "TAO")
    assert await state.chain.get_block_number(await state.chain.get_chain_head()) >= 1


@check
async def storage_in_parallel(state: State) -> None:
    old = await state.chain.get_block_hash(0)
    found = await asyncio.gather(
        *(state.free(who, old) for who in (state.alice, state.bob, state.eve))
    )
    same(found, [1_000_000 * TAO, 1_000_000 * TAO, 2_000 * TAO])


@check
async def map_in_pages(state: State) -> None:
    head = await state.chain.get_chain_head()
    pages = await state.chain.query_map("System", "Account", page_size=4, block_hash=head)
    paged = [str(key) async for key, _ in pages]
    everything = await state.chain.query_map(
        "System", "Account", block_hash=head, fully_exhaust=True
    )
    same(sorted(str(key) for key, _ in everything.records), sorted(paged))


@check
async def runtime_calls_in_one_frame(state: State) -> None:
    calls = [
        ("AccountNonceApi", "account_nonce", [who.ss58_address]) for who in (state.alice, state.eve)
    ]
    nonces = await state.chain.runtime_calls(calls)
    same(
        nonces,
        [await state.chain.get_account_nonce(who.ss58_address) for who in (state.alice, state.eve)],
    )


@check
async def fee_estimate_is_the_fee(state: State) -> None:
    call = await state.transfer(state.bob, TRANSFER)
    estimate = await state.chain.get_payment_info(call, state.eve)
    receipt = await state.send(call, state.eve)
    same(await receipt.total_fee_amount, estimate["partial_fee"])


@check
async def transfer_to_finalization(state: State) -> None:
    before = await state.free(state.bob)
    call = await state.transfer(state.bob, TRANSFER)
    receipt = await state.send(call, state.alice, era={"period": 64})
    assert await receipt.is_success, await receipt.error_message
    same(await state.free(state.bob, receipt.block_hash), before + TRANSFER)


@check
async def transfer_in_a_block(state: State) -> None:
    receipt = await state.send(await state.transfer(state.bob, TRANSFER), state.alice, final=False)
    assert await receipt.is_success, await receipt.error_message


@check
async def module_error(state: State) -> None:
    remark = await state.chain.compose_call("System", "remark", {"remark": b"x"})
    sudo = await state.chain.compose_call("Sudo", "sudo", {"call": remark})
    batch = await state.chain.compose_call("Utility", "batch_all", {"calls": [sudo]})
    receipt = await state.send(batch, state.bob)
    assert not await receipt.is_success
    same((await receipt.error_message)["name"], "RequireSudo")


@check
async def transfers_in_a_row(state: State) -> None:
    before = await state.free(state.eve)
    call = await state.transfer(state.eve, TRANSFER)
    for _ in range(4):
        signed = await state.chain.create_signed_extrinsic(call, state.alice)
        await state.chain.submit_extrinsic(signed)
    receipt = await state.send(call, state.alice)
    assert await receipt.is_success
    same(await state.free(state.eve, receipt.block_hash), before + 5 * TRANSFER)


@check
async def heads(state: State) -> None:
    for finalized in (False, True):
        seen: list[int] = []

        async def take(block: dict[str, Any], seen: list[int] = seen) -> bool | None:
            seen.append(block["header"]["number"])
            return True if len(seen) == 3 else None

        await state.chain.subscribe_block_headers(take, finalized_only=finalized)
        same(seen, [seen[0], seen[0] + 1, seen[0] + 2])


@check
async def storage_subscription(state: State) -> None:
    seen: list[int] = []
    call = await state.transfer(state.eve, TRANSFER)
    signed = await state.chain.create_signed_extrinsic(call, state.alice)

    async def take(_key: object, account: Any, _subscription: str) -> bool | None:
        seen.append(account["data"]["free"])
        if len(seen) == 1:
            await state.chain.submit_extrinsic(signed)
        return True if len(seen) == 2 else None

    key = await state.chain.create_storage_key("System", "Account", [state.eve.ss58_address])
    try:
        await state.chain.subscribe_storage([key], take)
    except TypeError as error:  # the client's own: it cannot end a storage subscription
        assert "'bool' is not iterable" in str(error), error
    same(seen[1] - seen[0], TRANSFER)


@check
async def outdated_nonce(state: State) -> str:
    call = await state.transfer(state.bob, TRANSFER)
    try:
        await state.send(call, state.alice, nonce=0)
    except SubstrateRequestException as error:
        assert "1010" in str(error), error
        assert "Transaction is outdated" in str(error), error
        return str(error)
    raise AssertionError("an outdated nonce was accepted")


@check
async def register_a_neuron(state: State) -> str:
    """In the subnet of block 0."""
    hotkey = Keypair.create_from_uri("//Miner").ss58_address
    uid = (await state.chain.query("SubtensorModule", "SubnetworkN", [1])).value
    call = await state.chain.compose_call(
        "SubtensorModule", "burned_register", {"netuid": 1, "hotkey": hotkey}
    )
    receipt = await state.send(call, state.bob)
    assert await receipt.is_success, await receipt.error_message
    events = [record["event"] for record in await receipt.triggered_events]
    registered = [each["attributes"] for each in events if each["event_id"] == "NeuronRegistered"]
    same([tuple(fields) for fields in registered], [(1, uid, hotkey)])
    neurons = await state.chain.runtime_call("NeuronInfoRuntimeApi", "get_neurons_lite", [1])
    same(neurons[uid]["hotkey"], hotkey)
    return f"uid {uid}"


if __name__ == "__main__":
    checks.run(sys.argv[1])
