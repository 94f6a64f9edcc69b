//! Mermaid diagrams as drawings that pass WeChat's filters (docs/reference/html-compat.md D10).

#[cfg(feature = "mermaid")]
mod engine;
#[cfg(feature = "mermaid")]
mod theme;

use crate::Drawing;

/// Why a diagram was not drawn.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
#[allow(dead_code, reason = "which of them can be depends on the feature")]
pub(crate) enum DiagramError {
    /// This program was built without the feature `mermaid`.
    #[error("this build does not draw diagrams")]
    NotBuilt,
    /// The text is no diagram of a known kind.
    #[error("{0}")]
    Source(String),
    /// The source, or what it would draw, is beyond the limits.
    #[error("the diagram is too large")]
    TooLarge,
    /// The engine stopped with a defect of its own.
    #[error("the diagram engine failed")]
    Engine,
}

/// Draws a diagram, its sizes in pixels, its words at 14 px.
///
/// Bounded in source, layout work and output; what is beyond the bounds is an error, never a panic.
#[cfg(feature = "mermaid")]
pub(crate) fn draw(source: &str) -> Result<Drawing, DiagramError> {
    engine::draw(source)
}

/// Draws a diagram: not in this build.
#[cfg(not(feature = "mermaid"))]
pub(crate) fn draw(_source: &str) -> Result<Drawing, DiagramError> {
    Err(DiagramError::NotBuilt)
}

#[cfg(all(test, not(feature = "mermaid")))]
mod tests {
    use super::*;

    #[test]
    fn says_that_it_cannot() {
        assert_eq!(draw("pie\n\"a\": 1"), Err(DiagramError::NotBuilt));
    }
}
