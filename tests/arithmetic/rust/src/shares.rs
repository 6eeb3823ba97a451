//! The reference's share pool.

use substrate_fixed::types::U64F64;

use crate::reference::share_pool::{SafeFloat, SharePool, SharePoolDataOperations, parts};
use crate::{Operands, unknown};

/// A pool in which one key is looked at.
struct OneShare {
    value: u64,
    share: SafeFloat,
    all_shares: SafeFloat,
}

impl SharePoolDataOperations<()> for &mut OneShare {
    fn get_shared_value(&self) -> u64 {
        self.value
    }
    fn get_share(&self, _: &()) -> SafeFloat {
        self.share.clone()
    }
    fn try_get_share(&self, _: &()) -> Result<SafeFloat, ()> {
        Ok(self.share.clone())
    }
    fn get_denominator(&self) -> SafeFloat {
        self.all_shares.clone()
    }
    fn set_shared_value(&mut self, value: u64) {
        self.value = value
    }
    fn set_share(&mut self, _: &(), share: SafeFloat) {
        self.share = share
    }
    fn set_denominator(&mut self, all_shares: SafeFloat) {
        self.all_shares = all_shares
    }
}

pub fn result_of(operation: &str, operands: &Operands) -> String {
    let given = |place| SafeFloat::new(operands.number(place), operands.number(place + 1));
    let number = |place| given(place).unwrap_or_else(SafeFloat::zero);
    let or_none = |result: Option<SafeFloat>| result.map_or("-".to_string(), |found| parts(&found));
    match operation {
        "new" => or_none(given(0)),
        "from_u64" => parts(&SafeFloat::from(operands.number::<u64>(0))),
        "from_fixed" => parts(&SafeFloat::from(U64F64::from_bits(operands.number(0)))),
        "add" => or_none(number(0).add(&number(2))),
        "sub" => or_none(number(0).sub(&number(2))),
        "div" => or_none(number(0).div(&number(2))),
        "mul_div" => or_none(number(0).mul_div(&number(2), &number(4))),
        "to_u64" => u64::from(&number(0)).to_string(),
        "update_one" => {
            let (update, value) = (operands.number(0), operands.number(1));
            let mut memory = OneShare { value, share: number(2), all_shares: number(4) };
            let mut pool = SharePool::new(&mut memory);
            let changes = u8::from(pool.sim_update_value_for_one(update));
            pool.update_value_for_one(&(), update);
            let owned = pool.get_value(&());
            let (share, all_shares) = (parts(&memory.share), parts(&memory.all_shares));
            format!("{changes},{},{share},{all_shares},{owned}", memory.value)
        }
        other => unknown(other),
    }
}
