//! Covers of articles: which picture it is, and which parts of it are shown.

mod crops;
mod file;

pub use crops::{CoverCrops, CropPercent, Frames};
pub(crate) use file::made;
pub use file::{CoverFile, CoverOrigin};
use wxpress_article::{Article, ImageSource, Meta};
use wxpress_image::cover::Subject;
use wxpress_image::{Fitted, Target};
use wxpress_wechat::MediaId;

use crate::{
    error::{Error, Result},
    message::Code,
    picture,
    warning::Warning,
};

/// What a material is written with where an address could stand, too.
const MATERIAL: &str = "media_id:";

/// Which picture is the cover of an article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cover {
    /// A permanent picture of the account.
    Material(MediaId),
    /// The picture that the request or the front matter names.
    Given(ImageSource),
    /// The first picture of the text.
    First(ImageSource),
    /// None of them: one is made of the title.
    Made,
}

impl Cover {
    /// The material or picture that is named, else the first picture of the text that is no drawing, else a made one.
    ///
    /// # Errors
    /// [`Code::InvalidField`] for a name that is neither a path nor an address of the web.
    pub fn of(article: &Article) -> Result<Self> {
        let Meta { cover, thumb_media_id, .. } = &article.meta;
        if let Some(id) = thumb_media_id {
            return Ok(Self::Material(MediaId::new(id.trim())));
        }
        if let Some(cover) = cover {
            if let Some(id) = cover.trim().strip_prefix(MATERIAL) {
                return Ok(Self::Material(MediaId::new(id.trim())));
            }
            let source = ImageSource::of(cover, &[]);
            let unknown = || Error::new(Code::InvalidField).with("field", "cover").with("problem", cover);
            return source.map(Self::Given).ok_or_else(unknown);
        }
        let mut pictures = article.images.iter().map(|image| &image.source);
        let first = pictures.find(|source| !matches!(source, ImageSource::Drawing { .. }));
        Ok(first.map_or(Self::Made, |first| Self::First(first.clone())))
    }
}

/// Fits a picture to what a cover has to be, and looks where its subject is. Not for async threads.
///
/// # Errors
/// As [`picture::fitted`]; [`Code::NotACover`] for a picture that no frame can be cut out of.
pub fn fitted<'a>(bytes: &'a [u8], target: &Target) -> Result<(Fitted<'a>, Subject, Vec<Warning>)> {
    let (fitted, mut warnings) = picture::fitted(bytes, target)?;
    let subject = Subject::find(&fitted.bytes)?;
    if subject.is_small() {
        let (width, height) = subject.size();
        warnings.push(Warning::new(Code::CoverSmall).with("actual", format!("{width} × {height}")));
    }
    Ok((fitted, subject, warnings))
}

#[cfg(test)]
mod tests {
    use rstest::rstest;
    use wxpress_article::{Options, Source, render};

    use super::*;

    fn file(path: &str) -> ImageSource {
        ImageSource::File(path.to_owned())
    }

    #[rstest]
    #[case("---\ncover: a.png\n---\n![](b.png)", Cover::Given(file("a.png")))]
    #[case("---\ncover: media_id: abc\n---\n![](b.png)", Cover::Material(MediaId::new("abc")))]
    #[case("---\ncover: a.png\nthumb_media_id: abc\n---\n", Cover::Material(MediaId::new("abc")))]
    #[case("---\ncover: https://example.com/a.png\n---\n", Cover::Given(ImageSource::Url("https://example.com/a.png".into())))]
    #[case("text\n\n![](b.png)\n\n![](c.png)", Cover::First(file("b.png")))]
    #[case("# only text", Cover::Made)]
    fn a_cover_is_given_or_the_first_picture_or_made(#[case] text: &str, #[case] cover: Cover) {
        let article = render(&Source::markdown(text), &Options::default());
        assert_eq!(Cover::of(&article).unwrap(), cover);
    }

    #[test]
    fn what_nobody_can_load_is_refused() {
        let article = render(&Source::markdown("---\ncover: javascript:x\n---\n"), &Options::default());
        assert_eq!(Cover::of(&article).unwrap_err().code(), Code::InvalidField);
    }
}
