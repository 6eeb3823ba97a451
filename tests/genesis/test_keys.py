import subprocess
import sys

import bittensor_core
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from genesis.keys import DEV_PHRASE, InvalidSecretUri, Keypair, Scheme
from runtime.signatures import verify_ecdsa, verify_ed25519, verify_sr25519

VERIFIERS = {
    Scheme.ED25519: verify_ed25519,
    Scheme.SR25519: verify_sr25519,
    Scheme.ECDSA: verify_ecdsa,
}
LEGAL = "legal winner thank year wave sausage worth useful legal winner thank yellow"

DEVELOPMENT_ACCOUNTS = [
    ("", "5DfhGyQdFobKM8NsWvEeAKk5EQQgYe9AydgJ7rMB6E1EqRzV"),
    ("//Alice", "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY"),
    ("//Bob", "5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty"),
    ("//Charlie", "5FLSigC9HGRKVhB9FiEo4Y3koPsNmBmLJbpXg2mp1hXcS59Y"),
    ("//Dave", "5DAAnrj7VHTznn2AWBemMuyBwZWs6FNFjdyVXUeYum3PTXFy"),
    ("//Eve", "5HGjWAeFDfFCWPsjFQdVV2Msvz2XtMktvgocEZcCj68kUMaw"),
    ("//Ferdie", "5CiPPseXPECbkjWCa6MnjNokrgYjMqmKndv2rSnekmSK2DjL"),
    ("//One", "5Fxune7f71ZbpP2FoY3mhYcmM596Erhv1gRue4nsPwkxMR4n"),
    ("//Two", "5CUjxa4wVKMj3FqKdqAUf7zcEMr4MYAjXeWmUf44B41neLmJ"),
    ("//Three", "5FKiDJ3T1c59m3QwQVgXyk2QmibqBaYSzk2X5eiPjLR438pk"),
    ("//Alice//stash", "5GNJqTPyNqANBkUVMN1LPPrxXnFouWXoe2wNSmmEoLctxiZY"),
    ("//Bob//stash", "5HpG9w8EBLe5XCrbczpwq5TSXvedjrBGCwqxK1iQ7qUsSWFc"),
]


@pytest.mark.parametrize(("uri", "address"), DEVELOPMENT_ACCOUNTS)
def test_development_accounts(uri: str, address: str) -> None:
    keypair = Keypair.from_uri(uri)
    assert keypair.address == address
    assert keypair.account == keypair.public
    assert repr(keypair) == f"Keypair({address}, sr25519)"


@pytest.mark.parametrize(
    ("uri", "scheme", "public", "address"),
    [
        (
            "//Alice",
            Scheme.ED25519,
            "88dc3417d5058ec4b4503e0c12ea1a0a89be200fe98922423d4334014fa6b0ee",
            "5FA9nQDVg267DEd8m1ZypXLBnvN7SFxYwV7ndqSYGiN9TTpu",
        ),
        (  # the Grandpa authority of a local network
            "//One",
            Scheme.ED25519,
            "16f97016bbea8f7b45ae6757b49efc1080accc175d8f018f9ba719b60b0815e4",
            "5Caq1V1MnhfNNoGza9sqx1so37LNq2N5xMeR7xpVpv7Nqgnf",
        ),
        (
            "//Alice",
            Scheme.ECDSA,
            "020a1091341fe5664bfa1782d5e04779689068c916b04cb365ec3153755684d9a1",
            "5C7C2Z5sWbytvHpuLTvzKunnnRwQxft1jiqrLD5rhucQ5S9X",
        ),
        (  # sp-core's vector of soft derivation, and the seed of RFC 8032's first vector
            "/Alice",
            Scheme.SR25519,
            "d6c71059dbbe9ad2b0ed3f289738b800836eb425544ce694825285b958ca755e",
            None,
        ),
        (
            "0x9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
            Scheme.ED25519,
            "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
            None,
        ),
        (
            "0x9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
            Scheme.ECDSA,
            "028db55b05db86c0b1786ca49f095d76344c9e6056b2f02701a7e7f3c20aabfd91",
            None,
        ),
    ],
)
def test_known_keys(uri: str, scheme: Scheme, public: str, address: str | None) -> None:
    keypair = Keypair.from_uri(uri, scheme)
    assert keypair.public.hex() == public
    if address is not None:
        assert keypair.address == address


@pytest.mark.parametrize("scheme", Scheme)
@pytest.mark.parametrize("uri", ["//Alice", LEGAL, f"{DEV_PHRASE}//a//b", "0x" + "12" * 32])
def test_what_a_key_signs_verifies(uri: str, scheme: Scheme) -> None:
    keypair = Keypair.from_uri(uri, scheme)
    signature = keypair.sign(b"message")
    assert VERIFIERS[scheme](signature, b"message", keypair.account)
    assert not VERIFIERS[scheme](signature, b"massage", keypair.account)


def test_schemes_are_numbered_as_in_a_multi_signature() -> None:
    assert [scheme.value for scheme in (Scheme.ED25519, Scheme.SR25519, Scheme.ECDSA)] == [0, 1, 2]


@pytest.mark.parametrize("scheme", Scheme)
def test_phrase_and_password_make_the_seed_of_substrate_bip39(scheme: Scheme) -> None:
    # The first half of the vector's 64 bytes; the password of all its vectors is "Substrate".
    seed = "0x4313249608fe8ac10fd5886c92c4579007272cb77c21551ee5b8d60b78041685"
    keypair = Keypair.from_uri(f"{LEGAL}//hard///Substrate", scheme)
    assert keypair.public == Keypair.from_uri(f"{seed}//hard", scheme).public
    assert keypair.public != Keypair.from_uri(f"{LEGAL}//hard", scheme).public


def test_development_phrase_is_not_special() -> None:
    written = Keypair.from_uri(f"{DEV_PHRASE}//Alice///")
    assert written.public == Keypair.from_uri("//Alice").public
    # A space more, and it is read as any phrase, not known beforehand.
    assert Keypair.from_uri(f"{DEV_PHRASE} //Alice").public == written.public
    assert Keypair.from_uri("//Alice///secret").public != written.public


def test_numbers_are_numbers() -> None:
    one = Keypair.from_uri("//1").public
    assert one == Keypair.from_uri("//01").public == Keypair.from_uri("//+1").public
    assert one != Keypair.from_uri("//one").public
    assert one != Keypair.from_uri("/1").public
    largest = Keypair.from_uri(f"//{2**64 - 1}").public
    assert largest == Keypair.from_uri("//" + "0" * 5000 + str(2**64 - 1)).public
    assert largest != Keypair.from_uri(f"//{2**64}").public


CODES = st.integers(0, 2**65).map(str) | st.text(
    st.characters(exclude_characters="/\n", codec="utf-8"), min_size=1, max_size=40
)


@settings(deadline=None, max_examples=40)
@given(
    st.sampled_from(["", "0x" + "3c" * 32]),
    st.lists(st.tuples(st.sampled_from(["/", "//"]), CODES), max_size=4),
    st.sampled_from([Scheme.SR25519, Scheme.ED25519]),
)
def test_agrees_with_sp_core(start: str, steps: list[tuple[str, str]], scheme: Scheme) -> None:
    uri = start + "".join(slashes + code for slashes, code in steps)
    # sp-core reads a URI without anything as the development phrase; the library does not.
    core_uri = uri if uri.startswith("0x") else DEV_PHRASE + uri
    try:
        expected = bittensor_core.Keypair.from_uri(core_uri, scheme.value).public_key
    except ValueError:
        with pytest.raises(InvalidSecretUri):
            Keypair.from_uri(uri, scheme)
    else:
        assert Keypair.from_uri(uri, scheme).public == expected


@pytest.mark.parametrize(
    "uri",
    [
        "Alice",
        "legal winner thank year",
        LEGAL.replace("yellow", "year"),
        "//",
        "/",
        "//Alice/",
        "//Alice///a\nb",
        "sd.asd//Alice",
        "0x12",
        "0x" + "zz" * 32,
        "0x" + "12" * 33,
        "12" * 32,
    ],
)
@pytest.mark.parametrize("scheme", Scheme)
def test_no_secret_uri(uri: str, scheme: Scheme) -> None:
    with pytest.raises(InvalidSecretUri) as failure:
        Keypair.from_uri(uri, scheme)
    assert uri not in str(failure.value) or uri in {"/", "//"}


@pytest.mark.parametrize("scheme", [Scheme.ED25519, Scheme.ECDSA])
def test_soft_junctions_exist_for_sr25519_only(scheme: Scheme) -> None:
    assert Keypair.from_uri("//Alice/soft").public
    with pytest.raises(InvalidSecretUri, match="soft"):
        Keypair.from_uri("//Alice/soft", scheme)


def test_zero_is_no_ecdsa_secret() -> None:
    with pytest.raises(InvalidSecretUri, match="secp256k1"):
        Keypair.from_uri("0x" + "00" * 32, Scheme.ECDSA)


def test_a_development_key_needs_no_other_library() -> None:
    script = (
        "import sys, genesis.keys\n"
        "genesis.keys.Keypair.from_uri('//Alice').sign(b'')\n"
        "sys.exit(bool({'coincurve', 'bittensor_core'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0
