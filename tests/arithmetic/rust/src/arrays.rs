//! What the epoch does with many I32F32 numbers, on one, two or a row of them.

use substrate_fixed::transcendental::exp;
use substrate_fixed::types::I32F32;

use crate::safe_math::FixedExt;
use crate::{Operands, or_none, unknown};

pub fn result_of(operation: &str, operands: &Operands) -> String {
    let numbers: Vec<I32F32> = operands.numbers().into_iter().map(I32F32::from_bits).collect();
    let (first, last) = (numbers[0], numbers[numbers.len() - 1]);
    match operation {
        "product" => first.saturating_mul(last).to_bits().to_string(),
        "ratio" => first.safe_div(last).to_bits().to_string(),
        "sum" => first.saturating_add(last).to_bits().to_string(),
        "exp" => or_none(exp::<I32F32, I32F32>(first).ok().map(|power| power.to_bits())),
        "u16" => first
            .saturating_mul(I32F32::saturating_from_num(u16::MAX))
            .saturating_to_num::<u16>()
            .to_string(),
        "total" => numbers
            .into_iter()
            .fold(I32F32::from_num(0), |total, number| total.saturating_add(number))
            .to_bits()
            .to_string(),
        "normalized" => {
            let sum: I32F32 = numbers.iter().sum();
            let parts = numbers.into_iter().map(|number| number.safe_div(sum).to_bits().to_string());
            parts.collect::<Vec<_>>().join(",")
        }
        other => unknown(other),
    }
}
