//! Cutting covers: the boxes that clients send, and the centre when they send none
//! (docs/reference/wechat-api.md §6.1).

use serde::{Deserialize, Serialize};

use super::ArticleType;
use crate::json::Text;

/// How far, relatively, a box may be off the shape it is for. WeChat's own tolerance is not known.
const SHAPE_TOLERANCE: f64 = 0.05;

/// Covers longer than this many times their width, or wider, cannot be cut. WeChat's own bound is not known.
const MAX_ASPECT: u32 = 20;

/// The shape of a cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Ratio {
    #[serde(rename = "2.35_1")]
    Wide,
    #[serde(rename = "1_1")]
    Square,
    #[serde(rename = "16_9")]
    Screen,
}

impl Ratio {
    fn parse(name: &str) -> Option<Self> {
        match name {
            "2.35_1" => Some(Self::Wide),
            "1_1" => Some(Self::Square),
            "16_9" => Some(Self::Screen),
            _ => None,
        }
    }

    fn value(self) -> f64 {
        match self {
            Self::Wide => 2.35,
            Self::Square => 1.0,
            Self::Screen => 16.0 / 9.0,
        }
    }
}

/// A box in fractions of the picture, as `cover_info` writes it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Crop {
    ratio: Ratio,
    x1: String,
    y1: String,
    x2: String,
    y2: String,
}

/// A box as clients send it.
#[derive(Debug, Clone, Deserialize)]
pub(crate) struct CropInput {
    ratio: Text,
    x1: Text,
    y1: Text,
    x2: Text,
    y2: Text,
}

/// The cover cannot be cut so: 53402.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Uncuttable;

/// The boxes of a cover of `pixels`: those sent. News always has the wide and the square one, from the centre when they
/// were not sent; a newspic has these when none at all was.
pub(crate) fn cut(
    pixels: (u32, u32),
    kind: ArticleType,
    pic_crops: &[(Ratio, &str)],
    list: &[CropInput],
) -> Result<Vec<Crop>, Uncuttable> {
    check_shape(pixels)?;
    let mut crops = Vec::new();
    for (ratio, text) in pic_crops {
        let edges: Vec<&str> = text.split('_').collect();
        let edges: [&str; 4] = edges.try_into().map_err(|_| Uncuttable)?;
        crops.push(Crop::checked(*ratio, edges, pixels)?);
    }
    for input in list {
        let ratio = Ratio::parse(&input.ratio.0).ok_or(Uncuttable)?;
        crops.push(Crop::checked(ratio, [&input.x1.0, &input.y1.0, &input.x2.0, &input.y2.0], pixels)?);
    }
    if kind == ArticleType::News || crops.is_empty() {
        for ratio in [Ratio::Wide, Ratio::Square] {
            if crops.iter().all(|crop| crop.ratio != ratio) {
                crops.push(Crop::centre(ratio, pixels));
            }
        }
    }
    Ok(crops)
}

/// Too small or too long a picture fails even when no crop was sent.
fn check_shape((width, height): (u32, u32)) -> Result<(), Uncuttable> {
    let (short, long) = (width.min(height), width.max(height));
    if short < 2 || long / short > MAX_ASPECT { Err(Uncuttable) } else { Ok(()) }
}

impl Crop {
    fn checked(ratio: Ratio, edges: [&str; 4], (width, height): (u32, u32)) -> Result<Self, Uncuttable> {
        let mut numbers = [0.0_f64; 4];
        for (number, edge) in numbers.iter_mut().zip(edges) {
            *number = edge.trim().parse().map_err(|_| Uncuttable)?;
            if !(0.0..=1.0).contains(number) {
                return Err(Uncuttable);
            }
        }
        let [x1, y1, x2, y2] = numbers;
        if x1 >= x2 || y1 >= y2 {
            return Err(Uncuttable);
        }
        let shape = (x2 - x1) * f64::from(width) / ((y2 - y1) * f64::from(height));
        if (shape / ratio.value() - 1.0).abs() > SHAPE_TOLERANCE {
            return Err(Uncuttable);
        }
        Ok(Self::new(ratio, numbers))
    }

    fn centre(ratio: Ratio, (width, height): (u32, u32)) -> Self {
        let shape = f64::from(width) / f64::from(height);
        let (across, down) = ((ratio.value() / shape).min(1.0), (shape / ratio.value()).min(1.0));
        let (left, top) = ((1.0 - across) / 2.0, (1.0 - down) / 2.0);
        Self::new(ratio, [left, top, 1.0 - left, 1.0 - top])
    }

    fn new(ratio: Ratio, numbers: [f64; 4]) -> Self {
        let [x1, y1, x2, y2] = numbers.map(six_decimals);
        Self { ratio, x1, y1, x2, y2 }
    }
}

/// At most six decimals, without trailing zeros.
fn six_decimals(number: f64) -> String {
    let text = format!("{number:.6}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_box_must_have_the_shape_it_is_for() {
        let pixels = (900, 383);
        assert!(cut(pixels, ArticleType::News, &[(Ratio::Wide, "0_0_1_1")], &[]).is_ok());
        for bad in ["0_0_0.5_1", "0_0_1", "0_0_1_1_1", "a_0_1_1", "0_0_1.2_1", "1_0_0_1", ""] {
            let cut = cut(pixels, ArticleType::News, &[(Ratio::Wide, bad)], &[]);
            assert_eq!(cut, Err(Uncuttable), "{bad}");
        }
    }

    #[test]
    fn tiny_and_endless_pictures_cannot_be_covers() {
        assert_eq!(cut((1, 1), ArticleType::News, &[], &[]), Err(Uncuttable));
        assert_eq!(cut((5000, 20), ArticleType::News, &[], &[]), Err(Uncuttable));
        assert!(cut((1080, 6000), ArticleType::News, &[], &[]).is_ok());
    }

    #[test]
    fn without_a_box_the_centre_is_cut() {
        let crops = cut((470, 400), ArticleType::News, &[], &[]).unwrap();
        assert_eq!(crops[0], Crop::new(Ratio::Wide, [0.0, 0.25, 1.0, 0.75]));
        assert_eq!(crops[1].y1, "0");
        assert_eq!(crops[1].x1, "0.074468");
    }

    #[test]
    fn news_gets_the_box_that_was_left_out() {
        let sent = [(Ratio::Square, "0_0_0.851064_1")];
        let ratios = |kind| -> Vec<Ratio> {
            cut((470, 400), kind, &sent, &[]).unwrap().iter().map(|crop| crop.ratio).collect()
        };
        assert_eq!(ratios(ArticleType::News), [Ratio::Square, Ratio::Wide]);
        assert_eq!(ratios(ArticleType::Newspic), [Ratio::Square]);
    }
}
