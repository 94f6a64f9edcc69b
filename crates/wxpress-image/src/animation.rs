//! Pictures that move stay moving where GIF is taken: with fewer frames, then with fewer pixels, until they fit.

mod frame;

use std::io::Cursor;

use gif::{DisposalMethod, Encoder, Repeat};
use image::codecs::gif::GifDecoder;
use image::codecs::png::PngDecoder;
use image::codecs::webp::WebPDecoder;
use image::metadata::LoopCount;
use image::{AnimationDecoder, Frames};

use self::frame::Painter;
use crate::{Format, metadata};

/// Pixels of all frames together that are decoded at most: ten seconds of 720p.
const MAX_PIXELS: u64 = 256 << 20;

/// Frames of a file that are read at most.
const MAX_FRAMES: usize = 3_000;

/// What is tried, the gentlest first: one frame of so many, and the longer side in percent.
const ATTEMPTS: [(usize, u32); 6] = [(1, 100), (2, 100), (2, 75), (3, 50), (4, 35), (6, 25)];

/// A GIF that fits.
#[derive(Debug)]
pub(crate) struct Animation {
    pub(crate) bytes: Vec<u8>,
    pub(crate) size: (u32, u32),
    /// Frames before and now.
    pub(crate) frames: (usize, usize),
}

/// Whether the file has more than one frame.
/// Whether a file has several frames, as far as its format shows them; `false` for what is no picture.
pub fn moves(bytes: &[u8]) -> bool {
    Format::sniff(bytes).is_some_and(|format| is_animated(bytes, format))
}

pub(crate) fn is_animated(bytes: &[u8], format: Format) -> bool {
    match format {
        Format::WebP => WebPDecoder::new(Cursor::new(bytes)).is_ok_and(|decoder| decoder.has_animation()),
        Format::Gif => metadata::frames(bytes, 2) > 1,
        Format::Png => {
            PngDecoder::new(Cursor::new(bytes)).is_ok_and(|decoder| decoder.is_apng().unwrap_or_default())
        }
        _ => false,
    }
}

/// The animation as a GIF of at most `max_bytes` and, on its longer side, `max_edge`. None where that cannot be, or would
/// take too long to find.
pub(crate) fn fit(
    bytes: &[u8],
    format: Format,
    (width, height): (u32, u32),
    max_bytes: usize,
    max_edge: u32,
) -> Option<Animation> {
    let longer = width.max(height);
    let every_pixel = u64::from(width) * u64::from(height);
    let known_frames = if format == Format::Gif { metadata::frames(bytes, MAX_FRAMES + 1) } else { 0 };
    if known_frames > MAX_FRAMES || every_pixel * known_frames as u64 > MAX_PIXELS {
        return None;
    }
    ATTEMPTS.into_iter().find_map(|(every, percent)| {
        let edge = longer.min(max_edge) * percent / 100;
        let share = u64::from(percent * percent) / every as u64;
        // What a GIF of other frames and sizes will take is about known.
        if format == Format::Gif && bytes.len() as u64 * share / 10_000 > max_bytes as u64 * 5 / 4 {
            return None;
        }
        let (frames, repeat) = open(bytes, format)?;
        write(frames, repeat, Plan { every, edge: edge.max(1), longer, max_bytes, every_pixel })
    })
}

#[derive(Debug, Clone, Copy)]
struct Plan {
    every: usize,
    edge: u32,
    longer: u32,
    max_bytes: usize,
    every_pixel: u64,
}

fn open(bytes: &[u8], format: Format) -> Option<(Frames<'_>, Repeat)> {
    let (frames, count) = if format == Format::WebP {
        let decoder = WebPDecoder::new(Cursor::new(bytes)).ok()?;
        let count = decoder.loop_count();
        (decoder.into_frames(), count)
    } else {
        let decoder = GifDecoder::new(Cursor::new(bytes)).ok()?;
        let count = decoder.loop_count();
        (decoder.into_frames(), count)
    };
    let repeat = match count {
        LoopCount::Infinite => Repeat::Infinite,
        LoopCount::Finite(times) => Repeat::Finite(u16::try_from(times.get()).unwrap_or(u16::MAX)),
    };
    Some((frames, repeat))
}

/// Writes what is decoded, frame by frame: never more than two are in memory.
fn write(frames: Frames<'_>, repeat: Repeat, plan: Plan) -> Option<Animation> {
    let mut painter = Painter::new(plan.edge, plan.longer);
    let mut encoder: Option<Encoder<Vec<u8>>> = None;
    let (mut read, mut written, mut size) = (0, 0, (0, 0));
    // The frames that are left out lend their time to the one before.
    let mut waiting: Option<gif::Frame<'static>> = None;
    for frame in frames {
        let frame = frame.ok()?;
        let hundredths = hundredths(frame.delay());
        if read % plan.every == 0 {
            let next = painter.paint(frame.into_buffer())?;
            size = (u32::from(next.width), u32::from(next.height));
            if encoder.is_none() {
                let mut started = Encoder::new(Vec::new(), next.width, next.height, &[]).ok()?;
                started.set_repeat(repeat).ok()?;
                encoder = Some(started);
            }
            // What is clear shows the ground, not the frame before.
            if let (DisposalMethod::Background, Some(before)) = (next.dispose, &mut waiting) {
                before.dispose = DisposalMethod::Background;
            }
            if let (Some(ready), Some(encoder)) = (waiting.replace(next), &mut encoder) {
                encoder.write_frame(&ready).ok()?;
                written += 1;
                if encoder.get_ref().len() > plan.max_bytes {
                    return None;
                }
            }
        }
        if let Some(waiting) = &mut waiting {
            waiting.delay = waiting.delay.saturating_add(hundredths);
        }
        read += 1;
        if read > MAX_FRAMES || read as u64 * plan.every_pixel > MAX_PIXELS {
            return None;
        }
    }
    let mut encoder = encoder?;
    encoder.write_frame(&waiting?).ok()?;
    let bytes = encoder.into_inner().ok()?;
    (bytes.len() <= plan.max_bytes).then_some(Animation { bytes, size, frames: (read, written + 1) })
}

fn hundredths(delay: image::Delay) -> u16 {
    let (numerator, denominator) = delay.numer_denom_ms();
    u16::try_from(numerator / denominator.max(1) / 10).unwrap_or(u16::MAX)
}
