//! One frame in 255 colours and none: what did not change since the frame before is left clear.

use std::iter;

use gif::{DisposalMethod, Frame};
use image::{DynamicImage, RgbImage, RgbaImage};
use quantette::{ImageBuf, PaletteSize, Pipeline, QuantizeMethod};

use crate::encode::palette::indexed;
use crate::resize;

/// The index that stands for nothing; palettes leave it free.
const CLEAR: u8 = 255;

/// A pixel less opaque than this is clear: GIF knows nothing between.
const HALF: u8 = 128;

/// Paints one frame after another.
#[derive(Debug)]
pub(super) struct Painter {
    edge: u32,
    longer: u32,
    /// The frame before.
    shown: Option<RgbaImage>,
}

impl Painter {
    /// Of frames with `longer` pixels on the longer side, to become `edge`.
    pub(super) fn new(edge: u32, longer: u32) -> Self {
        Self { edge, longer, shown: None }
    }

    /// The next frame, without a delay. None where it is larger than a GIF can be.
    pub(super) fn paint(&mut self, frame: RgbaImage) -> Option<Frame<'static>> {
        let pixels = if self.edge < self.longer { resize::transparent(&frame, self.edge)? } else { frame };
        let (width, height) = pixels.dimensions();
        let has_clear = pixels.pixels().any(|pixel| pixel.0[3] < HALF);
        let (palette, mut indices) = colours(&DynamicImage::from(pixels.clone()).into_rgb8())?;
        // A clear pixel would show what lies under it, unless the frame is wiped away before the next.
        let shown = self.shown.take().filter(|_| !has_clear);
        let before = shown.iter().flat_map(|shown| shown.pixels()).map(Some).chain(iter::repeat(None));
        for ((index, pixel), before) in indices.iter_mut().zip(pixels.pixels()).zip(before) {
            if pixel.0[3] < HALF || before == Some(pixel) {
                *index = CLEAR;
            }
        }
        if !has_clear {
            self.shown = Some(pixels);
        }
        Some(Frame {
            width: u16::try_from(width).ok()?,
            height: u16::try_from(height).ok()?,
            palette: Some(palette),
            transparent: Some(CLEAR),
            dispose: if has_clear { DisposalMethod::Background } else { DisposalMethod::Keep },
            buffer: indices.into(),
            ..Frame::default()
        })
    }
}

/// At most 255 colours, and each pixel's place among them.
fn colours(pixels: &RgbImage) -> Option<(Vec<u8>, Vec<u8>)> {
    if let Some((palette, indices)) = indexed(pixels, 3, usize::from(CLEAR)) {
        return Some((palette.concat(), indices));
    }
    let reduced = Pipeline::new()
        .palette_size(PaletteSize::from_u8_clamped(CLEAR))
        .quantize_method(QuantizeMethod::Wu)
        .ditherer(None)
        .input_image(ImageBuf::try_from(pixels.clone()).ok()?.as_ref())
        .output_srgb8_indexed_image();
    let palette = reduced.palette().iter().flat_map(|colour| [colour.red, colour.green, colour.blue]);
    Some((palette.collect(), reduced.indices().to_vec()))
}
