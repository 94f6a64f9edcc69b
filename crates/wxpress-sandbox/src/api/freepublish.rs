//! Publishing (docs/reference/wechat-api.md §7).

use std::sync::Arc;

use serde::Serialize;
use serde_json::{Map, Value};

use super::Call;
use super::paging::{Paging, number_field, text_field};
use crate::account::AccountKind;
use crate::answer::{Answer, Refusal, Reply};
use crate::article::render::{NewsBody, Page};
use crate::errcode::Errcode;
use crate::shared::Shared;
use crate::world::Desk;
use crate::world::outcome::{Failure, Outcome};
use crate::world::publication::{Publication, Published};
use crate::world::record::Record;

/// An integer on the wire, a string in the documents; the `publish_id_as_string` knob chooses.
#[derive(Serialize)]
#[serde(untagged)]
enum PublishId {
    Integer(u64),
    Text(String),
}

impl PublishId {
    fn new(publish_id: u64, as_string: bool) -> Self {
        if as_string { Self::Text(publish_id.to_string()) } else { Self::Integer(publish_id) }
    }
}

#[derive(Serialize)]
struct SubmitAnswer {
    errcode: i32,
    errmsg: &'static str,
    publish_id: PublishId,
    #[serde(skip_serializing_if = "Option::is_none")]
    msg_data_id: Option<u64>,
}

/// `POST /cgi-bin/freepublish/submit`: queues the draft as it is now. It stays in the box until it is published, so a
/// second submit in the meantime publishes it twice, as a careless retry does at WeChat.
pub(super) fn submit(call: &mut Call<'_>, body: &Map<String, Value>) -> Reply {
    let media_id = text_field(body, "media_id");
    let publish_id = call.at_desk(|desk| {
        let draft = desk.holdings.drafts.find(&media_id).cloned().ok_or(Errcode::INVALID_MEDIA_ID)?;
        let publish_id = desk.account.take_publish_id();
        let usual = if desk.account.kind == AccountKind::Test {
            Failure::Ordinary.into()
        } else {
            Outcome::Published
        };
        let publication = Publication {
            publish_id,
            draft_id: media_id,
            article_count: draft.articles.len(),
            submitted: Some(draft),
            due: Shared::after(desk.now, desk.account.knobs.publish_delay_ms),
            outcome: desk.account.outcomes.pop_front().unwrap_or(usual),
            article_id: None,
        };
        desk.save_account();
        desk.log.put(|| Record::Publication {
            appid: desk.account.appid.clone(),
            publication: publication.clone(),
        });
        desk.holdings.put_publication(publication);
        Ok(publish_id)
    })?;
    Answer::json(&SubmitAnswer {
        errcode: 0,
        errmsg: "ok",
        publish_id: PublishId::new(publish_id, call.knobs.publish_id_as_string),
        msg_data_id: call.knobs.publish_msg_data_id.then_some(publish_id),
    })
}

#[derive(Serialize)]
struct StatusAnswer {
    publish_id: PublishId,
    publish_status: u8,
    #[serde(skip_serializing_if = "Option::is_none")]
    article_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    article_detail: Option<ArticleDetail>,
    fail_idx: Vec<usize>,
}

#[derive(Serialize)]
struct ArticleDetail {
    count: usize,
    item: Vec<ArticleLink>,
}

#[derive(Serialize)]
struct ArticleLink {
    idx: usize,
    article_url: String,
}

const PUBLISHING: u8 = 1;
const DELETED_BY_OWNER: u8 = 5;

/// `POST /cgi-bin/freepublish/get`
pub(super) fn get(call: &mut Call<'_>, body: &Map<String, Value>) -> Reply {
    let invalid = || Refusal::with_text(Errcode::INVALID_GRANT_TYPE, "invalid argument");
    let publish_id: u64 = text_field(body, "publish_id").trim().parse().map_err(|_| invalid())?;
    let (publication, published) = call.at_desk(|desk| {
        let publication = desk.holdings.find_publication(publish_id).cloned().ok_or_else(invalid)?;
        let article_id = publication.article_id.as_deref();
        let published = article_id.and_then(|article_id| desk.holdings.published.find(article_id)).cloned();
        Ok((publication, published))
    })?;
    let mut answer = StatusAnswer {
        publish_id: PublishId::new(publish_id, call.knobs.publish_id_as_string),
        publish_status: if publication.is_pending() { PUBLISHING } else { publication.outcome.status() },
        article_id: None,
        article_detail: None,
        fail_idx: Vec::new(),
    };
    match published {
        Some(_) if publication.outcome == Outcome::Banned => {}
        Some(published) if published.is_all_deleted() => answer.publish_status = DELETED_BY_OWNER,
        Some(published) => {
            answer.article_id = publication.article_id;
            answer.article_detail = Some(article_detail(call, &published));
        }
        None if publication.is_pending() => {}
        None => answer.fail_idx = publication.outcome.fail_idx(publication.article_count),
    }
    Answer::json(&answer)
}

fn article_detail(call: &Call<'_>, published: &Published) -> ArticleDetail {
    let articles = published.draft.articles.iter().enumerate();
    let item: Vec<_> = articles
        .map(|(position, article)| ArticleLink {
            idx: position + 1,
            article_url: call.place().article_url(published.mid, position, article),
        })
        .collect();
    ArticleDetail { count: item.len(), item }
}

impl Desk<'_> {
    fn find_published(&self, article_id: &str) -> Result<Arc<Published>, Refusal> {
        self.holdings.published.find(article_id).cloned().ok_or_else(|| Errcode::INVALID_ARTICLE_ID.into())
    }
}

/// `POST /cgi-bin/freepublish/delete`: `index` counts from 1; 0 or none deletes all.
pub(super) fn delete(call: &mut Call<'_>, body: &Map<String, Value>) -> Reply {
    let article_id = text_field(body, "article_id");
    let index = number_field(body, "index")?;
    call.at_desk(|desk| {
        let mut published = Arc::unwrap_or_clone(desk.find_published(&article_id)?);
        let index = usize::try_from(index).map_err(|_| Errcode::INVALID_INDEX)?;
        match index.checked_sub(1) {
            None => published.deleted.fill(true),
            Some(position) => *published.deleted.get_mut(position).ok_or(Errcode::INVALID_INDEX)? = true,
        }
        let published = Arc::new(published);
        desk.log.put(|| Record::PublishedChange {
            appid: desk.account.appid.clone(),
            article_id: article_id.clone(),
            published: Arc::clone(&published),
        });
        desk.holdings.published.replace(&article_id, published);
        Ok(Answer::ok())
    })
}

/// `POST /cgi-bin/freepublish/getarticle`
pub(super) fn getarticle(call: &mut Call<'_>, body: &Map<String, Value>) -> Reply {
    let article_id = text_field(body, "article_id");
    let published = call.at_desk(|desk| desk.find_published(&article_id))?;
    Answer::json(&NewsBody::of_published(call.place(), &published, false))
}

#[derive(Serialize)]
struct PublishedItem<'a> {
    article_id: &'a str,
    content: NewsBody<'a>,
    update_time: i64,
}

/// `POST /cgi-bin/freepublish/batchget`
pub(super) fn batchget(call: &mut Call<'_>, body: &Map<String, Value>) -> Reply {
    let Paging { offset, count, no_content } = Paging::parse(body)?;
    let (entries, total) = call.at_desk(|desk| {
        let entries = desk.holdings.published.iter().skip(offset).take(count);
        let entries: Vec<_> =
            entries.map(|(article_id, entry)| (article_id.to_owned(), Arc::clone(entry))).collect();
        Ok((entries, desk.holdings.published.len()))
    })?;
    let items = entries.iter().map(|(article_id, published)| PublishedItem {
        article_id,
        content: NewsBody::of_published(call.place(), published, no_content),
        update_time: published.draft.update_time.as_second(),
    });
    Answer::json(&Page::new(items.collect(), total))
}
