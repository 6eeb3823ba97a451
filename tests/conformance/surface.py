"""Compares decoded metadata with the reference chain's surface.

The reference refers to types by strings, metadata by numbers. A `Comparison` walks both at once,
from the items that both have down to the primitive types, and collects what is not the same. It
enters no enum over all pallets: the calls, events and errors in those are items of their pallets.
"""

from collections.abc import Iterable, Sequence
from typing import Any

Json = dict[str, Any]

OUTER_ENUMS = [
    "RuntimeCall",
    "RuntimeEvent",
    "RuntimeError",
    "OriginCaller",
    "RuntimeHoldReason",
    "RuntimeFreezeReason",
]


class Comparison:
    """The differences found until now are in `found`, each with the way that leads to it."""

    def __init__(self, reference: Json, metadata: Json) -> None:
        self.reference, self.metadata = reference, metadata
        self.found: list[str] = []
        self._seen: set[tuple[int, str]] = set()

    def equal(self, way: str, ours: Any, theirs: Any) -> bool:
        if ours != theirs:
            self.found.append(f"{way}: {ours!r:.150}, expected {theirs!r:.150}")
        return bool(ours == theirs)

    # Items

    def pallet(self, name: str) -> None:
        """All that the metadata has in a pallet, and the types that it leads to."""
        ours = by_name(self.metadata["pallets"])[name]
        theirs = by_name(self.reference["pallets"])[name]
        storage = ours["storage"] or {"prefix": None, "items": []}
        self.equal(f"{name} index", ours["index"], theirs["index"])
        self.equal(f"{name} storage prefix", storage["prefix"], theirs["storage_prefix"])
        for kind in ("calls", "events", "errors"):
            for variant, expected in self.both(
                f"{name} {kind}", self.variants(ours[kind]), theirs[kind]
            ):
                self.variant(f"{name}.{variant['name']}", variant, expected)
        for item, expected in self.both(f"{name} storage", storage["items"], theirs["storage"]):
            self.storage(f"{name}.{item['name']}", item, expected)
        for item, expected in self.both(
            f"{name} constants", ours["constants"], theirs["constants"]
        ):
            self.equal(f"{name}.{item['name']} value", item["value"].hex(), expected["value"][2:])
            self.type(f"{name}.{item['name']}", item["type"], expected["type"])

    def missing(self, name: str) -> list[str]:
        """What the reference has in a pallet and the metadata has not."""
        ours = by_name(self.metadata["pallets"])[name]
        theirs = by_name(self.reference["pallets"])[name]
        lists = {kind: self.variants(ours[kind]) for kind in ("calls", "events", "errors")}
        lists["constants"] = ours["constants"]
        lists["storage"] = ours["storage"]["items"] if ours["storage"] else []
        return [
            f"{name} {kind} {item['name']}"
            for kind, items in lists.items()
            for item in theirs[kind]
            if item["name"] not in by_name(items)
        ]

    def apis(self) -> None:
        """The runtime APIs that the metadata has."""
        ours, theirs = self.metadata["runtime_apis"], self.reference["runtime_apis"]
        for api, expected in self.both("runtime APIs", ours, theirs):
            way, methods = api["name"], by_name(expected["methods"])
            self.equal(f"{way} methods", sorted(by_name(api["methods"])), sorted(methods))
            for method in api["methods"]:
                if method["name"] in methods:
                    self.method(f"{way}.{method['name']}", method, methods[method["name"]])

    def method(self, way: str, ours: Json, theirs: Json) -> None:
        names = [parameter["name"] for parameter in theirs["inputs"]]
        if self.equal(way, [parameter["name"] for parameter in ours["inputs"]], names):
            self.types(way, ours["inputs"], theirs["inputs"])
        self.type(f"{way} output", ours["output"], theirs["output"])

    def extrinsic(self) -> None:
        ours, theirs = self.metadata["extrinsic"], self.reference["extrinsic"]
        self.equal("extrinsic version", ours["version"], theirs["signed_version"])
        for part in ("address_type", "call_type", "signature_type"):
            self.type(part, ours[part], theirs[part])
        listed, expected = ours["signed_extensions"], theirs["signed_extensions"]
        names = [extension["identifier"] for extension in expected]
        if self.equal("extensions", [extension["identifier"] for extension in listed], names):
            for extension, other in zip(listed, expected, strict=True):
                self.type(other["identifier"], extension["type"], other["type"])
                self.type(
                    f"{other['identifier']} implicit", extension["implicit"], other["implicit"]
                )

    def outer_enums(self) -> None:
        """The enums over all pallets, as far as they go."""
        for key in OUTER_ENUMS:
            for entry in self.metadata["types"].values():
                if entry["path"][-1:] == [key]:
                    expected = self.reference["types"][key]
                    self.equal(key, entry["path"], expected["path"])
                    variants = entry["def"]["variant"], expected["def"]["variant"]
                    for ours, theirs in self.both(key, *variants):
                        spellings = [
                            [field["type_name"] for field in variant["fields"]]
                            for variant in (ours, theirs)
                        ]
                        self.equal(f"{key}.{ours['name']} index", ours["index"], theirs["index"])
                        self.equal(f"{key}.{ours['name']} type name", *spellings)
                        (part,), (expected_part,) = ours["fields"], theirs["fields"]
                        self.head(f"{key}.{ours['name']}", part["type"], expected_part["type"])

    def storage(self, way: str, ours: Json, theirs: Json) -> None:
        ((kind, shape),) = ours["kind"].items()
        hashers = shape.get("hashers", [])
        self.equal(f"{way} kind", kind, theirs["kind"])
        self.equal(f"{way} modifier", ours["modifier"], theirs["modifier"])
        self.equal(f"{way} default", ours["default"].hex(), theirs["default"][2:])
        self.type(way, shape["value"], theirs["value"])
        if self.equal(f"{way} hashers", hashers, theirs["hashers"]) and hashers:
            keys = [shape["key"]]
            if len(hashers) > 1:
                keys = self.metadata["types"][shape["key"]]["def"]["tuple"]
            for place, (key, expected) in enumerate(zip(keys, theirs["keys"], strict=True)):
                self.type(f"{way} key {place}", key, expected)

    def both(
        self, way: str, ours: Sequence[Json], theirs: Sequence[Json]
    ) -> Iterable[tuple[Json, Json]]:
        """The items of one name. That ours are among theirs is checked, not the reverse."""
        known = by_name(theirs)
        self.equal(
            f"{way} unknown", [item["name"] for item in ours if item["name"] not in known], []
        )
        return [(item, known[item["name"]]) for item in ours if item["name"] in known]

    def variants(self, number: int | None) -> list[Json]:
        if number is None:
            return []
        variants: list[Json] = self.metadata["types"][number]["def"]["variant"]
        return variants

    # Types

    def type(self, way: str, number: int, key: str) -> None:
        if (number, key) in self._seen:
            return
        self._seen.add((number, key))
        ours, theirs = self.metadata["types"][number], self.reference["types"][key]
        if not self.head(way, number, key):
            return
        ((kind, body),), ((expected_kind, expected),) = ours["def"].items(), theirs["def"].items()
        way = f"{way}/{key}"
        if key in OUTER_ENUMS or not self.equal(f"{way} kind", kind, expected_kind):
            return
        if kind == "variant":
            self.equal(f"{way} variants", sorted(by_name(body)), sorted(by_name(expected)))
            for variant, other in self.both(way, body, expected):
                self.variant(f"{way}.{variant['name']}", variant, other)
        elif kind == "primitive":
            self.equal(way, body, expected)
        elif kind == "composite":
            self.fields(way, body, expected)
        elif kind == "tuple":
            self.types(way, [{"type": number} for number in body], expected)
        else:
            self.equal(f"{way} length", body.get("len"), expected.get("len"))
            self.type(way, body["type"], expected["type"])

    def head(self, way: str, number: int, key: str) -> bool:
        """The path and the parameters of a type; whether the paths are equal."""
        ours, theirs = self.metadata["types"][number], self.reference["types"][key]
        if not self.equal(f"{way} path", ours["path"], theirs["path"]):
            return False
        self.params(f"{way}/{key}", ours["params"], theirs["params"])
        return True

    def variant(self, way: str, ours: Json, theirs: Json) -> None:
        self.equal(f"{way} index", ours["index"], theirs["index"])
        self.fields(way, ours["fields"], theirs.get("args", theirs.get("fields", [])))

    def fields(self, way: str, ours: Sequence[Json], theirs: Sequence[Json]) -> None:
        names = [field["name"] for field in theirs]
        if self.equal(f"{way} fields", [field["name"] for field in ours], names):
            for place, (field, other) in enumerate(zip(ours, theirs, strict=True)):
                spelled = f"{way}.{field['name'] or place} type name"
                self.equal(spelled, field["type_name"], other["type_name"])
            self.types(way, ours, theirs)

    def params(self, way: str, ours: Sequence[Json], theirs: Sequence[Json]) -> None:
        facts = [
            [(parameter["name"], parameter["type"] is None) for parameter in side]
            for side in (ours, theirs)
        ]
        if self.equal(f"{way} parameters", *facts):
            typed = [[p for p in side if p["type"] is not None] for side in (ours, theirs)]
            self.types(way, *typed)

    def types(self, way: str, ours: Sequence[Json], theirs: Sequence[Json]) -> None:
        if self.equal(f"{way} length", len(ours), len(theirs)):
            for place, (use, expected) in enumerate(zip(ours, theirs, strict=True)):
                self.type(f"{way}.{use.get('name') or place}", use["type"], expected["type"])


def with_fast_rules(reference: Json) -> Json:
    """The reference as the images of its local network have it. What differs are integers.

    They are built with the features `fast-runtime` and `pow-faucet`.
    """
    pallets = [
        pallet
        | {
            "constants": [_fast(item, "value", "fast_runtime") for item in pallet["constants"]],
            "storage": [
                _fast(
                    _fast(item, "default", "default_value_fast_runtime"),
                    "default",
                    "default_value_pow_faucet",
                )
                for item in pallet["storage"]
            ],
        }
        for pallet in reference["pallets"]
    ]
    return reference | {"pallets": pallets}


def _fast(item: Json, fact: str, fast: str) -> Json:
    if fast not in item:
        return item
    width = len(item[fact]) // 2 - 1
    return item | {fact: "0x" + int(item[fast]).to_bytes(width, "little").hex()}


def by_name(items: Iterable[Json]) -> dict[str, Json]:
    return {item["name"]: item for item in items}
