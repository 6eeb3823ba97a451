"""The authorities that finalize blocks, as state. As FRAME's pallet-grandpa."""

from pallets.grandpa.pallet import Grandpa, GrandpaApi, InvalidAuthorities

__all__ = ["Grandpa", "GrandpaApi", "InvalidAuthorities"]
