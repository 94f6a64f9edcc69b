//! [`CoverFile`]: an article's cover, ready to be sent.

use data_url::DataUrl;
use wxpress_article::{Article, ImageSource};
use wxpress_image::cover::{Palette, Title, generate};
use wxpress_image::{Format, Target};

use super::{Cover, CoverCrops, Frames, fitted};
use crate::{
    error::{Error, Result},
    message::Code,
    warning::Warning,
};

/// An article's cover, ready to be sent.
#[derive(Debug, Clone)]
pub struct CoverFile {
    /// The file.
    pub bytes: Vec<u8>,
    /// Its format.
    pub format: Format,
    /// Where it comes from.
    pub origin: CoverOrigin,
    /// The parts that its frames show.
    pub crops: CoverCrops,
}

/// Where a cover comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CoverOrigin {
    /// The request or the front matter names it.
    Given,
    /// It is the first picture of the text.
    First,
    /// It was made of the title.
    Made,
}

impl CoverOrigin {
    /// Its name in answers.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Given => "given",
            Self::First => "first",
            Self::Made => "made",
        }
    }
}

impl Cover {
    /// The cover as a file of one of `target`'s formats. `load` reads the file of a path; what is on the web or on the
    /// platform is not fetched. A first picture that cannot be a cover makes way for a made one. Not for async threads.
    ///
    /// # Errors
    /// [`Code::CoverElsewhere`] for a picture that is not at hand; [`Code::NotACover`]; as [`fitted`]; as `load`.
    pub fn into_file(
        self,
        article: &Article,
        target: &Target,
        load: impl FnOnce(&str) -> Result<Vec<u8>>,
    ) -> Result<(CoverFile, Vec<Warning>)> {
        match self {
            Self::Material(id) => Err(elsewhere(id.as_str())),
            Self::Given(source) => of_picture(&source, CoverOrigin::Given, article, target, load),
            Self::First(source) => match of_picture(&source, CoverOrigin::First, article, target, load) {
                Err(error) if error.code() == Code::NotACover => made(article, target),
                found => found,
            },
            Self::Made => made(article, target),
        }
    }
}

fn of_picture(
    source: &ImageSource,
    origin: CoverOrigin,
    article: &Article,
    target: &Target,
    load: impl FnOnce(&str) -> Result<Vec<u8>>,
) -> Result<(CoverFile, Vec<Warning>)> {
    let bytes = match source {
        ImageSource::File(path) => load(path)?,
        ImageSource::Data(address) => data(address)?,
        ImageSource::Url(address) | ImageSource::Platform(address) => return Err(elsewhere(address)),
        _ => return Err(Error::new(Code::NotAPicture)),
    };
    let (picture, subject, mut warnings) = fitted(&bytes, target)?;
    let said =
        Frames { wide: article.meta.pic_crop_235_1.as_deref(), square: article.meta.pic_crop_1_1.as_deref() };
    let crops = CoverCrops::of(&subject, said)?;
    if origin == CoverOrigin::First {
        warnings.push(Warning::new(Code::CoverFromContent));
    }
    Ok((CoverFile { bytes: picture.bytes.into_owned(), format: picture.format, origin, crops }, warnings))
}

/// A cover made of the article's title. Not for async threads.
pub(crate) fn made(article: &Article, target: &Target) -> Result<(CoverFile, Vec<Warning>)> {
    let title = Title {
        title: article.meta.title.as_deref().unwrap_or_default(),
        byline: article.meta.author.as_deref(),
    };
    let made = generate(&title, Palette { primary: article.primary }, target)?;
    let mut warnings = vec![Warning::new(Code::CoverMade)];
    if !made.missing.is_empty() {
        warnings.push(Warning::new(Code::CoverUntitled).with("missing", &made.missing));
    }
    let crops = CoverCrops::of_made();
    Ok((CoverFile { bytes: made.bytes, format: made.format, origin: CoverOrigin::Made, crops }, warnings))
}

/// The bytes of a `data:` address.
fn data(address: &str) -> Result<Vec<u8>> {
    let url = DataUrl::process(address).map_err(|_| Error::new(Code::NotAPicture))?;
    url.decode_to_vec().map(|(bytes, _)| bytes).map_err(|_| Error::new(Code::NotAPicture))
}

fn elsewhere(source: &str) -> Error {
    Error::new(Code::CoverElsewhere).with("source", source)
}

#[cfg(test)]
mod tests {
    use wxpress_article::{Options, Source, render};

    use super::*;

    fn cover(text: &str, files: &[(&str, Vec<u8>)]) -> Result<(CoverFile, Vec<Warning>)> {
        let article = render(&Source::markdown(text), &Options::default());
        Cover::of(&article)?.into_file(&article, &Target::COVER, |path| {
            let file = files.iter().find(|(name, _)| *name == path);
            file.map(|(_, bytes)| bytes.clone()).ok_or_else(|| Error::new(Code::CannotRead))
        })
    }

    fn codes(warnings: &[Warning]) -> Vec<Code> {
        warnings.iter().map(Warning::code).collect()
    }

    /// A grey bitmap, written by hand.
    fn bitmap(width: u16, height: u16) -> Vec<u8> {
        let row = (usize::from(width) * 3).next_multiple_of(4);
        let size = 54 + row * usize::from(height);
        let mut bytes =
            [b"BM".as_slice(), &u32::try_from(size).unwrap().to_le_bytes(), &[0; 4], &54_u32.to_le_bytes()]
                .concat();
        bytes.extend(40_u32.to_le_bytes());
        bytes.extend(u32::from(width).to_le_bytes());
        bytes.extend(u32::from(height).to_le_bytes());
        bytes.extend([1, 0, 24, 0]);
        bytes.resize(54, 0);
        bytes.resize(size, 128);
        bytes
    }

    #[test]
    fn a_given_picture_is_fitted() {
        let text = "---\ncover: a.png\npic_crop_235_1: 0_0_1_0.5\n---\n# t";
        let (cover, warnings) = cover(text, &[("a.png", bitmap(1000, 800))]).unwrap();
        assert_eq!((cover.origin, cover.crops.pic_crop_235_1.as_str()), (CoverOrigin::Given, "0_0_1_0.5"));
        assert_eq!(codes(&warnings), [Code::PictureConverted]);
        assert_eq!(cover.crops.pic_crop_1_1, "0.1_0_0.9_1");
    }

    #[test]
    fn a_first_picture_makes_way_where_it_cannot_be_a_cover() {
        let text = "# t\n\n![](a.png)";
        let (first, warnings) = cover(text, &[("a.png", bitmap(300, 200))]).unwrap();
        assert_eq!(first.origin, CoverOrigin::First);
        assert_eq!(codes(&warnings), [Code::PictureConverted, Code::CoverSmall, Code::CoverFromContent]);
        let (made, warnings) = cover(text, &[("a.png", bitmap(300, 4))]).unwrap();
        assert_eq!((made.origin, codes(&warnings)), (CoverOrigin::Made, vec![Code::CoverMade]));
        assert_eq!(made.crops.pic_crop_235_1, "0_0_1_1");
        let given = cover("---\ncover: a.png\n---\n", &[("a.png", bitmap(300, 4))]);
        assert_eq!(given.unwrap_err().code(), Code::NotACover);
    }

    #[test]
    fn a_title_with_letters_that_nobody_can_draw_is_left_out() {
        let (made, warnings) = cover("# 設計", &[]).unwrap();
        assert_eq!(
            (made.origin, codes(&warnings)),
            (CoverOrigin::Made, vec![Code::CoverMade, Code::CoverUntitled])
        );
    }

    #[test]
    fn what_is_not_at_hand_is_not_fetched() {
        for text in ["---\ncover: https://example.com/a.png\n---\n", "---\ncover: media_id:abc\n---\n"] {
            assert_eq!(cover(text, &[]).unwrap_err().code(), Code::CoverElsewhere);
        }
    }
}
