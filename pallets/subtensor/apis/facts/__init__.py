"""What clients may ask about a subnet: facts by name, each read in one way for all answers.

view             a subnet of a runtime
hyperparameters  kappa, tempo, min_burn, ...
subnet           identity, owner, epochs, the pool and what is emitted
neurons          hotkeys, incentives, stakes: lists by uid

view = SubnetView(runtime, netuid)
FACTS["tempo"](view)
filled(Metagraph, view)
"""

from __future__ import annotations

from typing import Any, TypeVar

from pallets.subtensor.apis.facts.hyperparameters import HYPERPARAMETERS
from pallets.subtensor.apis.facts.neurons import NEURONS
from pallets.subtensor.apis.facts.subnet import SUBNET
from pallets.subtensor.apis.facts.view import Fact, SubnetView
from runtime.scale import Struct

S = TypeVar("S", bound=Struct)

FACTS: dict[str, Fact] = {**SUBNET, **HYPERPARAMETERS, **NEURONS}


def filled(kind: type[S], view: SubnetView, **given: Any) -> S:
    """A record whose fields are the facts of their names, but for those that are given."""
    return kind(*[given[name] if name in given else FACTS[name](view) for name in kind.field_names])


__all__ = ["FACTS", "Fact", "SubnetView", "filled"]
