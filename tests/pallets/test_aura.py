"""Aura: slots, turns, and changes of the authorities."""

import pytest

from pallets.aura import MAX_AUTHORITIES, Aura, InvalidAuthorities
from pallets.system.system import System
from runtime.accounts import ss58_encode
from runtime.block import BlockInvalid, ConsensusDigest, DigestItem, PreRuntime
from runtime.executive import Executive
from runtime.runtime import Runtime
from runtime.scale import U64, encode
from runtime.weights import Weight
from tests.pallets.mini import AUTHORITIES, SLOT, MiniChain


@pytest.fixture
def chain() -> MiniChain:
    return MiniChain()


def slot(number: int, engine: bytes = b"aura") -> DigestItem:
    return PreRuntime(engine, encode(U64, number))


def started(chain: MiniChain, *logs: DigestItem) -> Runtime:
    executive = Executive(chain.runtime())
    executive.initialize_block(chain.header(logs))
    return executive.runtime


def test_the_slot_comes_from_the_digest(chain: MiniChain) -> None:
    aura = started(chain, slot(9, b"BABE"), slot(7), slot(8)).pallet(Aura)
    assert aura.current_slot.get() == 7


def test_without_a_slot_nothing_is_noted(chain: MiniChain) -> None:
    for logs in ((), (PreRuntime(b"aura", b"\x01"),)):
        aura = started(chain, *logs).pallet(Aura)
        assert not aura.current_slot.exists()
        assert aura.find_author() is None


def test_slots_increase(chain: MiniChain) -> None:
    chain.build()
    for number in (0, 1):
        with pytest.raises(BlockInvalid, match="Slot must increase"):
            started(chain, slot(number))
    assert started(chain, slot(2)).pallet(Aura).current_slot.get() == 2


def test_the_first_slot_is_not_zero(chain: MiniChain) -> None:
    with pytest.raises(BlockInvalid):
        started(chain, slot(0))


@pytest.mark.parametrize("number", [1, 2, 3, 100])
def test_authorities_take_turns(chain: MiniChain, number: int) -> None:
    aura = started(chain, slot(number)).pallet(Aura)
    assert aura.find_author() == AUTHORITIES[number % 3]
    assert aura.author_of([slot(number + 1)]) == AUTHORITIES[(number + 1) % 3]


def test_without_authorities_it_is_nobody_s_turn(chain: MiniChain) -> None:
    runtime = started(chain, slot(1))
    runtime.pallet(Aura).authorities.kill()
    assert runtime.pallet(Aura).find_author() is None


def test_what_the_hook_weighs(chain: MiniChain) -> None:
    runtime = started(chain)
    assert runtime.pallet(Aura).on_initialize(1) == Weight(25_000_000, 0)
    runtime.pallet(System).deposit_log(slot(5))
    assert runtime.pallet(Aura).on_initialize(1) == Weight(150_000_000, 0)


def test_a_change_of_authorities_is_told_in_the_digest(chain: MiniChain) -> None:
    runtime = started(chain, slot(1))
    aura = runtime.pallet(Aura)
    aura.change_authorities([])
    assert aura.authorities.get() == AUTHORITIES
    aura.change_authorities([b"n" * 32])
    assert aura.authorities.get() == [b"n" * 32]
    logs = runtime.pallet(System).digest.get().logs
    assert logs == [slot(1), ConsensusDigest(b"aura", b"\x01\x04" + b"n" * 32)]


def test_there_are_so_many_authorities_at_most(chain: MiniChain) -> None:
    aura = chain.runtime().pallet(Aura)
    many = [bytes([n]) * 32 for n in range(MAX_AUTHORITIES + 1)]
    with pytest.raises(InvalidAuthorities):
        aura.change_authorities(many)
    with pytest.raises(InvalidAuthorities):
        aura.build_genesis({"authorities": [ss58_encode(account) for account in many]})
    aura.change_authorities(many[1:])


def test_genesis(chain: MiniChain) -> None:
    aura = chain.runtime().pallet(Aura)
    aura.build_genesis({"authorities": ["5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY"]})
    alice = "d43593c715fdd31c61141abd04a99fd6822c8558854ccde39a5684e7a56da27d"
    stored = aura.state.get(aura.authorities.key)
    assert stored is not None
    assert stored.hex() == "04" + alice
    aura.authorities.kill()
    aura.build_genesis({})
    assert not aura.authorities.exists()


def test_the_api(chain: MiniChain) -> None:
    runtime = chain.runtime()
    assert runtime.call_api("AuraApi_slot_duration", b"") == encode(U64, SLOT)
    assert runtime.call_api("AuraApi_authorities", b"") == b"\x0c" + b"".join(AUTHORITIES)
