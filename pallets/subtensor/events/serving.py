"""Neurons tell where they can be reached."""

from pallets.subtensor.events.base import Event
from pallets.subtensor.types import NetUid
from runtime.scale import AccountId


class AxonServed(Event, index=28, unnamed=True):
    """A neuron told where its axon can be reached."""

    netuid: NetUid
    hotkey: AccountId


class PrometheusServed(Event, index=29, unnamed=True):
    """A neuron told where its metrics can be reached."""

    netuid: NetUid
    hotkey: AccountId
