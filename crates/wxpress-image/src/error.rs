//! Why a picture cannot be fitted.

use crate::Format;

/// Why a picture cannot be fitted.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The bytes are no picture, or one of a format that nobody here knows.
    #[error("not a picture of a known format (JPEG, PNG, GIF, WebP, BMP, TIFF, ICO, SVG)")]
    UnknownFormat,
    /// A picture of a format that is known but not read.
    #[error("{format} pictures cannot be read: save it as JPEG or PNG")]
    Unsupported {
        /// Its format.
        format: Format,
    },
    /// The file starts like a picture but cannot be decoded.
    #[error("the {format} picture is damaged: {reason}")]
    Damaged {
        /// Format by its first bytes.
        format: Format,
        /// What is wrong with it.
        reason: String,
    },
    /// Small as the file is, it would take too long or too much memory to draw.
    #[error("the {format} picture is too elaborate ({reason}): save it as PNG")]
    TooComplex {
        /// Format by its first bytes.
        format: Format,
        /// What there is too much of.
        reason: &'static str,
    },
    /// More pixels than we decode.
    #[error("{width} × {height} pixels are too many (at most {max_edge} on a side and {max_pixels} in all)")]
    TooManyPixels {
        /// Width in pixels.
        width: u32,
        /// Height in pixels.
        height: u32,
        /// Most pixels on a side.
        max_edge: u32,
        /// Most pixels in all.
        max_pixels: u64,
    },
    /// No encoding of the picture is small enough.
    #[error("the picture cannot be brought below {max_bytes} bytes")]
    CannotShrink {
        /// The limit in bytes.
        max_bytes: u64,
    },
    /// A picture that no cover can be cut out of.
    #[error("{width} × {height} pixels cannot be a cover: take a picture of about 900 × 383")]
    NoCover {
        /// Width in pixels.
        width: u32,
        /// Height in pixels.
        height: u32,
    },
}
