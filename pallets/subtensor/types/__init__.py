"""The types of SubtensorModule's storage, calls and events.

units            numbers and keys: NetUid, MechId, TaoBalance, AlphaBalance, ...
serving          AxonInfo, PrometheusInfo, NeuronCertificate
identities       ChainIdentityV2, SubnetIdentityV3
hyperparameters  Hyperparameter, RecycleOrBurnEnum
claims           RootClaimTypeEnum
locks, leases    LockState, SubnetLease
mechanisms       mechanism_index, mechanism_of
rate_limits      RateLimitKey
"""

from pallets.subtensor.types.claims import Keep, KeepSubnets, RootClaimTypeEnum, Swap
from pallets.subtensor.types.hyperparameters import Hyperparameter, RecycleOrBurnEnum
from pallets.subtensor.types.identities import ChainIdentityV2, SubnetIdentityV3
from pallets.subtensor.types.leases import SubnetLease
from pallets.subtensor.types.locks import LockState
from pallets.subtensor.types.mechanisms import (
    GLOBAL_MAX_SUBNET_COUNT,
    MAIN_MECHANISM,
    MAX_MECHANISM_COUNT_PER_SUBNET,
    mechanism_index,
    mechanism_of,
)
from pallets.subtensor.types.rate_limits import (
    AddStakeBurn,
    LastTxBlock,
    LastTxBlockChildKeyTake,
    LastTxBlockDelegateTake,
    NetworkLastRegistered,
    OwnerHyperparamUpdate,
    RateLimitKey,
    SetSNOwnerHotkey,
)
from pallets.subtensor.types.serving import AxonInfo, NeuronCertificate, PrometheusInfo
from pallets.subtensor.types.units import (
    H160,
    MAX_COMMIT_BYTES,
    ROOT,
    AlphaBalance,
    BlockNumber,
    Coldkey,
    CommitBytes,
    CompactNetUid,
    CompactU16,
    CompactU64,
    Hash,
    Hotkey,
    LeaseId,
    MechanismIndex,
    MechId,
    NetUid,
    Percent,
    TaoBalance,
)

__all__ = [
    "AddStakeBurn", "AlphaBalance", "AxonInfo", "BlockNumber", "ChainIdentityV2", "Coldkey",
    "CommitBytes", "CompactNetUid", "CompactU16", "CompactU64", "GLOBAL_MAX_SUBNET_COUNT", "H160",
    "Hash", "Hotkey", "Hyperparameter", "Keep", "KeepSubnets", "LastTxBlock",
    "LastTxBlockChildKeyTake", "LastTxBlockDelegateTake", "LeaseId", "LockState",
    "MAIN_MECHANISM", "MAX_COMMIT_BYTES", "MAX_MECHANISM_COUNT_PER_SUBNET", "MechId",
    "MechanismIndex", "NetUid", "NetworkLastRegistered", "NeuronCertificate",
    "OwnerHyperparamUpdate", "Percent", "PrometheusInfo", "ROOT", "RateLimitKey",
    "RecycleOrBurnEnum", "RootClaimTypeEnum", "SetSNOwnerHotkey", "SubnetIdentityV3",
    "SubnetLease", "Swap", "TaoBalance", "mechanism_index", "mechanism_of",
]  # fmt: skip
