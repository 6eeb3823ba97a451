"""The System pallet as users meet it: its constants, calls and genesis. As FRAME's frame-system."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

from pallets.system.blocks import BlockBooks
from pallets.system.errors import (
    Error,
    FailedToExtractRuntimeVersion,
    InvalidSpecName,
    NothingAuthorized,
    SpecVersionNeedsToIncrease,
    Unauthorized,
)
from pallets.system.events import (
    CodeUpdated,
    Event,
    Hash,
    RejectedInvalidAuthorizedUpgrade,
    Remarked,
    UpgradeAuthorized,
)
from pallets.system.limits import BlockLength, BlockWeights, RuntimeDbWeight
from pallets.system.types import CodeUpgradeAuthorization
from runtime.block import RuntimeEnvironmentUpdated
from runtime.call import Call, call
from runtime.hashing import blake2_256
from runtime.origin import Origin, RawOrigin, ensure_root, ensure_signed
from runtime.pallet import constant
from runtime.scale import U16, U32, U64, Spelled, encode
from runtime.validity import (
    U64_MAX,
    InvalidCall,
    InvalidTransaction,
    TransactionSource,
    ValidTransaction,
)
from runtime.version import RuntimeVersion
from runtime.weights import DispatchClass, Pays, PostInfo, Weight, weigh

CODE_KEY = b":code"
HEAP_PAGES_KEY = b":heappages"
BEFORE_GENESIS = b"\x45" * 32  # stands for the hash of a block before the first

Key = Annotated[bytes, Spelled("Key")]
KeyValues = Annotated[list[tuple[bytes, bytes]], Spelled("Vec<KeyValue>")]
Keys = Annotated[list[bytes], Spelled("Vec<Key>")]

Operational = DispatchClass.Operational
SET_CODE = weigh(164_247_810_000, 67_035, reads=1, writes=1)
AUTHORIZE_UPGRADE = weigh(15_570_000, writes=1)


def remark_weight(_: System, remark: bytes) -> Weight:
    return weigh(1_586_000 + 10_920 * len(remark))


def remark_with_event_weight(_: System, remark: bytes) -> Weight:
    return weigh(4_725_000 + 12_386 * len(remark))


def set_storage_weight(_: System, items: list[tuple[bytes, bytes]]) -> Weight:
    return weigh(1_565_000) + weigh(733_648, writes=1) * len(items)


def kill_storage_weight(_: System, keys: list[bytes]) -> Weight:
    return weigh(1_624_000) + weigh(566_903, writes=1) * len(keys)


def kill_prefix_weight(_: System, prefix: bytes, subkeys: int) -> Weight:
    return weigh(2_964_000) + weigh(1_340_742, 70, reads=1, writes=1) * (subkeys + 1)


class System(BlockBooks, crate="frame_system"):
    """The books of each block, and the means by which root may change the state as such."""

    event = Event
    error = Error
    origin = RawOrigin

    # What clients read

    @constant
    def block_weights(self) -> BlockWeights:
        """The weight that a block and its extrinsics may have."""
        return self.config.block_weights

    @constant
    def block_length(self) -> BlockLength:
        """The bytes that a block's extrinsics may have."""
        return self.config.block_length

    @constant
    def block_hash_count(self) -> U32:
        """For how many blocks the hash is kept."""
        return self.config.block_hash_count

    @constant
    def db_weight(self) -> RuntimeDbWeight:
        """What a read and a write of the database weigh."""
        return self.config.db_weight

    @constant
    def version(self) -> RuntimeVersion:
        """The version of the runtime."""
        return self.runtime.composition.version

    @constant(name="SS58Prefix")
    def ss58_prefix(self) -> U16:
        """The prefix of this chain's addresses."""
        return self.config.ss58_prefix

    # Remarks

    @call(index=0, weight=remark_weight)
    def remark(self, origin: Origin, remark: bytes) -> None:
        """Put some bytes into a block, to no effect."""

    @call(index=7, weight=remark_with_event_weight)
    def remark_with_event(self, origin: Origin, remark: bytes) -> None:
        """Put some bytes into a block, and their hash into an event."""
        sender = ensure_signed(origin)
        self.deposit_event(Remarked(sender, blake2_256(remark)))

    # The state as such

    @call(index=4, weight=set_storage_weight, dispatch_class=Operational)
    def set_storage(self, origin: Origin, items: KeyValues) -> None:
        """Put values at storage keys."""
        ensure_root(origin)
        for key, value in items:
            self.state.set(key, value)

    @call(index=5, weight=kill_storage_weight, dispatch_class=Operational)
    def kill_storage(self, origin: Origin, keys: Keys) -> None:
        """Remove storage keys."""
        ensure_root(origin)
        for key in keys:
            self.state.set(key, None)

    @call(index=6, weight=kill_prefix_weight, dispatch_class=Operational)
    def kill_prefix(self, origin: Origin, prefix: Key, subkeys: U32) -> None:
        """Remove the storage keys with a prefix.

        At most `subkeys` of those that this block found; what it put itself goes in any case.
        """
        ensure_root(origin)
        self.state.clear_prefix(prefix, subkeys)

    @call(index=1, weight=weigh(2_836_000, writes=1), dispatch_class=Operational)
    def set_heap_pages(self, origin: Origin, pages: U64) -> None:
        """Set how many pages of memory a WebAssembly runtime gets."""
        ensure_root(origin)
        self.state.set(HEAP_PAGES_KEY, encode(U64, pages))
        self.deposit_log(RuntimeEnvironmentUpdated())

    # The runtime's code

    @call(index=2, weight=SET_CODE, dispatch_class=Operational)
    def set_code(self, origin: Origin, code: bytes) -> PostInfo:
        """Replace the runtime's code by a later version."""
        ensure_root(origin)
        self.ensure_later_version(code)
        return self._put_code(code, Pays.Yes)

    @call(index=3, weight=SET_CODE, dispatch_class=Operational)
    def set_code_without_checks(self, origin: Origin, code: bytes) -> PostInfo:
        """Replace the runtime's code, whatever the new code is."""
        ensure_root(origin)
        return self._put_code(code, Pays.Yes)

    @call(index=9, weight=AUTHORIZE_UPGRADE, dispatch_class=Operational)
    def authorize_upgrade(self, origin: Origin, code_hash: Hash) -> None:
        """Let anybody put code of this hash later, if its version is a later one."""
        ensure_root(origin)
        self._authorize(code_hash, check_version=True)

    @call(index=10, weight=AUTHORIZE_UPGRADE, dispatch_class=Operational)
    def authorize_upgrade_without_checks(self, origin: Origin, code_hash: Hash) -> None:
        """Let anybody put code of this hash later, whatever its version is."""
        ensure_root(origin)
        self._authorize(code_hash, check_version=False)

    @call(
        index=11,
        weight=weigh(166_858_158_000, 67_035, reads=2, writes=2),
        dispatch_class=Operational,
    )
    def apply_authorized_upgrade(self, origin: Origin, code: bytes) -> PostInfo:
        """Put the code whose hash was authorized. Code of an unfit version uses the permit up."""
        authorization = self._authorization_of(code)
        self.authorized_upgrade.kill()
        if authorization.check_version:
            try:
                self.ensure_later_version(code)
            except Error as unfit:
                why = self.runtime.error_value(unfit)
                self.deposit_event(RejectedInvalidAuthorizedUpgrade(authorization.code_hash, why))
                return PostInfo(pays_fee=Pays.No)
        return self._put_code(code, Pays.No)

    def ensure_later_version(self, code: bytes) -> None:
        """Fails with an error of this pallet unless the code is a later version of this runtime."""
        current, new = self.runtime.composition.version, self.config.version_of(code)
        if new is None:
            raise FailedToExtractRuntimeVersion()
        if new.spec_name != current.spec_name:
            raise InvalidSpecName()
        if new.spec_version <= current.spec_version:
            raise SpecVersionNeedsToIncrease()

    def _put_code(self, code: bytes, pays_fee: Pays) -> PostInfo:
        self.state.set(CODE_KEY, code)
        self.deposit_log(RuntimeEnvironmentUpdated())
        self.deposit_event(CodeUpdated())
        return PostInfo(self.config.block_weights.max_block, pays_fee)

    def _authorize(self, code_hash: bytes, check_version: bool) -> None:
        self.authorized_upgrade.set(CodeUpgradeAuthorization(code_hash, check_version))
        self.deposit_event(UpgradeAuthorized(code_hash, check_version))

    def _authorization_of(self, code: bytes) -> CodeUpgradeAuthorization:
        authorization = self.authorized_upgrade.get()
        if authorization is None:
            raise NothingAuthorized()
        if blake2_256(code) != authorization.code_hash:
            raise Unauthorized()
        return authorization

    # Unsigned calls

    def validate_unsigned(self, source: TransactionSource, call: Call) -> ValidTransaction:
        """Anybody may put authorized code without signing. Other calls are refused."""
        if call.declaration is not System.apply_authorized_upgrade:
            raise InvalidTransaction(InvalidCall())
        try:
            authorization = self._authorization_of(call.args[0])
        except Error as unauthorized:
            raise InvalidTransaction(InvalidCall()) from unauthorized
        return ValidTransaction(priority=U64_MAX, provides=[authorization.code_hash])

    def pre_dispatch(self, call: Call) -> None:
        self.validate_unsigned(TransactionSource.InBlock, call)

    # Genesis

    def build_genesis(self, genesis: Mapping[str, Any]) -> None:
        self.block_hash[0] = BEFORE_GENESIS
        self.parent_hash.set(BEFORE_GENESIS)
        self.note_upgraded()
        self.upgraded_to_u32_ref_count.set(True)
        self.upgraded_to_triple_ref_count.set(True)
