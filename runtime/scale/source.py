"""The text of a generated function, and the objects that it names."""

from collections.abc import Callable
from typing import Any


class Source:
    """Collects lines and bound objects, then makes the function; one for each function."""

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._bound: dict[str, Any] = {}
        self._names: dict[int, str] = {}
        self._indent = 1
        self._count = 0

    def bind(self, value: Any, name: str = "k") -> str:
        """A name by which the generated code can use an object."""
        known = self._names.get(id(value))
        if known is None:
            known = self._names[id(value)] = self.fresh(name)
            self._bound[known] = value
        return known

    def fresh(self, name: str = "v") -> str:
        self._count += 1
        return f"{name}{self._count}"

    def line(self, text: str) -> None:
        self._lines.append("    " * self._indent + text)

    def indent(self) -> None:
        self._indent += 1

    def dedent(self) -> None:
        self._indent -= 1

    def function(self, name: str, parameters: str) -> Callable[..., Any]:
        text = f"def {name}({parameters}):\n" + "\n".join(self._lines)
        exec(compile(text, f"<scale {name}>", "exec"), self._bound)
        function: Callable[..., Any] = self._bound[name]
        return function
