//! News of the time before the draft box (docs/reference/wechat-api.md §5.7).

use std::sync::Arc;

use serde::Serialize;
use serde_json::{Map, Value};

use super::Call;
use super::draft::{Replacement, check_articles, findings_of, note_findings, position_in, put_articles};
use crate::answer::{Answer, Reply};
use crate::article::input::parse_articles;
use crate::article::render::NO_ITEMS;
use crate::errcode::Errcode;
use crate::world::Desk;
use crate::world::media::Draft;
use crate::world::record::Record;

#[derive(Serialize)]
struct AddAnswer {
    media_id: String,
}

/// `POST /cgi-bin/material/add_news`
pub(super) fn add(call: &mut Call<'_>, body: &Map<String, Value>) -> Reply {
    let draftables = check_articles(call, parse_articles(body)?)?;
    let findings = findings_of(&draftables);
    let media_id = call.at_desk(|desk| {
        if desk.holdings.news.len() >= desk.account.knobs.image_count_max {
            return Err(Errcode::MEDIA_COUNT_OUT_OF_LIMIT.into());
        }
        let news = Arc::new(desk.make_draft(draftables)?);
        let media_id = desk.account.identity.deal_media_id(desk.dice);
        desk.put_news(media_id.clone(), news);
        Ok(media_id)
    })?;
    note_findings(call, &media_id, 0, findings);
    Answer::json(&AddAnswer { media_id })
}

/// `POST /cgi-bin/material/update_news`
pub(super) fn update(call: &mut Call<'_>, body: &Map<String, Value>) -> Reply {
    let Replacement { media_id, index, article } = Replacement::parse(body)?;
    let mut draftables = check_articles(call, vec![article])?;
    let draftable = draftables.pop().ok_or(Errcode::EMPTY_NEWS_DATA)?;
    let findings = draftable.filtered.findings.clone();
    let position = call.at_desk(|desk| {
        let news = desk.holdings.news.find(&media_id).ok_or(Errcode::INVALID_MEDIA_ID)?;
        let mut news = Draft::clone(news);
        let position = position_in(&news, index)?;
        desk.replace_article(&mut news, position, draftable)?;
        desk.put_news(media_id.clone(), Arc::new(news));
        Ok(position)
    })?;
    note_findings(call, &media_id, position, vec![findings]);
    Ok(Answer::ok())
}

#[derive(Serialize)]
struct UploadAnswer {
    #[serde(rename = "type")]
    kind: &'static str,
    media_id: String,
    created_at: i64,
    item: &'static [Value],
}

/// `POST /cgi-bin/media/uploadnews`: its ability moved to the draft box, so that is where the articles go.
pub(super) fn upload(call: &mut Call<'_>, body: &Map<String, Value>) -> Reply {
    let media_id = put_articles(call, body)?;
    Answer::json(&UploadAnswer { kind: "news", media_id, created_at: call.now.as_second(), item: NO_ITEMS })
}

impl Desk<'_> {
    fn put_news(&mut self, media_id: String, news: Arc<Draft>) {
        self.log.put(|| Record::News {
            appid: self.account.appid.clone(),
            media_id: media_id.clone(),
            news: Arc::clone(&news),
        });
        self.holdings.news.put(media_id, news);
    }
}
