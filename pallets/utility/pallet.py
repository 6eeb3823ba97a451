"""The Utility pallet: batches, calls as somebody else, and calls with a fallback.

Every call made here is dispatched in full, filters and guards included, unless root makes it. What
was declared for it and not used is given back.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Annotated

from pallets.utility import weights
from pallets.utility.errors import Error, TooManyCalls
from pallets.utility.events import (
    BatchCompleted,
    BatchCompletedWithErrors,
    BatchInterrupted,
    DispatchedAs,
    Event,
    IfElseFallbackCalled,
    IfElseMainSuccess,
    ItemCompleted,
    ItemFailed,
)
from runtime.accounts import derivative_account
from runtime.call import Call, RuntimeCall, call
from runtime.dispatch_error import DispatchFailure, bad_origin
from runtime.nested import attempt, result_of
from runtime.origin import (
    ROOT,
    None_,
    Origin,
    OriginCaller,
    Signed,
    ensure_root,
    ensure_signed,
)
from runtime.pallet import Pallet, constant
from runtime.scale import U16, U32, Ok, Spelled
from runtime.weights import ZERO_WEIGHT, Pays, PostInfo, Weight, total_weight

MAX_BATCH = 10_922  # calls: a third of what the 32 MiB of one allocation hold, at 1 KiB each

Calls = Annotated[list[RuntimeCall], Spelled("Vec<<T as Config>::RuntimeCall>")]
BoxedCall = Annotated[RuntimeCall, Spelled("Box<<T as Config>::RuntimeCall>")]
BoxedOrigin = Annotated[OriginCaller, Spelled("Box<T::PalletsOrigin>")]


def _batch_weight(own: Callable[[int], Weight]) -> Callable[[Utility, list[Call]], Weight]:
    def weight(utility: Utility, calls: list[Call]) -> Weight:
        return utility.declared(*calls) + own(len(calls))

    return weight


def _if_any_pays(utility: Utility, calls: list[Call]) -> Pays:
    info = utility.runtime.dispatch_info
    return Pays.Yes if any(info(item).pays_fee is Pays.Yes for item in calls) else Pays.No


def _as_derivative_weight(utility: Utility, index: int, call: Call) -> Weight:
    return weights.AS_DERIVATIVE + utility.declared(call)


def _dispatch_as_weight(utility: Utility, as_origin: OriginCaller, call: Call) -> Weight:
    return weights.DISPATCH_AS + utility.declared(call)


def _dispatch_as_fallible_weight(utility: Utility, as_origin: OriginCaller, call: Call) -> Weight:
    return weights.DISPATCH_AS_FALLIBLE + utility.declared(call)


def _with_weight_weight(utility: Utility, call: Call, weight: Weight) -> Weight:
    return weight


def _if_else_weight(utility: Utility, main: Call, fallback: Call) -> Weight:
    return weights.IF_ELSE + utility.declared(main, fallback)


def _no_batch_all(call: Call) -> bool:
    """The filter within `batch_all`: all or nothing cannot be had within all or nothing."""
    return call.declaration is not Utility.batch_all


class Utility(Pallet, crate="pallet_subtensor_utility"):
    """Calls that make other calls."""

    event = Event
    error = Error

    @constant(name="batched_calls_limit")
    def batched_calls_limit(self) -> U32:
        """How many calls a batch may have."""
        return MAX_BATCH

    # Batches

    @call(index=0, weight=_batch_weight(weights.batch), pays=_if_any_pays)
    def batch(self, origin: Origin, calls: Calls) -> PostInfo:
        """Make calls one after the other, up to the first that fails. What was done stands."""
        self._ensure_batch(origin, calls)
        spent = ZERO_WEIGHT
        for index, item in enumerate(calls):
            failure, weight = attempt(self.runtime, item, origin)
            spent += weight
            if failure is not None:
                self.deposit_event(BatchInterrupted(index, self.runtime.error_value(failure)))
                return PostInfo(weights.batch(index + 1) + spent)
            self.deposit_event(ItemCompleted())
        self.deposit_event(BatchCompleted())
        return PostInfo(weights.batch(len(calls)) + spent)

    @call(index=2, weight=_batch_weight(weights.batch_all), pays=_if_any_pays)
    def batch_all(self, origin: Origin, calls: Calls) -> PostInfo:
        """Make calls one after the other, or none of them: if one fails, so does the batch."""
        self._ensure_batch(origin, calls)
        inner, spent = origin.with_filter(_no_batch_all), ZERO_WEIGHT
        for index, item in enumerate(calls):
            failure, weight = attempt(self.runtime, item, inner)
            spent += weight
            if failure is not None:
                raise failure.with_post(PostInfo(weights.batch_all(index + 1) + spent))
            self.deposit_event(ItemCompleted())
        self.deposit_event(BatchCompleted())
        return PostInfo(weights.batch_all(len(calls)) + spent)

    @call(index=4, weight=_batch_weight(weights.force_batch), pays=_if_any_pays)
    def force_batch(self, origin: Origin, calls: Calls) -> PostInfo:
        """Make calls one after the other, whether some fail or not."""
        self._ensure_batch(origin, calls)
        spent, failed = ZERO_WEIGHT, False
        for item in calls:
            failure, weight = attempt(self.runtime, item, origin)
            spent += weight
            if failure is not None:
                failed = True
                self.deposit_event(ItemFailed(self.runtime.error_value(failure)))
            else:
                self.deposit_event(ItemCompleted())
        self.deposit_event(BatchCompletedWithErrors() if failed else BatchCompleted())
        return PostInfo(weights.force_batch(len(calls)) + spent)

    # As somebody else

    @call(index=1, weight=_as_derivative_weight)
    def as_derivative(self, origin: Origin, index: U16, call: BoxedCall) -> PostInfo:
        """Make a call as one of the sender's 65,536 pseudonyms, which are accounts of their own."""
        pseudonym = Signed(derivative_account(ensure_signed(origin), index))
        failure, spent = attempt(self.runtime, call, replace(origin, caller=pseudonym))
        post = PostInfo(weights.AS_DERIVATIVE + spent)
        if failure is not None:
            raise failure.with_post(post)
        return post

    @call(index=3, weight=_dispatch_as_weight)
    def dispatch_as(self, origin: Origin, as_origin: BoxedOrigin, call: BoxedCall) -> None:
        """Make a call as any origin. Root only; succeeds whatever becomes of the call."""
        ensure_root(origin)
        self.deposit_event(DispatchedAs(result_of(self.runtime, call, Origin(as_origin))))

    @call(index=7, weight=_dispatch_as_fallible_weight)
    def dispatch_as_fallible(self, origin: Origin, as_origin: BoxedOrigin, call: BoxedCall) -> None:
        """Make a call as any origin. Root only; fails if the call does."""
        ensure_root(origin)
        self._bypassing(call, Origin(as_origin))
        self.deposit_event(DispatchedAs(Ok(None)))

    # With another weight, or another call

    @call(index=5, weight=_with_weight_weight)
    def with_weight(self, origin: Origin, call: BoxedCall, weight: Weight) -> None:
        """Make a call that counts as much as it is said to. Root only."""
        ensure_root(origin)
        self._bypassing(call, ROOT)

    @call(index=6, weight=_if_else_weight)
    def if_else(self, origin: Origin, main: BoxedCall, fallback: BoxedCall) -> PostInfo:
        """Make a call, or another if that one fails. Fails if both do."""
        self._ensure_somebody(origin)
        main_failure, spent = attempt(self.runtime, main, origin)
        if main_failure is None:
            self.deposit_event(IfElseMainSuccess())
            return PostInfo(weights.IF_ELSE + spent)
        failure, more = attempt(self.runtime, fallback, origin)
        post = PostInfo(weights.IF_ELSE + spent + more)
        if failure is not None:
            raise failure.with_post(post)
        self.deposit_event(IfElseFallbackCalled(self.runtime.error_value(main_failure)))
        return post

    # Internals

    def declared(self, *calls: Call) -> Weight:
        """What the calls are declared to weigh together, guards included."""
        return total_weight([self.runtime.dispatch_info(item).weight for item in calls])

    def _ensure_batch(self, origin: Origin, calls: list[Call]) -> None:
        self._ensure_somebody(origin)
        if len(calls) > self.batched_calls_limit:
            raise TooManyCalls()

    def _ensure_somebody(self, origin: Origin) -> None:
        if isinstance(origin.caller, None_):
            raise bad_origin()

    def _bypassing(self, call: Call, origin: Origin) -> None:
        """Make a call without filters and guards. Its failure does not say what it weighed."""
        try:
            self.runtime.dispatch_bypass_filter(call, origin)
        except DispatchFailure as failure:
            failure.post = PostInfo()
            raise
