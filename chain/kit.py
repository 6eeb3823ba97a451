"""A whole chain as one object in this process, for tests and experiments.

    chain = DevChain()
    receipt = chain.submit(Balances.transfer_keep_alive(to("//Bob"), TAO), by="//Alice")
    assert receipt.ok and receipt.fee == 170_039
    chain.pallet(Ledger).total_issuance.get()        # state at the head, by attribute
    chain.advance(10)                                # empty blocks
    chain.at(3).pallet(System).events.get()          # any past block

Every submission makes a block of its own, unless several go together into `submit_all`. Time
passes only with blocks, and begins at the same moment in each chain: what a test does gives the
same blocks each time, but for their seals.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Literal, Self, TypeVar

from chain.authoring.aura import AuraAuthor
from chain.authoring.builder import BlockBuilder
from chain.authoring.clock import BlockClock
from chain.blockchain import Blockchain, ImportedBlock
from chain.chains import open_chain
from chain.signing import Signer, sign_call
from genesis.composition import subtensor_composition
from genesis.keys import Keypair
from genesis.presets import AUTHORITIES, preset
from genesis.rules import FAST, Rules
from genesis.spec import ChainSpec
from pallets.sudo.events import Sudid, SudoAsDone
from pallets.system.accounts import Accounts
from pallets.system.system import System
from pallets.system.types import ApplyExtrinsic
from pallets.transaction_payment.events import TransactionFeePaid
from runtime.addresses import Id
from runtime.call import Call
from runtime.composition import Composition
from runtime.dispatch_error import DispatchError, Module
from runtime.era import Era
from runtime.executive import Executive, Outcome
from runtime.extension import SigningOptions
from runtime.hashing import blake2_256
from runtime.pallet import Pallet
from runtime.runtime import Runtime
from runtime.scale import Enumeration, Err
from runtime.state import State

if TYPE_CHECKING:
    from chain.explain import EpochExplanation
    from pallets.subtensor.consensus import ConsensusRules

START_TIME = 1_700_000_000_000  # milliseconds; when the first block of every chain here is made

PalletT = TypeVar("PalletT", bound=Pallet)
EventT = TypeVar("EventT", bound=Enumeration)


class CallFailed(Exception):
    """A call that was expected to succeed did not."""

    def __init__(self, receipt: Receipt) -> None:
        super().__init__(f"{receipt.call!r}: {receipt.error_name or receipt.sudo_error_name}")
        self.receipt = receipt


@lru_cache(maxsize=256)
def key(secret: str) -> Keypair:
    """The key of a secret such as "//Alice"."""
    return Keypair.from_uri(secret)


def account(who: str | Signer) -> bytes:
    """The account id of a secret or key."""
    return (key(who) if isinstance(who, str) else who).account


def to(who: str | bytes | Signer) -> Id:
    """An account as calls name it: from an account id, a secret or a key."""
    return Id(who if isinstance(who, bytes) else account(who))


@dataclass(frozen=True)
class Receipt:
    """What became of an extrinsic. `fee` is what the signer paid in rao, tip included."""

    call: Call
    block: ImportedBlock
    index: int
    hash: bytes
    outcome: Outcome
    events: Sequence[Enumeration]
    error_name: str | None
    sudo_error_name: str | None
    """Of what root was asked to do: Sudo itself succeeds in any case."""

    @property
    def ok(self) -> bool:
        return self.outcome.error is None

    @property
    def error(self) -> DispatchError | None:
        return self.outcome.error

    @property
    def fee(self) -> int:
        paid = [event.actual_fee for event in self.events if isinstance(event, TransactionFeePaid)]
        return sum(paid)

    def events_of(self, kind: type[EventT]) -> list[EventT]:
        """The events of one class."""
        return [event for event in self.events if isinstance(event, kind)]

    def require(self) -> Receipt:
        """The receipt itself. Raises CallFailed unless the call, and one within Sudo, succeeded."""
        if not self.ok or self.sudo_error_name is not None:
            raise CallFailed(self)
        return self


class DevChain:
    """See the module's text."""

    def __init__(
        self,
        rules: Rules = FAST,
        *,
        spec: ChainSpec | None = None,
        composition: Composition | None = None,
        consensus: ConsensusRules | None = None,
        directory: Path | None = None,
        block_time: int | None = None,
    ) -> None:
        """A chain of the built-in specification `dev`, in memory, unless something else is given.

        `consensus` are rules in place of production's, `block_time` is in milliseconds. Raises
        DatabaseError, InvalidChainSpec, InvalidConsensus, BlockTimeTooShort; and ValueError if a
        composition is given, which has its rules already, and rules too.
        """
        spec = spec or preset("dev", rules)
        if consensus is not None:
            if composition is not None:
                raise ValueError("a composition has its rules of consensus already")
            composition = subtensor_composition(spec.rules, consensus)
        author = _author(spec, block_time)
        self._take(open_chain(spec, directory, composition=composition), author)

    @classmethod
    def on(cls, blockchain: Blockchain, block_time: int | None = None) -> Self:
        """The kit on a chain that is already open. Raises BlockTimeTooShort."""
        kit = cls.__new__(cls)
        kit._take(blockchain, _author(blockchain.spec, block_time))
        return kit

    def _take(self, blockchain: Blockchain, author: AuraAuthor) -> None:
        self.blockchain, self._author = blockchain, author

    def close(self) -> None:
        """Give the directory free, if the chain has one."""
        self.blockchain.database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    # Reading

    @property
    def number(self) -> int:
        """The number of the head."""
        return self.blockchain.head_number

    def at(self, number: int) -> Runtime:
        """The runtime on the state after a block. Raises UnknownBlock."""
        return self.blockchain.runtime_at(number)

    def pallet(self, kind: type[PalletT]) -> PalletT:
        """A pallet on the state of the head."""
        return self.blockchain.head_runtime().pallet(kind)

    def balance(self, who: str | bytes | Signer) -> int:
        """The free balance in rao."""
        return self.pallet(Accounts).get(to(who).account).data.free

    def events(self, number: int | None = None) -> list[Enumeration]:
        """The events of a block (default: the head), in order."""
        at = self.number if number is None else number
        return [record.event for record in self.at(at).pallet(System).events.get()]

    def explain_epoch(
        self, netuid: int, mechanism: int = 0, block: int | Literal["next"] | None = None
    ) -> EpochExplanation:
        """The stages of the epoch that a subnet had in a block; by default of its last one.

        With "next", of the epoch as it would be if it ran now. Raises EpochNotExplained.
        """
        from chain.explain import explain_block

        return explain_block(self.blockchain, netuid, mechanism, block)

    # Acting

    def submit(
        self, call: Call, by: str | Signer = "//Alice", *, tip: int = 0, era: Era | None = None
    ) -> Receipt:
        """Sign a call and make a block with it. A failed call has a receipt too.

        Raises InvalidTransaction when the extrinsic cannot be in a block: no block is made then.
        """
        return self.submit_all([(call, by)], tip=tip, era=era)[0]

    def submit_all(
        self,
        calls: Iterable[tuple[Call, str | Signer]],
        *,
        tip: int = 0,
        era: Era | None = None,
    ) -> list[Receipt]:
        """Sign calls and put them into one block, in order. Raises InvalidTransaction."""
        builder = self.begin()
        signer = self.signing()
        placed: list[tuple[int, Call]] = []
        for call, by in calls:
            sender = key(by) if isinstance(by, str) else by
            nonce = builder.runtime.pallet(Accounts).nonce(sender.account)
            options = SigningOptions(nonce, tip, era or Era())
            placed.append((len(builder.extrinsics), call))
            builder.push(sign_call(signer, call, sender, options))
        block = builder.finish()
        events = self._events_by_extrinsic()
        return [
            self._receipt(block, index, call, builder.outcomes[index], events.get(index, []))
            for index, call in placed
        ]

    def advance(self, blocks: int = 1) -> None:
        """Make empty blocks."""
        for _ in range(blocks):
            self.begin().finish()

    def begin(self) -> BlockBuilder:
        """A block in the making, for what `submit` does not offer."""
        return self._author.begin(self.blockchain)

    def signing(self) -> Executive:
        """What signatures are made for: the chain as the next block will see it."""
        state = State(self.blockchain.database.head_state)
        executive = Executive(Runtime(self.blockchain.composition, state))
        executive.prepare_validation(self.blockchain.head_hash)
        return executive

    def _receipt(
        self,
        block: ImportedBlock,
        index: int,
        call: Call,
        outcome: Outcome,
        events: Sequence[Enumeration],
    ) -> Receipt:
        return Receipt(
            call=call,
            block=block,
            index=index,
            hash=blake2_256(block.extrinsics[index]),
            outcome=outcome,
            events=events,
            error_name=self.error_name(outcome.error),
            sudo_error_name=self._sudo_error_name(events),
        )

    def _events_by_extrinsic(self) -> dict[int, list[Enumeration]]:
        """The events of the head's extrinsics, by their index."""
        found: dict[int, list[Enumeration]] = {}
        for record in self.pallet(System).events.get():
            if isinstance(record.phase, ApplyExtrinsic):
                found.setdefault(record.phase.index, []).append(record.event)
        return found

    def _sudo_error_name(self, events: Sequence[Enumeration]) -> str | None:
        """Of the first call within Sudo that failed."""
        results = [event.sudo_result for event in events if isinstance(event, (Sudid, SudoAsDone))]
        return next((self.error_name(it.error) for it in results if isinstance(it, Err)), None)

    def error_name(self, error: DispatchError | None) -> str | None:
        """An error as clients name it: "Balances.InsufficientBalance", "Token.FundsUnavailable"."""
        if error is None:
            return None
        if not isinstance(error, Module):
            detail = getattr(error, "error", None)
            return error.scale_name + (f".{detail.name}" if detail is not None else "")
        composition = self.blockchain.composition
        found = composition.error_class(error.error.index, error.error.error[0])
        module = composition.errors.modules[error.error.index].name
        return f"{module}.{found.__name__ if found else error.error.error[0]}"


def _author(spec: ChainSpec, block_time: int | None) -> AuraAuthor:
    """With the keys of every built-in chain's authorities. Raises BlockTimeTooShort."""
    slot = spec.rules.slot_duration
    step = slot if block_time is None else block_time
    keys = [key(secret) for secret in AUTHORITIES["localnet"]]
    return AuraAuthor(keys, BlockClock(slot, step, START_TIME))
