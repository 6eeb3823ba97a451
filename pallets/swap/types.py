"""The types that the Swap pallet's calls and storage are declared with."""

from typing import Annotated

from runtime.scale import (
    I32,
    U16,
    U64,
    U128,
    Bounded,
    Bytes8,
    Newtype,
    Spelled,
)

NetUid = Annotated[U16, Spelled("NetUid")]
AlphaBalance = Annotated[U64, Spelled("AlphaBalance")]
PalletId = Annotated[Bytes8, Newtype("frame_support::PalletId")]
NonZeroU64 = Annotated[U64, Newtype("NonZeroU64", field_type_name="")]
MigrationKey = Annotated[bytes, Bounded(128)]

# Of positions in pools as they once were.
TickIndex = Annotated[I32, Newtype("pallet_subtensor_swap::pallet::TickIndex")]
PositionId = Annotated[U128, Newtype("pallet_subtensor_swap::pallet::PositionId")]
