//! How much work the style sheets of one article may be.

use std::cell::Cell;

/// Steps that are left: an element or a rule looked at, a byte of a value written. Style sheets for people need a
/// thousandth of it; rules times elements, which either grow with the source, can need any number.
#[derive(Debug)]
pub(super) struct Effort(Cell<usize>);

impl Default for Effort {
    fn default() -> Self {
        Self(Cell::new(50_000_000))
    }
}

impl Effort {
    /// Takes some steps; false when none are left.
    pub(super) fn spend(&self, steps: usize) -> bool {
        self.0.set(self.0.get().saturating_sub(steps));
        !self.is_spent()
    }

    pub(super) fn is_spent(&self) -> bool {
        self.0.get() == 0
    }
}
