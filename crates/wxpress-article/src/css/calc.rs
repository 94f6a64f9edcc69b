//! `calc()`, `min()`, `max()` and `clamp()`, as far as they can be known without a browser.

use cssparser::{Parser, Token};

use crate::number::short;

/// A number with its unit: empty for a bare one, `%` for a share.
#[derive(Debug, Clone, PartialEq)]
struct Quantity {
    value: f64,
    unit: String,
}

/// Works out a function of arithmetic; none where units do not go together.
pub(super) fn evaluate(function: &str) -> Option<String> {
    let mut input = Parser::new(function);
    let result = operand(&mut input)?;
    (input.is_exhausted() && result.value.is_finite())
        .then(|| format!("{}{}", short(result.value, 3), result.unit))
}

fn sum(input: &mut Parser<'_>) -> Option<Quantity> {
    let mut total = product(input)?;
    while !input.is_exhausted() {
        let sign = match input.next().ok()? {
            Token::Delim('+') => 1.0,
            Token::Delim('-') => -1.0,
            _ => return None,
        };
        let right = product(input)?;
        total = total.plus(&right, sign)?;
    }
    Some(total)
}

fn product(input: &mut Parser<'_>) -> Option<Quantity> {
    let mut total = operand(input)?;
    loop {
        let before = input.state();
        match input.next() {
            Ok(Token::Delim('*')) => {
                let right = operand(input)?;
                total = if right.unit.is_empty() { total.times(right.value) } else { times(&total, right)? };
            }
            Ok(Token::Delim('/')) => {
                let right = operand(input)?;
                if !right.unit.is_empty() || right.value == 0.0 {
                    return None;
                }
                total = total.times(right.value.recip());
            }
            _ => {
                input.reset(&before);
                return Some(total);
            }
        }
    }
}

fn times(left: &Quantity, right: Quantity) -> Option<Quantity> {
    left.unit.is_empty().then(|| right.times(left.value))
}

fn operand(input: &mut Parser<'_>) -> Option<Quantity> {
    let token = input.next().ok()?.clone();
    match token {
        Token::Number { value, .. } => Some(Quantity { value: exact(value), unit: String::new() }),
        Token::Percentage { unit_value, .. } => {
            Some(Quantity { value: exact(unit_value * 100.0), unit: "%".to_owned() })
        }
        Token::Dimension { value, unit, .. } => {
            Some(Quantity { value: exact(value), unit: unit.to_ascii_lowercase() })
        }
        Token::ParenthesisBlock => nested(input, sum),
        Token::Function(name) => match &*name.to_ascii_lowercase() {
            "calc" => nested(input, sum),
            "min" => nested(input, |input| all(input)?.into_iter().reduce(|one, other| one.ordered(other).0)),
            "max" => nested(input, |input| all(input)?.into_iter().reduce(|one, other| one.ordered(other).1)),
            "clamp" => nested(input, |input| {
                let [least, wanted, most] = <[Quantity; 3]>::try_from(all(input)?).ok()?;
                Some(least.ordered(wanted.ordered(most).0).1)
            }),
            _ => None,
        },
        _ => None,
    }
}

fn nested(input: &mut Parser<'_>, read: impl Fn(&mut Parser<'_>) -> Option<Quantity>) -> Option<Quantity> {
    input
        .parse_nested_block(|inner| read(inner).ok_or_else(cssparser::ParseError::<()>::unexpected_token))
        .ok()
}

/// The arguments of a function, all of one unit.
fn all(input: &mut Parser<'_>) -> Option<Vec<Quantity>> {
    let parts = input
        .parse_comma_separated(|part| sum(part).ok_or_else(cssparser::ParseError::<()>::unexpected_token))
        .ok()?;
    parts.windows(2).all(|pair| pair[0].unit == pair[1].unit).then_some(parts)
}

/// The number that was written: the tokenizer keeps single precision, whose noise would show.
fn exact(value: f32) -> f64 {
    value.to_string().parse().unwrap_or_else(|_| f64::from(value))
}

impl Quantity {
    fn plus(&self, other: &Self, sign: f64) -> Option<Self> {
        let unit = match (self.value == 0.0, other.value == 0.0) {
            _ if self.unit == other.unit => &self.unit,
            (true, _) => &other.unit,
            (_, true) => &self.unit,
            _ => return None,
        };
        Some(Self { value: self.value + sign * other.value, unit: unit.clone() })
    }

    fn times(self, factor: f64) -> Self {
        Self { value: self.value * factor, ..self }
    }

    fn ordered(self, other: Self) -> (Self, Self) {
        if other.value < self.value { (other, self) } else { (self, other) }
    }
}
