//! How much work the style sheets of one article may be.

use std::cell::Cell;

/// What the style sheets of one article may take: 0.7 s in a release build, at 30 ns each. An article takes five steps
/// for each byte of its source, one of 1 MiB a quarter of all.
const STEPS: usize = 20_000_000;

/// Steps that are left: an element or a rule looked at, a byte of a value written. Rules times elements, which either
/// grow with the source, can need any number.
#[derive(Debug)]
pub(crate) struct Effort(Cell<usize>);

impl Default for Effort {
    fn default() -> Self {
        Self(Cell::new(STEPS))
    }
}

impl Effort {
    /// Takes some steps; false when none are left.
    pub(crate) fn spend(&self, steps: usize) -> bool {
        self.0.set(self.0.get().saturating_sub(steps));
        !self.is_spent()
    }

    pub(crate) fn is_spent(&self) -> bool {
        self.0.get() == 0
    }
}
