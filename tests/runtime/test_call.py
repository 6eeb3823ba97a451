"""Calls as values and as bytes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from runtime.accounts import ss58_decode
from runtime.addresses import Id, MultiAddress
from runtime.call import Call, RuntimeCall, call
from runtime.composition import Module
from runtime.origin import Origin
from runtime.outer import MAX_CALLS, CallsTooDeep
from runtime.pallet import Pallet
from runtime.scale import (
    U8,
    U16,
    U64,
    AccountId,
    Compact,
    DecodeError,
    EncodeError,
    Spelled,
    TypeDeclarationError,
    UnitEnum,
    encode_compact,
)
from runtime.weights import Weight
from tests.runtime.small import compose
from tests.strategies import values_of

GOLDEN = json.loads(Path("tests/data/golden-461.json").read_text())["calls"]
FREE = Weight(0, 0)


class ProxyType(UnitEnum, path="ProxyType"):
    Any = 0
    Transfer = 10


class Remarks(Pallet, crate="frame_system"):
    @call(index=0, weight=FREE)
    def remark(self, origin: Origin, remark: bytes) -> None:
        """Say something."""


class Balances(Pallet, crate="pallet_balances"):
    @call(index=0, weight=FREE)
    def transfer_allow_death(
        self, origin: Origin, dest: MultiAddress, value: Compact[U64]
    ) -> None: ...

    @call(index=3, weight=FREE)
    def transfer_keep_alive(
        self, origin: Origin, dest: MultiAddress, value: Annotated[Compact[U64], Spelled("B")] = 0
    ) -> None: ...


class Subtensor(Pallet, crate="pallet_subtensor"):
    @call(index=0, weight=FREE)
    def set_weights(
        self,
        origin: Origin,
        netuid: U16,
        dests: list[U16],
        weights: list[U16],
        version_key: U64,
    ) -> None: ...

    @call(index=2, weight=FREE)
    def add_stake(
        self, origin: Origin, hotkey: AccountId, netuid: U16, amount_staked: U64
    ) -> None: ...

    @call(index=3, weight=FREE)
    def remove_stake(
        self, origin: Origin, hotkey: AccountId, netuid: U16, amount_unstaked: U64
    ) -> None: ...


class Registration(Pallet, crate="pallet_subtensor"):
    """A second part of the same module."""

    @call(index=7, weight=FREE)
    def burned_register(self, origin: Origin, netuid: U16, hotkey: AccountId) -> None: ...


class Sudo(Pallet, crate="pallet_sudo"):
    @call(index=0, weight=FREE)
    def sudo(self, origin: Origin, call: RuntimeCall) -> None: ...


class Utility(Pallet, crate="pallet_utility"):
    @call(index=0, weight=FREE)
    def batch(self, origin: Origin, calls: list[RuntimeCall]) -> None: ...

    @call(index=9, weight=FREE)
    def nothing(self, origin: Origin) -> None: ...


class Proxy(Pallet, crate="pallet_proxy"):
    @call(index=0, weight=FREE)
    def proxy(
        self,
        origin: Origin,
        real: MultiAddress,
        force_proxy_type: ProxyType | None,
        call: RuntimeCall,
    ) -> None: ...


class Foreign(Pallet, crate="pallet_foreign"):
    @call(index=0, weight=FREE)
    def remark(self, origin: Origin, remark: bytes) -> None: ...


COMPOSITION = compose(
    modules=[
        Module("Remarks", 100, [Remarks]),
        Module("Balances", 5, [Balances]),
        Module("SubtensorModule", 7, [Subtensor, Registration]),
        Module("Utility", 11, [Utility]),
        Module("Sudo", 12, [Sudo]),
        Module("Proxy", 16, [Proxy]),
    ]
)
CALLS = COMPOSITION.calls
TYPES = COMPOSITION.types
ALICE = ss58_decode("5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY")
BOB = ss58_decode("5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty")
CHARLIE = ss58_decode("5FLSigC9HGRKVhB9FiEo4Y3koPsNmBmLJbpXg2mp1hXcS59Y")


def value_of(name: str, given: Any) -> Any:
    if name in ("dest", "real"):
        return Id(ss58_decode(given))
    if name == "hotkey":
        return ss58_decode(given)
    if name == "force_proxy_type":
        return ProxyType[given]
    return given


PLAIN = [g for g in GOLDEN if g["module"] in ("Balances", "SubtensorModule")]


@pytest.mark.parametrize("golden", PLAIN, ids=lambda g: g["function"])
def test_calls_of_a_real_chain(golden: dict[str, Any]) -> None:
    parts = next(m for m in COMPOSITION.modules if m.name == golden["module"]).pallets
    (pallet,) = (part for part in parts if hasattr(part, golden["function"]))
    params = {name: value_of(name, given) for name, given in golden["params"].items()}
    made = getattr(pallet, golden["function"])(**params)
    check(made, golden["data_hex"])


def transfer(dest: bytes, value: int) -> Call:
    return Balances.transfer_keep_alive(Id(dest), value)


def test_calls_within_calls_of_a_real_chain() -> None:
    forms = {g["function"]: g["data_hex"] for g in GOLDEN}
    remark = Remarks.remark(b"\xde\xad\xbe\xef")
    # The remark is of System, which is module 0 there and 100 here.
    check(Sudo.sudo(remark), forms["sudo"].replace("0x0c0000", "0x0c0064"))
    check(Utility.batch([transfer(BOB, 1), transfer(CHARLIE, 2)]), forms["batch"])
    check(Proxy.proxy(Id(ALICE), ProxyType.Transfer, transfer(BOB, 1)), forms["proxy"])


def check(made: Call, expected: str) -> None:
    encoded = bytes.fromhex(expected.removeprefix("0x"))
    assert CALLS.encode(made) == encoded
    assert TYPES.decode(RuntimeCall, encoded) == made
    assert TYPES.encode(RuntimeCall, made) == encoded


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(values_of(RuntimeCall, TYPES))
def test_any_call_comes_back(made: Call) -> None:
    encoded = TYPES.encode(RuntimeCall, made)
    assert TYPES.decode(RuntimeCall, encoded) == made


@settings(max_examples=50, deadline=None)
@given(values_of(RuntimeCall, TYPES), st.data())
def test_changed_calls_are_calls_or_refused(made: Call, data: Any) -> None:
    encoded = TYPES.encode(RuntimeCall, made)
    place = data.draw(st.integers(0, len(encoded) - 1))
    changed = encoded[:place] + data.draw(st.binary(max_size=3)) + encoded[place + 1 :]
    try:
        decoded = TYPES.decode(RuntimeCall, changed)
    except DecodeError:
        return
    assert TYPES.encode(RuntimeCall, decoded) == changed


# Depth


def nested(depth: int) -> bytes:
    """Batches of one call, with an empty one innermost: `depth` calls inside of the first."""
    return b"\x0b\x00\x04" * depth + b"\x0b\x00\x00"


def from_deep(frames: int, hint: Any, data: bytes) -> Any:
    return from_deep(frames - 1, hint, data) if frames else TYPES.decode(hint, data)


@pytest.mark.parametrize("frames", [0, 700])
def test_how_deep_calls_may_be_does_not_depend_on_the_stack(frames: int) -> None:
    made = from_deep(frames, RuntimeCall, nested(256))
    assert TYPES.encode(RuntimeCall, made) == nested(256)
    with pytest.raises(CallsTooDeep):
        from_deep(frames, RuntimeCall, nested(257))


@pytest.mark.parametrize("depth", [300, 1_000_000])
def test_deeper_calls_are_refused(depth: int) -> None:
    with pytest.raises(CallsTooDeep):
        TYPES.decode(RuntimeCall, nested(depth))
    with pytest.raises(CallsTooDeep):
        TYPES.decode(list[RuntimeCall], encode_compact(1) + nested(depth))
    assert TYPES.decode(RuntimeCall, nested(1)) == Utility.batch([Utility.batch([])])


def test_depth_counts_anew_after_a_failure() -> None:
    for _ in range(300):
        with pytest.raises(DecodeError):
            TYPES.decode(RuntimeCall, nested(3)[:-1])
    TYPES.decode(RuntimeCall, nested(256))


def batch_of(count: int) -> bytes:
    return b"\x0b\x00" + encode_compact(count) + b"\x0b\x09" * count


def test_how_many_calls_there_may_be_in_one() -> None:
    most = MAX_CALLS - 1  # besides the batch itself
    for _ in range(2):
        assert len(TYPES.decode(RuntimeCall, batch_of(most)).args[0]) == most
        with pytest.raises(DecodeError, match="calls in one"):
            TYPES.decode(RuntimeCall, batch_of(most + 1))
    several = TYPES.decode(list[RuntimeCall], b"\x08" + batch_of(most) * 2)
    assert [len(made.args[0]) for made in several] == [most, most]


# Refusals


@pytest.mark.parametrize("data", ["", "05", "0501", "ff00", "0c00ff00", "0b0004", "0b0008050300"])
def test_bytes_that_are_no_call(data: str) -> None:
    with pytest.raises(DecodeError):
        TYPES.decode(RuntimeCall, bytes.fromhex(data))


def test_calls_of_other_runtimes() -> None:
    with pytest.raises(EncodeError, match="not a call of this runtime"):
        CALLS.encode(Foreign.remark(b""))
    with pytest.raises(EncodeError, match="not a call of this runtime"):
        TYPES.encode(RuntimeCall, Sudo.sudo(Foreign.remark(b"")))
    assert CALLS.module_of(Foreign.remark) is None
    assert CALLS.module_of(Sudo.sudo) == 12


@pytest.mark.parametrize("wrong", [None, 5, Sudo.sudo, b"", Id(ALICE)])
def test_values_that_are_no_call(wrong: Any) -> None:
    with pytest.raises(EncodeError):
        TYPES.encode(RuntimeCall, wrong)


def test_wrong_arguments_of_a_call() -> None:
    with pytest.raises(EncodeError):
        TYPES.encode(RuntimeCall, Balances.transfer_keep_alive(Id(ALICE), -1))
    with pytest.raises(EncodeError):
        TYPES.encode(RuntimeCall, Balances.transfer_keep_alive(ALICE, 1))  # type: ignore[arg-type]


# Values


def test_making_calls() -> None:
    made = Balances.transfer_keep_alive(Id(ALICE), 5)
    assert made == Balances.transfer_keep_alive(value=5, dest=Id(ALICE))
    assert made != Balances.transfer_allow_death(Id(ALICE), 5)
    assert made != Balances.transfer_keep_alive(Id(BOB), 5)
    assert made != (Id(ALICE), 5)
    assert hash(made) == hash(transfer(ALICE, 5))
    assert Balances.transfer_keep_alive(Id(ALICE)).args == (Id(ALICE), 0)
    assert repr(Remarks.remark(b"a")) == "Remarks.remark(remark=b'a')"
    for wrong in ((), (1, 2, 3)):
        with pytest.raises(TypeError):
            Balances.transfer_keep_alive(*wrong)
    with pytest.raises(TypeError):
        Balances.transfer_keep_alive(Id(ALICE), amount=5)  # type: ignore[call-arg]


def test_declarations() -> None:
    declared = Balances.transfer_keep_alive
    assert (declared.name, declared.index, declared.owner) == ("transfer_keep_alive", 3, Balances)
    assert list(declared.hints()) == ["dest", "value"]
    assert Remarks.remark.docs == ["Say something."]
    assert [c.name for c in Balances.calls] == ["transfer_allow_death", "transfer_keep_alive"]


def test_declarations_that_are_refused() -> None:
    with pytest.raises(TypeDeclarationError, match=r"0 to 255.*256"):

        class High(Pallet):
            @call(index=256, weight=FREE)
            def far(self, origin: Origin) -> None: ...

    with pytest.raises(TypeDeclarationError, match="plain parameters"):

        class Variable(Pallet):
            @call(index=0, weight=FREE)
            def many(self, origin: Origin, *values: U8) -> None: ...

    with pytest.raises(TypeDeclarationError, match="plain parameters"):

        class NoOrigin(Pallet):
            @call(index=0, weight=FREE)  # type: ignore[arg-type]
            def nobody(self) -> None: ...

    with pytest.raises(TypeDeclarationError, match=r"index 1 is used twice.*first and .*second"):

        class Twice(Pallet):
            @call(index=1, weight=FREE)
            def first(self, origin: Origin) -> None: ...

            @call(index=1, weight=FREE)
            def second(self, origin: Origin) -> None: ...
