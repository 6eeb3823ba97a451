"""What it costs to be in a block. As FRAME's pallet-transaction-payment.

The prices stand in `fees`, who pays and who is paid in `charging`; the extension that every signed
extrinsic has, in `extension`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from pallets.system.system import System
from pallets.transaction_payment.charging import (
    Charging,
    ChargingRule,
    FindAuthor,
    FindPayer,
    NativeCharging,
    nobody,
    the_signer,
)
from pallets.transaction_payment.events import Event
from pallets.transaction_payment.fees import ONE, Prices
from pallets.transaction_payment.types import (
    FeeDetails,
    Multiplier,
    Releases,
    RuntimeDispatchInfo,
)
from runtime.pallet import Pallet, Uses, constant
from runtime.scale import U8
from runtime.storage import StorageValue
from runtime.weights import U64_MAX, DispatchClass, DispatchInfo, Pays, PostInfo, pays_of, weight_of

if TYPE_CHECKING:
    from runtime.runtime import Runtime

OPERATIONAL_FEE_MULTIPLIER = 5


@dataclass(frozen=True)
class TransactionPaymentConfig:
    """Who pays, who is paid, and how: see `charging`."""

    author: FindAuthor = nobody
    payer: FindPayer = the_signer
    charging: ChargingRule = NativeCharging


class TransactionPayment(Pallet, crate="pallet_transaction_payment"):
    """Prices of extrinsics."""

    event = Event
    config: TransactionPaymentConfig
    system = Uses(System)

    next_fee_multiplier = StorageValue[Multiplier](
        "What weight fees are multiplied by, with 18 decimals. It is always 1.0.", default=ONE
    )
    # Not the storage version of the framework, but an older one that the pallet keeps by itself.
    storage_version_ = StorageValue[Releases](
        "The version of what this pallet stores.", name="StorageVersion"
    )

    @constant
    def operational_fee_multiplier(self) -> U8:
        """How much more an operational extrinsic's fee counts for its priority in FRAME.

        Unused: the priority of extrinsics does not depend on fees here.
        """
        return OPERATIONAL_FEE_MULTIPLIER

    def on_finalize(self, number: int) -> None:
        """Set the multiplier anew, which keeps its value."""
        self.next_fee_multiplier.set(ONE)

    def build_genesis(self, genesis: Mapping[str, Any]) -> None:
        """Start with `multiplier` (text, a number with 18 decimals), which is 1.0 by default."""
        self.storage_version_.set(Releases.V2)
        self.next_fee_multiplier.set(int(genesis.get("multiplier", ONE)))

    def __init__(self, runtime: Runtime, config: TransactionPaymentConfig) -> None:
        super().__init__(runtime, config)
        self._priced: tuple[DispatchInfo, int, bytes | None] | None = None
        self._price = 0

    # Prices

    @cached_property
    def prices(self) -> Prices:
        limits = self.system.block_weights
        bases = {kind: limits.of(kind).base_extrinsic for kind in DispatchClass}
        return Prices(bases, limits.max_block)

    @cached_property
    def charging(self) -> Charging:
        return self.config.charging(self.runtime, self.config.author)

    def payer(self, signer: bytes, call: Any) -> bytes:
        return self.config.payer(self.runtime, signer, call)

    def fee(self, info: DispatchInfo, length: int, tip: int) -> int:
        """What an extrinsic costs, as far as is known before it runs."""
        if info.pays_fee is Pays.No:
            return tip
        return min(self._inclusion_fee(info, length) + tip, U64_MAX)

    def actual_fee(self, info: DispatchInfo, post: PostInfo, length: int, tip: int) -> int:
        """What it costs after it ran."""
        if post.actual_weight is not None or post.pays_fee is Pays.No:
            info = DispatchInfo(weight_of(info, post), info.class_, pays_of(info, post))
        return self.fee(info, length, tip)

    def _inclusion_fee(self, info: DispatchInfo, length: int) -> int:
        """Every extrinsic asks for its fee three times, so that the last answer is kept."""
        stored = self.state.get(self.next_fee_multiplier.key)
        if self._priced != (info, length, stored):
            self._price = self.prices.total(
                info.class_, info.weight, length, self.next_fee_multiplier.get()
            )
            self._priced = (info, length, stored)
        return self._price

    def fee_details(self, info: DispatchInfo, length: int) -> FeeDetails:
        """The parts of a fee without a tip."""
        if info.pays_fee is Pays.No:
            return FeeDetails(None)
        return FeeDetails(
            self.prices.inclusion_fee(
                info.class_, info.weight, length, self.next_fee_multiplier.get()
            )
        )

    def dispatch_cost(self, info: DispatchInfo, length: int) -> RuntimeDispatchInfo:
        """What clients ask before they sign."""
        return RuntimeDispatchInfo(info.weight, info.class_, self.fee(info, length, 0))
