"""Who a call is made by. As FRAME's system origins."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Annotated

from runtime.dispatch_error import bad_origin
from runtime.scale import AccountId, Enumeration, Outer, Spelled

if TYPE_CHECKING:
    from runtime.call import Call


class RawOrigin(
    Enumeration, path="frame_support::dispatch::RawOrigin", params={"AccountId": AccountId}
):
    """The origins that the System pallet knows."""


class Root(RawOrigin, index=0):
    """The chain itself, or whoever may act for it."""


class Signed(RawOrigin, index=1, unnamed=True):
    """An account that signed."""

    account: Annotated[AccountId, Spelled("AccountId")]


class None_(RawOrigin, index=2):
    """Nobody: inherents and unsigned extrinsics."""


class Authorized(RawOrigin, index=3):
    """Nobody, but let through by the call itself."""


OriginCaller = Annotated[Enumeration, Outer("OriginCaller")]
"""The origins of all pallets of a composition: on the wire an enum by pallet."""

CallFilter = Callable[["Call"], bool]


@dataclass(frozen=True, slots=True)
class Origin:
    """Who calls, and which calls this origin may make at all; root passes every filter."""

    caller: Enumeration
    filters: tuple[CallFilter, ...] = field(default=())

    def with_filter(self, allowed: CallFilter) -> Origin:
        """The same origin, which may make only those calls that this filter lets through too."""
        return replace(self, filters=(*self.filters, allowed))

    def allows(self, call: Call) -> bool:
        return all(allowed(call) for allowed in self.filters)


ROOT = Origin(Root())
NOBODY = Origin(None_())


def signed(account: bytes) -> Origin:
    return Origin(Signed(account))


def ensure_signed(origin: Origin) -> bytes:
    """The account that signed. Fails with BadOrigin for any other origin."""
    if isinstance(origin.caller, Signed):
        return origin.caller.account
    raise bad_origin()


def ensure_root(origin: Origin) -> None:
    """Fails with BadOrigin unless the origin is root."""
    if not isinstance(origin.caller, Root):
        raise bad_origin()


def ensure_none(origin: Origin) -> None:
    """Fails with BadOrigin unless the origin is nobody."""
    if not isinstance(origin.caller, None_):
        raise bad_origin()


def ensure_signed_or_root(origin: Origin) -> bytes | None:
    """The account that signed, or None for root. Fails with BadOrigin for any other origin."""
    if isinstance(origin.caller, Root):
        return None
    return ensure_signed(origin)
