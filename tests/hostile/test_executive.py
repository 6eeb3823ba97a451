"""The executive itself: it refuses in known ways only, and leaves the state as it was then."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pallets.sudo import Sudo
from runtime.block import BlockInvalid
from runtime.call import Call, RuntimeCall
from runtime.executive import POOL_CALL_DEPTH, Executive
from runtime.extrinsic import BARE_4
from runtime.outer import MAX_CALL_DEPTH
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
        done = False
    except BlockInvalid as invalid:  # a second inherent makes all of the block invalid
        assert str(invalid) == "Timestamp must be updated only once in the block"
        done = False
    else:
        return True
    assert state.changes() == before
    assert runtime._layers == 0
    return done


def tried_in_block(extrinsic: bytes, verified: bool) -> bool:
    executive = chain.begin().executive
    return tried(executive, lambda: executive.apply_or_undo(extrinsic, verified))


def tried_in_pool(extrinsic: bytes, verified: bool) -> bool:
    """The pool asks one executive about many extrinsics: it may not change, whatever the answer."""
    executive, source = chain.signing(), TransactionSource.External
    before = executive.runtime.state.changes()
    done = tried(executive, lambda: executive.validate_prepared(source, extrinsic, verified))
    assert executive.runtime.state.changes() == before
    return done


@FUZZ
@given(
    extrinsic=spoiled(CALLS.map(encoded)).map(signed) | spoiled(CALLS.map(encoded).map(signed)),
    verified=st.booleans(),
)
def test_spoiled_extrinsics(extrinsic: bytes, verified: bool) -> None:
    """Also with their signature believed, so that what was spoiled gets as far as it can."""
    tried_in_block(extrinsic, verified)
    tried_in_pool(extrinsic, verified)


@FUZZ
@given(call=CALLS, as_root=st.booleans())
def test_any_call(call: Call, as_root: bool) -> None:
    tried_in_block(signed(encoded(Sudo.sudo(call) if as_root else call)), verified=True)


@FUZZ
@given(call=CALLS)
def test_any_call_that_nobody_signed(call: Call) -> None:
    extrinsic = with_length(bytes([BARE_4]) + encoded(call))
    tried_in_block(extrinsic, verified=False)
    assert not tried_in_pool(extrinsic, verified=False)


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
    for depth in (7, 8, 9, MAX_STORAGE_LAYERS - 1, MAX_STORAGE_LAYERS, MAX_CALL_DEPTH):
        inner = depth - len(outer) // len(SUDO)
        extrinsic = signed(outer + before * inner + REMARK + after * inner)
        assert tried_in_block(extrinsic, verified=False)
        assert tried_in_pool(extrinsic, verified=False) == (depth <= POOL_CALL_DEPTH)
    too_deep = signed(outer + before * 300 + REMARK + after * 300)
    assert not tried_in_block(too_deep, verified=False)
