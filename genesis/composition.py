"""The runtime: which pallets stand where, with which parameters, and what applies to all calls."""

from __future__ import annotations

from dataclasses import replace

from genesis.consensus import consensus_seam, consensus_variant
from genesis.rules import FAST, Rules
from genesis.version import VERSION
from pallets.admin_utils import admin_utils
from pallets.alpha_assets import AlphaAssets
from pallets.apis import (
    AccountNonceApi,
    BlockBuilder,
    Core,
    SessionKeys,
    TaggedTransactionQueue,
)
from pallets.aura import Aura, AuraApi, AuraConfig
from pallets.balances import balances
from pallets.commitments import Commitments, CommitmentsConfig
from pallets.drand import Drand, DrandPriority
from pallets.grandpa import Grandpa, GrandpaApi
from pallets.metadata_hash import CheckMetadataHash
from pallets.randomness_collective_flip import RandomnessCollectiveFlip
from pallets.shield import CheckShieldedTxValidity
from pallets.subtensor.apis import (
    DelegateInfoRuntimeApi,
    NeuronInfoRuntimeApi,
    StakeInfoRuntimeApi,
    SubnetInfoRuntimeApi,
    SubnetRegistrationRuntimeApi,
)
from pallets.subtensor.consensus import ConsensusRules
from pallets.subtensor.extensions import SubtensorTransactionExtension
from pallets.subtensor.fees import TaoOrAlphaCharging
from pallets.subtensor.guards import GUARDS
from pallets.subtensor.module import subtensor
from pallets.subtensor.neurons import NeuronTable
from pallets.subtensor.seams import Seams
from pallets.subtensor.stake.pools import pools_of
from pallets.subtensor.state import Schedule
from pallets.subtensor.weights import BondsReset
from pallets.sudo import Sudo, SudoTransactionExtension
from pallets.swap import Swap, SwapConfig
from pallets.swap.api import SwapRuntimeApi
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
    DelegateInfoRuntimeApi,
    NeuronInfoRuntimeApi,
    SubnetInfoRuntimeApi,
    StakeInfoRuntimeApi,
    SubnetRegistrationRuntimeApi,
    SwapRuntimeApi,
)

COMMITMENTS = CommitmentsConfig(
    can_commit=lambda runtime, netuid, who: runtime.pallet(NeuronTable).is_registered(netuid, who),
    on_reset_bonds=lambda runtime, netuid, who: runtime.pallet(BondsReset).reset(netuid, who),
    epoch_index=lambda runtime, netuid, _: runtime.pallet(Schedule).subnet_epoch_index[netuid],
)


def block_author(runtime: Runtime) -> bytes | None:
    """The account that fees go to."""
    return runtime.pallet(Aura).find_author()


FEES = TransactionPaymentConfig(author=block_author, charging=TaoOrAlphaCharging)

SEAMS = Seams(
    purge_commitments=lambda runtime, netuid: runtime.pallet(Commitments).purge_netuid(netuid),
    block_author=block_author,
)


def subtensor_composition(
    rules: Rules = FAST, consensus: ConsensusRules | None = None
) -> Composition:
    """The runtime under these rules; with rules of consensus in place of production's, if any.

    Raises InvalidConsensus for what are no rules of consensus.
    """
    slot = rules.slot_duration
    seams = SEAMS if consensus is None else replace(SEAMS, consensus=consensus_seam(consensus))
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
            Module("TransactionPayment", 6, [configured(TransactionPayment, FEES)]),
            Module("SubtensorModule", 7, subtensor(rules.subtensor, seams)),
            Module("Utility", 11, [Utility], alias="pallet_utility"),
            Module("Sudo", 12, [Sudo]),
            Module("Commitments", 18, [configured(Commitments, COMMITMENTS)]),
            Module("AdminUtils", 19, admin_utils()),
            Module("Drand", 26, [Drand]),
            Module(
                "Swap",
                28,
                [configured(Swap, SwapConfig(pools=pools_of))],
                place="pallet::pallet",
            ),
            Module("AlphaAssets", 31, [AlphaAssets]),
        ],
        system=System,
        extensions=EXTENSIONS,
        guards=GUARDS,
        apis=APIS,
        call_filter=no_nested_batches,
        variant="" if consensus is None else consensus_variant(consensus),
    )
