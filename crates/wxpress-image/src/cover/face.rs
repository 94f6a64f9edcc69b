//! The bundled typeface, measured.

use skrifa::charmap::Charmap;
use skrifa::instance::{LocationRef, Size};
use skrifa::metrics::GlyphMetrics;
use skrifa::{FontRef, MetadataProvider as _};
use wxpress_font::SANS;

/// The bundled typeface. Lengths are in em.
pub(super) struct Face {
    charmap: Charmap<'static>,
    metrics: GlyphMetrics<'static>,
}

/// Where the ink of a text lies, from the place where the text begins.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Ink {
    pub(super) left: f32,
    pub(super) right: f32,
}

impl Face {
    pub(super) fn bundled() -> Option<Self> {
        let font = FontRef::new(SANS).ok()?;
        let metrics = font.glyph_metrics(Size::new(1.0), LocationRef::default());
        Some(Self { charmap: font.charmap(), metrics })
    }

    /// Whether a character can be drawn.
    pub(super) fn has(&self, char: char) -> bool {
        self.charmap.map(char).is_some()
    }

    /// How much room a text takes.
    pub(super) fn width(&self, text: &str) -> f32 {
        text.chars().map(|char| self.advance(char)).sum()
    }

    /// What of that room is seen: full-width punctuation is half empty.
    pub(super) fn ink(&self, text: &str) -> Ink {
        let bounds = |char| self.metrics.bounds(self.charmap.map(char)?);
        let left = text.chars().next().and_then(bounds).map_or(0.0, |first| first.x_min);
        let last = text.chars().next_back();
        let behind = last.and_then(|last| Some(self.advance(last) - bounds(last)?.x_max)).unwrap_or(0.0);
        Ink { left, right: self.width(text) - behind }
    }

    fn advance(&self, char: char) -> f32 {
        self.charmap.map(char).and_then(|glyph| self.metrics.advance_width(glyph)).unwrap_or(0.0)
    }
}
