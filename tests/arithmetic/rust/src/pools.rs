//! safe-bigmath, and the balancer of pallets/swap over it.

use safe_bigmath::SafeInt;
use sp_arithmetic::Perquintill;
use substrate_fixed::types::U64F64;

use crate::reference::balancer::{Balancer, rounded_share};
use crate::{Operands, or_none, unknown};

pub fn of_integers(operation: &str, operands: &Operands) -> String {
    match operation {
        "power" => {
            let number = |place| SafeInt::from(operands.number::<u128>(place));
            or_none(SafeInt::pow_ratio_scaled(
                &number(0),
                &number(1),
                &number(2),
                &number(3),
                operands.number(4),
                &number(5),
            ))
        }
        "quotient" => {
            let number = |place| SafeInt::from(operands.number::<i128>(place));
            or_none(number(0) / number(1))
        }
        other => unknown(other),
    }
}

pub fn of_balancer(operation: &str, operands: &Operands) -> String {
    let whole = |place| operands.number::<u64>(place);
    let price = |place| U64F64::from_bits(operands.number(place));
    let weight = || Perquintill::from_parts(whole(0));
    let balancer = || Balancer::new(weight()).unwrap_or_else(|_| unknown("weight"));
    match operation {
        "price" => balancer().calculate_price(whole(2), whole(1)).to_bits().to_string(),
        "tao_left" => balancer().exp_base_quote(whole(1), whole(2)).to_bits().to_string(),
        "alpha_left" => balancer().exp_quote_base(whole(1), whole(2)).to_bits().to_string(),
        "tao_to_price" => {
            balancer().calculate_quote_delta_in(price(1), price(2), whole(3)).to_string()
        }
        "alpha_to_price" => {
            balancer().calculate_base_delta_in(price(2), price(1), whole(3)).to_string()
        }
        "with_added" => {
            let mut grown = balancer();
            grown
                .update_weights_for_added_liquidity(whole(1), whole(2), whole(3), whole(4))
                .map_or("-".to_string(), |()| quote_weight(&grown))
        }
        "at_price" => at_price(price(0), whole(1), whole(2)),
        "rounded_share" => rounded_share(weight(), operands.number(1)).to_string(),
        "from_rational" => {
            let (part, all) = (operands.number::<u128>(0), operands.number::<u128>(1));
            Perquintill::from_rational(part, all).deconstruct().to_string()
        }
        other => unknown(other),
    }
}

/// The weights of a first price, in the numbers of the pallet's body, which needs a storage.
fn at_price(price: U64F64, tao: u64, alpha: u64) -> String {
    let high = (price.saturating_to_num::<u64>() as u128).saturating_mul(alpha as u128);
    let low = U64F64::saturating_from_num(alpha)
        .saturating_mul(price.frac())
        .saturating_to_num::<u128>();
    let all = high.saturating_add(low).saturating_add(tao as u128);
    if all == 0 {
        return "-".to_string();
    }
    Balancer::new(Perquintill::from_rational(tao as u128, all))
        .map_or("-".to_string(), |balancer| quote_weight(&balancer))
}

fn quote_weight(balancer: &Balancer) -> String {
    balancer.get_quote_weight().deconstruct().to_string()
}
