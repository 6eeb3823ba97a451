//! Reads operations, one a line: subject, operation, operands. Writes one result a line.
//!
//! Fixed-point numbers are their bits. A result that there is not is `-`, a panic `!`.

use std::io::{BufWriter, Write, stdin, stdout};
use std::panic::{catch_unwind, set_hook};

mod arrays;
mod fixed;
mod pools;
mod reference;
mod shares;

use reference::safe_math;

/// What an operation works on.
pub struct Operands<'a>(Vec<&'a str>);

impl Operands<'_> {
    pub fn text(&self, place: usize) -> &str {
        self.0[place]
    }

    /// The operand as a number; one that does not fit is an error of whoever drew it.
    pub fn number<T: std::str::FromStr>(&self, place: usize) -> T {
        match self.0[place].parse() {
            Ok(number) => number,
            Err(_) => {
                eprintln!("not such a number: {}", self.0[place]);
                std::process::exit(1)
            }
        }
    }

    pub fn numbers<T: std::str::FromStr>(&self) -> Vec<T> {
        (0..self.0.len()).map(|place| self.number(place)).collect()
    }
}

pub fn or_none<T: ToString>(result: Option<T>) -> String {
    result.map_or("-".to_string(), |found| found.to_string())
}

pub fn unknown(name: &str) -> ! {
    eprintln!("no such operation: {name}");
    std::process::exit(1)
}

fn result_of(line: &str) -> String {
    let mut words = line.split(' ');
    let (subject, operation) = (words.next().unwrap(), words.next().unwrap());
    let operands = Operands(words.collect());
    match subject {
        "array" => arrays::result_of(operation, &operands),
        "integer" => pools::of_integers(operation, &operands),
        "balancer" => pools::of_balancer(operation, &operands),
        "share" => shares::result_of(operation, &operands),
        kind => fixed::result_of(kind, operation, &operands),
    }
}

fn main() {
    set_hook(Box::new(|_| {}));
    let mut output = BufWriter::new(stdout().lock());
    for line in stdin().lines() {
        let line = line.unwrap();
        let result = catch_unwind(|| result_of(&line)).unwrap_or("!".to_string());
        writeln!(output, "{result}").unwrap();
    }
}
