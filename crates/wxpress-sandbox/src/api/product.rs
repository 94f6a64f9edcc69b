//! Product cards (docs/reference/wechat-api.md §6.8).

use serde::Serialize;
use serde_json::{Map, Value};

use super::Call;
use super::paging::{number_field, text_field};
use crate::answer::{Answer, Reply};
use crate::article::product;
use crate::errcode::Errcode;

#[derive(Serialize)]
struct CardAnswer {
    errcode: i32,
    errmsg: &'static str,
    product_key: String,
    /// What goes into the HTML of news. Its real markup is not known.
    #[serde(rename = "DOM", skip_serializing_if = "Option::is_none")]
    dom: Option<String>,
}

/// `POST /channels/ec/service/product/getcardinfo`
pub(super) fn getcardinfo(call: &mut Call<'_>, body: &Map<String, Value>) -> Reply {
    let product_id = text_field(body, "product_id");
    if product_id.is_empty() || !product_id.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(Errcode::INVALID_PRODUCT_ID.into());
    }
    // 0 large, 1 small, 2 text link, 3 strip.
    let (card_types, has_dom) = match text_field(body, "article_type").as_str() {
        "news" => (0..=2, true),
        "newspic" => (1..=3, false),
        _ => return Err(Errcode::UNSUPPORTED_ARTICLE_TYPE.into()),
    };
    let card_type = number_field(body, "card_type")?;
    if !card_types.contains(&card_type) {
        return Err(Errcode::UNSUPPORTED_CARD_TYPE.into());
    }
    let product_key = product::key_of(&call.biz, &product_id, card_type);
    let dom = has_dom.then(|| format!("<section data-product-key=\"{product_key}\"></section>"));
    Answer::json(&CardAnswer { errcode: 0, errmsg: "ok", product_key, dom })
}
