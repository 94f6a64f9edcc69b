//! [`Subject`]: where in a picture there is something to see.

use image::{DynamicImage, Rgb, RgbImage, Rgba};

use super::crop::{WHOLE, extent};
use super::{CropBox, MAX_ASPECT, MIN_EDGE, Ratio, WANTED_SIZE};
use crate::decode::{Header, decode};
use crate::{Error, Format};

/// The longer side of the picture that is looked at: what matters is seen at a glance.
const GLANCE_EDGE: u32 = 96;

/// How much less a box counts at the very edge than in the middle.
const EDGE_LOSS: f64 = 0.2;

/// Places that are tried for a box on each side of the middle.
const PLACES: u32 = 100;

/// Where in a picture there is something to see: edges, and what stands out from the picture's own colour.
#[derive(Debug, Clone)]
pub struct Subject {
    /// Width and height in pixels, upright.
    size: (u32, u32),
    /// Interest from the left to the right.
    columns: Vec<f64>,
    /// Interest from the top to the bottom.
    rows: Vec<f64>,
}

impl Subject {
    /// Looks at a picture.
    ///
    /// # Errors
    /// As [`fit`](crate::fit()); [`Error::NoCover`] for a picture that no frame can be cut out of.
    pub fn find(bytes: &[u8]) -> Result<Self, Error> {
        let format = Format::sniff(bytes).ok_or(Error::UnknownFormat)?;
        let header = Header::read(bytes, format)?;
        let size = upright(&header);
        let (shorter, longer) = (size.0.min(size.1), size.0.max(size.1));
        if shorter < MIN_EDGE || longer > shorter.saturating_mul(MAX_ASPECT) {
            return Err(Error::NoCover { width: size.0, height: size.1 });
        }
        let picture = glance(&decode(bytes, format, &header, Some(GLANCE_EDGE))?);
        let mut columns = vec![0.0; picture.width() as usize];
        let mut rows = vec![0.0; picture.height() as usize];
        for ((x, y, _), interest) in picture.enumerate_pixels().zip(interest(&picture)) {
            columns[x as usize] += interest;
            rows[y as usize] += interest;
        }
        Ok(Self { size, columns, rows })
    }

    /// Width and height of the picture in pixels, upright.
    pub fn size(&self) -> (u32, u32) {
        self.size
    }

    /// Whether the wide frame shows fewer pixels than [`WANTED_SIZE`].
    pub fn is_small(&self) -> bool {
        let (_, (width, height)) = self.crop(Ratio::Wide).pixels(self.size);
        width < WANTED_SIZE.0 || height < WANTED_SIZE.1
    }

    /// The largest box of a shape, where it shows most; the middle where there is nothing to see.
    pub fn crop(&self, ratio: Ratio) -> CropBox {
        let (width, height) = extent(self.size, ratio);
        CropBox::placed((width, height), (place(&self.columns, width), place(&self.rows, height)))
    }
}

fn upright(header: &Header) -> (u32, u32) {
    /// From this number on, Exif's orientations lay a picture on its side.
    const FIRST_TURNED: u8 = 5;
    let (width, height) = (header.width, header.height);
    if header.orientation.to_exif() < FIRST_TURNED { (width, height) } else { (height, width) }
}

/// The picture small, what is transparent on white.
fn glance(image: &DynamicImage) -> RgbImage {
    let small = image.thumbnail(GLANCE_EDGE, GLANCE_EDGE).into_rgba8();
    RgbImage::from_fn(small.width(), small.height(), |x, y| {
        let Rgba([red, green, blue, alpha]) = *small.get_pixel(x, y);
        let blend = |channel: u8| {
            let light = u16::from(channel) * u16::from(alpha) + 255 * (255 - u16::from(alpha));
            u8::try_from(light / 255).unwrap_or(u8::MAX)
        };
        Rgb([red, green, blue].map(blend))
    })
}

/// The interest of each pixel, row by row. Half of the pixels are no more than ground.
fn interest(picture: &RgbImage) -> Vec<f64> {
    let count = f64::from(picture.width()) * f64::from(picture.height());
    let mut mean = [0.0; 3];
    for pixel in picture.pixels() {
        for (mean, channel) in mean.iter_mut().zip(pixel.0) {
            *mean += f64::from(channel) / count;
        }
    }
    let pixel = |x: u32, y: u32| picture.get_pixel(x, y).0.map(f64::from);
    let difference = |one: [f64; 3], other: [f64; 3]| {
        one.iter().zip(other).map(|(one, other)| (one - other).abs()).sum::<f64>()
    };
    let mut interest: Vec<f64> = picture
        .enumerate_pixels()
        .map(|(x, y, _)| {
            let here = pixel(x, y);
            let edges = difference(here, pixel(x.saturating_sub(1), y))
                + difference(here, pixel(x, y.saturating_sub(1)));
            edges + difference(here, mean)
        })
        .collect();
    let mut sorted = interest.clone();
    sorted.sort_unstable_by(f64::total_cmp);
    let ground = sorted.get(sorted.len() / 2).copied().unwrap_or_default();
    for interest in &mut interest {
        *interest = (*interest - ground).max(0.0);
    }
    interest
}

/// Where a box that takes `extent` millionths of a side shows most of the interest along it; the places nearer to the
/// middle win.
fn place(interest: &[f64], extent: u32) -> u32 {
    let free = WHOLE - extent;
    let middle = (free / 2, shown(interest, free / 2, extent));
    let places = (1..=PLACES).flat_map(|step| {
        let off = u64::from(free) * u64::from(step) / u64::from(2 * PLACES);
        let off = u32::try_from(off).unwrap_or_default();
        let loss = 1.0 - EDGE_LOSS * f64::from(step) / f64::from(PLACES);
        [free / 2 - off, free / 2 + off].map(|start| (start, shown(interest, start, extent) * loss))
    });
    places.fold(middle, |best, place| if place.1 > best.1 { place } else { best }).0
}

/// The interest within a part of a side.
fn shown(interest: &[f64], start: u32, extent: u32) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "a glance has few pixels")]
    let scale = interest.len() as f64 / f64::from(WHOLE);
    let (start, end) = (f64::from(start) * scale, f64::from(start + extent) * scale);
    let parts = interest.iter().enumerate().map(|(at, interest)| {
        #[expect(clippy::cast_precision_loss, reason = "a glance has few pixels")]
        let at = at as f64;
        interest * ((at + 1.0).min(end) - at.max(start)).max(0.0)
    });
    parts.sum()
}
