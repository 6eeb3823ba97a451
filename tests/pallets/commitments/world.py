"""A runtime with the Commitments pallet whose neurons are all accounts but one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from pallets.balances import BalancesConfig, Ledger, Reserves, balances
from pallets.commitments import (
    CommitmentInfo,
    Commitments,
    CommitmentsConfig,
    Data,
    Raw,
    TimelockEncrypted,
)
from pallets.drand import Drand, Pulse
from pallets.system.accounts import Accounts
from pallets.system.system import System
from runtime.accounts import ss58_encode
from runtime.composition import Composition, Module, configured
from runtime.origin import Origin, signed
from runtime.runtime import Runtime
from runtime.state import MemoryView, State
from runtime.version import RuntimeVersion
from tests.quicknet import PULSES, seal

STRANGER = 666  # is no neuron anywhere
FUNDS = 10_000
EPOCH = 361  # blocks


def account(number: int) -> bytes:
    return number.to_bytes(32, "big")


@dataclass
class World:
    """In block 1. `resets` are the calls of the hook, as (netuid, account)."""

    initial_deposit: int = 0
    field_deposit: int = 0
    resets: list[tuple[int, bytes]] = field(default_factory=list)

    def __post_init__(self) -> None:
        config = CommitmentsConfig(
            can_commit=lambda runtime, netuid, who: who != account(STRANGER),
            on_reset_bonds=lambda runtime, netuid, who: self.resets.append((netuid, who)),
            epoch_index=lambda runtime, netuid, block: (block + netuid + 1) // EPOCH,
            initial_deposit=self.initial_deposit,
            field_deposit=self.field_deposit,
        )
        composition = Composition(
            version=RuntimeVersion("test", "test", 1, 1, 1, [], 1, 1),
            path="test_runtime",
            modules=[
                Module("System", 0, [Accounts, System]),
                Module("Balances", 5, balances(BalancesConfig(1))),
                Module("Commitments", 18, [configured(Commitments, config)]),
                Module("Drand", 26, [Drand]),
            ],
            system=System,
            extensions=(),
            apis=[],
        )
        self.runtime = Runtime(composition, State(MemoryView()))
        of = self.runtime.pallet
        self.pallet, self.drand, self.reserves = of(Commitments), of(Drand), of(Reserves)
        self.system, self.ledger = of(System), of(Ledger)
        self.ledger.build_genesis(
            {"balances": [[ss58_encode(account(n)), FUNDS] for n in range(1, 10)]}
        )
        self.at(1)

    def at(self, block: int) -> None:
        self.system.number.set(block)

    def commit(self, who: int, *fields: Data | Raw, netuid: int = 1) -> None:
        """Raises DispatchFailure."""
        info = CommitmentInfo(list(fields))
        self.dispatch(Commitments.set_commitment(netuid, info), signed(account(who)))

    def dispatch(self, call: Any, origin: Origin) -> None:
        """Raises DispatchFailure."""
        self.runtime.dispatch(call, origin)

    def pulse(self, *rounds: int) -> None:
        """The recorded pulses of these rounds are there."""
        for number in rounds:
            self.drand.pulses[number] = PULSES[number]

    def false_pulse(self, number: int, signature: bytes) -> None:
        self.drand.pulses[number] = Pulse(number, bytes(32), signature)

    def begin(self, block: int) -> Any:
        """Run the pallet's hook at the start of a block. The result is its weight."""
        self.at(block)
        return self.pallet.on_initialize(block)

    def fields(self, who: int, netuid: int = 1) -> Sequence[Data | Raw] | None:
        """The fields of an account's commitment."""
        known = self.pallet.commitment_of[netuid, account(who)]
        return None if known is None else known.info.fields

    def revealed(self, who: int, netuid: int = 1) -> list[tuple[bytes, int]] | None:
        return self.pallet.revealed_commitments[netuid, account(who)]

    def sealed(self) -> list[tuple[int, int]]:
        """The index of commitments with sealed fields, as (netuid, number)."""
        index = self.pallet.timelocked_index.get()
        return [(netuid, int.from_bytes(who, "big")) for netuid, who in sorted(index)]

    def used(self, who: int, netuid: int = 1) -> int | None:
        usage = self.pallet.used_space_of[netuid, account(who)]
        return None if usage is None else usage.used_space

    def events(self) -> list[object]:
        return [record.event for record in self.system.events.get()]


def locked(content: bytes, round_number: int = 1000) -> TimelockEncrypted:
    """A field that opens with this round."""
    return TimelockEncrypted(seal(content, round_number), round_number)
