"""How coldkeys and the owners of subnets describe themselves. All texts are in UTF-8."""

from __future__ import annotations

from runtime.scale import Struct


class ChainIdentityV2(Struct, path="pallet_subtensor::pallet::ChainIdentityV2"):
    """Who is behind a coldkey."""

    name: bytes
    url: bytes
    github_repo: bytes
    image: bytes
    discord: bytes
    description: bytes
    additional: bytes


class SubnetIdentityV3(Struct, path="pallet_subtensor::pallet::SubnetIdentityV3"):
    """What a subnet is, and who is behind it."""

    subnet_name: bytes
    github_repo: bytes
    subnet_contact: bytes
    subnet_url: bytes
    discord: bytes
    description: bytes
    logo_url: bytes
    additional: bytes
