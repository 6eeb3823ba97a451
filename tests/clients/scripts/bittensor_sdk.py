"""The bittensor SDK 11 against a node: `bittensor_sdk.py WS_URL`."""

from __future__ import annotations

import asyncio
import sys
from typing import Any

import bittensor as bt
import bittensor_core
from bittensor.keyfiles import Keypair
from checks import Checks, refusal, same
from sdk import TAO, Sdk, names

TRANSFER = 100_000_000
"""A value of four compact bytes: with it a transfer signed for ever is 144 bytes long."""

TRANSFER_FEE = 170_039
"""What those 144 bytes cost in rao."""

check = Checks()


class State(Sdk):
    """The blocking client, and transfers as calls."""

    def transfer_call(self, to: Keypair, value: int) -> Any:
        return self.call("Balances", "transfer_keep_alive", dest=to.ss58_address, value=value)


def transfer(to: Keypair, value: int = TRANSFER) -> bt.Transfer:
    return bt.Transfer(dest_ss58=to.ss58_address, amount_tao=bt.rao(value))


@check
def connect(state: State) -> str:
    state.chain.connect()
    same(state.chain.spec_version, 425)
    return repr(state.chain)


@check
def chain_facts(state: State) -> None:
    assert state.chain.is_fast_blocks()
    same(state.chain.block_time(), 0.25)
    same(state.chain.balances.existential_deposit().rao, 500)
    before, after = state.chain.timestamp(block=1), state.chain.timestamp(block=2)
    same((after - before).total_seconds(), 0.25)
    assert state.chain.finalized_block <= state.chain.block


@check
def named_reads(state: State) -> None:
    """Those of the SDK's catalogue that need no pallet of Subtensor's own but the symbols."""
    address = state.alice.ss58_address
    assert state.chain.read("balance", coldkey_ss58=address).rao > 0
    assert list(state.chain.read("balances", coldkey_ss58s=[address])) == [address]
    same(state.chain.read("existential_deposit").rao, 500)
    same(state.chain.read("block_info", block=1)["extrinsics"], ["Timestamp.set"])
    same(state.chain.read("block_time"), 0.25)
    assert state.chain.read("is_fast_blocks")
    assert state.chain.read("timestamp")["block"] > 0
    assert 0 in state.chain.read("token_symbols")


@check
def storage_at_head(state: State) -> None:
    same(state.free(state.bob), 1_000_000 * TAO)
    addresses = [state.bob.ss58_address, state.dave.ss58_address]
    many = state.chain.balances.get_many(addresses)
    same([many[address].rao for address in addresses], [1_000_000 * TAO, 2_000 * TAO])
    account = state.chain.query(bt.storage.System.Account, [state.bob.ss58_address])
    same((account["nonce"], account["data"]["free"]), (0, 1_000_000 * TAO))


@check
def storage_at_old_block(state: State) -> None:
    before, old = state.free(state.eve), state.chain.block
    done = state.chain.execute(transfer(state.eve), state.alice).raise_for_failure()
    block = int(done.extrinsic_id.split("-")[0])
    new = state.chain.at(block).balances.get(state.eve.ss58_address)
    same(new.rao, before + TRANSFER)
    same(state.chain.at(old).balances.get(state.eve.ss58_address).rao, before)
    same(state.chain.at(0).balances.get(state.alice.ss58_address).rao, 1_000_000 * TAO)


@check
def batch(state: State) -> None:
    to = [state.dave, state.eve]
    before = [state.free(who) for who in to]
    intents = [transfer(who) for who in to]
    done = state.chain.execute(bt.Batch(intents=intents), state.alice).raise_for_failure()
    same(names(done.events).count("Utility.ItemCompleted"), 2)
    same([state.free(who) for who in to], [free + TRANSFER for free in before])


@check
def map_in_pages(state: State) -> str:
    """The SDK reads pages of 100 keys; a batch makes more accounts than that."""
    strangers = [Keypair.create_from_uri(f"//Stranger{index}") for index in range(120)]
    calls = [state.transfer_call(who, 10_000 + index) for index, who in enumerate(strangers)]
    batch_all = bt.calls.Utility.batch_all(calls=calls)
    state.chain.submit_call(batch_all, state.alice).raise_for_failure()
    accounts = {
        str(key): value["data"]["free"]
        for key, value in state.chain.at().query_map(bt.storage.System.Account)
    }
    assert len(accounts) >= 131, len(accounts)
    seen = [accounts[who.ss58_address] for who in strangers]
    same(seen, [10_000 + index for index in range(120)])
    return f"{len(accounts)} accounts"


@check
def runtime_call(state: State) -> None:
    address = state.alice.ss58_address
    nonce = state.chain.query(bt.storage.System.Account, [address])["nonce"]
    same(state.chain.runtime(("AccountNonceApi", "account_nonce"), [address]), nonce)
    same(state.chain.runtime(("Core", "version"), [])["spec_version"], 425)


@check
def fee_estimate_is_the_fee(state: State) -> None:
    plan = state.chain.plan(transfer(state.bob), state.dave)
    assert plan.ok, plan
    same(plan.fee.rao, TRANSFER_FEE)
    before = state.free(state.dave)
    done = state.chain.execute(transfer(state.bob), state.dave, period=None).raise_for_failure()
    same(done.fee.rao, TRANSFER_FEE)
    same(state.free(state.dave), before - TRANSFER - TRANSFER_FEE)


@check
def weight_estimate(state: State) -> None:
    call = state.transfer_call(state.bob, TRANSFER)
    weight = state.chain.estimate_weight(call, address=state.alice.ss58_address)
    same(weight["ref_time"], 231_634_000)


@check
def transfer_in_a_block(state: State) -> str:
    done = state.chain.execute(transfer(state.bob), state.alice, wait_for_finalization=False)
    return str(done.raise_for_failure().extrinsic_id)


@check
def transfer_to_finalization(state: State) -> None:
    before = state.free(state.alice)
    done = state.chain.execute(transfer(state.bob), state.alice).raise_for_failure()
    same(done.fee.rao, TRANSFER_FEE + 1)  # a mortal era is one byte longer
    same(state.free(state.alice), before - TRANSFER - TRANSFER_FEE - 1)
    assert state.chain.finalized_block >= int(done.extrinsic_id.split("-")[0])


@check
def events_of_the_transfer(state: State) -> None:
    done = state.chain.execute(transfer(state.bob), state.alice).raise_for_failure()
    same(
        names(done.events),
        [
            "Balances.Withdraw",
            "Balances.Transfer",
            "Balances.Deposit",  # what the sender gets back of the fee: nothing
            "Balances.Deposit",
            "TransactionPayment.TransactionFeePaid",
            "System.ExtrinsicSuccess",
        ],
    )
    moved = done.events[1]["event"]["attributes"]
    same(moved["from"], state.alice.ss58_address)
    same((moved["to"], moved["amount"]), (state.bob.ss58_address, TRANSFER))


@check
def block_of_the_transfer(state: State) -> None:
    done = state.chain.execute(transfer(state.bob), state.alice).raise_for_failure()
    number, index = (int(part) for part in done.extrinsic_id.split("-"))
    info = state.chain.block_info(number)
    same(info.hash, done.block_hash)
    same(info.extrinsics[0]["call"]["call_module"], "Timestamp")
    same(info.extrinsics[index]["call"]["call_function"], "transfer_keep_alive")


@check
def transfer_all(state: State) -> None:
    giver = Keypair.create_from_uri("//Giver")
    state.chain.execute(transfer(giver), state.alice).raise_for_failure()
    everything = bt.TransferAll(dest_ss58=state.eve.ss58_address, keep_alive=False)
    done = state.chain.execute(everything, giver).raise_for_failure()
    assert "System.KilledAccount" in names(done.events), names(done.events)
    same(state.free(giver), 0)


@check
def failing_transfer(state: State) -> str:
    done = state.chain.execute(transfer(state.bob, 2_000_000 * TAO), state.alice)
    assert not done.success
    same(done.error.code, bt.ErrorCode.INSUFFICIENT_BALANCE)
    return f"{done.error.name}: {done.message}"


@check
def module_error_undoes_the_batch(state: State) -> str:
    remark = state.call("System", "remark", remark=b"x")
    sudo = state.call("Sudo", "sudo", call=remark)
    before = state.free(state.eve)
    calls = [state.transfer_call(state.eve, TRANSFER), sudo]
    done = state.chain.submit_call(bt.calls.Utility.batch_all(calls=calls), state.bob)
    assert not done.success
    same(done.error.name, "RequireSudo")
    same(state.free(state.eve), before)
    return str(done.message)


@check
def sudo(state: State) -> None:
    target = Keypair.create_from_uri("//Forced")
    call = state.call("Balances", "force_set_balance", who=target.ss58_address, new_free=5 * TAO)
    done = state.chain.submit_call(bt.calls.Sudo.sudo(call=call), state.alice)
    assert "Sudo.Sudid" in names(done.raise_for_failure().events)
    same(state.free(target), 5 * TAO)


@check
def module_error_inside_sudo(state: State) -> str:
    call = state.call("Balances", "force_adjust_total_issuance", direction="Increase", delta=0)
    done = state.chain.submit_call(bt.calls.Sudo.sudo(call=call), state.alice)
    assert not done.success
    same(done.error.name, "DeltaZero")
    return str(done.message)


@check
def new_heads(state: State) -> None:
    _follow(state, finalized=False)


@check
def finalized_heads(state: State) -> None:
    _follow(state, finalized=True)


def _follow(state: State, finalized: bool) -> None:
    seen: list[int] = []
    for header in state.chain.blocks(finalized=finalized):
        seen.append(header.number)
        if len(seen) == 4:
            break
    same(seen, list(range(seen[0], seen[0] + 4)))


@check
def wait_for_block(state: State) -> None:
    target = state.chain.block + 3
    assert state.chain.wait_for_block(target).number >= target


@check
def transfers_in_a_row(state: State) -> None:
    before = state.free(state.eve)
    for _ in range(6):
        state.chain.execute(
            transfer(state.eve),
            state.bob,
            wait_for_inclusion=False,
            wait_for_finalization=False,
        ).raise_for_failure()
    state.chain.execute(transfer(state.eve), state.bob).raise_for_failure()
    same(state.free(state.eve), before + 7 * TRANSFER)


@check
def signature_from_elsewhere(state: State) -> None:
    unsigned = state.chain.prepare_call(
        state.transfer_call(state.dave, TRANSFER), address=state.eve.ss58_address
    )
    signature = state.eve.sign(unsigned.payload)
    state.chain.submit_signature(unsigned, signature).raise_for_failure()


@check
def metadata_hash(state: State) -> None:
    state.chain.execute(transfer(state.eve), VerifyingSigner(state.bob)).raise_for_failure()


@check
def wrong_metadata_hash(state: State) -> str:
    done = state.chain.execute(transfer(state.eve), VerifyingSigner(state.bob, decimals=10))
    assert not done.success
    same(done.error.name, "BadProof")
    return str(done.message)


class VerifyingSigner:
    """A signer that signs the digest of the metadata too, as a hardware wallet does."""

    crypto_type = 1

    def __init__(self, keypair: Keypair, decimals: int = 9) -> None:
        self._keypair = keypair
        self._decimals = decimals
        self.ss58_address = keypair.ss58_address
        self.public_key = keypair.public_key

    def sign(self, payload: bytes) -> bytes:
        return bytes(self._keypair.sign(payload))

    def metadata_digest(self, context: Any) -> bytes:
        return bytes(
            bittensor_core.metadata_digest(
                context.metadata_bytes,
                context.spec_version,
                context.spec_name,
                context.ss58_format,
                self._decimals,
                "TAO",
            )
        )


@check
def ed25519_signer(state: State) -> None:
    signer = Keypair.create_from_uri("//Edward", crypto_type=bt.CRYPTO_ED25519)
    state.chain.execute(transfer(signer), state.alice).raise_for_failure()
    done = state.chain.execute(transfer(state.eve, 20_000_000), signer).raise_for_failure()
    same(done.fee.rao, TRANSFER_FEE + 1)


@check
def sender_without_money(state: State) -> str:
    done = state.chain.execute(transfer(state.bob), Keypair.create_from_uri("//Nobody"))
    assert not done.success
    same(done.error.name, "Payment")
    return str(done.message)


@check
def outdated_nonce(state: State) -> str:
    unsigned = state.chain.prepare_call(
        state.transfer_call(state.eve, TRANSFER), address=state.alice.ss58_address, nonce=0
    )
    done = state.chain.submit_signature(unsigned, state.alice.sign(unsigned.payload))
    same(done.error.name, "Stale")
    return str(done.message)


@check
def bad_signature(state: State) -> str:
    unsigned = state.chain.prepare_call(
        state.transfer_call(state.eve, TRANSFER), address=state.alice.ss58_address
    )
    done = state.chain.submit_signature(unsigned, b"\x01" * 64)
    same(done.error.name, "BadProof")
    return str(done.message)


@check
def unknown_block(state: State) -> str:
    refused = refusal(lambda: state.chain.at(1_000_000).balances.get(state.alice.ss58_address))
    assert "1000000" in refused.text, refused.text
    return f"{refused.kind}: {refused.text}"


@check
def async_client(state: State) -> None:
    asyncio.run(_use_async_client(state))


async def _use_async_client(state: State) -> None:
    async with bt.Subtensor(state.url) as chain:
        reads = [chain.balances.get(who.ss58_address) for who in (state.alice, state.eve)]
        alice, eve = await asyncio.gather(*reads)
        assert alice.rao > 0
        done = await chain.execute(transfer(state.eve), state.alice)
        done.raise_for_failure()
        same((await chain.balances.get(state.eve.ss58_address)).rao, eve.rao + TRANSFER)
        async for header in chain.blocks(finalized=True):
            assert header.number > 0
            break


if __name__ == "__main__":
    state = State(sys.argv[1])
    check.run(state)
    state.chain.close()
