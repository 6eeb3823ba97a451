"""What every signed extrinsic is checked for, whatever it calls. As frame-system's extensions.

CheckMortality and CheckNonce are Subtensor's versions of those. Where nobody signed, and so
`applied.signer` is None, the checks that are about the signer let the extrinsic through.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, ClassVar

from pallets.system.accounts import U32_MAX, Accounts
from pallets.system.system import System
from runtime.era import EraField
from runtime.extension import VALID, Applied, SigningOptions, TransactionExtension
from runtime.scale import H256, U32, Compact, Spelled
from runtime.validity import (
    AncientBirthBlock,
    BadSigner,
    ExhaustsResources,
    Future,
    InvalidTransaction,
    Payment,
    Stale,
    ValidTransaction,
)
from runtime.weights import DispatchClass, Pays, PostInfo, Weight

if TYPE_CHECKING:
    from runtime.call import Call
    from runtime.dispatch_error import DispatchFailure
    from runtime.runtime import Runtime

ZERO_ACCOUNT = bytes(32)
ENCRYPTED_ERA_PERIOD = 8  # blocks; an encrypted call cannot be opened later
ENCRYPTED_CALL = ("MevShield", "submit_encrypted")
U64_MAX = 2**64 - 1


class CheckNonZeroSender(
    TransactionExtension,
    path="frame_system::extensions::check_non_zero_sender::CheckNonZeroSender",
    params={"T": None},
):
    """The signer is not the account of 32 zero bytes, for which signatures can be made up."""

    def validate(self, applied: Applied) -> ValidTransaction:
        if applied.signer == ZERO_ACCOUNT:
            raise InvalidTransaction(BadSigner())
        return VALID


class CheckSpecVersion(
    TransactionExtension,
    path="frame_system::extensions::check_spec_version::CheckSpecVersion",
    params={"T": None},
):
    """The extrinsic was signed for this spec version, which decides what a call does."""

    implicit: ClassVar[Any] = U32

    def implied(self, runtime: Runtime) -> int:
        return runtime.composition.version.spec_version


class CheckTxVersion(
    TransactionExtension,
    path="frame_system::extensions::check_tx_version::CheckTxVersion",
    params={"T": None},
):
    """The extrinsic was signed for this transaction version, which decides what its bytes mean."""

    implicit: ClassVar[Any] = U32

    def implied(self, runtime: Runtime) -> int:
        return runtime.composition.version.transaction_version


class CheckGenesis(
    TransactionExtension,
    path="frame_system::extensions::check_genesis::CheckGenesis",
    params={"T": None},
):
    """The extrinsic was signed for this chain."""

    implicit: ClassVar[Any] = H256

    def implied(self, runtime: Runtime) -> bytes:
        return runtime.pallet(System).block_hash[0]


class CheckMortality(
    TransactionExtension,
    path="node_subtensor_runtime::check_mortality::CheckMortality",
    params={"T": None},
    unnamed=True,
):
    """The extrinsic is in the era that it was signed for."""

    era: Annotated[EraField, Spelled("Era")]
    implicit: ClassVar[Any] = H256

    @classmethod
    def for_signing(cls, options: SigningOptions) -> CheckMortality:
        return cls(options.era)

    def implied(self, runtime: Runtime) -> bytes:
        """The hash of the block in which the era began; the chain keeps those of 2400 blocks."""
        system = runtime.pallet(System)
        known = system.hash_of(self.era.birth(system.block_number()))
        if known is None:
            raise InvalidTransaction(AncientBirthBlock())
        return known

    def validate(self, applied: Applied) -> ValidTransaction:
        if _is_encrypted(applied.runtime, applied.call) and (
            self.era.immortal or self.era.period > ENCRYPTED_ERA_PERIOD
        ):
            raise InvalidTransaction(Stale())
        if self.era.immortal:
            return VALID
        current = applied.runtime.pallet(System).block_number()
        return ValidTransaction(longevity=max(self.era.death(current) - current, 0))


def _is_encrypted(runtime: Runtime, call: Call) -> bool:
    declared = call.declaration
    if declared.name != ENCRYPTED_CALL[1]:
        return False
    calls = runtime.composition.calls
    module = calls.module_of(declared)
    return module is not None and calls.modules[module].name == ENCRYPTED_CALL[0]


class CheckNonce(
    TransactionExtension,
    path="node_subtensor_runtime::check_nonce::CheckNonce",
    params={"T": None},
    unnamed=True,
):
    """The extrinsic is the signer's next one. In the pool it may also wait for others of theirs."""

    nonce: Annotated[Compact[U32], Spelled("T::Nonce")]

    @classmethod
    def for_signing(cls, options: SigningOptions) -> CheckNonce:
        return cls(options.nonce)

    def validate(self, applied: Applied) -> ValidTransaction:
        signer = applied.signer
        if signer is None:
            return VALID
        account = applied.runtime.pallet(Accounts).get(signer)
        if (
            applied.info.pays_fee is Pays.Yes
            and account.providers == 0
            and account.sufficients == 0
        ):
            raise InvalidTransaction(Payment())
        if self.nonce < account.nonce:
            raise InvalidTransaction(Stale())
        requires = [_tag(signer, self.nonce - 1)] if account.nonce < self.nonce else []
        return ValidTransaction(requires=requires, provides=[_tag(signer, self.nonce)])

    def prepare(self, applied: Applied) -> None:
        signer = applied.signer
        if signer is None:
            return
        accounts = applied.runtime.pallet(Accounts)
        if self.nonce > accounts.nonce(signer):
            raise InvalidTransaction(Future())
        accounts.set_nonce(signer, (self.nonce + 1) & U32_MAX)


def _tag(signer: bytes, nonce: int) -> bytes:
    """What an extrinsic with this nonce provides to those that come after it."""
    return signer + nonce.to_bytes(4, "little")


class CheckWeight(
    TransactionExtension,
    path="frame_system::extensions::check_weight::CheckWeight",
    params={"T": None},
):
    """The extrinsic fits into what is left of the block, and is charged to it."""

    def validate(self, applied: Applied) -> ValidTransaction:
        _check_fits(applied)
        return VALID

    def prepare(self, applied: Applied) -> None:
        _charge(applied)

    def post_dispatch(
        self, prepared: Any, applied: Applied, post: PostInfo, failure: DispatchFailure | None
    ) -> None:
        applied.runtime.pallet(System).reclaim_weight(applied.info, post)

    @classmethod
    def bare_validate(cls, applied: Applied) -> ValidTransaction:
        _check_fits(applied)
        return VALID

    @classmethod
    def bare_prepare(cls, applied: Applied) -> None:
        _charge(applied)

    @classmethod
    def bare_post_dispatch(cls, applied: Applied, post: PostInfo) -> None:
        applied.runtime.pallet(System).reclaim_weight(applied.info, post)


def _check_fits(applied: Applied) -> None:
    """Length with all extrinsics before, and the weight of this one alone."""
    system, class_ = applied.runtime.pallet(System), applied.info.class_
    if _length_with(system, applied) > system.config.block_length.of(class_):
        raise InvalidTransaction(ExhaustsResources())
    limit = system.config.block_weights.of(class_).max_extrinsic
    if limit is not None and applied.info.weight.any_above(limit):
        raise InvalidTransaction(ExhaustsResources())


def _length_with(system: System, applied: Applied) -> int:
    return min((system.all_extrinsics_len.get() or 0) + applied.length, U32_MAX)


def _charge(applied: Applied) -> None:
    """Add the extrinsic to the weight and length of the block."""
    system, class_ = applied.runtime.pallet(System), applied.info.class_
    weights, used = system.config.block_weights, system.used_weight()
    limits = weights.of(class_)
    mine = applied.info.weight + limits.base_extrinsic + Weight(0, applied.length)
    before = used.of(class_)
    if class_ is not DispatchClass.Mandatory and _overflows(before, mine):
        raise InvalidTransaction(ExhaustsResources())
    after = used.with_(class_, before + mine)
    of_class = after.of(class_)
    if limits.max_total is not None and of_class.any_above(limits.max_total):
        raise InvalidTransaction(ExhaustsResources())
    if (
        after.total().any_above(weights.max_block)
        and limits.reserved is not None
        and of_class.any_above(limits.reserved)
    ):
        raise InvalidTransaction(ExhaustsResources())
    system.all_extrinsics_len.set(_length_with(system, applied))
    system.put_used_weight(after)


def _overflows(one: Weight, other: Weight) -> bool:
    return one.ref_time + other.ref_time > U64_MAX or one.proof_size + other.proof_size > U64_MAX
