"""The Drand pallet."""

from __future__ import annotations

from typing import Annotated

from pallets.drand.errors import Error, InvalidRoundNumber, PulseVerificationError
from pallets.drand.events import BeaconConfigChanged, Event, NewPulse, SetOldestStoredRound
from pallets.drand.pruning import rounds_to_remove
from pallets.drand.types import (
    QUICKNET,
    BeaconConfiguration,
    BeaconConfigurationPayload,
    Pulse,
    PulsesPayload,
    RoundNumber,
)
from pallets.drand.unsigned import UNSIGNED_PRIORITY, check_signature, valid_config, valid_pulse
from pallets.drand.verifier import NotAPoint, is_signed_by
from pallets.system.system import System
from runtime.call import Call, call
from runtime.extrinsic import MultiSignature
from runtime.hashers import Blake2_128Concat, Identity
from runtime.origin import Origin, ensure_none, ensure_root
from runtime.pallet import Pallet, Uses, constant
from runtime.scale import U32, U64, Bounded, Spelled
from runtime.storage import StorageMap, StorageValue
from runtime.validity import (
    Future,
    InvalidCall,
    InvalidTransaction,
    Stale,
    TransactionSource,
    ValidTransaction,
)
from runtime.weights import weigh

HTTP_FETCH_TIMEOUT = 1_000  # milliseconds

ConfigPayload = Annotated[
    BeaconConfigurationPayload,
    Spelled("BeaconConfigurationPayload<T::Public, BlockNumberFor<T>>"),
]
Pulses = Annotated[PulsesPayload, Spelled("PulsesPayload<T::Public, BlockNumberFor<T>>")]
Signature = Annotated[MultiSignature | None, Spelled("Option<T::Signature>")]


class Drand(Pallet, crate="pallet_drand"):
    """The beacon's pulses, as far back as they are kept."""

    event = Event
    error = Error
    system = Uses(System)

    beacon_config = StorageValue[BeaconConfiguration](
        "The beacon whose pulses are taken.", default=QUICKNET
    )
    has_migration_run = StorageMap[Identity[Annotated[bytes, Bounded(128)]], bool](
        "Whether a migration has run, by its name."
    )
    pulses = StorageMap[Blake2_128Concat[RoundNumber], Pulse | None]("Pulses by their round.")
    last_stored_round = StorageValue[RoundNumber]("The latest round of which there is a pulse.")
    oldest_stored_round = StorageValue[RoundNumber](
        "The first round of which there is a pulse, 0 if there has been none."
    )
    next_unsigned_at = StorageValue[U32](
        "The block from which on unsigned extrinsics with pulses are taken."
    )

    @constant
    def unsigned_priority(self) -> U64:
        """The least priority of unsigned extrinsics in the pool."""
        return UNSIGNED_PRIORITY

    @constant
    def http_fetch_timeout(self) -> U64:
        """For how many milliseconds a node waits for the beacon's answer."""
        return HTTP_FETCH_TIMEOUT

    # Calls

    @call(index=0, weight=weigh(4_294_000_000, reads=3, writes=4))
    def write_pulse(self, origin: Origin, pulses_payload: Pulses, signature: Signature) -> None:
        """Store pulses that the beacon has signed, and pass over those that it has not."""
        ensure_none(origin)
        unknown = self.last_stored_round.get() == self.oldest_stored_round.get() == 0
        rounds = self._store(pulses_payload.pulses)
        if unknown and rounds:
            self.oldest_stored_round.set(rounds[0])
        self.prune(self.last_stored_round.get())
        self.next_unsigned_at.set(self.system.block_number())
        if rounds:
            self.deposit_event(NewPulse(rounds))

    @call(index=1, weight=weigh(8_766_000, writes=2))
    def set_beacon_config(
        self, origin: Origin, config_payload: ConfigPayload, signature: Signature
    ) -> None:
        """Take the pulses of another beacon from now on, as root. Nothing about it is checked."""
        ensure_root(origin)
        self.beacon_config.set(config_payload.config)
        self.next_unsigned_at.set(self.system.block_number() + 1)
        self.deposit_event(BeaconConfigChanged())

    @call(index=2, weight=weigh(5_370_000, writes=1))
    def set_oldest_stored_round(self, origin: Origin, oldest_round: U64) -> None:
        """Say which stored round is the oldest, from which on pulses are forgotten, as root."""
        ensure_root(origin)
        self.oldest_stored_round.set(oldest_round)
        self.deposit_event(SetOldestStoredRound(oldest_round))

    # Unsigned calls

    def validate_unsigned(self, source: TransactionSource, call: Call) -> ValidTransaction:
        if call.declaration is Drand.write_pulse:
            return self._validate_pulses(*call.args)
        if call.declaration is Drand.set_beacon_config:
            return self._validate_config(*call.args)
        raise InvalidTransaction(InvalidCall())

    def pre_dispatch(self, call: Call) -> None:
        self.validate_unsigned(TransactionSource.InBlock, call)

    def _validate_pulses(
        self, payload: PulsesPayload, signature: MultiSignature | None
    ) -> ValidTransaction:
        check_signature(payload, signature)
        now = self.system.block_number()
        if now < payload.block_number:
            raise InvalidTransaction(Future())
        if len(payload.pulses) != 1:
            raise InvalidTransaction(InvalidCall())
        round_number = payload.pulses[0].round
        if self.next_unsigned_at.get() > now or round_number <= self.last_stored_round.get():
            raise InvalidTransaction(Stale())
        return valid_pulse(round_number)

    def _validate_config(
        self, payload: BeaconConfigurationPayload, signature: MultiSignature | None
    ) -> ValidTransaction:
        check_signature(payload, signature)
        if self.system.block_number() < payload.block_number:
            raise InvalidTransaction(Future())
        next_unsigned_at = self.next_unsigned_at.get()
        if next_unsigned_at > payload.block_number:
            raise InvalidTransaction(Stale())
        return valid_config(next_unsigned_at, payload.public)

    # Pulses

    def _store(self, pulses: list[Pulse]) -> list[int]:
        """Store the signed ones. The result are their rounds.

        Fails with PulseVerificationError, and with InvalidRoundNumber unless the rounds increase.
        """
        key = self.beacon_config.get().public_key
        last, rounds = self.last_stored_round.get(), []
        for pulse in pulses:
            try:
                signed = is_signed_by(key, pulse.round, pulse.signature)
            except NotAPoint as error:
                raise PulseVerificationError() from error
            if not signed:
                continue
            if pulse.round <= last:
                raise InvalidRoundNumber()
            self.pulses[pulse.round] = pulse
            last = pulse.round
            rounds.append(last)
        self.last_stored_round.set(last)
        return rounds

    def prune(self, last_stored_round: int) -> None:
        """Forget the pulses of rounds that are too far behind, as many as are allowed at once."""
        oldest = self.oldest_stored_round.get()
        if oldest == 0:
            return
        removed = rounds_to_remove(oldest, last_stored_round)
        for round_number in removed:
            del self.pulses[round_number]
        self.oldest_stored_round.set(removed.stop)
