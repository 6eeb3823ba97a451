"""A composition on a state: what is needed to run calls."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar, cast

from runtime.call import Call
from runtime.composition import Composition
from runtime.dispatch_error import (
    DispatchError,
    DispatchFailure,
    PlainFailure,
    Transactional,
    TransactionalError,
)
from runtime.origin import Origin, Root
from runtime.pallet import Pallet
from runtime.scale import Enumeration
from runtime.state import State
from runtime.system import SystemPallet
from runtime.weights import DispatchInfo, PostInfo

PalletT = TypeVar("PalletT", bound=Pallet)
T = TypeVar("T")

MAX_STORAGE_LAYERS = 255
NOTHING_TO_REPORT = PostInfo()


class Runtime:
    """Pallets on a state. Cheap to make: pallets and their accessors come when asked for."""

    def __init__(self, composition: Composition, state: State) -> None:
        self.composition, self.state = composition, state
        self._pallets: dict[type, Pallet] = {}
        self._layers = 0

    def pallet(self, kind: type[PalletT]) -> PalletT:
        """The instance of a pallet on this state. Raises PalletNotFound."""
        found = self._pallets.get(kind)
        if found is None:
            found = self._pallets[kind] = self._instance(kind)
        return cast(PalletT, found)

    def _instance(self, kind: type[PalletT]) -> Pallet:
        actual = self.composition.pallet_class(kind)
        if actual is not kind:
            return self.pallet(actual)
        return kind(self, self.composition.configs[kind])

    @property
    def system(self) -> SystemPallet:
        return self.pallet(self.composition.system)

    def deposit_event(self, event: Enumeration) -> None:
        self.system.record_event(event)

    def dispatch_info(self, call: Call) -> DispatchInfo:
        """What a call costs before it runs."""
        return self.composition.dispatch_info(call, self.pallet)

    def error_value(self, failure: DispatchFailure) -> DispatchError:
        """A failure as the wire has it."""
        return failure.value(self.composition.error_module)

    def dispatch(self, call: Call, origin: Origin) -> PostInfo:
        """Make a call: filters, then guards, then the call itself in a storage layer of its own.

        Raises DispatchFailure; nothing of the call is left in the state then.
        """
        if not isinstance(origin.caller, Root):
            system = self.system
            if not (system.base_call_filter(call) and origin.allows(call)):
                raise system.call_filtered()
            self._guard(call, origin)
        return self.dispatch_bypass_filter(call, origin)

    def dispatch_bypass_filter(self, call: Call, origin: Origin) -> PostInfo:
        """Make a call without asking filters and guards."""
        declared = call.declaration
        pallet: Pallet = self.pallet(declared.owner)
        post = self.in_layer(lambda: declared.function(pallet, origin, *call.args))
        return NOTHING_TO_REPORT if post is None else post

    def in_layer(self, action: Callable[[], T]) -> T:
        """Run an action in a storage layer of its own, which goes if the action raises.

        Raises DispatchFailure (Transactional) when 255 layers are open already.
        """
        if self._layers >= MAX_STORAGE_LAYERS:
            raise PlainFailure(Transactional(TransactionalError.LimitReached))
        self._layers += 1
        self.state.begin()
        try:
            result = action()
        except BaseException:
            self.state.rollback()
            raise
        finally:
            self._layers -= 1
        self.state.commit()
        return result

    def _guard(self, call: Call, origin: Origin) -> None:
        if not self.composition.guards:
            return
        self.state.begin()
        try:
            for guard in self.composition.guards:
                guard.check(self, origin, call)
        finally:
            self.state.rollback()

    def call_api(self, name: str, data: bytes) -> bytes:
        """Answer a runtime call such as `AccountNonceApi_account_nonce`, from bytes to bytes.

        Raises ApiNotFound, and DecodeError for arguments that do not fit the parameters.
        """
        from runtime.api import call_api

        return call_api(self, name, data)
