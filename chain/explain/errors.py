"""Why there is no epoch to explain. The texts are for users."""

from __future__ import annotations


class EpochNotExplained(LookupError):
    """There is no such epoch, or nothing to say about it."""


class UnknownSubnet(EpochNotExplained):
    """The subnet was not there in that block."""

    def __init__(self, netuid: int, block: int, netuids: list[int]) -> None:
        known = ", ".join(map(str, netuids)) or "none"
        super().__init__(f"there was no subnet {netuid} before block {block}; known: {known}")


class NoEpochs(EpochNotExplained):
    """The subnet has no epochs at all."""

    def __init__(self, netuid: int, reason: str) -> None:
        super().__init__(f"subnet {netuid} has no epochs: {reason}")


class UnknownMechanism(EpochNotExplained):
    """The subnet has not so many mechanisms."""

    def __init__(self, netuid: int, mechanism: int, count: int) -> None:
        last = f"0 to {count - 1}" if count > 1 else "0"
        super().__init__(f"subnet {netuid} has no mechanism {mechanism}: use {last}")


class UnknownUid(EpochNotExplained):
    """The subnet has no neuron of that uid."""

    def __init__(self, netuid: int, uid: int, count: int) -> None:
        super().__init__(f"subnet {netuid} had no uid {uid} then: use 0 to {count - 1}")


class UnknownEpochBlock(EpochNotExplained):
    """There is no such block, and it is not the next one either."""

    def __init__(self, block: int, head: int) -> None:
        super().__init__(f"there is no block {block}: use 1 to {head}, or next for {head + 1}")


class NoEpochYet(EpochNotExplained):
    """The subnet has not had an epoch."""

    def __init__(self, netuid: int, due: int | None) -> None:
        super().__init__(
            f"subnet {netuid} has had no epoch yet: the first one is due in block {due}; "
            'ask for the block "next" to see it as it would be now'
        )


class NoEpochInBlock(EpochNotExplained):
    """The subnet had no epoch in that block; there may be one before or after it."""

    def __init__(
        self, netuid: int, block: int, before: int | None, after: int | None, due: int | None
    ) -> None:
        first = "there was none before" if before is None else f"the last one was in block {before}"
        then = f"the next one was in block {after}" if after else f"the next one is due in {due}"
        super().__init__(f"subnet {netuid} had no epoch in block {block}: {first}, {then}")


class RulesFailed(EpochNotExplained):
    """Rules of one's own have given what cannot be stored."""

    def __init__(self, netuid: int, block: int, problem: Exception) -> None:
        super().__init__(f"the epoch of subnet {netuid} in block {block} fails: {problem}")


class OtherRules(EpochNotExplained):
    """Executed once more, the block is another one: what its epoch did can not be told."""

    def __init__(self, netuid: int, difference: Exception) -> None:
        super().__init__(
            f"the epoch of subnet {netuid} ran with other rules than those that are here now: "
            f"{difference}"
        )


class NoNeurons(EpochNotExplained):
    """The subnet had an epoch, and nobody in it."""

    def __init__(self, netuid: int, block: int) -> None:
        super().__init__(f"the epoch of subnet {netuid} in block {block} has no neurons")
