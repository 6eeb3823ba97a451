"""Modules: what clients know as one pallet, made of one or more Python pallets."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from runtime.pallet import Pallet
from runtime.scale import Enumeration, TypeDeclarationError
from runtime.scale.compound import where

ENUMS = ("event", "origin", "hold_reason", "freeze_reason")  # what a pallet brings to outer enums


class CompositionError(TypeDeclarationError):
    """Pallets that cannot form a runtime together."""


@dataclass(frozen=True)
class Configured:
    """A pallet with the values of its parameters."""

    pallet: type[Pallet]
    config: Any


def configured(pallet: type[Pallet], config: Any) -> Configured:
    return Configured(pallet, config)


@dataclass(frozen=True)
class Module:
    """One pallet as clients know it: a name, an index, and the Python pallets that it is made of.

    `alias` is what the reference's runtime calls the crate, where that is not the crate's own name;
    `place` is where the crate has its pallet, which is part of the names of types.
    """

    name: str
    index: int
    parts: Sequence[type[Pallet] | Configured]
    alias: str = ""
    place: str = "pallet"

    @property
    def pallets(self) -> list[type[Pallet]]:
        return [part.pallet if isinstance(part, Configured) else part for part in self.parts]

    @property
    def crate(self) -> str:
        return self.pallets[0].crate

    def enums(self, kind: str) -> list[type[Enumeration]]:
        """The enums of one kind, such as "event", that the pallets bring; each once."""
        found = (getattr(pallet, kind) for pallet in self.pallets)
        return list(dict.fromkeys(enum for enum in found if enum is not None))

    def check(self) -> None:
        """Raises CompositionError if the pallets cannot form a module together."""
        if not 0 <= self.index <= 255:
            raise CompositionError(f"{self.name}: an index is from 0 to 255, not {self.index}")
        if not self.parts:
            raise CompositionError(f"{self.name} has no pallets")
        if len(set(self.pallets)) < len(self.pallets):
            raise CompositionError(f"{self.name} has the same pallet twice")
        self._check_calls()
        for kind in ENUMS:
            variants = [v for enum in self.enums(kind) for v in enum.scale_variants.values()]
            what = f"of {self.name}'s {kind.replace('_', ' ')}s"
            refuse_twice(f"index {{}} {what}", ((v.scale_index, where(v)) for v in variants))
            refuse_twice(f"name {{}} {what}", ((v.scale_name, where(v)) for v in variants))
        enums = dict.fromkeys(pallet.error for pallet in self.pallets if pallet.error is not None)
        errors = [error for enum in enums for error in enum.error_variants.values()]
        what = f"of {self.name}'s errors"
        refuse_twice(f"index {{}} {what}", ((e.error_index, where(e)) for e in errors))
        refuse_twice(f"name {{}} {what}", ((e.__name__, where(e)) for e in errors))

    def _check_calls(self) -> None:
        calls = [declared for pallet in self.pallets for declared in pallet.calls]
        what = f"of {self.name}'s calls"
        refuse_twice(f"index {{}} {what}", ((c.index, where(c.function)) for c in calls))
        refuse_twice(f"name {{}} {what}", ((c.name, where(c.function)) for c in calls))


def config_of(part: type[Pallet] | Configured) -> Any:
    """The values of a pallet's parameters: those given, or those that its config class has itself.

    Raises CompositionError if they are not given and have to be, or are for another pallet.
    """
    pallet = part.pallet if isinstance(part, Configured) else part
    declared = pallet.config_class()
    if isinstance(part, Configured):
        if declared is not None and not isinstance(part.config, declared):
            raise CompositionError(
                f"{where(pallet)} is configured by {where(declared)}, not {part.config!r:.80}"
            )
        return part.config
    if declared is None:
        return None
    try:
        return declared()
    except TypeError as error:
        raise CompositionError(
            f"{where(pallet)} has parameters without a default, give configured(...): {error}"
        ) from error


def refuse_twice(what: str, uses: Iterable[tuple[Any, str]]) -> None:
    """Raises CompositionError for a value in two places; `{}` in the text is the value."""
    seen: dict[Any, str] = {}
    for value, place in uses:
        if value in seen:
            used = f"is used twice: by {seen[value]} and {place}"
            raise CompositionError(f"{what.format(value)} {used}")
        seen[value] = place
