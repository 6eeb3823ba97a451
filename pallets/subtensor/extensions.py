"""The transaction extension of SubtensorModule. As extensions/subtensor.rs of the reference."""

from __future__ import annotations

from pallets.subtensor import errors
from pallets.subtensor.errors import Error
from pallets.subtensor.guards import GUARDS
from pallets.subtensor.guards.codes import TransactionCode
from runtime.extension import VALID, Applied, ThisRuntime, TransactionExtension
from runtime.validity import CustomInvalid, InvalidTransaction, ValidTransaction

CODES: dict[type[Error], TransactionCode] = {
    errors.AmountTooLow: TransactionCode.StakeAmountTooLow,
    errors.NotEnoughStakeToSetWeights: TransactionCode.StakeAmountTooLow,
    errors.SubnetNotExists: TransactionCode.SubnetNotExists,
    errors.NotEnoughBalanceToStake: TransactionCode.BalanceTooLow,
    errors.HotKeyAccountNotExists: TransactionCode.HotkeyAccountDoesntExist,
    errors.NotEnoughStakeToWithdraw: TransactionCode.NotEnoughStakeToWithdraw,
    errors.InsufficientLiquidity: TransactionCode.InsufficientLiquidity,
    errors.SlippageTooHigh: TransactionCode.SlippageTooHigh,
    errors.TransferDisallowed: TransactionCode.TransferDisallowed,
    errors.HotKeyNotRegisteredInNetwork: TransactionCode.HotKeyNotRegisteredInNetwork,
    errors.InvalidIpAddress: TransactionCode.InvalidIpAddress,
    errors.ServingRateLimitExceeded: TransactionCode.ServingRateLimitExceeded,
    errors.InvalidPort: TransactionCode.InvalidPort,
    errors.NonAssociatedColdKey: TransactionCode.NonAssociatedColdKey,
    errors.DelegateTakeTooLow: TransactionCode.DelegateTakeTooLow,
    errors.DelegateTakeTooHigh: TransactionCode.DelegateTakeTooHigh,
    errors.InputLengthsUnequal: TransactionCode.InputLengthsUnequal,
    errors.NoWeightsCommitFound: TransactionCode.CommitNotFound,
    errors.RevealTooEarly: TransactionCode.CommitBlockNotInRevealRange,
    errors.InvalidRevealRound: TransactionCode.InvalidRevealRound,
    errors.CommittingWeightsTooFast: TransactionCode.RateLimitExceeded,
    errors.SettingWeightsTooFast: TransactionCode.RateLimitExceeded,
    errors.NetworkTxRateLimitExceeded: TransactionCode.RateLimitExceeded,
    errors.HotKeyNotRegisteredInSubNet: TransactionCode.UidNotFound,
    errors.EvmKeyAssociateRateLimitExceeded: TransactionCode.EvmKeyAssociateRateLimitExceeded,
    errors.ColdkeySwapAnnounced: TransactionCode.ColdkeyInSwapSchedule,
    errors.ColdkeySwapDisputed: TransactionCode.ColdkeySwapDisputed,
}
"""What clients are told for an error of a guard; BadRequest for any other."""


class SubtensorTransactionExtension(
    TransactionExtension,
    path="pallet_subtensor::extensions::subtensor::SubtensorTransactionExtension",
    params={"T": ThisRuntime},
):
    """Asks the guards about a signed extrinsic's call, so that what they refuse stays outside.

    Calls inside of the call are asked about when they are made.
    """

    def validate(self, applied: Applied) -> ValidTransaction:
        """Raises InvalidTransaction (Custom) with the code of what the first guard refuses."""
        if applied.signer is None:
            return VALID
        try:
            for guard in GUARDS:
                guard.check_signer(applied.runtime, applied.signer, applied.call)
        except Error as refusal:
            code = CODES.get(type(refusal), TransactionCode.BadRequest)
            raise InvalidTransaction(CustomInvalid(code)) from refusal
        return VALID
