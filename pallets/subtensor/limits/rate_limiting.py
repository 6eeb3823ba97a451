"""How often something may be done, and when it was done last. utils/rate_limiting.rs."""

from __future__ import annotations

from pallets.subtensor.constants import Constants
from pallets.subtensor.limits.rules import is_over, is_too_soon
from pallets.subtensor.limits.transactions import Limited, TransactionType
from pallets.subtensor.state import Founding, RateLimits, Schedule
from pallets.subtensor.types import (
    Hyperparameter,
    LastTxBlock,
    LastTxBlockDelegateTake,
    NetworkLastRegistered,
    OwnerHyperparamUpdate,
    RateLimitKey,
    SetSNOwnerHotkey,
)
from pallets.system.system import System
from runtime.pallet import Pallet, Uses

SET_CHILDREN = 150  # blocks
SET_SUBNET_OWNER_HOTKEY = 50_400  # blocks: 1 week


class RateLimiting(Pallet, crate="pallet_subtensor"):
    """How often something may be done, and when it was done last.

    What concerns a subnet is limited in each by itself; for what does not, the netuid is of no
    meaning and can be left out.
    """

    system = Uses(System)
    parameters = Uses(Constants)
    founding = Uses(Founding)
    schedule = Uses(Schedule)
    rate_limits = Uses(RateLimits)

    def limit(self, kind: Limited, netuid: int = 0) -> int:
        """So many blocks lie between two times on a subnet at least; 0 for no limit."""
        config = self.parameters.config
        match kind:
            case Hyperparameter():
                return self._tempos(netuid, self.schedule.owner_hyperparam_rate_limit.get())
            case TransactionType.SetWeightsVersionKey:
                return self._tempos(netuid, self.rate_limits.weights_version_key_rate_limit.get())
            case TransactionType.SetChildren:
                return SET_CHILDREN
            case TransactionType.SetChildkeyTake:
                return self.rate_limits.tx_childkey_take_rate_limit.get()
            case TransactionType.RegisterNetwork:
                return self.founding.network_rate_limit.get()
            case TransactionType.SetSNOwnerHotkey:
                return SET_SUBNET_OWNER_HOTKEY
            case TransactionType.MechanismCountUpdate:
                return config.mechanism_count_set_rate_limit
            case TransactionType.MechanismEmission:
                return config.mechanism_emission_rate_limit
            case TransactionType.MaxUidsTrimming:
                return config.max_uids_trimming_rate_limit
            case TransactionType.TempoUpdate:
                return config.min_tempo

    def passes(self, kind: Limited, key: bytes, netuid: int = 0) -> bool:
        """Whether `key` may do this on a subnet now, since the last time is long enough ago."""
        block, last = self.system.block_number(), self.last_block(kind, key, netuid)
        return is_over(self.limit(kind, netuid), block, last)

    def last_block(self, kind: Limited, key: bytes, netuid: int = 0) -> int:
        """The block in which `key` last did this on a subnet; 0 for never.

        For the parameters, the hotkey of a subnet's owner and the registration of networks it does
        not matter who did it.
        """
        shared = _shared_key(kind, netuid)
        if shared is not None:
            return self.rate_limits.last_rate_limited_block[shared]
        return self.rate_limits.transaction_key_last_block[key, netuid, kind.value]

    def set_last_block(self, kind: Limited, key: bytes, netuid: int, block: int) -> None:
        """Remember that `key` did this on a subnet in a block."""
        shared = _shared_key(kind, netuid)
        if shared is not None:
            self.rate_limits.last_rate_limited_block[shared] = block
        else:
            self.rate_limits.transaction_key_last_block[key, netuid, kind.value] = block

    def exceeds_tx_rate_limit(self, key: bytes) -> bool:
        """Whether the last swap of the coldkey's hotkeys, or of itself, is too recent."""
        return self._too_soon(self.rate_limits.tx_rate_limit.get(), LastTxBlock(key))

    def exceeds_delegate_take_rate_limit(self, hotkey: bytes) -> bool:
        """Whether the last change of the hotkey's take as a delegate is too recent."""
        limit = self.rate_limits.tx_delegate_take_rate_limit.get()
        return self._too_soon(limit, LastTxBlockDelegateTake(hotkey))

    def _tempos(self, netuid: int, count: int) -> int:
        # Saturates in the reference, where a limit of 2^64 - 1 can not pass either.
        return self.schedule.tempo[netuid] * count

    def _too_soon(self, limit: int, key: RateLimitKey) -> bool:
        last = self.rate_limits.last_rate_limited_block[key]
        return is_too_soon(limit, self.system.block_number(), last)


def _shared_key(kind: Limited, netuid: int) -> RateLimitKey | None:
    """Where it is noted for all who may do this; None if it is noted for each key by itself."""
    match kind:
        case Hyperparameter():
            return OwnerHyperparamUpdate(netuid, kind)
        case TransactionType.SetSNOwnerHotkey:
            return SetSNOwnerHotkey(netuid)
        case TransactionType.RegisterNetwork:
            return NetworkLastRegistered()
    return None
