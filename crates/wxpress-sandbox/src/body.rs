//! Taking in request bodies: bounded, and read to the end so that an early answer is not lost to a reset.

use axum::body::HttpBody;
use bytes::{Bytes, BytesMut};
use http_body_util::BodyExt;

/// More than this is answered as too large; the largest upload allowed is 10 MB.
pub(crate) const MAX_BODY_BYTES: usize = 12 * 1024 * 1024;
/// What comes beyond is read and dropped up to here, then the connection is given up.
const MAX_DRAINED_BYTES: usize = 64 * 1024 * 1024;

/// A request body.
#[derive(Debug)]
pub(crate) enum Received {
    Whole(Bytes),
    /// Larger than [`MAX_BODY_BYTES`]; holds how much came.
    TooLarge(usize),
    /// The client went away.
    Broken,
}

impl Received {
    /// The bytes, if all came and were not too many.
    pub(crate) fn whole(&self) -> Option<&Bytes> {
        match self {
            Self::Whole(bytes) => Some(bytes),
            Self::TooLarge(_) | Self::Broken => None,
        }
    }

    /// How many bytes came.
    pub(crate) fn size(&self) -> usize {
        match self {
            Self::Whole(bytes) => bytes.len(),
            Self::TooLarge(size) => *size,
            Self::Broken => 0,
        }
    }
}

/// Reads a body.
pub(crate) async fn receive(mut body: axum::body::Body) -> Received {
    // Room for all that was announced, so that nothing is moved while it comes in.
    let announced = usize::try_from(body.size_hint().lower()).unwrap_or(usize::MAX);
    let mut kept = BytesMut::with_capacity(announced.min(MAX_BODY_BYTES));
    let mut size = 0_usize;
    while let Some(frame) = body.frame().await {
        let Ok(frame) = frame else { return Received::Broken };
        let Some(data) = frame.data_ref() else { continue };
        size += data.len();
        if size <= MAX_BODY_BYTES {
            kept.extend_from_slice(data);
        } else if size > MAX_DRAINED_BYTES {
            break;
        } else {
            kept.clear();
        }
    }
    if size > MAX_BODY_BYTES { Received::TooLarge(size) } else { Received::Whole(kept.freeze()) }
}
