"""How far an operation may go, which its caller says beside the amount. As FRAME's tokens."""

from enum import Enum


class Preservation(Enum):
    """What must be left in an account that funds are taken from."""

    EXPENDABLE = "the account may die, if nothing relies on it"
    PROTECT = "the account must not die, but may lose this provider if it has another"
    PRESERVE = "at least the existential deposit stays free"


class Fortitude(Enum):
    """Whether freezes are respected."""

    POLITE = "what is frozen stays"
    FORCE = "freezes are ignored, as for a slash"


class Precision(Enum):
    """What happens when the whole amount cannot be had."""

    EXACT = "the operation fails"
    BEST_EFFORT = "it is done with as much as can be had"


class Restriction(Enum):
    """What funds become that were on hold and are transferred."""

    FREE = "free funds"
    ON_HOLD = "on hold again, for the same reason"


class Provenance(Enum):
    """Where funds to be deposited come from."""

    EXTANT = "from another account"
    MINTED = "they are new"


class Liveness(Enum):
    """What the old currency interface asks instead of `Preservation` (ExistenceRequirement)."""

    KEEP_ALIVE = "the account must not die"
    ALLOW_DEATH = "the account may die"
