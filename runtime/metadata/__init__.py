"""Metadata: how clients learn what a runtime consists of, derived from the pallets' declarations.

`Composition.metadata` is the `RuntimeMetadata` of a composition, and `runtime.metadata.api.Metadata`
the runtime API that hands it out. A `Registry` numbers types; `describe` says what each looks like.
"""

from runtime.metadata.build import RuntimeMetadata

__all__ = ["RuntimeMetadata"]
