"""What a neuron's registration costs, how the price moves, and what is counted."""

from __future__ import annotations

from pallets.subtensor.config import SubtensorConfig
from pallets.subtensor.types import NetUid, TaoBalance
from runtime.fixed import U64F64
from runtime.hashers import Identity
from runtime.pallet import Pallet
from runtime.scale import U16, U64
from runtime.storage import StorageMap, from_config


class RegistrationParameters(Pallet, crate="pallet_subtensor"):
    """What a neuron's registration costs, how the price moves, and what is counted."""

    config: SubtensorConfig

    network_registration_allowed = StorageMap[Identity[NetUid], bool](
        "Whether neurons may register in a subnet.", default=True
    )
    network_pow_registration_allowed = StorageMap[Identity[NetUid], bool](
        "Whether neurons might register by proof of work. Not used any more.", default=True
    )
    burn = StorageMap[Identity[NetUid], TaoBalance](
        "What a registration costs now, in rao.",
        default=from_config(lambda config: config.initial_burn),
    )
    min_burn = StorageMap[Identity[NetUid], TaoBalance](
        "The lowest cost of a registration, in rao.",
        default=from_config(lambda config: config.initial_min_burn),
    )
    max_burn = StorageMap[Identity[NetUid], TaoBalance](
        "The highest cost of a registration, in rao.",
        default=from_config(lambda config: config.initial_max_burn),
    )
    burn_half_life = StorageMap[Identity[NetUid], U16](
        "In so many blocks without a registration the cost halves.", default=360
    )
    burn_increase_mult = StorageMap[Identity[NetUid], U64F64](
        "By what the cost is multiplied with each registration.",
        default=U64F64(23242897532874035200),
    )
    difficulty = StorageMap[Identity[NetUid], U64](
        "The difficulty of proof of work. Not used any more.",
        default=from_config(lambda config: config.initial_difficulty),
    )
    min_difficulty = StorageMap[Identity[NetUid], U64](
        "The lowest difficulty. Not used any more.",
        default=from_config(lambda config: config.initial_min_difficulty),
    )
    max_difficulty = StorageMap[Identity[NetUid], U64](
        "The highest difficulty. Not used any more.",
        default=from_config(lambda config: config.initial_max_difficulty),
    )
    adjustment_interval = StorageMap[Identity[NetUid], U16](
        "Blocks between adjustments of the cost. Not used any more.",
        default=from_config(lambda config: config.initial_adjustment_interval),
    )
    adjustment_alpha = StorageMap[Identity[NetUid], U64](
        "How slowly the cost was adjusted. Not used any more.",
        default=from_config(lambda config: config.initial_adjustment_alpha),
    )
    last_adjustment_block = StorageMap[Identity[NetUid], U64]("The block of the last adjustment.")
    target_registrations_per_interval = StorageMap[Identity[NetUid], U16](
        "How many registrations an interval should have; three times as many is root's limit.",
        default=from_config(lambda config: config.initial_target_registrations_per_interval),
    )
    max_registrations_per_block = StorageMap[Identity[NetUid], U16](
        "How many registrations a block may have, on root.",
        default=from_config(lambda config: config.initial_max_registrations_per_block),
    )
    registrations_this_block = StorageMap[Identity[NetUid], U16]("Registrations in this block.")
    registrations_this_interval = StorageMap[Identity[NetUid], U16](
        "Registrations in this interval."
    )
    pow_registrations_this_interval = StorageMap[Identity[NetUid], U16](
        "Registrations by proof of work in this interval.", name="POWRegistrationsThisInterval"
    )
    burn_registrations_this_interval = StorageMap[Identity[NetUid], U16](
        "Registrations by burn in this interval."
    )
    rao_recycled_for_registration = StorageMap[Identity[NetUid], TaoBalance](
        "What registrations in a subnet have cost together, in rao.",
        default=from_config(lambda config: config.initial_rao_recycled_for_registration),
        name="RAORecycledForRegistration",
    )
    used_work = StorageMap[Identity[bytes], U64]("Proofs of work that have been used.")
