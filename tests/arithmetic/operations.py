"""All operations that are compared: about 100,000, in groups."""

from tests.arithmetic import arrays, fixed, pools, shares
from tests.arithmetic.groups import Group

CONCEPTS = (fixed, arrays, pools, shares)


def all_groups() -> list[Group]:
    return [group for concept in CONCEPTS for group in concept.groups()]
