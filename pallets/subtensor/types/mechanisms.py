"""A subnet's mechanism as one number, which keys storage."""

GLOBAL_MAX_SUBNET_COUNT = 4096
MAX_MECHANISM_COUNT_PER_SUBNET = 16
"""Netuids below 4096 and mechanisms below 16: together 16 bits."""

MAIN_MECHANISM = 0
"""The mechanism that every subnet has. Its index is the netuid."""


def mechanism_index(netuid: int, mechanism: int) -> int:
    """4096 times the mechanism's number plus the netuid, saturating at 65535."""
    return min(mechanism * GLOBAL_MAX_SUBNET_COUNT + netuid, 65_535)


def mechanism_of(index: int) -> tuple[int, int]:
    """The netuid and the number of the mechanism, whether there are such or not."""
    mechanism, netuid = divmod(index, GLOBAL_MAX_SUBNET_COUNT)
    return netuid, mechanism
