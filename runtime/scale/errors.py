"""What can go wrong between values and their SCALE bytes."""


class ScaleError(ValueError):
    """A value and its SCALE encoding do not fit together."""


class EncodeError(ScaleError):
    """The value is not one that the type can hold: an integer out of range, a wrong class, ..."""


class DecodeError(ScaleError):
    """The bytes are not an encoding of the type: truncated, trailing, out of range, too deep."""


class TypeDeclarationError(TypeError):
    """A type hint that has no SCALE form."""
