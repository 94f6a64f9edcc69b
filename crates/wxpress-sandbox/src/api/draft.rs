//! The draft box (docs/reference/wechat-api.md §6).

use std::sync::Arc;

use serde::Serialize;
use serde_json::{Map, Value};

use super::Call;
use super::paging::{Paging, number_field, text_field};
use crate::answer::{Answer, Refusal, Reply};
use crate::article::content::Gate;
use crate::article::finding::Findings;
use crate::article::input::{ArticleInput, Draftable, parse_article, parse_articles};
use crate::article::render::{NO_ITEMS, NewsBody, Page};
use crate::errcode::Errcode;
use crate::journal::{Filtering, Stage};
use crate::pages::Viewpoint;
use crate::world::Desk;
use crate::world::media::Draft;
use crate::world::record::Record;

#[derive(Serialize)]
struct AddAnswer {
    media_id: String,
    item: &'static [Value],
}

/// `POST /cgi-bin/draft/add`
pub(super) fn add(call: &mut Call<'_>, body: &Map<String, Value>) -> Reply {
    Answer::json(&AddAnswer { media_id: put_articles(call, body)?, item: NO_ITEMS })
}

/// Makes a draft of the articles in a body, and tells its id.
pub(super) fn put_articles(call: &mut Call<'_>, body: &Map<String, Value>) -> Result<String, Refusal> {
    let draftables = check_articles(call, parse_articles(body)?)?;
    let findings = findings_of(&draftables);
    let media_id = call.at_desk(|desk| {
        let draft = Arc::new(desk.make_draft(draftables)?);
        let media_id = desk.account.identity.deal_media_id(desk.dice);
        desk.put_draft(media_id.clone(), draft);
        Ok(media_id)
    })?;
    note_findings(call, &media_id, 0, findings);
    Ok(media_id)
}

/// Checks all that can be checked without looking anything up.
pub(super) fn check_articles(
    call: &mut Call<'_>,
    articles: Vec<ArticleInput>,
) -> Result<Vec<Draftable>, Refusal> {
    if articles.len() > call.knobs.articles_max {
        return Err(Errcode::ARTICLE_SIZE_OUT_OF_LIMIT.into());
    }
    articles.into_iter().map(|article| check_article(call, article)).collect()
}

fn check_article(call: &mut Call<'_>, article: ArticleInput) -> Result<Draftable, Refusal> {
    let links = call.at_desk(|desk| Ok(desk.account.has_wechat_pay()))?;
    let (knobs, warnings) = (&call.knobs, &mut call.warnings);
    let gate = Gate {
        platform: &Viewpoint { shared: call.shared, appid: &call.appid },
        links,
        rules_off: &knobs.content_rules_off,
        unsupported_tags_refused: knobs.unsupported_tags_refused,
    };
    article.check_texts(knobs, gate, warnings)
}

/// What the filter did to each article.
pub(super) fn findings_of(draftables: &[Draftable]) -> Vec<Findings> {
    draftables.iter().map(|draftable| draftable.filtered.findings.clone()).collect()
}

/// Remembers what the filter did to the articles from a position on.
pub(super) fn note_findings(call: &Call<'_>, media_id: &str, first: usize, findings: Vec<Findings>) {
    for (index, findings) in findings.into_iter().enumerate() {
        call.shared.journal().note_filtering(Filtering {
            time: call.now,
            appid: call.appid.clone(),
            media_id: media_id.to_owned(),
            index: first + index,
            stage: Stage::Api,
            findings,
        });
    }
}

impl Desk<'_> {
    /// A new draft, with its preview number.
    pub(super) fn make_draft(&mut self, draftables: Vec<Draftable>) -> Result<Draft, Refusal> {
        let articles = draftables
            .into_iter()
            .map(|draftable| draftable.check_references(self))
            .collect::<Result<_, _>>()?;
        let mid = self.account.take_draft_mid();
        self.save_account();
        Ok(Draft { mid, articles, create_time: self.now, update_time: self.now })
    }

    pub(crate) fn put_draft(&mut self, media_id: String, draft: Arc<Draft>) {
        self.log.put(|| Record::Draft {
            appid: self.account.appid.clone(),
            media_id: media_id.clone(),
            draft: Arc::clone(&draft),
        });
        self.holdings.drafts.put(media_id, draft);
    }

    fn find_draft(&self, media_id: &str) -> Result<Arc<Draft>, Refusal> {
        self.holdings.drafts.find(media_id).cloned().ok_or_else(|| Errcode::INVALID_MEDIA_ID.into())
    }
}

/// `POST /cgi-bin/draft/get`
pub(super) fn get(call: &mut Call<'_>, body: &Map<String, Value>) -> Reply {
    let media_id = text_field(body, "media_id");
    let draft = call.at_desk(|desk| desk.find_draft(&media_id))?;
    Answer::json(&NewsBody::of_draft(call.place(), &draft, false, &call.knobs))
}

/// What `draft/update` and `material/update_news` send.
pub(super) struct Replacement {
    pub(super) media_id: String,
    /// From 0.
    pub(super) index: i64,
    pub(super) article: ArticleInput,
}

impl Replacement {
    /// `articles` is one object here; an array is 47001.
    pub(super) fn parse(body: &Map<String, Value>) -> Result<Self, Refusal> {
        let article = parse_article(body.get("articles").ok_or(Errcode::EMPTY_NEWS_DATA)?)?;
        let index = number_field(body, "index")?;
        Ok(Self { media_id: text_field(body, "media_id"), index, article })
    }
}

/// `POST /cgi-bin/draft/update`
pub(super) fn update(call: &mut Call<'_>, body: &Map<String, Value>) -> Reply {
    let Replacement { media_id, index, article } = Replacement::parse(body)?;
    let draft = call.at_desk(|desk| desk.find_draft(&media_id))?;
    let position = position_in(&draft, index)?;
    let draftable = check_article(call, article)?;
    let findings = draftable.filtered.findings.clone();
    call.at_desk(|desk| {
        // Looked up anew: it may have gone while the article was checked.
        let mut draft = Arc::unwrap_or_clone(desk.find_draft(&media_id)?);
        desk.replace_article(&mut draft, position, draftable)?;
        desk.put_draft(media_id.clone(), Arc::new(draft));
        Ok(())
    })?;
    note_findings(call, &media_id, position, vec![findings]);
    Ok(Answer::ok())
}

/// An index outside the articles is 40114.
pub(super) fn position_in(draft: &Draft, index: i64) -> Result<usize, Refusal> {
    usize::try_from(index)
        .ok()
        .filter(|position| *position < draft.articles.len())
        .ok_or_else(|| Errcode::INVALID_INDEX.into())
}

impl Desk<'_> {
    /// Puts an article in another's place; its link stays.
    pub(super) fn replace_article(
        &mut self,
        draft: &mut Draft,
        position: usize,
        draftable: Draftable,
    ) -> Result<(), Refusal> {
        let mut article = draftable.check_references(self)?;
        let place = draft.articles.get_mut(position).ok_or(Errcode::INVALID_INDEX)?;
        article.link = place.link.clone();
        *place = article;
        draft.update_time = self.now;
        Ok(())
    }
}

/// `POST /cgi-bin/draft/delete`
pub(super) fn delete(call: &mut Call<'_>, body: &Map<String, Value>) -> Reply {
    let media_id = text_field(body, "media_id");
    call.at_desk(|desk| {
        desk.holdings.drafts.remove(&media_id).ok_or(Errcode::INVALID_MEDIA_ID)?;
        desk.log.put(|| Record::DraftGone { appid: desk.account.appid.clone(), media_id });
        Ok(Answer::ok())
    })
}

#[derive(Serialize)]
struct CountAnswer {
    total_count: usize,
}

/// `GET /cgi-bin/draft/count`
pub(super) fn count(call: &mut Call<'_>) -> Reply {
    let total_count = call.at_desk(|desk| Ok(desk.holdings.drafts.len()))?;
    Answer::json(&CountAnswer { total_count })
}

#[derive(Serialize)]
struct DraftItem<'a> {
    media_id: &'a str,
    content: NewsBody<'a>,
    update_time: i64,
}

/// `POST /cgi-bin/draft/batchget`
pub(super) fn batchget(call: &mut Call<'_>, body: &Map<String, Value>) -> Reply {
    let Paging { offset, count, no_content } = Paging::parse(body)?;
    let (entries, total) = call.at_desk(|desk| {
        let entries = desk.holdings.drafts.iter().skip(offset).take(count);
        let entries: Vec<_> =
            entries.map(|(media_id, draft)| (media_id.to_owned(), Arc::clone(draft))).collect();
        Ok((entries, desk.holdings.drafts.len()))
    })?;
    let items = entries.iter().map(|(media_id, draft)| DraftItem {
        media_id,
        content: NewsBody::of_draft(call.place(), draft, no_content, &call.knobs),
        update_time: draft.update_time.as_second(),
    });
    Answer::json(&Page::new(items.collect(), total))
}

#[derive(Serialize)]
struct SwitchAnswer {
    errcode: i32,
    errmsg: &'static str,
    is_open: u8,
}

/// `POST /cgi-bin/draft/switch`: the box has been open for everyone since 2022.
pub(super) fn switch(_: &mut Call<'_>) -> Reply {
    Answer::json(&SwitchAnswer { errcode: 0, errmsg: "ok", is_open: 1 })
}
