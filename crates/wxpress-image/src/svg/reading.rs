//! What a drawing and the drawings in it share while they are read: what they may still take, and what they lose.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use super::left_out::Part;
use super::{too_complex, weight};
use crate::Error;

/// Pixels of all pictures in a drawing together at most.
const MAX_PIXELS: u64 = 16 << 20;

/// A drawing that is being read.
#[derive(Debug, Default)]
pub(super) struct Reading {
    shared: Arc<Shared>,
    is_inner: bool,
}

#[derive(Debug, Default)]
struct Shared {
    weight: AtomicU64,
    pixels: AtomicU64,
    left_out: Mutex<Vec<Part>>,
}

impl Reading {
    /// Of a drawing in this one; none where this is one itself.
    pub(super) fn inner(&self) -> Option<Self> {
        (!self.is_inner).then(|| Self { shared: Arc::clone(&self.shared), is_inner: true })
    }

    /// Fails where all drawings together stand for too much.
    pub(super) fn spend_weight(&self, weight: u64) -> Result<(), Error> {
        let before = self.shared.weight.fetch_add(weight, Ordering::Relaxed);
        if before + weight > weight::MAX_BYTES { Err(too_complex("the drawings in it")) } else { Ok(()) }
    }

    /// None where all pictures together have too many pixels.
    pub(super) fn spend_pixels(&self, pixels: u64) -> Option<()> {
        let before = self.shared.pixels.fetch_add(pixels, Ordering::Relaxed);
        (before + pixels <= MAX_PIXELS).then_some(())
    }

    /// Something is not drawn.
    pub(super) fn note(&self, part: Part) {
        let mut parts = self.shared.left_out.lock().unwrap_or_else(PoisonError::into_inner);
        if !parts.contains(&part) {
            parts.push(part);
        }
    }

    /// All that is not drawn.
    pub(super) fn left_out(&self) -> Vec<Part> {
        self.shared.left_out.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}
