//! Taking mass sends back.

use serde_json::{Map, Value};
use url::Url;

use crate::answer::{Answer, Refusal, Reply};
use crate::api::Call;
use crate::api::paging::{number_field, text_field};
use crate::errcode::Errcode;
use crate::query::Query;
use crate::world::Desk;
use crate::world::mass::{MassContent, MassSend};

/// `POST /cgi-bin/message/mass/delete`: articles and videos that were sent; `article_idx` counts from 1, 0 or none
/// deletes all.
pub(in crate::api) fn delete(call: &mut Call<'_>, body: &Map<String, Value>) -> Reply {
    let msg_id = text_field(body, "msg_id");
    let url = text_field(body, "url");
    let article_idx = number_field(body, "article_idx")?;
    call.at_desk(|desk| {
        let (send, article_idx) = match (msg_id.as_str(), url.as_str()) {
            ("", "") => return Err(Errcode::INVALID_MASS_DELETE.into()),
            ("", url) => find_by_url(desk, url).ok_or(Errcode::INVALID_MSG_ID)?,
            (msg_id, _) => {
                let send = msg_id.trim().parse().ok().and_then(|msg_id| desk.holdings.mass.find(msg_id));
                (send.ok_or(Errcode::INVALID_MSG_ID)?, article_idx)
            }
        };
        let mut send = send.clone();
        take_back(&mut send, article_idx)?;
        desk.put_mass(send);
        Ok(Answer::ok())
    })
}

/// The mass send of an article, and the position of the article, from 1.
fn find_by_url<'a>(desk: &'a Desk<'_>, url: &str) -> Option<(&'a MassSend, i64)> {
    let query = Query::parse(Url::parse(url).ok()?.query()?);
    let send = desk.holdings.mass.find_sent_articles(query.value("mid")?.parse().ok()?)?;
    let idx: usize = query.value("idx")?.parse().ok()?;
    let article = send.sent_articles()?.draft.articles.get(idx.checked_sub(1)?)?;
    let is_same = query.value("sn") == Some(article.link.sn.as_str());
    Some((send, i64::try_from(idx).ok()?)).filter(|_| is_same)
}

/// What was not sent, is gone already, or is neither articles nor a video cannot be taken back: 40065.
fn take_back(send: &mut MassSend, article_idx: i64) -> Result<(), Refusal> {
    if !send.was_sent() || send.is_deleted() {
        return Err(Errcode::INVALID_MSG_STATUS.into());
    }
    match &mut send.content {
        MassContent::Other => return Err(Errcode::INVALID_MSG_STATUS.into()),
        MassContent::Video { deleted } => *deleted = true,
        MassContent::Articles(articles) => {
            let idx = usize::try_from(article_idx).map_err(|_| Errcode::INVALID_ARTICLE_IDX)?;
            match idx.checked_sub(1) {
                None => articles.deleted.fill(true),
                Some(position) => {
                    *articles.deleted.get_mut(position).ok_or(Errcode::INVALID_ARTICLE_IDX)? = true;
                }
            }
        }
    }
    Ok(())
}
