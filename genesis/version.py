"""The version of the runtime that this chain is compatible with: opentensor/subtensor, spec 425."""

from __future__ import annotations

from runtime.version import RuntimeVersion, api_id

# Every API of the reference with its version, in its order. Clients compare these bytes, so the
# list also names the APIs of pallets that are not here yet; asking one of those answers that it is
# not found.
APIS = {
    "Core": 5,
    "Metadata": 2,
    "BlockBuilder": 6,
    "GenesisBuilder": 1,
    "TaggedTransactionQueue": 3,
    "OffchainWorkerApi": 2,
    "AuraApi": 1,
    "SessionKeys": 1,
    "GrandpaApi": 3,
    "AccountNonceApi": 1,
    "TransactionPaymentApi": 4,
    "TransactionPaymentCallApi": 3,
    "EthereumRuntimeRPCApi": 6,
    "ConvertTransactionRuntimeApi": 2,
    "ContractsApi": 2,
    "DelegateInfoRuntimeApi": 1,
    "NeuronInfoRuntimeApi": 1,
    "SubnetInfoRuntimeApi": 2,
    "StakeInfoRuntimeApi": 1,
    "SubnetRegistrationRuntimeApi": 1,
    "ProxyFilterRuntimeApi": 1,
    "BabeApi": 2,
    "SwapRuntimeApi": 1,
    "ShieldApi": 1,
}

VERSION = RuntimeVersion(
    spec_name="node-subtensor",
    impl_name="node-subtensor",
    authoring_version=1,
    spec_version=425,
    impl_version=1,
    apis=[(api_id(name), version) for name, version in APIS.items()],
    transaction_version=1,
    system_version=1,
)
