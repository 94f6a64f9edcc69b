//! [`DraftArticle`]: an article as it goes into a draft (docs/reference/wechat-api.md §6.1).

use serde::{Serialize, Serializer};

use super::product::footer_product;
use crate::{
    id::{MediaId, ProductKey},
    json::flag,
};

/// An article of a draft.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "article_type", rename_all = "lowercase")]
#[non_exhaustive]
pub enum DraftArticle {
    /// An article of HTML with a cover.
    News(NewsArticle),
    /// A message of pictures with a text (图片消息, 贴图).
    NewsPic(NewsPicArticle),
}

/// An article of HTML.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct NewsArticle {
    /// Title, at most [`MAX_TITLE_CHARS`](crate::limits::MAX_TITLE_CHARS).
    pub title: String,
    /// Author, at most [`MAX_AUTHOR_CHARS`](crate::limits::MAX_AUTHOR_CHARS).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub author: Option<String>,
    /// Digest, at most [`MAX_DIGEST_CHARS`](crate::limits::MAX_DIGEST_CHARS); kept for drafts of one article only.
    /// Without it the platform takes the first 54 characters of the text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub digest: Option<String>,
    /// HTML: a fragment, with inline styles and the platform's own pictures only (§12).
    pub content: String,
    /// Where 阅读原文 leads, at most 1 KiB.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub content_source_url: Option<String>,
    /// Cover: the id of a permanent picture of this account.
    pub thumb_media_id: MediaId,
    /// Whether readers may comment. 88000 on accounts without comments.
    #[serde(with = "flag")]
    pub need_open_comment: bool,
    /// Whether only followers may comment.
    #[serde(with = "flag")]
    pub only_fans_can_comment: bool,
    /// Part of the cover shown in the 2.35:1 frame.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pic_crop_235_1: Option<CropBox>,
    /// Part of the cover shown in the square frame.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pic_crop_1_1: Option<CropBox>,
}

/// A message of pictures.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct NewsPicArticle {
    /// Title.
    pub title: String,
    /// Plain text, about 1,000 characters at most.
    pub content: String,
    /// The pictures, 1 to 20; the first one is the cover.
    #[serde(rename = "image_info", serialize_with = "image_info")]
    pub images: Vec<MediaId>,
    /// Whether readers may comment.
    #[serde(with = "flag")]
    pub need_open_comment: bool,
    /// Whether only followers may comment.
    #[serde(with = "flag")]
    pub only_fans_can_comment: bool,
    /// Product shown below, by the key that [`Draft::product_card`](super::Draft::product_card) gave. 53404 to 53406
    /// on accounts that may not sell.
    #[serde(rename = "product_info", with = "footer_product", skip_serializing_if = "Option::is_none")]
    pub footer_product: Option<ProductKey>,
}

#[expect(clippy::ptr_arg, reason = "the signature that serde calls")]
fn image_info<S: Serializer>(images: &Vec<MediaId>, serializer: S) -> Result<S::Ok, S::Error> {
    #[derive(Serialize)]
    struct Image<'a> {
        image_media_id: &'a MediaId,
    }
    #[derive(Serialize)]
    struct ImageInfo<'a> {
        image_list: Vec<Image<'a>>,
    }
    let image_list = images.iter().map(|image_media_id| Image { image_media_id }).collect();
    ImageInfo { image_list }.serialize(serializer)
}

/// A part of a picture: corners as fractions of its width and height. On the wire `X1_Y1_X2_Y2` with at most six
/// decimals; the platform wants the exact ratio (53402).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CropBox {
    left: f64,
    top: f64,
    right: f64,
    bottom: f64,
}

/// A box that is no part of a picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a crop is X1_Y1_X2_Y2 with 0 ≤ X1 < X2 ≤ 1 and 0 ≤ Y1 < Y2 ≤ 1")]
pub struct BadCrop;

impl CropBox {
    /// The box between the corners (`left`, `top`) and (`right`, `bottom`), each from 0 to 1.
    ///
    /// # Errors
    /// [`BadCrop`] for an empty box or one that leaves the picture.
    pub fn new(left: f64, top: f64, right: f64, bottom: f64) -> Result<Self, BadCrop> {
        let inside = |low: f64, high: f64| 0.0 <= low && low < high && high <= 1.0;
        if inside(left, right) && inside(top, bottom) {
            Ok(Self { left, top, right, bottom })
        } else {
            Err(BadCrop)
        }
    }
}

impl std::str::FromStr for CropBox {
    type Err = BadCrop;

    fn from_str(text: &str) -> Result<Self, BadCrop> {
        let mut numbers = text.split('_').map(|part| part.trim().parse::<f64>());
        match (numbers.next(), numbers.next(), numbers.next(), numbers.next(), numbers.next()) {
            (Some(Ok(left)), Some(Ok(top)), Some(Ok(right)), Some(Ok(bottom)), None) => {
                Self::new(left, top, right, bottom)
            }
            _ => Err(BadCrop),
        }
    }
}

impl std::fmt::Display for CropBox {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for (at, number) in [self.left, self.top, self.right, self.bottom].into_iter().enumerate() {
            let digits = format!("{number:.6}");
            let short = digits.trim_end_matches('0').trim_end_matches('.');
            write!(f, "{}{short}", if at == 0 { "" } else { "_" })?;
        }
        Ok(())
    }
}

impl Serialize for CropBox {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;
    use serde_json::json;

    use super::*;

    #[test]
    fn news_goes_out_as_documented() {
        let article = DraftArticle::News(NewsArticle {
            title: "秋天的公园".into(),
            digest: Some("一篇随笔".into()),
            content: "<p>第一段</p>".into(),
            thumb_media_id: MediaId::new("zUU-1"),
            need_open_comment: true,
            pic_crop_235_1: Some("0_0.1_1_0.9".parse().unwrap()),
            ..NewsArticle::default()
        });
        assert_eq!(
            serde_json::to_value(&article).unwrap(),
            json!({"article_type": "news", "title": "秋天的公园", "digest": "一篇随笔", "content": "<p>第一段</p>",
                   "thumb_media_id": "zUU-1", "need_open_comment": 1, "only_fans_can_comment": 0,
                   "pic_crop_235_1": "0_0.1_1_0.9"})
        );
    }

    #[test]
    fn newspic_goes_out_as_documented() {
        let article = DraftArticle::NewsPic(NewsPicArticle {
            title: "三张照片".into(),
            content: "今天的天空".into(),
            images: vec![MediaId::new("A"), MediaId::new("B")],
            ..NewsPicArticle::default()
        });
        assert_eq!(
            serde_json::to_value(&article).unwrap(),
            json!({"article_type": "newspic", "title": "三张照片", "content": "今天的天空",
                   "image_info": {"image_list": [{"image_media_id": "A"}, {"image_media_id": "B"}]},
                   "need_open_comment": 0, "only_fans_can_comment": 0})
        );
    }

    #[test]
    fn a_product_goes_below_a_newspic() {
        let article = DraftArticle::NewsPic(NewsPicArticle {
            footer_product: Some(ProductKey::new("K1")),
            ..NewsPicArticle::default()
        });
        let sent = serde_json::to_value(&article).unwrap();
        assert_eq!(sent["product_info"], json!({"footer_product_info": {"product_key": "K1"}}));
    }

    #[rstest]
    #[case("0.1945_0_1_0.5236", Some("0.1945_0_1_0.5236"))]
    #[case("0_0.123456789_1_0.9", Some("0_0.123457_1_0.9"))]
    #[case("0_0_1_1", Some("0_0_1_1"))]
    #[case("0_0_1", None)]
    #[case("0_0_1_1_1", None)]
    #[case("0.5_0_0.5_1", None)]
    #[case("0_0_1_1.1", None)]
    #[case("a_b_c_d", None)]
    #[case("NaN_0_1_1", None)]
    fn crops(#[case] text: &str, #[case] wire: Option<&str>) {
        assert_eq!(text.parse::<CropBox>().ok().map(|crop| crop.to_string()).as_deref(), wire);
    }
}
