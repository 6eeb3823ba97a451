"""The runtime: which pallets stand where, with which parameters, and what applies to all calls."""

from __future__ import annotations

from genesis.rules import FAST, Rules
from genesis.version import VERSION
from pallets.apis import (
    AccountNonceApi,
    BlockBuilder,
    Core,
    SessionKeys,
    TaggedTransactionQueue,
)
from pallets.aura import Aura, AuraApi, AuraConfig
from pallets.balances import balances
from pallets.grandpa import Grandpa, GrandpaApi
from pallets.metadata_hash import CheckMetadataHash
from pallets.randomness_collective_flip import RandomnessCollectiveFlip
from pallets.subtensor.extensions import (
    CheckShieldedTxValidity,
    DrandPriority,
    SubtensorTransactionExtension,
)
from pallets.subtensor.guards import CheckColdkeySwap
from pallets.subtensor.symbols import Symbols
from pallets.sudo import Sudo, SudoTransactionExtension
from pallets.system.accounts import Accounts
from pallets.system.extensions import (
    CheckGenesis,
    CheckMortality,
    CheckNonce,
    CheckNonZeroSender,
    CheckSpecVersion,
    CheckTxVersion,
    CheckWeight,
)
from pallets.system.system import System
from pallets.timestamp import Timestamp, TimestampConfig
from pallets.transaction_payment.api import TransactionPaymentApi, TransactionPaymentCallApi
from pallets.transaction_payment.extension import ChargeTransactionPaymentWrapper
from pallets.transaction_payment.pallet import TransactionPayment, TransactionPaymentConfig
from pallets.utility import Utility, no_nested_batches
from runtime.composition import Composition, Module, configured
from runtime.metadata.api import Metadata
from runtime.runtime import Runtime

PATH = "node_subtensor_runtime"

EXTENSIONS = (
    (
        CheckNonZeroSender,
        CheckSpecVersion,
        CheckTxVersion,
        CheckGenesis,
        CheckMortality,
        CheckNonce,
        CheckWeight,
    ),
    (
        ChargeTransactionPaymentWrapper,
        SudoTransactionExtension,
        CheckShieldedTxValidity,
        SubtensorTransactionExtension,
        DrandPriority,
    ),
    CheckMetadataHash,
)

# In the order of the reference. Those of pallets that are not here yet are absent.
APIS = (
    Core,
    Metadata,
    BlockBuilder,
    TaggedTransactionQueue,
    AuraApi,
    SessionKeys,
    GrandpaApi,
    AccountNonceApi,
    TransactionPaymentApi,
    TransactionPaymentCallApi,
)


def block_author(runtime: Runtime) -> bytes | None:
    """The account that fees go to."""
    return runtime.pallet(Aura).find_author()


def subtensor_composition(rules: Rules = FAST) -> Composition:
    """The runtime under these rules."""
    slot = rules.slot_duration
    return Composition(
        version=VERSION,
        path=PATH,
        modules=[
            Module("System", 0, [Accounts, System]),
            Module("RandomnessCollectiveFlip", 1, [RandomnessCollectiveFlip]),
            Module("Timestamp", 2, [configured(Timestamp, TimestampConfig(slot // 2, (Aura,)))]),
            Module("Aura", 3, [configured(Aura, AuraConfig(slot))]),
            Module("Grandpa", 4, [Grandpa]),
            Module("Balances", 5, balances()),
            Module(
                "TransactionPayment",
                6,
                [configured(TransactionPayment, TransactionPaymentConfig(author=block_author))],
            ),
            Module("SubtensorModule", 7, [Symbols]),
            Module("Utility", 11, [Utility], alias="pallet_utility"),
            Module("Sudo", 12, [Sudo]),
        ],
        system=System,
        extensions=EXTENSIONS,
        guards=[CheckColdkeySwap()],
        apis=APIS,
        call_filter=no_nested_batches,
    )
