"""A small chain for tests of the pallets that every block needs, and a pallet to probe it with."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from genesis.keys import Keypair, Scheme
from pallets.apis import (
    AccountNonceApi,
    BlockBuilder,
    Core,
    SessionKeys,
    TaggedTransactionQueue,
)
from pallets.aura import Aura, AuraApi, AuraConfig
from pallets.grandpa import Grandpa, GrandpaApi
from pallets.randomness_collective_flip import RandomnessCollectiveFlip
from pallets.system.accounts import AccountData, Accounts
from pallets.system.config import SystemConfig
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
from runtime.addresses import Id
from runtime.applying import implied
from runtime.block import Digest, DigestItem, Header, PreRuntime
from runtime.call import Call, call
from runtime.composition import Composition, Module, configured
from runtime.dispatch_error import PalletError
from runtime.era import Era
from runtime.executive import Executive
from runtime.extension import SigningOptions
from runtime.extrinsic import (
    Ecdsa,
    Ed25519,
    MultiSignature,
    Sr25519,
    encode_bare,
    encode_signed,
    signed_payload,
)
from runtime.origin import Origin, Root, Signed
from runtime.pallet import Pallet
from runtime.runtime import Runtime
from runtime.scale import U64, Enumeration, encode
from runtime.state import MemoryView, State
from runtime.storage import StorageValue
from runtime.version import RuntimeVersion
from runtime.weights import DispatchClass, Pays, PostInfo, Weight

SLOT = 250  # milliseconds
AUTHORITIES = [bytes([n]) * 32 for n in (1, 2, 3)]
VERSION = RuntimeVersion("node-subtensor", "node-subtensor", 1, 425, 1, [], 1, 1)
ALICE, BOB = Keypair.from_uri("//Alice"), Keypair.from_uri("//Bob")
SIGNATURES: dict[Scheme, Any] = {
    Scheme.SR25519: Sr25519,
    Scheme.ED25519: Ed25519,
    Scheme.ECDSA: Ecdsa,
}
EXTENSIONS = (
    CheckNonZeroSender,
    CheckSpecVersion,
    CheckTxVersion,
    CheckGenesis,
    CheckMortality,
    CheckNonce,
    CheckWeight,
)


class Event(Enumeration):
    pass


class Hooked(Event, index=0):
    """A hook ran."""

    number: U64


class Error(PalletError):
    pass


class Refused(Error, index=3):
    """The probe refuses."""


class Probe(Pallet, crate="pallet_probe"):
    """Calls of each kind, and hooks that leave a trace."""

    event = Event
    error = Error
    value = StorageValue[U64]("A number.")

    @call(index=0, weight=Weight(1_000_000, 10))
    def put(self, origin: Origin, value: U64) -> None:
        """Put a number."""
        self.value.set(value)

    @call(index=1, weight=Weight(1_000_000, 10))
    def fail(self, origin: Origin, value: U64) -> None:
        """Put a number, then fail."""
        self.value.set(value)
        raise Refused()

    @call(index=2, weight=Weight(2_000, 20), pays=Pays.No)
    def free(self, origin: Origin) -> None:
        """Costs nothing."""

    @call(index=3, weight=Weight(5_000, 50), dispatch_class=DispatchClass.Operational)
    def operational(self, origin: Origin) -> None:
        """Keeps the chain running."""

    @call(index=4, weight=Weight(7_000, 70), dispatch_class=DispatchClass.Mandatory)
    def mandatory(self, origin: Origin, fails: bool) -> None:
        """Must be in the block."""
        if fails:
            raise Refused()

    @call(index=5, weight=Weight(1_000, 100))
    def refund(self, origin: Origin, used: U64, pays: bool) -> PostInfo:
        """Report what was used."""
        return PostInfo(Weight(used, used), Pays.Yes if pays else Pays.No)

    @call(index=6, weight=lambda _, ref_time, proof_size: Weight(ref_time, proof_size))
    def heavy(self, origin: Origin, ref_time: U64, proof_size: U64) -> None:
        """Weighs as much as it says."""

    @call(
        index=7,
        weight=lambda _, ref_time: Weight(ref_time, 0),
        dispatch_class=DispatchClass.Operational,
    )
    def heavy_operational(self, origin: Origin, ref_time: U64) -> None:
        """Weighs as much as it says."""

    @call(index=8, weight=Weight(0, 0))
    def who(self, origin: Origin) -> None:
        """Tell who calls by the first byte of their account, 255 for root, 0 for nobody."""
        match origin.caller:
            case Signed(account):
                self.value.set(account[0])
            case Root():
                self.value.set(255)
            case _:
                self.value.set(0)

    def on_initialize(self, number: int) -> Weight:
        self.deposit_event(Hooked(number))
        return Weight(11, 0)

    def on_idle(self, number: int, remaining: Weight) -> Weight:
        self.deposit_event(Hooked(number + 1_000))
        return Weight(13, 0)

    def on_finalize(self, number: int) -> None:
        self.deposit_event(Hooked(number + 2_000))


def compose(
    version: RuntimeVersion = VERSION,
    system: SystemConfig | None = None,
    extra: Sequence[type[Pallet]] = (Probe,),
    extensions: tuple[Any, ...] = EXTENSIONS,
    **others: Any,
) -> Composition:
    """A composition of System, Timestamp, Aura and more, with a test's own pallets behind."""
    return Composition(
        version=version,
        path="node_subtensor_runtime",
        modules=[
            Module("System", 0, [Accounts, configured(System, system or SystemConfig())]),
            Module("RandomnessCollectiveFlip", 1, [RandomnessCollectiveFlip]),
            Module("Timestamp", 2, [configured(Timestamp, TimestampConfig(SLOT // 2, (Aura,)))]),
            Module("Aura", 3, [configured(Aura, AuraConfig(SLOT))]),
            Module("Grandpa", 4, [Grandpa]),
            *(Module(kind.__name__, 100 + i, [kind]) for i, kind in enumerate(extra)),
        ],
        system=System,
        extensions=extensions,
        apis=[
            Core,
            BlockBuilder,
            TaggedTransactionQueue,
            SessionKeys,
            AccountNonceApi,
            AuraApi,
            GrandpaApi,
        ],
        **others,
    )


COMPOSITION = compose()


class MiniChain:
    """A chain in a dictionary: `values` is the state after the last block."""

    def __init__(self, composition: Composition = COMPOSITION) -> None:
        self.composition = composition
        self.values: dict[bytes, bytes] = {}
        self.number, self.parent = 0, b"\x47" * 32  # the parent's hash need not be a hash here
        runtime = self.runtime()
        runtime.state.set(b":extrinsic_index", bytes(4))
        for kind in composition.pallets:
            runtime.pallet(kind).build_genesis({})
        runtime.pallet(Aura).authorities.set(AUTHORITIES)
        self.keep(runtime)
        for keypair in (ALICE, BOB):
            self.endow(keypair.account)

    def runtime(self) -> Runtime:
        return Runtime(self.composition, State(MemoryView(self.values)))

    def keep(self, runtime: Runtime) -> None:
        """Make a runtime's state the chain's."""
        for key, value in runtime.state.changes().items():
            if value is None:
                del self.values[key]
            else:
                self.values[key] = value

    def endow(self, who: bytes, free: int = 10**9) -> None:
        runtime = self.runtime()
        runtime.pallet(Accounts).inc_providers(who)
        runtime.pallet(Accounts).store_data(who, AccountData(free))
        self.keep(runtime)

    # Blocks

    def header(self, logs: Sequence[DigestItem] | None = None) -> Header:
        """The header with which the next block starts; its slot is its number."""
        number = self.number + 1
        digest = [PreRuntime(b"aura", encode(U64, number))] if logs is None else list(logs)
        return Header(self.parent, number, bytes(32), bytes(32), Digest(digest))

    def start(self) -> Executive:
        """The next block, initialized and without extrinsics."""
        executive = Executive(self.runtime())
        executive.initialize_block(self.header())
        return executive

    def timestamp(self) -> bytes:
        return encode_bare(self.composition, Timestamp.set((self.number + 1) * SLOT))

    def build(self, *extrinsics: bytes, verified: bool = False) -> Header:
        """Make the next block of these extrinsics, which must all fit, and keep it."""
        executive = self.start()
        for encoded in (self.timestamp(), *extrinsics):
            executive.apply_or_undo(encoded, verified)
        header = executive.finalize_block()
        self.keep(executive.runtime)
        self.number, self.parent = header.number, header.hash
        return header

    # Extrinsics

    def bare(self, call: Call) -> bytes:
        return encode_bare(self.composition, call)

    def sign(
        self,
        call: Call,
        nonce: int = 0,
        signer: Keypair = ALICE,
        era: Era | None = None,
        on: Runtime | None = None,
    ) -> bytes:
        """A signed extrinsic for the next block, or for the block that a runtime is at."""
        if on is None:
            executive = Executive(self.runtime())
            executive.prepare_validation(self.parent)
            on = executive.runtime
        options = SigningOptions(nonce, era=era or Era())
        extensions = tuple(kind.for_signing(options) for kind in self.composition.extensions)
        extra = self.composition.extension_data.encode(extensions)
        payload = self.composition.calls.encode(call) + extra
        signature = signer.sign(signed_payload(payload, implied(on, extensions)))
        wrapped: MultiSignature = SIGNATURES[signer.scheme](signature)
        return encode_signed(self.composition, call, Id(signer.account), wrapped, extensions)

    def unsigned_for(self, call: Call, account: bytes, nonce: int = 0) -> bytes:
        """As `sign`, for an account without a key, with a signature of zeros."""
        options = SigningOptions(nonce)
        extensions = tuple(kind.for_signing(options) for kind in self.composition.extensions)
        return encode_signed(self.composition, call, Id(account), Sr25519(bytes(64)), extensions)


def events_of(runtime: Runtime) -> list[tuple[Any, Any]]:
    """The events of the block at hand, as (phase, event)."""
    return [(record.phase, record.event) for record in runtime.pallet(System).events.get()]
