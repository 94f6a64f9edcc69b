//! SVG, a drawing in XML: its text is set in the one typeface that is always at hand, and nothing is fetched from
//! outside its file.

use std::sync::{Arc, LazyLock};

use image::RgbaImage;
use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::fontdb::{Database, ID, Source};
use resvg::usvg::{FontResolver, ImageHrefResolver, Options, Tree};

use crate::{Error, Format};

/// A drawing, understood but not yet drawn.
#[derive(Debug)]
pub(crate) struct Drawing {
    tree: Tree,
}

impl Drawing {
    /// Reads it, and refuses what would take too long or too much memory to draw.
    pub(crate) fn parse(svg: &str) -> Result<Self, Error> {
        let (fonts, face) = &*FONT;
        let face = *face;
        let options = Options {
            fontdb: fonts.clone(),
            font_resolver: FontResolver {
                select_font: Box::new(move |_, _| face),
                select_fallback: Box::new(|_, _, _| None),
            },
            image_href_resolver: ImageHrefResolver {
                resolve_data: Box::new(|_, _, _| None),
                resolve_string: Box::new(|_, _| None),
            },
            ..Options::default()
        };
        Ok(Self { tree: Tree::from_str(svg, &options).map_err(damaged)? })
    }

    /// Its pixels, stretched to this width and height where the shape is another.
    pub(crate) fn draw(&self, (width, height): (u32, u32)) -> Result<RgbaImage, Error> {
        let size = self.tree.size();
        #[expect(clippy::cast_precision_loss, reason = "pixels of a picture")]
        let scale = Transform::from_scale(width as f32 / size.width(), height as f32 / size.height());
        let mut pixels = Pixmap::new(width, height).ok_or_else(|| damaged("it has no size"))?;
        resvg::render(&self.tree, scale, &mut pixels.as_mut());
        RgbaImage::from_raw(width, height, pixels.take_demultiplied())
            .ok_or_else(|| damaged("it has no size"))
    }
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

#[cfg(test)]
mod tests {
    use super::Drawing;

    #[test]
    fn chinese_text_is_drawn_in_whatever_family_it_asks_for() {
        let svg = "<svg xmlns='http://www.w3.org/2000/svg' width='40' height='40'>\
            <text y='36' font-size='40' font-family='Songti, serif' fill='red'>回</text></svg>";
        let pixels = Drawing::parse(svg).unwrap().draw((400, 400)).unwrap();
        let inked = pixels.pixels().filter(|pixel| pixel.0 == [255, 0, 0, 255]).count();
        assert!((20_000..120_000).contains(&inked), "{inked}");
    }
}
