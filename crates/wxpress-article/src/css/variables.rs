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

/// How much work one value may be.
#[derive(Debug)]
pub(super) struct Fuel(Cell<u32>);

impl Default for Fuel {
    fn default() -> Self {
        Self(Cell::new(2_000))
    }
}

impl Fuel {
    /// Takes some; false when none is left.
    pub(super) fn burn(&self) -> bool {
        let left = self.0.get().saturating_sub(1);
        self.0.set(left);
        left > 0
    }
}

impl Variables {
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
