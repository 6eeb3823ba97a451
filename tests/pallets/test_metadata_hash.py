"""What is signed with and without the digest of the metadata."""

import pytest

from pallets.metadata_hash import CheckMetadataHash, Mode
from runtime.extension import SigningOptions
from runtime.scale import DecodeError, decode, encode
from tests.pallets.chain import TAO, Chain


def test_the_mode_is_its_only_data():
    assert encode(CheckMetadataHash, CheckMetadataHash(Mode.Disabled)) == b"\0"
    assert encode(CheckMetadataHash, CheckMetadataHash(Mode.Enabled)) == b"\1"
    with pytest.raises(DecodeError):
        decode(CheckMetadataHash, b"\2")


def test_signers_may_choose():
    assert CheckMetadataHash.for_signing(SigningOptions(nonce=0)).mode is Mode.Disabled
    vouching = SigningOptions(nonce=0, check_metadata=True)
    assert CheckMetadataHash.for_signing(vouching).mode is Mode.Enabled


def test_what_is_signed_besides():
    chain = Chain({1: TAO})
    disabled = CheckMetadataHash(Mode.Disabled).implied(chain.runtime)
    assert encode(CheckMetadataHash.implicit, disabled) == b"\0"
    enabled = CheckMetadataHash(Mode.Enabled).implied(chain.runtime)
    digest = chain.composition.metadata_digest
    assert len(digest) == 32
    assert encode(CheckMetadataHash.implicit, enabled) == b"\1" + digest
