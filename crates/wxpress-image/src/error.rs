//! Why a picture cannot be fitted.

/// Why a picture cannot be fitted.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The bytes are no picture, or one of a format that we do not read (HEIC, SVG, …).
    #[error("not a picture of a known format (JPEG, PNG, GIF, WebP, BMP)")]
    UnknownFormat,
    /// The file starts like a picture but cannot be decoded.
    #[error("the {format} picture is damaged: {reason}")]
    Damaged {
        /// Format by its first bytes.
        format: crate::Format,
        /// The decoder's words.
        reason: String,
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
}
