//! The reference's files, as build.rs leaves them.

#![allow(dead_code, unused_imports, unused_macros, clippy::all)]

/// Its logging, which is left out.
mod log {
    macro_rules! silent {
        ($($anything:tt)*) => {};
    }
    pub(crate) use silent as debug;
    pub(crate) use silent as error;
}

pub mod safe_math {
    include!(concat!(env!("OUT_DIR"), "/safe_math.rs"));
}

pub mod share_pool {
    use super::log;
    include!(concat!(env!("OUT_DIR"), "/share_pool.rs"));

    pub fn parts(number: &SafeFloat) -> String {
        format!("{},{}", number.mantissa, number.exponent)
    }
}

pub mod balancer {
    use super::log;
    include!(concat!(env!("OUT_DIR"), "/balancer.rs"));

    pub fn rounded_share(weight: Perquintill, amount: u128) -> u128 {
        Balancer::mul_perquintill_round(weight, amount)
    }
}
