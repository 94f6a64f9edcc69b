//! Products of the account's shop in articles (docs/reference/wechat-api.md §6.8).

use serde::{Deserialize, Serialize};

use super::Draft;
use crate::{
    client::Endpoint,
    error::Result,
    id::{ProductId, ProductKey, none_if_empty},
};

const PRODUCT_CARD: Endpoint = Endpoint::post("channels/ec/service/product/getcardinfo").at_root();

/// The two kinds of articles.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum ArticleType {
    /// An article of HTML.
    News,
    /// A message of pictures.
    NewsPic,
}

/// How a product is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(into = "u8")]
pub enum CardType {
    /// 0: a large card; not in a newspic.
    Large,
    /// 1: a small card.
    Small,
    /// 2: a link of text.
    TextLink,
    /// 3: a strip; in a newspic only.
    Strip,
}

impl From<CardType> for u8 {
    fn from(card: CardType) -> Self {
        match card {
            CardType::Large => 0,
            CardType::Small => 1,
            CardType::TextLink => 2,
            CardType::Strip => 3,
        }
    }
}

/// What puts a product into an article: a key, markup, or both, by the kinds of article and card.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[non_exhaustive]
pub struct ProductCard {
    /// For [`footer_product`](super::NewsPicArticle::footer_product).
    #[serde(default, deserialize_with = "none_if_empty")]
    pub product_key: Option<ProductKey>,
    /// Markup for the content of the article; the platform's field is `DOM`.
    #[serde(default, rename = "DOM", deserialize_with = "none_if_empty")]
    pub dom: Option<String>,
}

impl Draft<'_> {
    /// What puts a product of the shop into an article.
    ///
    /// # Errors
    /// 10170001 unknown product, 10170002 and 10170003 no such card in such an article.
    pub async fn product_card(
        &self,
        product_id: &ProductId,
        article_type: ArticleType,
        card_type: CardType,
    ) -> Result<ProductCard> {
        #[derive(Serialize)]
        struct Request<'a> {
            product_id: &'a ProductId,
            article_type: ArticleType,
            card_type: CardType,
        }
        self.0.post(PRODUCT_CARD, &Request { product_id, article_type, card_type }).await
    }
}

/// `{"footer_product_info": {"product_key": …}}` on the wire.
pub(super) mod footer_product {
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    use crate::id::{ProductKey, none_if_empty};

    #[derive(Serialize, Deserialize)]
    struct ProductInfo {
        #[serde(default)]
        footer_product_info: Option<Footer>,
    }

    #[derive(Serialize, Deserialize)]
    struct Footer {
        #[serde(default, deserialize_with = "none_if_empty")]
        product_key: Option<ProductKey>,
    }

    #[expect(clippy::ref_option, reason = "the signature that serde calls")]
    pub(crate) fn serialize<S: Serializer>(
        key: &Option<ProductKey>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        ProductInfo { footer_product_info: Some(Footer { product_key: key.clone() }) }.serialize(serializer)
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Option<ProductKey>, D::Error> {
        let info = Option::<ProductInfo>::deserialize(deserializer)?;
        Ok(info.and_then(|info| info.footer_product_info).and_then(|footer| footer.product_key))
    }
}
