//! Articles of the 媒体API (docs/reference/wechat-api.md §8.3).

use std::sync::Arc;

use serde::Serialize;
use serde_json::{Map, Value};

use super::Call;
use super::draft::{check_articles, note_findings};
use super::paging::{number_field, text_field};
use crate::answer::{Answer, Refusal, Reply};
use crate::article::Article;
use crate::article::embed::{self, Allowed, Embedded};
use crate::article::input::{ArticleInput, Draftable, parse_article, parse_articles};
use crate::article::rule::Rule;
use crate::errcode::Errcode;
use crate::errcode::partner::PartnerRefusal;
use crate::knobs::Knobs;
use crate::shared::Shared;
use crate::world::Desk;
use crate::world::partner::article::{PartnerArticle, Submission};

/// All that the document names; the fields of other calls do nothing here.
const FIELDS: [&str; 9] = [
    "thumb_media_id",
    "author",
    "title",
    "content_source_url",
    "content",
    "digest",
    "show_cover_pic",
    "need_open_comment",
    "only_fans_can_comment",
];
/// How much of the text becomes the digest when none is sent, in code points.
const DIGEST_AUTO_CHARS: usize = 64;
/// Most articles that an account submits on a Beijing day; those that are deleted still count.
const DAILY_ARTICLES: u64 = 200;
/// The only index that an article has, counted from 1.
const INDEX: i64 = 1;

#[derive(Serialize)]
struct UploadAnswer {
    #[serde(rename = "type")]
    kind: &'static str,
    media_id: String,
    create_at: i64,
    item: [UploadedItem; 1],
}

#[derive(Serialize)]
struct UploadedItem {
    index: u8,
    ad_count: u8,
}

#[derive(Serialize)]
struct DoneAnswer {
    errcode: i32,
    errmsg: &'static str,
}

/// `{"errcode":0,"errmsg":…}` in the words of one call.
fn done(errmsg: &'static str) -> Reply {
    Answer::json(&DoneAnswer { errcode: 0, errmsg })
}

/// `POST /cgi-bin/publish/uploadnews`
pub(super) fn uploadnews(call: &mut Call<'_>, body: &Map<String, Value>) -> Reply {
    let articles = match body.get("articles") {
        Some(Value::Array(articles)) => Value::Array(articles.iter().map(documented).collect()),
        other => other.cloned().unwrap_or_default(),
    };
    let body = Map::from_iter([("articles".to_owned(), articles)]);
    let checked = Checked::new(call, parse_articles(&body).map_err(unreadable)?)?;
    let findings = checked.draftable.filtered.findings.clone();
    let media_id = call.at_desk(|desk| {
        let article = checked.check_references(desk)?;
        let media_id = desk.account.identity.deal_media_id(desk.dice);
        let article = PartnerArticle { article, update_time: desk.now, submission: None };
        desk.put_partner_article(media_id.clone(), article);
        Ok(media_id)
    })?;
    note_findings(call, &media_id, 0, vec![findings]);
    let item = [UploadedItem { index: 0, ad_count: 1 }];
    Answer::json(&UploadAnswer { kind: "news", media_id, create_at: call.now.as_second(), item })
}

/// An article of the document's fields alone.
fn documented(article: &Value) -> Value {
    match article {
        Value::Object(fields) => {
            let known = fields.iter().filter(|(name, _)| FIELDS.contains(&name.as_str()));
            Value::Object(known.map(|(name, value)| (name.clone(), value.clone())).collect())
        }
        other => other.clone(),
    }
}

/// A field of the wrong type is unreadable too, and the document has one answer to all of that.
fn unreadable(refusal: Refusal) -> Refusal {
    if refusal.errcode() == Errcode::DATA_FORMAT_ERROR { Errcode::EMPTY_MEDIA_DATA.into() } else { refusal }
}

/// An article whose own words have passed, and the videos that it shows.
struct Checked {
    draftable: Draftable,
    vids: Vec<String>,
}

impl Checked {
    /// Checks all that can be checked without looking anything up. More than one article is 45008.
    fn new(call: &mut Call<'_>, articles: Vec<ArticleInput>) -> Result<Self, Refusal> {
        let mut knobs =
            Knobs { articles_max: 1, digest_auto_chars: DIGEST_AUTO_CHARS, ..Knobs::clone(&call.knobs) };
        // The 媒体API has rules of its own for cards, which `embed` knows.
        knobs.content_rules_off.insert(Rule::MiniprogramPictures);
        call.knobs = Arc::new(knobs);
        let mut draftable = check_articles(call, articles)?.pop().ok_or(Errcode::EMPTY_NEWS_DATA)?;
        let shared = call.shared;
        let allowed = Allowed {
            links: call.at_desk(|desk| Ok(desk.account.has_wechat_pay()))?,
            is_card_picture: &|url| shared.is_card_picture(url),
        };
        let Embedded { html, findings, vids, .. } = embed::inspect(&draftable.filtered.html, &allowed)?;
        draftable.filtered.html = html;
        draftable.filtered.findings.extend(findings);
        Ok(Self { draftable, vids })
    }

    /// Checks what the article refers to, and makes it what is stored.
    fn check_references(self, desk: &mut Desk<'_>) -> Result<Article, Refusal> {
        for vid in &self.vids {
            let video = desk.holdings.partner.find_video(vid).ok_or(Errcode::INVALID_VIDEO_ID)?;
            if !video.is_passed(desk.now) {
                return Err(Errcode::VIDEO_NOT_PASSED.into());
            }
        }
        self.draftable.check_references(desk)
    }
}

/// `POST /cgi-bin/publish/submit`
pub(super) fn submit(call: &mut Call<'_>, body: &Map<String, Value>) -> Reply {
    if text_field(body, "msgtype") != "mpnews" {
        return Err(Errcode::INVALID_MESSAGE_TYPE.into());
    }
    let media_id = text_field(body, "media_id");
    call.at_desk(|desk| {
        let mut article = PartnerArticle::clone(&*desk.find_partner_article(&media_id)?);
        if article.submission.is_some() {
            return Err(PartnerRefusal::AbnormalStatus.into());
        }
        let account = &mut *desk.account;
        if account.knobs.quotas && !account.usage.count_submission(DAILY_ARTICLES, desk.now) {
            return Err(PartnerRefusal::DailyArticles.into());
        }
        article.submission = Some(Submission {
            mid: account.take_publish_id(),
            reviewed: Shared::after(desk.now, account.knobs.partner_review_ms),
            review: account.partner_outcomes.pop_front().unwrap_or_default(),
        });
        desk.save_account();
        desk.put_partner_article(media_id, article);
        Ok(())
    })?;
    done("submit success")
}

/// `POST /cgi-bin/publish/update`: `index` counts from 1, and there is one article only.
pub(super) fn update(call: &mut Call<'_>, body: &Map<String, Value>) -> Reply {
    let media_id = text_field(body, "media_id");
    let index = number_field(body, "index").map_err(unreadable)?;
    let input = documented(body.get("articles").ok_or(Errcode::EMPTY_NEWS_DATA)?);
    let input = parse_article(&input).map_err(unreadable)?;
    call.at_desk(|desk| desk.find_changeable(&media_id, index))?;
    let checked = Checked::new(call, vec![input])?;
    let findings = checked.draftable.filtered.findings.clone();
    call.at_desk(|desk| {
        // Looked up anew: it may have been submitted while the article was checked.
        let old = desk.find_changeable(&media_id, index)?;
        let mut article = checked.check_references(desk)?;
        article.link = old.article.link.clone();
        let article = PartnerArticle { article, update_time: desk.now, submission: None };
        desk.put_partner_article(media_id.clone(), article);
        Ok(())
    })?;
    note_findings(call, &media_id, 0, vec![findings]);
    done("update success")
}

impl Desk<'_> {
    fn find_changeable(&self, media_id: &str, index: i64) -> Result<Arc<PartnerArticle>, Refusal> {
        let article = self.find_partner_article(media_id)?;
        if index != INDEX {
            return Err(Errcode::INVALID_INDEX.into());
        }
        if article.submission.is_some() {
            return Err(PartnerRefusal::InvalidStatus.into());
        }
        Ok(article)
    }
}

/// `POST /cgi-bin/publish/delete`: 0 is all, and has to be said.
pub(super) fn delete(call: &mut Call<'_>, body: &Map<String, Value>) -> Reply {
    let media_id = text_field(body, "media_id");
    let index = number_field(body, "index").map_err(unreadable)?;
    call.at_desk(|desk| {
        desk.find_partner_article(&media_id)?;
        if !body.contains_key("index") || !(0..=INDEX).contains(&index) {
            return Err(Errcode::INVALID_INDEX.into());
        }
        desk.remove_partner_article(media_id);
        Ok(())
    })?;
    done("delete success")
}

#[derive(Serialize)]
struct QueryAnswer {
    errcode: i32,
    errmsg: &'static str,
    status: &'static str,
    /// Empty until the article is published.
    url: String,
}

/// `POST /cgi-bin/publish/query`. The text is the document's, though nothing is deleted.
pub(super) fn query(call: &mut Call<'_>, body: &Map<String, Value>) -> Reply {
    let article = call.at_desk(|desk| desk.find_partner_article(&text_field(body, "media_id")))?;
    Answer::json(&QueryAnswer {
        errcode: 0,
        errmsg: "delete success",
        status: article.status(call.now).text(),
        url: article.url(call.place(), call.now).unwrap_or_default(),
    })
}
