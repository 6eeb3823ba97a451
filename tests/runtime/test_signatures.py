import subprocess
import sys

import pytest
import sr25519
from bittensor_core import CRYPTO_ED25519
from bittensor_core import Keypair as CoreKeypair
from coincurve import PrivateKey
from hypothesis import given, settings
from hypothesis import strategies as st

from runtime.accounts import ecdsa_account
from runtime.hashing import blake2_256
from runtime.signatures import verify_ecdsa, verify_ed25519, verify_sr25519

MESSAGE = b"a message of no importance"
SECP256K1_ORDER = 0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEBAAEDCE6AF48A03BBFD25E8CD0364141
SEEDS = st.binary(min_size=32, max_size=32).filter(any)


def sr25519_signed(seed: bytes, message: bytes) -> tuple[bytes, bytes]:
    public, secret = sr25519.pair_from_seed(seed)
    return sr25519.sign((public, secret), message), public


def ed25519_signed(seed: bytes, message: bytes) -> tuple[bytes, bytes]:
    keypair = CoreKeypair.from_seed(seed, CRYPTO_ED25519)
    return keypair.sign(message), keypair.public_key


def ecdsa_signed(seed: bytes, message: bytes) -> tuple[bytes, bytes]:
    key = PrivateKey(seed)
    signature = key.sign_recoverable(blake2_256(message), hasher=None)
    return signature, ecdsa_account(key.public_key.format())


SCHEMES = [
    pytest.param(sr25519_signed, verify_sr25519, 64, id="sr25519"),
    pytest.param(ed25519_signed, verify_ed25519, 64, id="ed25519"),
    pytest.param(ecdsa_signed, verify_ecdsa, 65, id="ecdsa"),
]


@pytest.mark.parametrize(("sign", "verify", "length"), SCHEMES)
@settings(max_examples=20, deadline=None)
@given(seed=SEEDS, message=st.binary(max_size=300), data=st.data())
def test_only_the_signer_of_the_message_is_accepted(sign, verify, length, *, seed, message, data):
    signature, signer = sign(seed, message)
    assert len(signature) == length
    assert verify(signature, message, signer)
    assert not verify(signature, message + b"!", signer)
    other = bytes(31) + b"\1" if seed != bytes(31) + b"\1" else bytes(31) + b"\2"
    assert not verify(signature, message, sign(other, message)[1])
    bit = data.draw(st.integers(0, 8 * 64 - 1))
    flipped = int.from_bytes(signature, "little") ^ 1 << bit
    assert not verify(flipped.to_bytes(length, "little"), message, signer)


@pytest.mark.parametrize(("sign", "verify", "length"), SCHEMES)
@given(
    signature=st.binary(max_size=70) | st.binary(min_size=64, max_size=65),
    signer=st.binary(max_size=40) | st.binary(min_size=32, max_size=32),
)
def test_nothing_malformed_raises(sign, verify, length, signature, signer):
    answer = verify(signature, MESSAGE, signer)
    assert type(answer) is bool
    if len(signature) != length or len(signer) != 32:
        assert not answer


@pytest.mark.parametrize(("sign", "verify", "length"), SCHEMES)
def test_lengths_are_exact(sign, verify, length):
    signature, signer = sign(b"\x07" * 32, MESSAGE)
    for wrong in (b"", signature[:-1], signature + b"\0", signature[:32]):
        assert verify(wrong, MESSAGE, signer) is False
    for wrong in (b"", signer[:-1], signer + b"\0"):
        assert verify(signature, MESSAGE, wrong) is False


@pytest.mark.parametrize(("sign", "verify", "length"), SCHEMES)
def test_a_wallets_wrapping_is_not_undone(sign, verify, length):
    wrapped = b"<Bytes>" + MESSAGE + b"</Bytes>"
    signature, signer = sign(b"\x07" * 32, wrapped)
    assert verify(signature, wrapped, signer)
    assert not verify(signature, MESSAGE, signer)
    signature, signer = sign(b"\x07" * 32, MESSAGE)
    assert not verify(signature, wrapped, signer)


def test_sr25519_of_a_real_node() -> None:
    # An extrinsic of Alice in a block of a subtensor node, and what it signs.
    public = bytes.fromhex("d43593c715fdd31c61141abd04a99fd6822c8558854ccde39a5684e7a56da27d")
    genesis = bytes.fromhex("1dc00e76a13fc48b9c932e076622c5920295afaad4fd805c284a5cf3222ce452")
    call = bytes.fromhex(
        "0503008eaf04151687736326c9fea17e25fc5287613693c912909cb226aa4794f26a4802286bee"
    )
    payload = call + bytes(4) + bytes.fromhex("cd01000001000000") + genesis + genesis + b"\0"
    signature = bytes.fromhex(
        "d4034423b86a905dcf7edea45a14126cad49336c3e17520b91ecefefabf72000"
        "29ee1dfeeadd9de517f3c6fbd2f482d263f3d23545b0d7d377fdb03349be318d"
    )
    assert verify_sr25519(signature, payload, public)


def test_sr25519_needs_schnorrkels_mark() -> None:
    signature, public = sr25519_signed(b"\x07" * 32, MESSAGE)
    assert signature[63] & 0x80
    unmarked = signature[:63] + bytes([signature[63] & 0x7F])
    assert not verify_sr25519(unmarked, MESSAGE, public)


def test_sr25519_takes_the_neutral_element_as_a_key() -> None:
    # Nobody's secret, and so everybody's: schnorrkel does not exclude it, and nor does Substrate.
    assert verify_sr25519(bytes(63) + b"\x80", MESSAGE, bytes(32))


@pytest.mark.parametrize(
    ("public", "message", "signature"),
    [  # RFC 8032, section 7.1
        (
            "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
            "",
            "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46b"
            "d25bf5f0595bbe24655141438e7a100b",
        ),
        (
            "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
            "72",
            "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c"
            "387b2eaeb4302aeeb00d291612bb0c00",
        ),
    ],
)
def test_ed25519_vectors(public: str, message: str, signature: str) -> None:
    assert verify_ed25519(*map(bytes.fromhex, (signature, message, public)))


# Points of small order, in canonical form and otherwise, from the vectors of ZIP-215.
SMALL_ORDER = [
    "0100000000000000000000000000000000000000000000000000000000000000",
    "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "0000000000000000000000000000000000000000000000000000000000000080",
    "0000000000000000000000000000000000000000000000000000000000000000",
    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
    "0100000000000000000000000000000000000000000000000000000000000080",
    "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
    "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
    "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
]


@pytest.mark.parametrize("public", SMALL_ORDER)
def test_ed25519_follows_zip_215(public: str) -> None:
    for nonce in SMALL_ORDER:
        signature = bytes.fromhex(nonce) + bytes(32)
        assert verify_ed25519(signature, b"Zcash", bytes.fromhex(public))


def test_ed25519_needs_the_canonical_scalar() -> None:
    signature, public = ed25519_signed(b"\x07" * 32, MESSAGE)
    order = 2**252 + 27742317777372353535851937790883648493
    scalar = int.from_bytes(signature[32:], "little") + order
    assert not verify_ed25519(signature[:32] + scalar.to_bytes(32, "little"), MESSAGE, public)


def test_ecdsa_vector_of_sp_core() -> None:
    public = bytes.fromhex("028db55b05db86c0b1786ca49f095d76344c9e6056b2f02701a7e7f3c20aabfd91")
    signature = bytes.fromhex(
        "3dde91174bd9359027be59a428b8146513df80a2a3c7eda2194f64de04a69ab9"
        "7b753169e94db6ffd50921a2668a48b94ca11e3d32c1ff19cfe88890aa7e8f3c00"
    )
    assert verify_ecdsa(signature, b"", ecdsa_account(public))


def test_ecdsa_recovery_id_may_be_ethereums() -> None:
    signature, account = ecdsa_signed(b"\x07" * 32, MESSAGE)
    for number in range(256):
        accepted = verify_ecdsa(signature[:64] + bytes([number]), MESSAGE, account)
        assert accepted == (number in (signature[64], signature[64] + 27))


def test_ecdsa_takes_the_higher_s_too() -> None:
    signature, account = ecdsa_signed(b"\x07" * 32, MESSAGE)
    s = SECP256K1_ORDER - int.from_bytes(signature[32:64], "big")
    higher = signature[:32] + s.to_bytes(32, "big") + bytes([signature[64] ^ 1])
    assert verify_ecdsa(higher, MESSAGE, account)


@pytest.mark.parametrize("scalar", [0, SECP256K1_ORDER, 2**256 - 1])
def test_ecdsa_scalars_out_of_range(scalar: int) -> None:
    signature, account = ecdsa_signed(b"\x07" * 32, MESSAGE)
    wrong = scalar.to_bytes(32, "big")
    assert not verify_ecdsa(wrong + signature[32:], MESSAGE, account)
    assert not verify_ecdsa(signature[:32] + wrong + signature[64:], MESSAGE, account)


def test_only_sr25519_is_imported_at_start() -> None:
    script = (
        "import sys, runtime.signatures\n"
        "sys.exit(bool({'coincurve', 'bittensor_core', 'nacl'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0
