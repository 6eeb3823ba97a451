"""Which methods there are, by all their names."""

from __future__ import annotations

import pytest

from tests.chain.api.client import Client, Failed, failure

METHODS = [
    "account_nextIndex", "author_hasKey", "author_hasSessionKeys", "author_pendingExtrinsics",
    "author_removeExtrinsic", "author_submitAndWatchExtrinsic", "author_submitExtrinsic",
    "author_unwatchExtrinsic", "chain_getBlock", "chain_getBlockHash", "chain_getFinalisedHead",
    "chain_getFinalizedHead", "chain_getHead", "chain_getHeader", "chain_getRuntimeVersion",
    "chain_subscribeAllHeads", "chain_subscribeFinalisedHeads", "chain_subscribeFinalizedHeads",
    "chain_subscribeNewHead", "chain_subscribeNewHeads", "chain_subscribeRuntimeVersion",
    "chain_unsubscribeAllHeads", "chain_unsubscribeFinalisedHeads",
    "chain_unsubscribeFinalizedHeads", "chain_unsubscribeNewHead", "chain_unsubscribeNewHeads",
    "chain_unsubscribeRuntimeVersion", "dev_explainEpoch", "payment_queryFeeDetails",
    "payment_queryInfo", "rpc_methods", "state_call", "state_callAt", "state_getKeys",
    "state_getKeysPaged",
    "state_getKeysPagedAt", "state_getMetadata", "state_getPairs", "state_getReadProof",
    "state_getRuntimeVersion", "state_getStorage", "state_getStorageAt", "state_getStorageHash",
    "state_getStorageHashAt", "state_getStorageSize", "state_getStorageSizeAt",
    "state_queryStorage", "state_queryStorageAt", "state_subscribeRuntimeVersion",
    "state_subscribeStorage", "state_unsubscribeRuntimeVersion", "state_unsubscribeStorage",
    "subscribe_newHead", "system_accountNextIndex", "system_addLogFilter", "system_chain",
    "system_chainType", "system_dryRun", "system_dryRunAt", "system_health",
    "system_localListenAddresses", "system_name", "system_nodeRoles", "system_peers",
    "system_properties", "system_resetLogFilter", "system_syncState", "system_version",
    "unsubscribe_newHead",
]  # fmt: skip

UNSAFE = [
    "author_hasKey", "author_hasSessionKeys", "author_removeExtrinsic", "dev_explainEpoch",
    "state_getPairs",
    "state_queryStorage", "system_addLogFilter", "system_dryRun", "system_dryRunAt", "system_peers",
    "system_resetLogFilter",
]  # fmt: skip


def test_rpc_methods_lists_exactly_these(client: Client) -> None:
    assert client.call("rpc_methods") == {"methods": METHODS}


@pytest.mark.parametrize(
    "name",
    ["state_traceBlock", "childstate_getKeys", "author_rotateKeys", "offchain_localStorageGet"],
)
def test_what_does_nothing_here_is_absent(client: Client, name: str) -> None:
    failed = failure(client, name)
    assert (failed.code, failed.message) == (-32601, "Method not found")


@pytest.mark.parametrize("name", UNSAFE)
def test_unsafe_methods_are_for_this_machine(client: Client, name: str) -> None:
    outside = Client(client.registry, allow_unsafe=False)
    failed = failure(outside, name)
    assert failed.code == -32601
    assert failed.message == "RPC call is unsafe to be called externally"


def test_all_others_are_for_everybody(client: Client) -> None:
    outside = Client(client.registry, allow_unsafe=False)
    for name in METHODS:
        if name not in UNSAFE:
            try:
                outside.call(name)
            except Failed as failed:
                assert failed.message == "Invalid params"
