//! [`CoverCrops`]: the parts of a cover that its frames show.

use serde::Serialize;
use utoipa::ToSchema;
use wxpress_image::cover::{CropBox, Generated, Ratio, Subject};
use wxpress_wechat::draft;

use crate::{
    error::{Error, Result},
    message::Code,
};

/// The parts of a cover that its frames show, for the fields of a draft that are called so.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct CoverCrops {
    /// Part in the 2.35:1 frame: `X1_Y1_X2_Y2`.
    #[serde(rename = "picCrop2351")]
    #[schema(example = "0_0.150001_1_0.717376")]
    pub pic_crop_235_1: String,
    /// Part in the square frame.
    #[serde(rename = "picCrop11")]
    pub pic_crop_1_1: String,
    /// The same as the platform's `cover_info.crop_percent_list` has it.
    pub crop_percent_list: Vec<CropPercent>,
}

/// A part of a picture: its edges as fractions of the picture's width and height.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct CropPercent {
    /// `2.35_1`, `1_1` or `16_9`.
    #[schema(example = "2.35_1")]
    pub ratio: &'static str,
    /// Left edge, with six decimals at most.
    pub x1: String,
    /// Upper edge.
    pub y1: String,
    /// Right edge.
    pub x2: String,
    /// Lower edge.
    pub y2: String,
}

/// What an article says of the parts: `X1_Y1_X2_Y2`, `center`, or `auto`, which is as good as nothing.
#[derive(Debug, Clone, Copy, Default)]
pub struct Frames<'a> {
    /// Of the 2.35:1 frame.
    pub wide: Option<&'a str>,
    /// Of the square frame.
    pub square: Option<&'a str>,
}

impl CoverCrops {
    /// The parts of a picture with a subject: what is said of them, else where the subject is.
    ///
    /// # Errors
    /// [`Code::InvalidField`] where what is said is none of the three.
    pub fn of(subject: &Subject, said: Frames<'_>) -> Result<Self> {
        Self::chosen(said, |ratio| subject.crop(ratio), |ratio| CropBox::centre(subject.size(), ratio))
    }

    /// The parts of a made cover.
    pub(super) fn of_made() -> Self {
        let centre = |ratio| CropBox::centre(Generated::SIZE, ratio).to_string();
        Self::new(centre(Ratio::Wide), centre(Ratio::Square))
    }

    fn chosen(
        said: Frames<'_>,
        auto: impl Fn(Ratio) -> CropBox,
        centre: impl Fn(Ratio) -> CropBox,
    ) -> Result<Self> {
        let choose = |field, said: Option<&str>, ratio| match said.map(str::trim) {
            None | Some("" | "auto") => Ok(auto(ratio).to_string()),
            Some("center" | "centre") => Ok(centre(ratio).to_string()),
            Some(crop) => crop
                .parse::<draft::CropBox>()
                .map(|crop| crop.to_string())
                .map_err(|error| Error::new(Code::InvalidField).with("field", field).with("problem", error)),
        };
        Ok(Self::new(
            choose("picCrop2351", said.wide, Ratio::Wide)?,
            choose("picCrop11", said.square, Ratio::Square)?,
        ))
    }

    fn new(wide: String, square: String) -> Self {
        let crop_percent_list =
            vec![CropPercent::new(Ratio::Wide, &wide), CropPercent::new(Ratio::Square, &square)];
        Self { pic_crop_235_1: wide, pic_crop_1_1: square, crop_percent_list }
    }
}

impl CropPercent {
    /// A part that is written `X1_Y1_X2_Y2`.
    pub fn new(ratio: Ratio, text: &str) -> Self {
        let mut edges = text.split('_').map(str::to_owned);
        let mut edge = || edges.next().unwrap_or_default();
        Self { ratio: ratio.as_str(), x1: edge(), y1: edge(), x2: edge(), y2: edge() }
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    fn crops(wide: Option<&str>) -> Result<CoverCrops> {
        let left = |ratio| CropBox::centre((470, 400), ratio);
        CoverCrops::chosen(Frames { wide, square: None }, left, |ratio| CropBox::centre((1880, 800), ratio))
    }

    #[rstest]
    #[case(None, "0_0.25_1_0.75")]
    #[case(Some(" auto "), "0_0.25_1_0.75")]
    #[case(Some("center"), "0_0_1_1")]
    #[case(Some("0_0.1_1_0.600000"), "0_0.1_1_0.6")]
    fn what_is_said_of_a_frame_counts(#[case] said: Option<&str>, #[case] expected: &str) {
        assert_eq!(crops(said).unwrap().pic_crop_235_1, expected);
    }

    #[test]
    fn parts_are_written_as_the_platform_wants_them() {
        let crops = serde_json::to_value(crops(Some("0_0.1_1_0.6")).unwrap()).unwrap();
        assert_eq!(crops["picCrop2351"], "0_0.1_1_0.6");
        let wide = serde_json::json!({"ratio": "2.35_1", "x1": "0", "y1": "0.1", "x2": "1", "y2": "0.6"});
        assert_eq!(crops["cropPercentList"][0], wide);
        assert_eq!(crops["cropPercentList"][1]["ratio"], "1_1");
    }

    #[test]
    fn what_is_no_part_is_refused() {
        assert_eq!(crops(Some("left")).unwrap_err().code(), Code::InvalidField);
    }
}
