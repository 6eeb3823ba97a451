"""The extensions of pallets that are not here, and the guard that only weighs."""

import pytest

from pallets.balances import Balances
from pallets.subtensor.extensions import (
    CheckShieldedTxValidity,
    DrandPriority,
    SubtensorTransactionExtension,
)
from pallets.utility import Utility
from runtime.extension import VALID, Applied, TransactionExtension
from runtime.scale import encode
from runtime.validity import TransactionSource
from runtime.weights import Weight
from tests.pallets.chain import TAO, Chain, Rules, account, to

TRANSFER = Balances.transfer_keep_alive(to(2), 1)
EXTENSIONS = (CheckShieldedTxValidity, SubtensorTransactionExtension, DrandPriority)


@pytest.mark.parametrize("extension", EXTENSIONS)
def test_they_carry_nothing_and_let_all_through(extension: type[TransactionExtension]):
    chain = Chain({1: TAO})
    info = chain.runtime.dispatch_info(TRANSFER)
    source = TransactionSource.External
    applied = Applied(chain.runtime, account(1), TRANSFER, info, 144, source)
    assert encode(extension, extension()) == b""
    assert extension.identifier == extension.__name__
    assert extension.implicit is None
    assert extension().validate(applied) == VALID
    assert extension().prepare(applied) is None


def test_the_guard_weighs_at_every_dispatch():
    guarded, bare = Chain({1: TAO}), Chain({1: TAO}, rules=Rules(guarded=False))
    own = bare.runtime.dispatch_info(TRANSFER).weight
    assert guarded.runtime.dispatch_info(TRANSFER).weight == own + Weight(67_583_000, 4198)
    batch = Utility.batch([TRANSFER])
    own = bare.runtime.dispatch_info(batch).weight
    assert guarded.runtime.dispatch_info(batch).weight == own + Weight(67_583_000, 4198) * 2


def test_the_guard_refuses_nothing():
    chain = Chain({1: TAO, 2: TAO})
    chain.by(1, TRANSFER)
    assert chain.free(2) == TAO + 1
