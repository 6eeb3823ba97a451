"""Where neurons can be reached."""

from __future__ import annotations

from typing import Annotated

from runtime.scale import U8, U16, U32, U64, U128, Bounded, Spelled, Struct

MAX_PUBLIC_KEY_BYTES = 64


class AxonInfo(Struct, path="pallet_subtensor::pallet::AxonInfo"):
    """The axon of a neuron, which answers validators. Without one, all is zero.

    `block` is when it was served; `ip_type` is 4 or 6, and `ip` the address as a number; the
    placeholders are the application's own.
    """

    block: U64 = 0
    version: U32 = 0
    ip: U128 = 0
    port: U16 = 0
    ip_type: U8 = 0
    protocol: U8 = 0
    placeholder1: U8 = 0
    placeholder2: U8 = 0


class PrometheusInfo(Struct, path="pallet_subtensor::pallet::PrometheusInfo"):
    """Where a neuron shows its metrics, in the terms of `AxonInfo`."""

    block: U64 = 0
    version: U32 = 0
    ip: U128 = 0
    port: U16 = 0
    ip_type: U8 = 0


class NeuronCertificate(Struct, path="pallet_subtensor::pallet::NeuronCertificate"):
    """The public key of a neuron's TLS certificate, and a number for its algorithm."""

    public_key: Annotated[
        bytes, Bounded(MAX_PUBLIC_KEY_BYTES), Spelled("BoundedVec<u8, ConstU32<64>>")
    ]
    algorithm: U8
