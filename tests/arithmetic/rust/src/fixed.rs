//! substrate-fixed: each operation of each type.
//!
//! Plain operators wrap in a release build; here they are checked.

use substrate_fixed::traits::{Fixed, FixedSigned};
use substrate_fixed::transcendental::{exp, ln, log2, pow, sqrt};
use substrate_fixed::types::{I32F32, I64F64, I96F32, U64F64, U96F32};

use crate::safe_math::FixedExt;
use crate::{Operands, or_none, unknown};

fn bits<T: Fixed>(number: T) -> String
where
    T::Bits: ToString,
{
    number.to_bits().to_string()
}

fn bits_or_none<T: Fixed>(number: Option<T>) -> String
where
    T::Bits: ToString,
{
    number.map_or("-".to_string(), bits)
}

fn ordering<T: PartialOrd>(x: T, y: T) -> String {
    [x < y, x <= y, x == y, x >= y, x > y].map(|holds| u8::from(holds).to_string()).join(",")
}

/// A number of another type in this one.
macro_rules! cast {
    ($T:ident, $how:expr, $number:expr) => {
        match $how {
            "from_num" | "checked_from_num" => bits_or_none($T::checked_from_num($number)),
            "saturating_from_num" => bits($T::saturating_from_num($number)),
            "wrapping_from_num" => bits($T::wrapping_from_num($number)),
            other => unknown(other),
        }
    };
}

macro_rules! of_kind {
    ($T:ident, $operation:expr, $operands:expr, $other:expr) => {{
        let (name, operands) = ($operation, $operands);
        let x = || $T::from_bits(operands.number(0));
        let y = || $T::from_bits(operands.number(1));
        match name {
            "checked_add" | "add" => bits_or_none(x().checked_add(y())),
            "checked_sub" | "sub" => bits_or_none(x().checked_sub(y())),
            "checked_mul" | "mul" => bits_or_none(x().checked_mul(y())),
            "checked_div" | "div" => bits_or_none(x().checked_div(y())),
            "saturating_add" => bits(x().saturating_add(y())),
            "saturating_sub" => bits(x().saturating_sub(y())),
            "saturating_mul" => bits(x().saturating_mul(y())),
            "saturating_div" => bits(x().saturating_div(y())),
            "wrapping_add" => bits(x().wrapping_add(y())),
            "wrapping_sub" => bits(x().wrapping_sub(y())),
            "wrapping_mul" => bits(x().wrapping_mul(y())),
            "wrapping_div" => bits(x().wrapping_div(y())),
            "safe_div" => bits(x().safe_div(y())),
            "safe_div_or" => bits(x().safe_div_or(y(), $T::from_bits(operands.number(2)))),
            "compare" => ordering(x(), y()),
            "checked_neg" | "neg" => bits_or_none(x().checked_neg()),
            "saturating_neg" => bits(x().saturating_neg()),
            "frac" => bits(x().frac()),
            "floor" => bits(x().floor()),
            "ceil" => bits_or_none(x().checked_ceil()),
            "round" => bits_or_none(x().checked_round()),
            "saturating_round" => bits(x().saturating_round()),
            "saturating_to_u16" => x().saturating_to_num::<u16>().to_string(),
            "saturating_to_u32" => x().saturating_to_num::<u32>().to_string(),
            "saturating_to_u64" => x().saturating_to_num::<u64>().to_string(),
            "saturating_to_u128" => x().saturating_to_num::<u128>().to_string(),
            "saturating_to_i64" => x().saturating_to_num::<i64>().to_string(),
            "saturating_to_i128" => x().saturating_to_num::<i128>().to_string(),
            "checked_to_u16" => or_none(x().checked_to_num::<u16>()),
            "checked_to_u32" => or_none(x().checked_to_num::<u32>()),
            "checked_to_u64" => or_none(x().checked_to_num::<u64>()),
            "checked_to_u128" => or_none(x().checked_to_num::<u128>()),
            "checked_to_i64" => or_none(x().checked_to_num::<i64>()),
            "checked_to_i128" => or_none(x().checked_to_num::<i128>()),
            "literal" => bits_or_none($T::checked_from_num(operands.number::<f64>(0))),
            _ => match name.rsplit_once('_') {
                Some((how, "u64")) => cast!($T, how, operands.number::<u64>(0)),
                Some((how, "i64")) => cast!($T, how, operands.number::<i64>(0)),
                Some((how, "u128")) => cast!($T, how, operands.number::<u128>(0)),
                Some((how, "i128")) => cast!($T, how, operands.number::<i128>(0)),
                Some((how, "I32F32")) => cast!($T, how, I32F32::from_bits(operands.number(0))),
                Some((how, "I64F64")) => cast!($T, how, I64F64::from_bits(operands.number(0))),
                Some((how, "I96F32")) => cast!($T, how, I96F32::from_bits(operands.number(0))),
                Some((how, "U64F64")) => cast!($T, how, U64F64::from_bits(operands.number(0))),
                Some((how, "U96F32")) => cast!($T, how, U96F32::from_bits(operands.number(0))),
                _ => $other,
            },
        }
    }};
}

macro_rules! of_signed {
    ($T:ident, $operation:expr, $operands:expr) => {{
        let x = || $T::from_bits($operands.number(0));
        let y = || $T::from_bits($operands.number(1));
        let signed = || match $operation {
            "abs" => bits_or_none(FixedSigned::checked_abs(x())),
            "log2" => bits_or_none(log2::<$T, $T>(x()).ok()),
            "ln" => bits_or_none(ln::<$T, $T>(x()).ok()),
            "exp" => bits_or_none(exp::<$T, $T>(x()).ok()),
            "sqrt" => bits_or_none(sqrt::<$T, $T>(x()).ok()),
            "pow" => bits_or_none(pow::<$T, $T>(x(), y()).ok()),
            other => unknown(other),
        };
        of_kind!($T, $operation, $operands, signed())
    }};
}

pub fn result_of(kind: &str, operation: &str, operands: &Operands) -> String {
    match kind {
        "I32F32" => of_signed!(I32F32, operation, operands),
        "I64F64" => of_signed!(I64F64, operation, operands),
        "I96F32" => of_signed!(I96F32, operation, operands),
        "U64F64" => of_kind!(U64F64, operation, operands, unknown(operation)),
        "U96F32" => of_kind!(U96F32, operation, operands, unknown(operation)),
        other => unknown(other),
    }
}
