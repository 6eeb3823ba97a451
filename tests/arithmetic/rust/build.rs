//! Takes three files out of a checkout of the reference, `$REFERENCE`, and makes them compile
//! without FRAME: attributes and imports that only storage needs go, tests too. No rule changes.

use std::path::Path;
use std::{env, fs};

const FILES: [(&str, &str); 3] = [
    ("safe_math.rs", "primitives/safe-math/src/lib.rs"),
    ("share_pool.rs", "primitives/share-pool/src/lib.rs"),
    ("balancer.rs", "pallets/swap/src/pallet/balancer.rs"),
];

/// Lines that begin so are left out.
const DROPPED: [&str; 8] = [
    "#![",
    "#[freeze_struct",
    "#[cfg(not(feature",
    "use codec::",
    "use frame_support::",
    "use num_traits::",
    "use scale_info::",
    "use subtensor_macros::",
];

const REPLACED: [(&str, &str); 6] = [
    ("Encode, Decode, Default, TypeInfo, ", "Default, "),
    ("Encode, Decode, PartialEq, Eq, RuntimeDebug, TypeInfo, MaxEncodedLen", "PartialEq, Eq, Debug"),
    ("sp_core::U256", "primitive_types::U256"),
    ("sp_runtime::Saturating", "sp_arithmetic::traits::Saturating"),
    ("use safe_math::", "use crate::safe_math::"),
    ("use sp_std::", "use core::"),
];

fn main() {
    println!("cargo:rerun-if-env-changed=REFERENCE");
    let reference = env::var("REFERENCE").expect("REFERENCE: a checkout of the reference at 425");
    for (name, path) in FILES {
        let path = Path::new(&reference).join(path);
        let source = fs::read_to_string(&path).unwrap_or_else(|e| panic!("{path:?}: {e}"));
        let rules = source.split("#[cfg(test)]").next().unwrap();
        let kept = rules.lines().filter(|line| !DROPPED.iter().any(|start| line.starts_with(start)));
        let mut text = kept.collect::<Vec<_>>().join("\n");
        for (old, new) in REPLACED {
            text = text.replace(old, new);
        }
        fs::write(Path::new(&env::var("OUT_DIR").unwrap()).join(name), text).unwrap();
    }
}
