"""async-substrate-interface's blocking client against a node: `asi.py WS_URL`."""

from __future__ import annotations

import sys
from functools import partial
from typing import Any

from async_substrate_interface import SubstrateInterface
from bittensor_wallet import Keypair
from checks import Checks, refusal, same

TAO = 10**9
TRANSFER = 100_000_000
"""A value of four compact bytes: with it a transfer signed for ever is 144 bytes long."""

TRANSFER_FEE = 170_039
"""What those 144 bytes cost in rao."""

check = Checks()


class State:
    """The connection and the development accounts."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.chain = SubstrateInterface(url)
        self.alice, self.bob, self.dave, self.eve = (
            Keypair.create_from_uri(f"//{name}") for name in ("Alice", "Bob", "Dave", "Eve")
        )

    def close(self) -> None:
        """Left to the interpreter's end, the client's closing hangs."""
        self.chain.close()

    def free(self, who: Keypair, block_hash: str | None = None) -> int:
        account = self.chain.query("System", "Account", [who.ss58_address], block_hash)
        return int(account.value["data"]["free"])

    def transfer(self, to: Keypair, value: int, function: str = "transfer_keep_alive") -> Any:
        return self.chain.compose_call(
            "Balances", function, {"dest": to.ss58_address, "value": value}
        )

    def send(self, call: Any, who: Keypair, final: bool = True, **how: Any) -> Any:
        signed = self.chain.create_signed_extrinsic(call, who, **how)
        return self.chain.submit_extrinsic(
            signed, wait_for_inclusion=True, wait_for_finalization=final
        )


def names(events: list[dict[str, Any]]) -> list[str]:
    return [f"{event['event']['module_id']}.{event['event']['event_id']}" for event in events]


@check
def connect(state: State) -> str:
    chain = state.chain
    same(chain.token_symbol, "TAO")
    same(chain.token_decimals, 9)
    same(chain.properties["ss58Format"], 42)
    assert chain.supports_rpc_method("account_nextIndex")
    runtime = chain.get_block_runtime_info(chain.get_chain_head())
    same((runtime["specName"], runtime["specVersion"]), ("node-subtensor", 425))
    return f"{chain.name} {chain.version}"


@check
def constants(state: State) -> None:
    same(state.chain.get_constant("Balances", "ExistentialDeposit").value, 500)
    same(state.chain.get_constant("Aura", "SlotDuration").value, 250)


@check
def storage_at_head(state: State) -> None:
    assert state.free(state.bob) == 1_000_000 * TAO
    keys = [
        state.chain.create_storage_key("System", "Account", [who.ss58_address])
        for who in (state.bob, state.dave)
    ]
    found = state.chain.query_multi(keys)
    same([value["data"]["free"] for _, value in found], [1_000_000 * TAO, 2_000 * TAO])


@check
def storage_at_old_block(state: State) -> None:
    old = state.chain.get_chain_head()
    before = state.free(state.eve)
    receipt = state.send(state.transfer(state.eve, TRANSFER), state.alice)
    same(state.free(state.eve, receipt.block_hash), before + TRANSFER)
    same(state.free(state.eve, old), before)
    same(state.free(state.alice, state.chain.get_block_hash(0)), 1_000_000 * TAO)


@check
def map_in_pages(state: State) -> str:
    head = state.chain.get_chain_head()
    pages = state.chain.query_map("System", "Account", page_size=4, block_hash=head)
    accounts = {str(key): value for key, value in pages}
    whole = state.chain.query_map("System", "Account", page_size=100, block_hash=head)
    same({str(key): value for key, value in whole}, accounts)
    assert len(accounts) >= 11
    same(accounts[state.bob.ss58_address]["data"]["free"], 1_000_000 * TAO)
    return f"{len(accounts)} accounts"


@check
def runtime_call(state: State) -> None:
    address = state.alice.ss58_address
    nonce = state.chain.query("System", "Account", [address]).value["nonce"]
    same(state.chain.runtime_call("AccountNonceApi", "account_nonce", [address]), nonce)
    same(state.chain.get_account_nonce(address), nonce)
    same(state.chain.runtime_call("Core", "version", [])["spec_version"], 425)


@check
def runtime_calls_in_one_frame(state: State) -> None:
    calls = [
        ("AccountNonceApi", "account_nonce", [who.ss58_address]) for who in (state.alice, state.bob)
    ]
    found = state.chain.runtime_calls(calls)
    same(found, [state.chain.runtime_call(*call) for call in calls])


@check
def absent_runtime_api(state: State) -> str:
    refused = refusal(
        lambda: state.chain.rpc_request(
            "state_call", ["ProxyFilterRuntimeApi_get_proxy_types", "0x"]
        )
    )
    text = "Exported method ProxyFilterRuntimeApi_get_proxy_types is not found"
    assert text in refused.text, refused.text
    return refused.text


@check
def absent_method(state: State) -> None:
    refused = refusal(lambda: state.chain.rpc_request("chainHead_v1_follow", [True]))
    same(refused.text, "Method not found")


@check
def fee_estimate_is_the_fee(state: State) -> None:
    call = state.transfer(state.bob, TRANSFER)
    before = state.free(state.dave)
    estimate = state.chain.get_payment_info(call, state.dave)
    same(estimate["partial_fee"], TRANSFER_FEE)
    receipt = state.send(call, state.dave)
    same(receipt.total_fee_amount, TRANSFER_FEE)
    same(state.free(state.dave), before - TRANSFER - TRANSFER_FEE)


@check
def transfer_in_a_block(state: State) -> str:
    receipt = state.send(state.transfer(state.bob, TRANSFER), state.alice, final=False)
    assert receipt.is_success, receipt.error_message
    assert not receipt.finalized
    return receipt.get_extrinsic_identifier()


@check
def transfer_to_finalization(state: State) -> None:
    before = state.free(state.alice)
    call = state.transfer(state.bob, TRANSFER)
    receipt = state.send(call, state.alice, era={"period": 128})
    assert receipt.is_success, receipt.error_message
    assert receipt.finalized
    same(receipt.total_fee_amount, TRANSFER_FEE + 1)  # a mortal era is one byte longer
    same(state.free(state.alice), before - TRANSFER - TRANSFER_FEE - 1)


@check
def events_of_the_transfer(state: State) -> None:
    receipt = state.send(state.transfer(state.bob, TRANSFER), state.alice)
    same(
        names(receipt.triggered_events),
        [
            "Balances.Withdraw",
            "Balances.Transfer",
            "Balances.Deposit",  # what the sender gets back of the fee: nothing
            "Balances.Deposit",
            "TransactionPayment.TransactionFeePaid",
            "System.ExtrinsicSuccess",
        ],
    )
    moved = receipt.triggered_events[1]["event"]["attributes"]
    same(moved["from"], state.alice.ss58_address)
    same((moved["to"], moved["amount"]), (state.bob.ss58_address, TRANSFER))


@check
def block_of_the_transfer(state: State) -> None:
    receipt = state.send(state.transfer(state.bob, TRANSFER), state.alice)
    block = state.chain.get_block(block_hash=receipt.block_hash)
    calls = [extrinsic.value["call"] for extrinsic in block["extrinsics"]]
    same(calls[0]["call_module"], "Timestamp")
    same(calls[receipt.extrinsic_idx]["call_function"], "transfer_keep_alive")
    digests = [list(log.value) for log in block["header"]["digest"]["logs"]]
    same(digests, [["PreRuntime"], ["Seal"]])
    again = state.chain.retrieve_extrinsic_by_identifier(receipt.get_extrinsic_identifier())
    same(again.triggered_events, receipt.triggered_events)


@check
def failing_transfer(state: State) -> None:
    receipt = state.send(state.transfer(state.bob, 2_000_000 * TAO), state.alice)
    assert not receipt.is_success
    same(receipt.error_message, {"type": "System", "name": "Token", "docs": "FundsUnavailable"})
    same(receipt.total_fee_amount, TRANSFER_FEE + 4)  # the value is nine compact bytes here


@check
def module_error_undoes_the_batch(state: State) -> None:
    remark = state.chain.compose_call("System", "remark", {"remark": b"x"})
    sudo = state.chain.compose_call("Sudo", "sudo", {"call": remark})
    calls = [state.transfer(state.eve, TRANSFER), sudo]
    before = state.free(state.eve)
    batch = state.chain.compose_call("Utility", "batch_all", {"calls": calls})
    receipt = state.send(batch, state.bob)
    assert not receipt.is_success
    error = receipt.error_message
    same((error["type"], error["name"]), ("Module", "RequireSudo"))
    assert error["docs"], error
    same(state.free(state.eve), before)


@check
def batch(state: State) -> None:
    calls = [state.transfer(to, TRANSFER) for to in (state.dave, state.eve)]
    before = state.free(state.dave), state.free(state.eve)
    receipt = state.send(
        state.chain.compose_call("Utility", "batch_all", {"calls": calls}), state.alice
    )
    assert receipt.is_success, receipt.error_message
    same(names(receipt.triggered_events).count("Utility.ItemCompleted"), 2)
    after = state.free(state.dave), state.free(state.eve)
    same(after, (before[0] + TRANSFER, before[1] + TRANSFER))


@check
def interrupted_batch(state: State) -> None:
    calls = [
        state.transfer(state.eve, TRANSFER),
        state.transfer(state.eve, 3_000_000 * TAO),
        state.transfer(state.eve, TRANSFER),
    ]
    before = state.free(state.eve)
    receipt = state.send(
        state.chain.compose_call("Utility", "batch", {"calls": calls}), state.alice
    )
    assert receipt.is_success
    interrupted = next(
        event["event"]["attributes"]
        for event in receipt.triggered_events
        if event["event"]["event_id"] == "BatchInterrupted"
    )
    same(interrupted["index"], 1)
    same(interrupted["error"], {"Token": "FundsUnavailable"})
    same(state.free(state.eve), before + TRANSFER)


@check
def new_heads(state: State) -> None:
    _follow(state, finalized=False)


@check
def finalized_heads(state: State) -> None:
    _follow(state, finalized=True)


def _follow(state: State, finalized: bool) -> None:
    seen: list[int] = []

    def take(block: dict[str, Any]) -> bool | None:
        seen.append(block["header"]["number"])
        return True if len(seen) == 4 else None

    state.chain.subscribe_block_headers(take, finalized_only=finalized)
    same(seen, list(range(seen[0], seen[0] + 4)))


@check
def transfers_in_a_row(state: State) -> None:
    address = state.alice.ss58_address
    before = state.free(state.eve)
    first = state.chain.get_account_next_index(address)
    for index in range(6):
        same(state.chain.get_account_next_index(address), first + index)
        signed = state.chain.create_signed_extrinsic(
            state.transfer(state.eve, TRANSFER), state.alice
        )
        state.chain.submit_extrinsic(signed)
    receipt = state.send(state.transfer(state.eve, TRANSFER), state.alice)
    assert receipt.is_success, receipt.error_message
    same(state.free(state.eve), before + 7 * TRANSFER)


@check
def future_nonce_waits(state: State) -> None:
    nonce = state.chain.get_account_next_index(state.bob.ss58_address)
    call = state.transfer(state.eve, TRANSFER)
    before = state.free(state.eve)
    for late in (2, 1):
        signed = state.chain.create_signed_extrinsic(call, state.bob, nonce=nonce + late)
        state.chain.submit_extrinsic(signed)
    same(state.free(state.eve), before)
    state.send(call, state.bob, nonce=nonce)
    same(state.chain.get_account_next_index(state.bob.ss58_address), nonce + 3)


def _refused(state: State, who: Keypair, *parts: str, **how: Any) -> str:
    refused = refusal(lambda: state.send(state.transfer(state.bob, TRANSFER), who, **how))
    for part in parts:
        assert part in refused.text, refused.text
    return refused.text


@check
def outdated_nonce(state: State) -> str:
    return _refused(
        state, state.alice, "1010", "Invalid Transaction", "Transaction is outdated", nonce=0
    )


@check
def bad_signature(state: State) -> str:
    return _refused(
        state,
        state.alice,
        "1010",
        "Transaction has a bad signature",
        signature="0x" + "01" * 64,
    )


@check
def sender_without_money(state: State) -> str:
    poor = Keypair.create_from_uri("//Nobody")
    return _refused(state, poor, "1010", "Inability to pay some fees")


@check
def same_extrinsic_again(state: State) -> str:
    nonce = state.chain.get_account_next_index(state.dave.ss58_address) + 5
    signed = state.chain.create_signed_extrinsic(
        state.transfer(state.eve, TRANSFER), state.dave, nonce=nonce
    )
    state.chain.submit_extrinsic(signed)
    refused = refusal(lambda: state.chain.submit_extrinsic(signed, wait_for_inclusion=True))
    assert "1013" in refused.text, refused.text
    return refused.text


@check
def same_nonce_again(state: State) -> str:
    """Only while the first one waits for its block: a block in between is bad luck."""
    for _ in range(10):
        nonce = state.chain.get_account_next_index(state.bob.ss58_address)
        first, second = (
            state.chain.create_signed_extrinsic(
                state.transfer(state.eve, value), state.bob, nonce=nonce
            )
            for value in (TRANSFER, TRANSFER + 1)
        )
        state.chain.submit_extrinsic(first)
        refused = refusal(partial(state.chain.submit_extrinsic, second, wait_for_inclusion=True))
        if "1014" in refused.text:
            assert "Priority is too low: (" in refused.text, refused.text
            return refused.text
        assert "Transaction is outdated" in refused.text, refused.text
    raise AssertionError("a block came in between each time")


@check
def pending_extrinsics(state: State) -> str:
    return f"{len(state.chain.retrieve_pending_extrinsics())} pending"


@check
def every_error_has_docs(state: State) -> str:
    errors = state.chain.get_metadata_errors()
    same([error for error in errors if not error["documentation"]], [])
    return f"{len(errors)} errors"


if __name__ == "__main__":
    state = State(sys.argv[1])
    check.run(state)
    state.close()
