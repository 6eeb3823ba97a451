"""The extension that asks the guards before an extrinsic is in a block."""

from __future__ import annotations

import pytest

from pallets.balances import Balances
from pallets.shield import CheckShieldedTxValidity
from pallets.subtensor import extensions
from pallets.subtensor.errors import Error
from pallets.subtensor.extensions import SubtensorTransactionExtension
from pallets.subtensor.guards import GUARDS
from pallets.subtensor.guards.base import SubtensorGuard
from pallets.subtensor.state import ColdkeySwaps, WeightTable
from pallets.subtensor.weights import WeightSetting
from pallets.system.system import System
from pallets.utility import Utility
from runtime.call import Call
from runtime.extension import VALID, Applied
from runtime.runtime import Runtime
from runtime.scale import encode
from runtime.validity import CustomInvalid, InvalidTransaction, TransactionSource
from runtime.weights import Pays, Weight
from tests.pallets.chain import TAO, Chain, Rules, account, to
from tests.pallets.subtensor.weights.world import WeightWorld, hotkey
from tests.pallets.subtensor.world import World

TRANSFER = Balances.transfer_keep_alive(to(2), 1)

CODES = {
    "ColdkeySwapAnnounced": 0,
    "AmountTooLow": 1,
    "NotEnoughStakeToSetWeights": 1,
    "NotEnoughBalanceToStake": 2,
    "SubnetNotExists": 3,
    "HotKeyAccountNotExists": 4,
    "NotEnoughStakeToWithdraw": 5,
    "CommittingWeightsTooFast": 6,
    "SettingWeightsTooFast": 6,
    "NetworkTxRateLimitExceeded": 6,
    "InsufficientLiquidity": 7,
    "SlippageTooHigh": 8,
    "TransferDisallowed": 9,
    "HotKeyNotRegisteredInNetwork": 10,
    "InvalidIpAddress": 11,
    "ServingRateLimitExceeded": 12,
    "InvalidPort": 13,
    "InvalidRevealRound": 15,
    "NoWeightsCommitFound": 16,
    "RevealTooEarly": 17,
    "InputLengthsUnequal": 18,
    "HotKeyNotRegisteredInSubNet": 19,
    "EvmKeyAssociateRateLimitExceeded": 20,
    "ColdkeySwapDisputed": 21,
    "NonAssociatedColdKey": 25,
    "DelegateTakeTooLow": 26,
    "DelegateTakeTooHigh": 27,
}


class Refuses(SubtensorGuard):
    """Refuses everything for one reason."""

    def __init__(self, reason: type[Error]) -> None:
        self.reason = reason

    def check_signer(self, runtime: Runtime, who: bytes, call: Call) -> None:
        raise self.reason()


def applied(world: World, signer: bytes | None, call: Call) -> Applied:
    info = world.runtime.dispatch_info(call)
    return Applied(world.runtime, signer, call, info, 100, TransactionSource.External)


def refusal(world: World, signer: bytes, call: Call) -> int:
    """The code with which the extension refuses a call."""
    with pytest.raises(InvalidTransaction) as caught:
        SubtensorTransactionExtension().validate(applied(world, signer, call))
    assert isinstance(caught.value.reason, CustomInvalid)
    return caught.value.reason.code


def test_the_place_of_the_shield_carries_nothing_and_lets_all_through():
    chain = Chain({1: TAO})
    info = chain.runtime.dispatch_info(TRANSFER)
    given = Applied(chain.runtime, account(1), TRANSFER, info, 144, TransactionSource.External)
    extension = CheckShieldedTxValidity
    assert encode(extension, extension()) == b""
    assert extension.identifier == extension.__name__
    assert extension.implicit is None
    assert extension().validate(given) == VALID
    assert extension().prepare(given) is None


def test_the_guard_weighs_at_every_dispatch():
    guarded, bare = Chain({1: TAO}), Chain({1: TAO}, rules=Rules(guarded=False))
    own = bare.runtime.dispatch_info(TRANSFER).weight
    assert guarded.runtime.dispatch_info(TRANSFER).weight == own + Weight(67_583_000, 4198)
    batch = Utility.batch([TRANSFER])
    own = bare.runtime.dispatch_info(batch).weight
    assert guarded.runtime.dispatch_info(batch).weight == own + Weight(67_583_000, 4198) * 2


def test_it_carries_nothing() -> None:
    extension = SubtensorTransactionExtension
    assert encode(extension, extension()) == b""
    assert extension.identifier == "SubtensorTransactionExtension" and extension.implicit is None


@pytest.mark.parametrize("reason", Error.error_variants.values(), ids=lambda error: error.__name__)
def test_the_code_of_every_error(reason: type[Error], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(extensions, "GUARDS", (Refuses(reason),))
    code = refusal(World(), account(1), System.remark(b""))
    assert code == CODES.get(reason.__name__, 255)


def test_every_code_is_that_of_an_error_that_there_is() -> None:
    assert CODES.keys() <= {error.__name__ for error in Error.error_variants.values()}


def test_the_first_guard_that_refuses_decides(monkeypatch: pytest.MonkeyPatch) -> None:
    variants = {error.__name__: error for error in Error.error_variants.values()}
    reasons = [variants["InvalidPort"], variants["SlippageTooHigh"]]
    for order in (reasons, reasons[::-1]):
        monkeypatch.setattr(extensions, "GUARDS", tuple(Refuses(reason) for reason in order))
        assert refusal(World(), account(1), System.remark(b"")) == CODES[order[0].__name__]


def test_what_nobody_signed_is_not_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(extensions, "GUARDS", (Refuses(next(iter(Error.error_variants.values()))),))
    given = applied(World(), None, System.remark(b""))
    assert SubtensorTransactionExtension().validate(given) == VALID
    assert SubtensorTransactionExtension.bare_validate(given) == VALID


def test_a_swap_of_the_coldkey_is_told_from_a_disputed_one() -> None:
    world = World()
    assert (
        SubtensorTransactionExtension().validate(applied(world, account(1), System.remark(b"")))
        == VALID
    )
    swaps = world.pallet(ColdkeySwaps)
    swaps.coldkey_swap_announcements[account(1)] = (1, bytes(32))
    assert refusal(world, account(1), System.remark(b"")) == 0
    swaps.coldkey_swap_disputes[account(1)] = 1
    assert refusal(world, account(1), System.remark(b"")) == 21


def test_weights_are_free_and_yet_not_taken_too_often() -> None:
    world = WeightWorld(block=10)
    world.subnet()
    world.limit_rate(100)
    world.pallet(WeightTable).last_update[1] = [10, 0, 0]
    call = WeightSetting.set_weights(1, [0], [1], 0)
    assert world.runtime.dispatch_info(call).pays_fee is Pays.No
    assert refusal(world, hotkey(0), call) == 6
    given = applied(world, hotkey(1), call)
    assert SubtensorTransactionExtension().validate(given) == VALID


def test_calls_within_the_call_are_asked_about_later() -> None:
    world = World()
    unequal = WeightSetting.batch_set_weights([1], [], [])
    assert refusal(world, account(1), unequal) == 18
    given = applied(world, account(1), Utility.batch_all([unequal]))
    assert SubtensorTransactionExtension().validate(given) == VALID


def test_all_guards_are_asked() -> None:
    assert extensions.GUARDS is GUARDS and len(GUARDS) == 6
