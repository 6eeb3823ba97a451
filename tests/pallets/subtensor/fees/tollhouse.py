"""The market of staking's tests, where calls are signed, paid for, and put into a block.

Coldkey 1 has hardly any TAO at first: the existential deposit, which pays no fees.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

import pytest

from pallets.subtensor.errors import Error
from pallets.subtensor.events import TransactionFeePaidWithAlpha
from pallets.subtensor.fees import AlphaFees, FeeSources, TaoOrAlphaCharging
from pallets.subtensor.money import Tao
from pallets.subtensor.state import PoolReserves
from pallets.system.accounts import Accounts
from pallets.system.extensions import CheckNonce, CheckWeight
from pallets.system.system import System
from pallets.transaction_payment import (
    ChargeTransactionPaymentWrapper,
    TransactionFeePaid,
    TransactionPayment,
    TransactionPaymentConfig,
)
from runtime.addresses import Id
from runtime.call import Call
from runtime.composition import Composition, Module, configured
from runtime.executive import Executive
from runtime.extension import SigningOptions
from runtime.extrinsic import Sr25519, encode_signed
from runtime.runtime import Runtime
from runtime.scale import Enumeration
from runtime.validity import InvalidTransaction, Payment, TransactionSource, ValidTransaction
from tests.pallets.subtensor.staking.market import (
    COLDKEY,
    FIRST,
    HOTKEY,
    a_market,
    give,
    stake,
    subnet,
)
from tests.pallets.subtensor.world import AUTHOR, ED, World, account, composition

ELSEWHERE = account(999)


@cache
def paying(author: bytes | None) -> Composition:
    """The runtime of the tests with fees."""
    config = TransactionPaymentConfig(lambda runtime: author, charging=TaoOrAlphaCharging)
    return composition(author=author).changed(
        Module("TransactionPayment", 6, [configured(TransactionPayment, config)]),
        extensions=(CheckNonce, CheckWeight, ChargeTransactionPaymentWrapper),
    )


class Done(NamedTuple):
    """What became of an extrinsic: why its call failed, and what was told."""

    error: type[Error] | None
    events: list[Enumeration]

    @property
    def fee(self) -> int:
        """What it cost by the event that tells of every fee, in rao of TAO."""
        (paid,) = (event for event in self.events if isinstance(event, TransactionFeePaid))
        return paid.actual_fee

    @property
    def in_alpha(self) -> TransactionFeePaidWithAlpha | None:
        """The event of a fee that was paid in alpha."""
        found = [each for each in self.events if isinstance(each, TransactionFeePaidWithAlpha)]
        assert len(found) <= 1
        return found[0] if found else None


class Tollhouse:
    """A market with fees."""

    def __init__(self, author: bytes | None = AUTHOR) -> None:
        self.world: World = a_market(author)
        self.world.runtime = self.runtime = Runtime(paying(author), self.world.state)
        self.world.system = self.runtime.pallet(System)
        self.executive = Executive(self.runtime)
        self.alpha_fees = self.runtime.pallet(AlphaFees)
        self.sources = self.runtime.pallet(FeeSources)
        self.payment = self.runtime.pallet(TransactionPayment)
        self.leave(ED)

    # Setting up

    def leave(self, tao: int, coldkey: bytes = COLDKEY) -> None:
        """Let a coldkey have so many rao of TAO."""
        held = self.world.balance(coldkey)
        if held > tao:
            self.world.pallet(Tao).transfer(coldkey, ELSEWHERE, held - tao)
        else:
            self.world.endow(coldkey, tao - held)
        self.world.forget_events()

    def give(self, alpha: int, netuid: int = FIRST, hotkey: bytes = HOTKEY) -> None:
        """Stake out of nothing."""
        give(self.world, alpha, netuid, hotkey=hotkey)

    def reserves(self, netuid: int, tao: int, alpha: int) -> None:
        """What a pool counts, be it there or not."""
        self.world.setup_reserves(netuid, tao, alpha)

    def empty_account(self, netuid: int) -> None:
        """Let a subnet's account have nothing of what its pool counts."""
        held = self.world.balance(subnet(self.world, netuid))
        self.world.pallet(Tao).transfer(subnet(self.world, netuid), ELSEWHERE, held)
        self.world.forget_events()

    # Looking

    def fee(self, call: Call, tip: int = 0) -> int:
        """What a call costs at most, in rao of TAO."""
        info, length = self.runtime.dispatch_info(call), len(self.encoded(call, tip))
        return self.payment.fee(info, length, tip)

    def staked(self, netuid: int = FIRST, hotkey: bytes = HOTKEY) -> int:
        return stake(self.world, netuid, hotkey=hotkey)

    def balance(self, who: bytes = COLDKEY) -> int:
        return self.world.balance(who)

    def pool(self, netuid: int = FIRST) -> tuple[int, int, int]:
        """TAO and alpha in the pool, and alpha outside."""
        pools = self.world.pallet(PoolReserves)
        return (
            pools.subnet_tao[netuid],
            pools.subnet_alpha_in[netuid],
            pools.subnet_alpha_out[netuid],
        )

    # Doing

    def encoded(self, call: Call, tip: int = 0) -> bytes:
        """A call that coldkey 1 has signed."""
        options = SigningOptions(nonce=self.runtime.pallet(Accounts).nonce(COLDKEY), tip=tip)
        made = self.runtime.composition
        extensions = tuple(each.for_signing(options) for each in made.extensions)
        return encode_signed(made, call, Id(COLDKEY), Sr25519(bytes(64)), extensions)

    def sign(self, call: Call, *, tip: int = 0) -> Done:
        """Put a signed call into the block. Raises InvalidTransaction."""
        before = len(self.world.all_events())
        outcome = self.executive.apply_or_undo(self.encoded(call, tip), verified=True)
        made, error = self.runtime.composition, None
        if outcome.error is not None:
            failed = outcome.error.error
            error = made.error_class(failed.index, failed.error[0])
        return Done(error, self.world.all_events()[before:])

    def validate(self, call: Call, *, tip: int = 0) -> ValidTransaction:
        """What the pool is told. Raises InvalidTransaction."""
        encoded = self.encoded(call, tip)
        return self.executive.validate_prepared(TransactionSource.External, encoded, verified=True)

    def refuses(self, call: Call, *, tip: int = 0) -> None:
        """Neither the pool nor a block takes it, as nobody could pay; nothing changes."""
        before = self.world.stored()
        for ask in (self.validate, self.sign):
            with pytest.raises(InvalidTransaction) as caught:
                ask(call, tip=tip)
            assert isinstance(caught.value.reason, Payment)
            assert self.world.stored() == before
