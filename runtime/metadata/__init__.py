"""Metadata: how clients learn what a runtime consists of, derived from the pallets' declarations.

`Composition.metadata` is the `RuntimeMetadata` of a composition (see `build`), and `Metadata` the
runtime API that hands it out (`api`). A `Registry` numbers types; `describe` says how each looks.
Nothing of this is loaded before somebody asks for the metadata, except for `api`.
"""
