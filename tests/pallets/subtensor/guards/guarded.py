"""The runtime of a world with guards before its calls, as a chain has them."""

from __future__ import annotations

from functools import cache

from pallets.subtensor.guards.base import SubtensorGuard
from runtime.call import Call
from runtime.composition import Composition
from runtime.origin import Origin, signed
from runtime.runtime import Runtime
from runtime.weights import PostInfo
from tests.pallets.subtensor.world import World, account


@cache
def _with(composition: Composition, guards: tuple[SubtensorGuard, ...]) -> Composition:
    return composition.changed(guards=guards)


def guarded(world: World, *guards: SubtensorGuard) -> Runtime:
    """On the state of the world."""
    return Runtime(_with(world.runtime.composition, guards), world.state)


def dispatch(world: World, guard: SubtensorGuard, call: Call, by: int | bytes | Origin) -> PostInfo:
    """Make a call as blocks do, guard first. Raises DispatchFailure."""
    who = account(by) if isinstance(by, int) else by
    origin = who if isinstance(who, Origin) else signed(who)
    return guarded(world, guard).dispatch(call, origin)
