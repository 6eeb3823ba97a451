"""The executive itself: what it refuses leaves the state as it was, and it refuses in two ways only."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pallets.sudo import Sudo
from runtime.block import BlockInvalid
from runtime.call import Call, RuntimeCall
from runtime.executive import Executive
from runtime.extrinsic import BARE_4
from runtime.runtime import MAX_STORAGE_LAYERS
from runtime.scale import DecodeError
from runtime.validity import InvalidTransaction, TransactionSource
from tests.hostile.making import chain, signed, spoiled, types, values, with_length

FUZZ = settings(
    max_examples=50,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
SUDO = b"\x0c\x00"
REMARK = b"\x00\x00\x00"
CALLS = values(RuntimeCall)


def encoded(call: Call) -> bytes:
    return types.encode(RuntimeCall, call)


def tried(executive: Executive, action: Callable[[], Any]) -> bool:
    """Whether it did; if it was refused, nothing may have changed."""
    state, runtime = executive.runtime.state, executive.runtime
    before = state.changes()
    try:
        action()
    except (InvalidTransaction, DecodeError):
        assert state.changes() == before
        assert runtime._layers == 0
        return False
    return True


@FUZZ
@given(extrinsic=spoiled(CALLS.map(encoded)).map(signed) | spoiled(CALLS.map(encoded).map(signed)))
def test_spoiled_extrinsics(extrinsic: bytes) -> None:
    """With their signature believed, so that what was spoiled gets as far as it can."""
    for verified in (True, False):
        executive = chain.begin().executive
        tried(executive, lambda: executive.apply_or_undo(extrinsic, verified))
        pool = chain.signing()
        before = pool.runtime.state.changes()
        source = TransactionSource.External
        tried(pool, lambda: pool.validate_prepared(source, extrinsic, verified))
        assert pool.runtime.state.changes() == before


@FUZZ
@given(call=CALLS, as_root=st.booleans())
def test_any_call(call: Call, as_root: bool) -> None:
    executive = chain.begin().executive
    extrinsic = signed(encoded(Sudo.sudo(call) if as_root else call))
    tried(executive, lambda: executive.apply_or_undo(extrinsic, True))
    tried(executive, lambda: executive.apply_or_undo(extrinsic, True))


@FUZZ
@given(call=CALLS)
def test_any_call_that_nobody_signed(call: Call) -> None:
    executive = chain.begin().executive
    extrinsic = with_length(bytes([BARE_4]) + encoded(call))
    try:
        tried(executive, lambda: executive.apply_or_undo(extrinsic))
    except BlockInvalid as invalid:  # a second inherent, which makes all of the block invalid
        assert "Timestamp" in str(invalid)


WRAPPERS = {
    "as_derivative": (b"\x0b\x01\x00\x00", b""),
    "batch": (b"\x0b\x00\x04", b""),
    "batch_all": (b"\x0b\x02\x04", b""),
    "dispatch_as": (b"\x0b\x03\x00\x00", b""),
    "dispatch_as_fallible": (b"\x0b\x07\x00\x00", b""),
    "if_else": (b"\x0b\x06", REMARK),
    "sudo": (SUDO, b""),
    "with_weight": (b"\x0b\x05", b"\x00\x00"),
}


@pytest.mark.parametrize("name", WRAPPERS)
@pytest.mark.parametrize("outer", [b"", SUDO], ids=["signed", "root"])
def test_as_deep_as_calls_may_be_in_a_block(name: str, outer: bytes) -> None:
    before, after = WRAPPERS[name]
    for depth in (7, 8, 9, MAX_STORAGE_LAYERS - 1, MAX_STORAGE_LAYERS, 256):
        nested = depth - len(outer) // 2
        extrinsic = signed(outer + before * nested + REMARK + after * nested)
        builder = chain.begin()
        builder.push(extrinsic)
        pool = chain.signing()
        action = lambda: pool.validate_prepared(TransactionSource.External, extrinsic)  # noqa: B023, E731
        assert tried(pool, action) == (depth <= 8)
    too_deep = signed(outer + before * 300 + REMARK + after * 300)
    executive = chain.begin().executive
    assert not tried(executive, lambda: executive.apply_or_undo(too_deep))
