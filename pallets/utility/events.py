"""What the Utility pallet tells about."""

from runtime.dispatch_error import DispatchError
from runtime.nested import DispatchResult
from runtime.scale import U32, Enumeration


class Event(Enumeration):
    """The events of the Utility pallet."""


class BatchInterrupted(Event, index=0):
    """A call of a batch failed, and those after it were not made. Those before it stand."""

    index: U32
    error: DispatchError


class BatchCompleted(Event, index=1):
    """All calls of a batch were made, and none failed."""


class BatchCompletedWithErrors(Event, index=2):
    """All calls of a batch were made, and some failed."""


class ItemCompleted(Event, index=3):
    """A call of a batch was made."""


class ItemFailed(Event, index=4):
    """A call of a batch failed, and the batch went on."""

    error: DispatchError


class DispatchedAs(Event, index=5):
    """Root made a call as somebody else."""

    result: DispatchResult


class IfElseMainSuccess(Event, index=6):
    """The first call was made, so that the fallback was not needed."""


class IfElseFallbackCalled(Event, index=7):
    """The first call failed, and its fallback was made."""

    main_error: DispatchError
