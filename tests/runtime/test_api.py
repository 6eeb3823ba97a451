"""Runtime APIs, from bytes to bytes."""

from __future__ import annotations

import pytest

from runtime.api import ApiNotFound, RuntimeApi
from runtime.call import RuntimeCall, call
from runtime.origin import Origin
from runtime.outer import CallsTooDeep
from runtime.pallet import Pallet
from runtime.runtime import Runtime
from runtime.scale import (
    U8,
    U16,
    AccountId,
    DecodeError,
    EncodeError,
    Struct,
    TypeDeclarationError,
    encode,
)
from runtime.storage import StorageValue
from runtime.weights import Weight
from tests.runtime.small import compose, runtime_of


class Answer(Struct):
    number: U16
    who: AccountId


class Stock(Pallet, crate="pallet_stock"):
    number = StorageValue[U16]("A number.")

    @call(index=0, weight=Weight(0, 0))
    def wrap(self, origin: Origin, calls: list[RuntimeCall]) -> None: ...


class Questions(RuntimeApi, version=3):
    """What one can ask."""

    def nothing(self) -> None:
        """Ask nothing."""

    def get_number(self, add: U8, who: AccountId) -> Answer | None:
        """Ask for a number."""
        number = self.runtime.pallet(Stock).number.get() + add
        return Answer(number, who) if number else None

    def depth(self, call: RuntimeCall) -> U16:
        return len(repr(call)) and self._hidden()

    def wrong(self) -> U8:
        return 256

    def _hidden(self) -> int:
        return 1

    constant = 5


COMPOSITION = compose(Stock, apis=[Questions])
WHO = b"w" * 32


@pytest.fixture
def runtime() -> Runtime:
    runtime = runtime_of(COMPOSITION)
    runtime.pallet(Stock).number.set(5)
    return runtime


def test_answers(runtime: Runtime) -> None:
    assert runtime.call_api("Questions_nothing", b"") == b""
    assert runtime.call_api("Questions_get_number", b"\x02" + WHO) == b"\x01\x07\x00" + WHO
    assert runtime_of(COMPOSITION).call_api("Questions_get_number", b"\x00" + WHO) == b"\x00"
    made = encode(U8, 1) + b"\x00" + b"\x04" + b"\x01\x00\x00"
    assert runtime.call_api("Questions_depth", made) == b"\x01\x00"


def test_methods() -> None:
    methods = Questions.methods()
    assert [method.name for method in methods] == ["nothing", "get_number", "depth", "wrong"]
    assert methods[1].parameters == {"add": U8, "who": AccountId}
    assert methods[1].result == Answer | None
    assert methods[1].docs == ["Ask for a number."]
    assert Questions.api_version == 3


@pytest.mark.parametrize(
    "name",
    [
        "",
        "_",
        "nothing",
        "Questions",
        "Questions_",
        "Questions__hidden",
        "Questions_constant",
        "Questions_runtime",
        "Questions_methods",
        "questions_nothing",
        "Other_nothing",
    ],
)
def test_names_of_no_method(runtime: Runtime, name: str) -> None:
    for _ in range(2):
        with pytest.raises(ApiNotFound) as caught:
            runtime.call_api(name, b"")
        assert caught.value.name == name


@pytest.mark.parametrize("data", [b"", b"\x01", b"\x01" + WHO[1:], b"\x01" + WHO + b"\x00"])
def test_arguments_that_do_not_fit(runtime: Runtime, data: bytes) -> None:
    with pytest.raises(DecodeError, match="arguments of get_number"):
        runtime.call_api("Questions_get_number", data)


def test_more_arguments(runtime: Runtime) -> None:
    with pytest.raises(DecodeError, match="0 bytes expected, 1 given"):
        runtime.call_api("Questions_nothing", b"\x00")
    with pytest.raises(CallsTooDeep):
        runtime.call_api("Questions_depth", b"\x01\x00\x04" * 300 + b"\x01\x00\x00")


def test_an_answer_that_is_none(runtime: Runtime) -> None:
    with pytest.raises(EncodeError):
        runtime.call_api("Questions_wrong", b"")


def test_methods_without_types() -> None:
    class Untyped(RuntimeApi, version=1):
        def ask(self, what) -> U8:  # type: ignore[no-untyped-def]
            return 1

    class NoResult(RuntimeApi, version=1):
        def ask(self, what: U8):  # type: ignore[no-untyped-def]
            return 1

    for api, part in ((Untyped, "what"), (NoResult, "return")):
        with pytest.raises(TypeDeclarationError, match=f"{api.__name__}.ask: {part} has no type"):
            api.methods()
