"""Where neurons can be reached."""

from pallets.subtensor.errors.base import Error


class InvalidIpType(Error, index=1):
    """An address is of type 4 (IPv4) or 6 (IPv6), nothing else."""


class InvalidIpAddress(Error, index=2):
    """Nobody can be reached at this IP address."""


class InvalidPort(Error, index=3):
    """Nobody can be reached at this port."""


class ServingRateLimitExceeded(Error, index=31):
    """The neuron changed its address too recently to change it again."""
