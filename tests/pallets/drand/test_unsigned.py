"""What the pool takes without a signature of its own, and what it is told of it."""

from __future__ import annotations

from typing import Any

import pytest

from pallets.drand import Drand, Pulse, Sr25519Key
from pallets.drand.events import NewPulse
from pallets.drand.types import Ed25519Key
from runtime.call import Call
from runtime.extrinsic import Ed25519, Sr25519
from runtime.hashing import blake2_256
from runtime.scale import encode
from runtime.validity import (
    U64_MAX,
    BadProof,
    BadSigner,
    Future,
    InvalidCall,
    InvalidTransaction,
    Stale,
    TransactionSource,
    ValidTransaction,
)
from tests.pallets.drand.world import (
    BLOCK,
    COMPOSITION,
    KEY,
    bring,
    config_payload,
    drand,
    payload_of,
    signature_of,
)
from tests.pallets.mini import BOB, MiniChain, events_of
from tests.quicknet import PULSES

PREFIX = b"\x4cDrandOffchainWorker"  # with its length
ANY_PULSE = Pulse(1, bytes(32), b"\1" * 96)


def validate(pallet: Drand, call: Call) -> ValidTransaction:
    return pallet.validate_unsigned(TransactionSource.External, call)


def refusal(pallet: Drand, call: Call) -> type[Any]:
    with pytest.raises(InvalidTransaction) as caught:
        validate(pallet, call)
    with pytest.raises(InvalidTransaction) as in_block:
        pallet.pre_dispatch(call)
    assert in_block.value.reason == caught.value.reason
    return type(caught.value.reason)


def configure(block: int = BLOCK) -> Call:
    payload = config_payload(block=block)
    return Drand.set_beacon_config(payload, signature_of(payload))


@pytest.fixture
def pallet() -> Drand:
    return drand()


def test_a_pulse_is_taken_unread(pallet: Drand) -> None:
    """Whether the beacon has signed it shows only when it is stored."""
    tag = blake2_256(b"drand" + (1).to_bytes(8, "little"))
    assert validate(pallet, bring(ANY_PULSE)) == ValidTransaction(
        priority=U64_MAX, provides=[PREFIX + tag], longevity=3, propagate=False
    )
    pallet.pre_dispatch(bring(ANY_PULSE))


def test_the_lowest_round_goes_first(pallet: Drand) -> None:
    far = Pulse(2**63, b"", b"")
    assert validate(pallet, bring(far)).priority == (1 << 20) + U64_MAX - 2**63


@pytest.mark.parametrize("pulses", [[], [PULSES[1000], PULSES[1001]]])
def test_exactly_one_pulse_comes_in_a_call(pallet: Drand, pulses: list[Pulse]) -> None:
    assert refusal(pallet, bring(*pulses)) is InvalidCall


def test_a_payload_of_a_later_block(pallet: Drand) -> None:
    assert refusal(pallet, bring(block=BLOCK + 100)) is Future  # before its pulses are counted
    assert refusal(pallet, configure(BLOCK + 1)) is Future
    validate(pallet, bring(ANY_PULSE, block=0))


def test_nobody_signed_the_payload(pallet: Drand) -> None:
    assert refusal(pallet, Drand.write_pulse(payload_of(), None)) is BadSigner
    assert refusal(pallet, Drand.set_beacon_config(config_payload(), None)) is BadSigner


def test_a_wrong_signature_of_the_payload(pallet: Drand) -> None:
    late = payload_of(block=BLOCK + 1)
    assert refusal(pallet, Drand.write_pulse(late, Sr25519(bytes(64)))) is BadProof
    other = signature_of(payload_of(ANY_PULSE))
    assert refusal(pallet, Drand.write_pulse(payload_of(PULSES[1000]), other)) is BadProof
    assert refusal(pallet, Drand.set_beacon_config(config_payload(), other)) is BadProof


def test_only_sr25519_keys_sign_payloads(pallet: Drand) -> None:
    payload = payload_of(ANY_PULSE)
    as_ed25519 = Ed25519(signature_of(payload).signature)  # type: ignore[attr-defined]
    assert refusal(pallet, Drand.write_pulse(payload, as_ed25519)) is BadProof
    assert isinstance(KEY, Sr25519Key)
    foreign = type(payload)(BLOCK, [ANY_PULSE], Ed25519Key(KEY.public))
    assert refusal(pallet, Drand.write_pulse(foreign, signature_of(foreign))) is BadProof


def test_any_key_will_do(pallet: Drand) -> None:
    payload = type(payload_of())(BLOCK, [ANY_PULSE], Sr25519Key(BOB.public))
    signed = Sr25519(BOB.sign(encode(type(payload), payload)))
    validate(pallet, Drand.write_pulse(payload, signed))


def test_stale_rounds(pallet: Drand) -> None:
    pallet.last_stored_round.set(1000)
    assert refusal(pallet, bring(PULSES[1000])) is Stale
    validate(pallet, bring(PULSES[1001]))


def test_the_block_after_another_beacon_was_set(pallet: Drand) -> None:
    pallet.next_unsigned_at.set(BLOCK + 1)
    assert refusal(pallet, bring(PULSES[1000])) is Stale
    assert refusal(pallet, bring()) is InvalidCall  # pulses are counted first
    pallet.next_unsigned_at.set(BLOCK)
    validate(pallet, bring(PULSES[1000]))


def test_a_configuration_is_taken_too(pallet: Drand) -> None:
    """Though it can only fail in a block."""
    pallet.next_unsigned_at.set(5)
    key = b"\x01" + KEY.public
    tag = blake2_256((5).to_bytes(4, "little") + bytes([len(key) << 2]) + key)
    assert validate(pallet, configure()) == ValidTransaction(
        priority=1 << 20, provides=[PREFIX + tag], longevity=1, propagate=True
    )


def test_a_stale_configuration(pallet: Drand) -> None:
    """Here it is the payload's block that counts."""
    pallet.next_unsigned_at.set(8)
    assert refusal(pallet, configure(7)) is Stale
    validate(pallet, configure(8))


def test_no_other_call_comes_unsigned(pallet: Drand) -> None:
    assert refusal(pallet, Drand.set_oldest_stored_round(1)) is InvalidCall


def test_pulses_in_blocks() -> None:
    """Several rounds fit into one block, and none comes twice."""
    chain = MiniChain(COMPOSITION)
    extrinsics = [chain.bare(bring(PULSES[n], block=1)) for n in (1000, 1001)]
    chain.build(*extrinsics)
    runtime = chain.runtime()
    assert sorted(runtime.pallet(Drand).pulses.keys()) == [1000, 1001]
    told = [event for _, event in events_of(runtime) if isinstance(event, NewPulse)]
    assert told == [NewPulse([1000]), NewPulse([1001])]
    with pytest.raises(InvalidTransaction) as caught:
        chain.build(extrinsics[1])
    assert caught.value.reason == Stale()


def test_signed_pulses_have_a_priority_in_vain() -> None:
    chain = MiniChain(COMPOSITION)
    executive = chain.start()
    of = executive.validate_prepared

    def priority(call: Call) -> int:
        return of(TransactionSource.External, chain.sign(call, on=executive.runtime)).priority

    usual = priority(Drand.set_oldest_stored_round(1))
    assert priority(bring(PULSES[1000])) == usual + 10_000
