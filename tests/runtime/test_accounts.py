import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from runtime.accounts import (
    InvalidSs58,
    derivative_account,
    ecdsa_account,
    pallet_account,
    pallet_sub_account,
    ss58_decode,
    ss58_encode,
)

ALICE = bytes.fromhex("d43593c715fdd31c61141abd04a99fd6822c8558854ccde39a5684e7a56da27d")

ACCOUNTS = st.binary(min_size=32, max_size=32)
PREFIXES = st.integers(0, 16383).filter(lambda prefix: prefix not in (46, 47))

ADDRESSES = [
    (
        "d43593c715fdd31c61141abd04a99fd6822c8558854ccde39a5684e7a56da27d",
        "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY",
    ),
    (
        "8eaf04151687736326c9fea17e25fc5287613693c912909cb226aa4794f26a48",
        "5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty",
    ),
    (
        "90b5ab205c6974c9ea841be688864633dc9ca8a357843eeacf2314649965fe22",
        "5FLSigC9HGRKVhB9FiEo4Y3koPsNmBmLJbpXg2mp1hXcS59Y",
    ),
    (
        "b220508024ce70b0dd91910806fbda4614701cb762f669276fe978636c4ff80c",
        "5G6Fyo6U2fDhJXDJGp4Dr6XViVCdPcryiyLBDsusguSRcYvJ",
    ),
    ("00" * 32, "5C4hrfjw9DjXZTzV3MwzrrAr9P1MJhSrvWGWqi1eSuyUpnhM"),
]


@pytest.mark.parametrize(("account", "address"), ADDRESSES)
def test_known_addresses(account: str, address: str) -> None:
    assert ss58_encode(bytes.fromhex(account)) == address
    assert ss58_decode(address) == bytes.fromhex(account)


@pytest.mark.parametrize(
    ("prefix", "address"),
    [
        (0, "15oF4uVJwmo4TdGW7VfQxNLavjCXviqxT9S1MgbjMNHr6Sp5"),  # Polkadot
        (2, "HNZata7iMYWmk5RvZRTiAsSDhV8366zq2YGb3tLH5Upf74F"),  # Kusama
        (42, "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY"),
        # Two bytes of prefix: their smallest and largest, and where their bits are mixed.
        (64, "cEaNSpz4PxFcZ7nT1VEKrKewH67rfx6MfcM6yKojyyPz7qaqp"),
        (255, "yGHXkYLYqxijLKKfd9Q2CB9shRVu8rPNBS53wvwGTutYg4zTg"),
        (1284, "VdvKmYJfD4VXA9fzz1SbmCo2eYHSzUFbaDCZSuaNKJAe8YNg6"),
        (16383, "yNa8JpqfFB3q8A29rCwSgxvdU94ufJw2yKKxDgznS5m1PoFvn"),
    ],
)
def test_alice_on_other_networks(prefix: int, address: str) -> None:
    assert ss58_encode(ALICE, prefix) == address
    assert ss58_decode(address) == ALICE
    assert ss58_decode(address, prefix) == ALICE


@given(ACCOUNTS, PREFIXES)
def test_round_trip(account: bytes, prefix: int) -> None:
    address = ss58_encode(account, prefix)
    assert ss58_decode(address) == ss58_decode(address, prefix) == account
    with pytest.raises(InvalidSs58, match="network"):
        ss58_decode(address, (prefix + 1) % 16384)


# One change of 65,536 is not noticed, with a checksum of two bytes: these are the same every time.
@settings(derandomize=True, database=None)
@given(ACCOUNTS, PREFIXES, st.data())
def test_a_changed_letter_is_noticed(account: bytes, prefix: int, data: st.DataObject) -> None:
    address = ss58_encode(account, prefix)
    # The first letters hold the prefix: a change there may be refused for another reason.
    at = data.draw(st.integers(4, len(address) - 1))
    letter = data.draw(st.sampled_from("123456789ABC").filter(lambda new: new != address[at]))
    with pytest.raises(InvalidSs58):
        ss58_decode(address[:at] + letter + address[at + 1 :])


@given(st.text(max_size=80))
def test_any_other_text_is_an_invalid_address(text: str) -> None:
    with pytest.raises(InvalidSs58):
        ss58_decode(text)


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("", "prefix"),
        ("0OIl", "letter"),
        ("KW39r9CJjAVzmkf9zQ4YDb2hqfAVGdRqn53eRqyruqpxAP5YL", "32 bytes"),  # a 33-byte key
        ("5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQZ", "checksum"),
        ("5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY" * 1000, "too long"),
        ("1" * 50, "32 bytes"),
        ("z" * 49, "prefix"),
    ],
)
def test_the_reason_is_named(address: str, reason: str) -> None:
    with pytest.raises(InvalidSs58, match=reason):
        ss58_decode(address)


@pytest.mark.parametrize("prefix", [-1, 46, 47, 16384])
def test_prefixes_that_no_account_has(prefix: int) -> None:
    with pytest.raises(InvalidSs58, match="prefix"):
        ss58_encode(ALICE, prefix)


def test_reserved_prefix_is_refused_when_read() -> None:
    # Made with the encoder's own arithmetic, because the encoder refuses to.
    from runtime.accounts import _base58_encode, _checksum

    for body in (bytes([46]) + ALICE, bytes([0x4B, 0xC0]) + ALICE):
        with pytest.raises(InvalidSs58, match="reserved"):
            ss58_decode(_base58_encode(body + _checksum(body)))


@pytest.mark.parametrize("length", [0, 20, 31, 33])
def test_only_32_bytes_are_an_account(length: int) -> None:
    with pytest.raises(InvalidSs58, match="32 bytes"):
        ss58_encode(bytes(length))


@pytest.mark.parametrize(
    ("pallet_id", "address"),
    [
        (b"subtensr", "5EYCAe5jLQhn6ofDSvqF6iY53erXNkwhyE1aCEgvi1NNs91F"),
        (b"burntnsr", "5EYCAe5fvqwE4eNE7ddxEfasPGZe11e6SWKvos7FUXP2LUrp"),
        (b"ten/swap", "5EYCAe5jXJkWTv6niXygVnxL26GtURKkJCHJbswdhGzDESxH"),
        (b"bt/cloan", "5EYCAe5fvncWtwXjyNAdoCJk9VrtAEBeZMhqDYjehWX97cWb"),
        (b"bt/limit", "5EYCAe5fvncY7Q8kfKUv3CcjBX3GjPFR5qKrdG53mYvQGX8d"),
        (b"bt/lmhky", "5EYCAe5fvncY7XCnFeAMaW4jAaVtzayKdaNNRURB5Nwvtw74"),
    ],
)
def test_pallet_accounts(pallet_id: bytes, address: str) -> None:
    assert ss58_encode(pallet_account(pallet_id)) == address


def test_a_pallet_id_has_eight_bytes() -> None:
    with pytest.raises(ValueError, match="8 bytes"):
        pallet_account(b"subtensor")


def test_derivative_account() -> None:
    # The vector of @polkadot/util-crypto's encodeDerivedAddress.
    account = ss58_decode("5GvUh7fGKsdBEh5XpypkfkGuf7j3vXLxH9BdxjxnJNVXRYi1")
    assert ss58_encode(derivative_account(account, 0)) == (
        "5E5XxqPxm7QbEs6twYfp3tyjXidn4kqRrNPH4o6JK9JSLUeD"
    )
    # Those of a parachain's account, as Bifrost's tests have them.
    account = bytes.fromhex("7369626cd107").ljust(32, b"\0")
    assert [derivative_account(account, index).hex() for index in (0, 1)] == [
        "290bf94235666a351d9c8082c77e689813a905d0bbffdbd8b4a619ec5303ba27",
        "c94f02677ffb78dc23fbd3b95beb2650fe4fa5c466e5aedee74e89d96351800c",
    ]
    with pytest.raises(OverflowError):
        derivative_account(ALICE, 1 << 16)


def test_ecdsa_account_of_alice() -> None:
    public = bytes.fromhex("020a1091341fe5664bfa1782d5e04779689068c916b04cb365ec3153755684d9a1")
    assert ss58_encode(ecdsa_account(public)) == "5C7C2Z5sWbytvHpuLTvzKunnnRwQxft1jiqrLD5rhucQ5S9X"


def test_the_account_of_a_subnet() -> None:
    """`modl`, the id, the netuid as SCALE, zeros."""
    account = pallet_sub_account(b"subtensr", (1).to_bytes(2, "little"))
    assert account == b"modlsubtensr\x01\x00" + bytes(18)


def test_a_suffix_that_is_too_long_is_cut_off() -> None:
    account = pallet_sub_account(b"subtensr", b"x" * 40)
    assert account == b"modlsubtensr" + b"x" * 20


@pytest.mark.parametrize("pallet_id", [b"", b"seven77", b"ninenine9"])
def test_a_further_account_is_of_a_pallet_id_of_eight_bytes(pallet_id: bytes) -> None:
    with pytest.raises(ValueError, match="8 bytes"):
        pallet_sub_account(pallet_id, b"")
