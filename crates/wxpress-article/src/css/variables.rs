//! Custom properties.

use std::cell::Cell;
use std::collections::HashMap;
use std::sync::Arc;

use super::value::flatten_within;

/// The custom properties that hold for an element: its own and those of its ancestors.
#[derive(Debug, Clone, Default)]
pub(crate) struct Variables {
    values: HashMap<Arc<str>, Arc<str>>,
}

/// How much work one value may be, in bytes of the values within it.
#[derive(Debug)]
pub(super) struct Fuel(Cell<usize>);

/// What one value may burn.
const FUEL: usize = 256 * 1024;

impl Default for Fuel {
    fn default() -> Self {
        Self(Cell::new(FUEL))
    }
}

impl Fuel {
    /// Takes what reading a value costs; false when none is left.
    pub(super) fn burn(&self, value: &str) -> bool {
        let left = self.0.get().saturating_sub(value.len() + 64);
        self.0.set(left);
        left > 0
    }

    /// What was burnt.
    pub(super) fn burnt(&self) -> usize {
        FUEL - self.0.get()
    }
}

impl Variables {
    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.values.len()
    }

    /// These and some more, which count where both have a name.
    pub(super) fn with<N: Into<Arc<str>>, V: Into<Arc<str>>>(
        &self,
        more: impl IntoIterator<Item = (N, V)>,
    ) -> Self {
        let mut variables = self.clone();
        variables.values.extend(more.into_iter().map(|(name, value)| (name.into(), value.into())));
        variables
    }

    /// What stands in `var(…)`: a name and perhaps what to take where it has no value.
    pub(super) fn substitute(&self, inner: &str, fuel: &Fuel, depth: usize) -> Option<String> {
        let (name, fallback) = match inner.split_once(',') {
            Some((name, fallback)) => (name.trim(), Some(fallback)),
            None => (inner.trim(), None),
        };
        let value = self.values.get(name).and_then(|value| flatten_within(value, self, fuel, depth));
        value.or_else(|| flatten_within(fallback?, self, fuel, depth)).map(|value| value.trim().to_owned())
    }
}
