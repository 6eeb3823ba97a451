"""One block in the making."""

from __future__ import annotations

import pytest

from chain.authoring.builder import PalletBug
from chain.database import StaleUpdate
from chain.kit import DevChain, account, key
from chain.signing import sign_call
from pallets.system.accounts import Accounts
from pallets.system.system import System
from runtime.block import Seal
from runtime.call import Call
from runtime.extension import SigningOptions
from runtime.scale import DecodeError
from runtime.signatures import verify_sr25519
from runtime.validity import Future, InvalidTransaction
from tests.chain.pool.watching import BOB, PAY


@pytest.fixture
def chain() -> DevChain:
    return DevChain()


def signed(chain: DevChain, call: Call = PAY, nonce: int = 0) -> bytes:
    return sign_call(chain.signing(), call, key("//Alice"), SigningOptions(nonce))


def test_readers_see_nothing_of_a_block_in_the_making(chain: DevChain) -> None:
    before = chain.balance(BOB.account)
    builder = chain.begin()
    builder.push(signed(chain))
    assert builder.number == 1 and chain.number == 0
    mine = builder.runtime.pallet(Accounts).get(BOB.account).data.free
    assert mine == before + 5000
    assert chain.balance(BOB.account) == chain.at(0).pallet(Accounts).get(BOB.account).data.free
    assert chain.balance(BOB.account) == before
    *_, block = builder.finish_in_steps()
    assert block is not None and chain.number == 1 and chain.balance(BOB.account) == before + 5000


def test_nothing_is_seen_between_the_steps_of_finishing(chain: DevChain) -> None:
    builder = chain.begin()
    builder.push(signed(chain))
    head = chain.blockchain.head_hash
    for block in builder.finish_in_steps():
        assert block is not None or chain.blockchain.head_hash == head
    assert chain.blockchain.head_hash != head


def test_a_block_that_is_given_up_leaves_no_trace(chain: DevChain) -> None:
    root = chain.blockchain.database.head_state.root
    chain.begin().push(signed(chain))
    assert chain.number == 0 and chain.blockchain.database.head_state.root == root
    assert chain.submit(PAY).ok


def test_of_two_blocks_on_the_same_parent_one_comes_too_late(chain: DevChain) -> None:
    first, second = chain.begin(), chain.begin()
    first.finish()
    with pytest.raises(StaleUpdate):
        second.finish()
    assert chain.number == 1


def test_what_cannot_be_in_a_block_leaves_no_trace_in_it(
    chain: DevChain, monkeypatch: pytest.MonkeyPatch
) -> None:
    def scribble_and_break(system: System, origin: object, remark: bytes) -> None:
        system.runtime.state.set(b"scribbled", remark)
        raise ZeroDivisionError

    builder = chain.begin()
    before, size = dict(builder.state.changes()), builder.size
    with pytest.raises(InvalidTransaction) as caught:
        builder.push(signed(chain, nonce=3))
    assert isinstance(caught.value.reason, Future)
    with pytest.raises(DecodeError):
        builder.push(b"\x08\x84\x00")
    monkeypatch.setattr(System.remark, "function", scribble_and_break)
    extrinsic = signed(chain, System.remark(b"boom"))
    with pytest.raises(PalletBug, match="ZeroDivisionError") as bug:
        builder.push(extrinsic)
    assert bug.value.extrinsic == extrinsic
    assert builder.state.changes() == before and builder.size == size
    assert len(builder.extrinsics) == len(builder.outcomes) == 1
    builder.push(signed(chain))
    assert builder.size == size + len(builder.extrinsics[1])
    assert len(builder.finish().extrinsics) == 2


def test_the_seal_is_over_the_header_without_it(chain: DevChain) -> None:
    header = chain.begin().finish().header
    seal = header.digest.logs.pop()
    assert isinstance(seal, Seal) and seal.engine == b"aura"
    assert verify_sr25519(seal.data, header.hash, account("//One"))
