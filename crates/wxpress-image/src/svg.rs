//! SVG, a drawing in XML: its text is set in the one typeface that is always at hand, and nothing is fetched from
//! outside its file.
//!
//! What it takes is known before it is taken: the length of the text bounds what reading it takes ([`source`]), what all
//! references in it stand for bounds what becomes of it ([`weight`]), and that bounds what drawing it takes
//! ([`effort`]).

mod effort;
mod embedded;
mod left_out;
mod outline;
mod reading;
mod source;
mod style;
mod weight;

use std::sync::{Arc, LazyLock};

use image::RgbaImage;
use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::fontdb::{Database, ID, Source};
use resvg::usvg::{FontResolver, ImageHrefResolver, Options, Tree};

pub use self::left_out::Part;
use self::reading::Reading;
use crate::{Error, Format};

/// The namespace of SVG.
const SVG: &str = "http://www.w3.org/2000/svg";

/// How wide a drawing becomes at least: an article's column on the finest telephones.
const COLUMN_WIDTH: f64 = 1080.0;

/// Most pixels that are drawn.
const MAX_PIXELS: f64 = (16 << 20) as f64;

/// Longest side that is drawn.
const MAX_EDGE: u32 = 16_384;

/// What drawing takes at most: about a second, and the bytes of the picture, its layers and the pictures in it.
const MAX_STEPS: f64 = 1e9;
const MAX_BYTES: f64 = (160 << 20) as f64;

/// A drawing, understood but not yet drawn.
#[derive(Debug)]
pub(crate) struct Drawing {
    tree: Tree,
    left_out: Vec<Part>,
}

impl Drawing {
    /// Reads a file.
    pub(crate) fn read(bytes: &[u8]) -> Result<Self, Error> {
        Self::parse(source::text(bytes)?)
    }

    /// Reads it, and refuses what would become too much.
    pub(crate) fn parse(svg: &str) -> Result<Self, Error> {
        let reading = Reading::default();
        let tree = tree(svg, &reading)?;
        Ok(Self { tree, left_out: reading.left_out() })
    }

    /// What of it is not drawn.
    pub(crate) fn left_out(&self) -> &[Part] {
        &self.left_out
    }

    /// The size in pixels to draw it at: its own, or larger where it would not be sharp across a telephone, with at most
    /// `max_edge` on the longer side.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "within `MAX_EDGE`")]
    pub(crate) fn size(&self, max_edge: Option<u32>) -> (u32, u32) {
        let size = self.tree.size();
        let (width, height) = (f64::from(size.width()), f64::from(size.height()));
        let max_edge = f64::from(max_edge.unwrap_or(MAX_EDGE).min(MAX_EDGE));
        let scale = (COLUMN_WIDTH / width)
            .max(1.0)
            .min((MAX_PIXELS / (width * height)).sqrt())
            .min(max_edge / width.max(height));
        let scaled = |side: f64| (side * scale).round().clamp(1.0, max_edge) as u32;
        (scaled(width), scaled(height))
    }

    /// Its pixels, stretched where this width and height have another shape. Refuses what would take too long.
    pub(crate) fn draw(&self, (width, height): (u32, u32)) -> Result<RgbaImage, Error> {
        let size = self.tree.size();
        #[expect(clippy::cast_precision_loss, reason = "pixels of a picture")]
        let scale = Transform::from_scale(width as f32 / size.width(), height as f32 / size.height());
        let effort = effort::of(self.tree.root(), scale, (width, height), MAX_STEPS);
        // Neither may be more, nor undefined.
        if !(effort.steps <= MAX_STEPS && effort.bytes <= MAX_BYTES) {
            return Err(too_complex("its shapes"));
        }
        let mut pixels = Pixmap::new(width, height).ok_or_else(|| damaged("it has no size"))?;
        resvg::render(&self.tree, scale, &mut pixels.as_mut());
        RgbaImage::from_raw(width, height, pixels.take_demultiplied())
            .ok_or_else(|| damaged("it has no size"))
    }
}

/// The shapes of a drawing.
fn tree(svg: &str, reading: &Reading) -> Result<Tree, Error> {
    let document = source::parse(svg)?;
    reading.spend_weight(weight::weigh(&document)?)?;
    for part in left_out::find(&document) {
        reading.note(part);
    }
    let (fonts, face) = &*FONT;
    let options = Options {
        languages: vec!["zh".to_owned(), "en".to_owned()],
        fontdb: Arc::clone(fonts),
        font_resolver: FontResolver {
            select_font: Box::new(|_, _| *face),
            // Asked for each character that the typeface does not have.
            select_fallback: Box::new(|_, _, _| {
                reading.note(Part::Characters);
                None
            }),
        },
        image_href_resolver: ImageHrefResolver {
            resolve_data: Box::new(|_, file, _| embedded::read(&file, reading)),
            resolve_string: Box::new(|_, _| None),
        },
        ..Options::default()
    };
    Tree::from_xmltree(&document, &options).map_err(damaged)
}

/// The typeface, and its id among the fonts of a drawing.
static FONT: LazyLock<(Arc<Database>, Option<ID>)> = LazyLock::new(|| {
    let mut fonts = Database::new();
    let faces = fonts.load_font_source(Source::Binary(Arc::new(wxpress_font::SANS)));
    (Arc::new(fonts), faces.first().copied())
});

#[expect(clippy::needless_pass_by_value, reason = "it is what map_err hands over")]
fn damaged(reason: impl ToString) -> Error {
    Error::Damaged { format: Format::Svg, reason: reason.to_string() }
}

fn too_complex(reason: &'static str) -> Error {
    Error::TooComplex { format: Format::Svg, reason }
}
