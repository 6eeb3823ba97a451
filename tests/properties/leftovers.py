"""What storage has about a subnet, item by item: nothing may be left of one that was dissolved."""

from __future__ import annotations

from typing import Any, get_args

from pallets.subtensor.types import RateLimitKey, mechanism_of
from runtime.runtime import Runtime
from runtime.scale import Spelled
from runtime.storage import StorageLayout

# What outlives a subnet in the reference: nineteen maps of SubtensorModule ...
SURVIVING = frozenset(
    {
        "AdjustmentAlpha",
        "AdjustmentInterval",
        "AutoStakeDestination",
        "AutoStakeDestinationColdkeys",
        "MaxWeightsLimit",
        "MinAllowedUids",
        "MinChildkeyTakePerSubnet",
        "MinNonImmuneUids",
        "OwnerCutEnabled",
        "RecycleOrBurn",
        "RegisteredSubnetCounter",
        "RootAlphaDividendsPerSubnet",
        "RootClaimableThreshold",
        "RootProp",
        "SubnetEmissionEnabled",
        "VotingPower",
        "VotingPowerDisableAtBlock",
        "VotingPowerEmaAlpha",
        "VotingPowerTrackingEnabled",
    }
)
# ... the owner's rate limits, whose keys are no netuids but have one, and AlphaAssets' counters.
SURVIVING_BESIDES = frozenset(
    {"LastRateLimitedBlock", "TotalAlphaIssuance", "AlphaBurned", "AlphaRecycled"}
)


def items_about(runtime: Runtime, netuid: int) -> set[str]:
    """The names of the storage items that have something under a key with this netuid."""
    return {
        layout.name
        for layout in runtime.composition.layouts.values()
        if (places := _places(layout))
        and any(_is_about(layout, raw, places, netuid) for raw in runtime.state.keys(layout.prefix))
    }


def _places(layout: StorageLayout) -> list[tuple[int, str]]:
    """Which keys of a map tell a netuid, and how."""
    kinds = [_kind(key.hint) for key in layout.keys]
    return [(place, kind) for place, kind in enumerate(kinds) if kind is not None]


def _kind(hint: Any) -> str | None:
    base, *marks = get_args(hint)
    if base is RateLimitKey:
        return "RateLimitKey"
    spelled = [mark.text for mark in marks if isinstance(mark, Spelled)]
    return spelled[0] if spelled and spelled[0] in ("NetUid", "NetUidStorageIndex") else None


def _is_about(
    layout: StorageLayout, raw: bytes, places: list[tuple[int, str]], netuid: int
) -> bool:
    key = layout.split_key(raw)
    parts = key if len(layout.keys) > 1 else (key,)
    return any(_netuid(parts[place], kind) == netuid for place, kind in places)


def _netuid(part: Any, kind: str) -> int | None:
    if kind == "NetUid":
        return int(part)
    if kind == "NetUidStorageIndex":
        return mechanism_of(part)[0]
    return getattr(part, "netuid", None)
