"""What the guards share: which calls each looks at, and that only signers are asked about."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Mapping
from typing import Any

from runtime.call import Call, CallDeclaration
from runtime.guard import DispatchGuard
from runtime.origin import Origin, Signed
from runtime.runtime import Runtime
from runtime.weights import ZERO_WEIGHT, Weight

Rule = Callable[[Runtime, bytes, Call], None]
"""Checks a call of an account. Raises an Error of SubtensorModule."""


class SubtensorGuard(DispatchGuard):
    """A guard of SubtensorModule. The transaction extension asks it too, before the block does."""

    def check(self, runtime: Runtime, origin: Origin, call: Call) -> None:
        """Raises an Error of SubtensorModule. Whoever did not sign is let through."""
        if isinstance(origin.caller, Signed):
            self.check_signer(runtime, origin.caller.account, call)

    @abstractmethod
    def check_signer(self, runtime: Runtime, who: bytes, call: Call) -> None:
        """Raises an Error of SubtensorModule if the account may not make this call now."""


class CallGuard(SubtensorGuard):
    """A guard of some calls, each by a rule. Other calls do not pay for it."""

    def __init__(self, cost: Weight, rules: Mapping[CallDeclaration[Any, Any], Rule]) -> None:
        self.cost, self.rules = cost, rules

    def weight(self, declared: CallDeclaration[Any, Any]) -> Weight:
        return self.cost if declared in self.rules else ZERO_WEIGHT

    def check_signer(self, runtime: Runtime, who: bytes, call: Call) -> None:
        rule = self.rules.get(call.declaration)
        if rule is not None:
            rule(runtime, who, call)
