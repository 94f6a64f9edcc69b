//! [`fit`]: the whole way of one picture.

use std::borrow::Cow;

use image::DynamicImage;
use image::metadata::Orientation;

use crate::animation::{self, Animation};
use crate::decode::{Header, decode};
use crate::encode::Pixels;
use crate::svg::{Drawing, Part};
use crate::{Error, Format, Target, metadata, resize};

/// How much smaller a picture becomes, a side, when it is too good for its bytes.
const STEP: f64 = 0.8;

/// Smaller than this it is not made: no more of it would be seen.
const MIN_EDGE: u32 = 48;

/// A picture that fits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fitted<'a> {
    /// The file: the given one where it fitted already.
    pub bytes: Cow<'a, [u8]>,
    /// Its format.
    pub format: Format,
    /// What was done to it.
    pub changes: Vec<Change>,
}

/// Something that was done to a picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Change {
    /// It was encoded anew, in this format instead of that one.
    Converted {
        /// Format before.
        from: Format,
        /// Format now.
        to: Format,
    },
    /// It took too many bytes and takes fewer now.
    Shrunk {
        /// Bytes before.
        from_bytes: u64,
        /// Bytes now.
        to_bytes: u64,
    },
    /// It has fewer pixels, as many as it takes to look well in its bytes.
    Scaled {
        /// Width and height before, in pixels, upright.
        from: (u32, u32),
        /// Width and height now.
        to: (u32, u32),
    },
    /// It moves in fewer frames, each shown for longer.
    Thinned {
        /// Frames before.
        from: usize,
        /// Frames now.
        to: usize,
    },
    /// Only its first frame is left.
    Frozen,
    /// It is a drawing, and not all of it was drawn.
    LeftOut {
        /// What was not.
        part: Part,
    },
    /// Words about it (place, camera, comments) were cut out of the file, its pixels untouched.
    Cleaned,
}

/// Brings a picture inside the limits of `target`: upright, in sRGB, without a word about where and with what it was
/// taken. One that fits so far keeps its pixels, byte for byte.
///
/// # Errors
/// See [`Error`].
pub fn fit<'a>(bytes: &'a [u8], target: &Target) -> Result<Fitted<'a>, Error> {
    let from = Format::sniff(bytes).ok_or(Error::UnknownFormat)?;
    if from == Format::Svg {
        return draw(bytes, target);
    }
    if from.decoder().is_none() {
        return Err(Error::Unsupported { format: from });
    }
    let header = Header::read(bytes, from)?;
    let (width, height) = (header.width, header.height);
    let small_enough = target.max_edge.is_none_or(|edge| width.max(height) <= edge);
    let cut_off =
        || Error::Damaged { format: from, reason: "the file ends before the picture does".to_owned() };
    if metadata::is_followed(from) {
        let clean = metadata::cut(bytes, from).ok_or_else(cut_off)?;
        if target.formats.contains(&from)
            && clean.len() as u64 <= target.max_bytes
            && header.orientation == Orientation::NoTransforms
            && !header.foreign_colours
            && small_enough
        {
            // Behind a whole header there may be no picture, which nobody would see before the readers do.
            decode(&clean, from, &header, Some(1))?;
            let mut changes = Vec::new();
            if matches!(clean, Cow::Owned(_)) {
                changes.push(Change::Cleaned);
            }
            if bytes.len() as u64 > target.max_bytes {
                changes.push(Change::Shrunk { from_bytes: bytes.len() as u64, to_bytes: clean.len() as u64 });
            }
            return Ok(Fitted { bytes: clean, format: from, changes });
        }
    }
    let animated = animation::is_animated(bytes, from);
    let moving = (animated && target.formats.contains(&Format::Gif))
        .then(|| {
            let (max_bytes, max_edge) = (in_memory(target.max_bytes), target.max_edge.unwrap_or(u32::MAX));
            animation::fit(bytes, from, (width, height), max_bytes, max_edge)
        })
        .flatten();
    let mut changes = Vec::new();
    let encoded = if let Some(Animation { bytes, size, frames }) = moving {
        if frames.0 != frames.1 {
            changes.push(Change::Thinned { from: frames.0, to: frames.1 });
        }
        Encoded { format: Format::Gif, bytes, size }
    } else {
        if animated {
            changes.push(Change::Frozen);
        }
        encode(decode(bytes, from, &header, target.max_edge)?, from, target)?
    };
    let upright = if swaps_sides(header.orientation) { (height, width) } else { (width, height) };
    if encoded.size != upright {
        changes.push(Change::Scaled { from: upright, to: encoded.size });
    }
    if from != encoded.format {
        changes.push(Change::Converted { from, to: encoded.format });
    }
    if bytes.len() as u64 > target.max_bytes {
        changes.push(Change::Shrunk { from_bytes: bytes.len() as u64, to_bytes: encoded.bytes.len() as u64 });
    }
    Ok(Fitted { bytes: Cow::Owned(encoded.bytes), format: encoded.format, changes })
}

/// A drawing, in pixels.
fn draw<'a>(bytes: &[u8], target: &Target) -> Result<Fitted<'a>, Error> {
    let drawing = Drawing::read(bytes)?;
    let size = drawing.size(target.max_edge);
    let encoded = encode(drawing.draw(size)?.into(), Format::Svg, target)?;
    let mut changes: Vec<_> = drawing.left_out().iter().map(|&part| Change::LeftOut { part }).collect();
    if encoded.size != size {
        changes.push(Change::Scaled { from: size, to: encoded.size });
    }
    changes.push(Change::Converted { from: Format::Svg, to: encoded.format });
    if bytes.len() as u64 > target.max_bytes {
        changes.push(Change::Shrunk { from_bytes: bytes.len() as u64, to_bytes: encoded.bytes.len() as u64 });
    }
    Ok(Fitted { bytes: Cow::Owned(encoded.bytes), format: encoded.format, changes })
}

/// A new file.
struct Encoded {
    format: Format,
    bytes: Vec<u8>,
    /// Width and height in pixels.
    size: (u32, u32),
}

fn in_memory(bytes: u64) -> usize {
    usize::try_from(bytes).unwrap_or(usize::MAX)
}

/// The best file that fits.
fn encode(image: DynamicImage, from: Format, target: &Target) -> Result<Encoded, Error> {
    let too_large = Error::CannotShrink { max_bytes: target.max_bytes };
    let whole = Pixels::new(image, from, target);
    let (width, height) = whole.size();
    let mut edge = target.max_edge.unwrap_or(u32::MAX).min(width.max(height));
    let mut pixels = resize::within(&whole, edge);
    loop {
        let now = pixels.as_ref().unwrap_or(&whole);
        if let Some((format, bytes)) = now.encode(target) {
            return Ok(Encoded { format, bytes, size: now.size() });
        }
        if target.keep_size || edge <= MIN_EDGE {
            return Err(too_large);
        }
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a part of a number of pixels"
        )]
        let smaller = (f64::from(edge) * STEP) as u32;
        edge = smaller.max(MIN_EDGE);
        pixels = resize::within(&whole, edge);
    }
}

fn swaps_sides(orientation: Orientation) -> bool {
    use Orientation::{Rotate90, Rotate90FlipH, Rotate270, Rotate270FlipH};
    matches!(orientation, Rotate90 | Rotate270 | Rotate90FlipH | Rotate270FlipH)
}
