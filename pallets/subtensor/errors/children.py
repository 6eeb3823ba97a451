"""Child hotkeys, which a hotkey delegates a part of its stake to."""

from pallets.subtensor.errors.base import Error


class NotEnoughStakeToSetChildkeys(Error, index=11):
    """The parent hotkey has less stake of its own than is needed to set children."""


class InvalidChild(Error, index=60):
    """A hotkey cannot be its own child."""


class DuplicateChild(Error, index=61):
    """One hotkey is given as a child several times."""


class ProportionOverflow(Error, index=62):
    """The children's proportions add up to more than the whole."""


class TooManyChildren(Error, index=63):
    """A hotkey can have five children at most."""


class ChildParentInconsistency(Error, index=121):
    """A hotkey cannot be a child and a parent of the same hotkey."""
