"""The types that functions and classes are annotated with."""

from __future__ import annotations

import inspect
import sys
from collections.abc import Callable
from functools import cache
from types import CodeType
from typing import Any


def annotations_of(declared: type | Callable[..., Any]) -> dict[str, Any]:
    """The types by name, of a class with those of its bases. Raises NameError.

    As `typing.get_type_hints` gives them with extras, for modules of which all annotations are
    postponed; but a text is compiled once for all of its thousands of uses, which a start feels.
    """
    if isinstance(declared, type):
        found: dict[str, Any] = {}
        for base in reversed(declared.__mro__):
            found |= _evaluated(base, inspect.get_annotations(base))
        return found
    return _evaluated(declared, declared.__annotations__)


def _evaluated(declared: Any, annotations: dict[str, Any]) -> dict[str, Any]:
    names = sys.modules[declared.__module__].__dict__ if annotations else {}
    return {
        name: _value(eval(_compiled(hint), names) if isinstance(hint, str) else hint)
        for name, hint in annotations.items()
    }


def _value(hint: Any) -> Any:
    return type(None) if hint is None else hint


@cache
def _compiled(text: str) -> CodeType:
    return compile(text, "<annotation>", "eval")
