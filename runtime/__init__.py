"""What every pallet is made of: codecs, state, declarations, dispatch, extrinsics and execution."""
