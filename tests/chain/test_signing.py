"""Signed extrinsics of all schemes, as the runtime takes them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from chain.kit import DevChain, key, to
from chain.signing import sign_call
from genesis.keys import Keypair, Scheme
from genesis.presets import TAO
from pallets.balances import Balances
from pallets.metadata_hash import CheckMetadataHash
from pallets.system.accounts import Accounts
from pallets.system.system import System
from runtime.era import Era
from runtime.extension import SigningOptions
from runtime.extrinsic import decode_extrinsic
from runtime.validity import AncientBirthBlock, BadProof, InvalidReason, InvalidTransaction
from tests.chain.pool.watching import PAY


@pytest.fixture
def chain() -> DevChain:
    return DevChain()


def refused(chain: DevChain, extrinsic: bytes, reason: type[InvalidReason]) -> None:
    with pytest.raises(InvalidTransaction) as caught:
        chain.begin().push(extrinsic)
    assert isinstance(caught.value.reason, reason)


@pytest.mark.parametrize("scheme", Scheme)
@pytest.mark.parametrize("size", [0, 1000])  # payloads over 256 bytes are hashed
def test_what_each_scheme_signs_is_valid(chain: DevChain, scheme: Scheme, size: int) -> None:
    signer = Keypair.from_uri("//Signer", scheme)
    chain.submit(Balances.transfer_keep_alive(to(signer.account), TAO)).require()
    call = System.remark_with_event(bytes(size))
    receipt = chain.submit(call, signer).require()
    assert receipt.fee > 0 and chain.pallet(Accounts).nonce(signer.account) == 1
    options = SigningOptions(1)
    extrinsic = bytearray(sign_call(chain.signing(), call, signer, options))
    extrinsic[-1] ^= 1
    if size:
        refused(chain, bytes(extrinsic), BadProof)


@pytest.mark.parametrize("scheme", Scheme)
def test_a_key_signs_for_itself_alone(chain: DevChain, scheme: Scheme) -> None:
    class Impostor:
        def __init__(self) -> None:
            self.scheme, self.account = scheme, key("//Alice").account

        def sign(self, message: bytes) -> bytes:
            return Keypair.from_uri("//Eve", scheme).sign(message)

    extrinsic = sign_call(chain.signing(), PAY, Impostor(), SigningOptions(0))
    refused(chain, extrinsic, BadProof)


def test_the_options_are_in_the_extrinsic(chain: DevChain) -> None:
    options = SigningOptions(5, tip=7, era=Era(64, 3), check_metadata=True)
    chain.advance(4)
    extrinsic = sign_call(chain.signing(), PAY, key("//Alice"), options)
    composition = chain.blockchain.composition
    decoded, _ = decode_extrinsic(composition, extrinsic)
    assert decoded.extensions == tuple(kind.for_signing(options) for kind in composition.extensions)
    assert decoded.call == PAY


def test_a_mortal_extrinsic_lives_as_long_as_its_era(chain: DevChain) -> None:
    chain.advance(4)
    options = SigningOptions(0, era=Era.mortal(4, 4))
    extrinsic = sign_call(chain.signing(), PAY, key("//Alice"), options)
    chain.begin().push(extrinsic)
    chain.advance(2)
    chain.begin().push(extrinsic)  # in block 7
    chain.advance()
    # In block 8 another era has begun, in which other bytes would have been signed.
    refused(chain, extrinsic, AncientBirthBlock)
    chain.advance()
    refused(chain, extrinsic, BadProof)


def test_an_era_of_a_block_that_is_to_come_cannot_be_signed_for(chain: DevChain) -> None:
    with pytest.raises(InvalidTransaction) as caught:
        sign_call(chain.signing(), PAY, key("//Alice"), SigningOptions(0, era=Era(4, 1)))
    assert isinstance(caught.value.reason, AncientBirthBlock)


def test_the_digest_of_the_metadata_may_be_signed(chain: DevChain) -> None:
    options = SigningOptions(0, check_metadata=True)
    extrinsic = sign_call(chain.signing(), PAY, key("//Alice"), options)
    builder = chain.begin()
    assert builder.push(extrinsic).error is None


def test_another_digest_of_the_metadata_is_a_bad_signature(
    chain: DevChain, monkeypatch: pytest.MonkeyPatch
) -> None:
    options = SigningOptions(0, check_metadata=True)
    with monkeypatch.context() as patched:
        patched.setattr(CheckMetadataHash, "implied", lambda *_: bytes(32))
        extrinsic = sign_call(chain.signing(), PAY, key("//Alice"), options)
    refused(chain, extrinsic, BadProof)


def test_a_signature_is_for_one_chain() -> None:
    extrinsic = sign_call(DevChain().signing(), PAY, key("//Alice"), SigningOptions(0))
    spec = DevChain().blockchain.spec
    other = DevChain(spec=replace(spec, patch={**(spec.patch or {}), "sudo": {}}))
    refused(other, extrinsic, BadProof)
