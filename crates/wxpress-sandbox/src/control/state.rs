//! What the world holds, in brief.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use jiff::Timestamp;
use serde::Serialize;

use crate::account::AccountKind;
use crate::article::render::Place;
use crate::sha1_hex::Sha1Hex;
use crate::shared::Shared;
use crate::world::Desk;
use crate::world::mass::{MassContent, MassOutcome, MassSend};
use crate::world::media::Draft;
use crate::world::partner::video::{SavedVideo, Video};
use crate::world::token::{TokenRecord, TokenState};

/// All accounts with what they own.
#[derive(Serialize)]
pub(super) struct StateView {
    now: Timestamp,
    pub(super) accounts: Vec<OwnerView>,
}

#[derive(Serialize)]
pub(super) struct OwnerView {
    pub(super) appid: String,
    kind: AccountKind,
    live_tokens: usize,
    voice_count: usize,
    video_count: usize,
    news_count: usize,
    temporary_count: usize,
    images: Vec<PictureView>,
    pub(super) drafts: Vec<DraftView>,
    pub(super) articles: Vec<DraftView>,
    publications: Vec<PublicationView>,
    pub(super) partner_articles: Vec<PartnerArticleView>,
    pub(super) partner_videos: Vec<VideoView>,
    pub(super) mass_sends: Vec<MassView>,
}

#[derive(Serialize)]
struct PictureView {
    media_id: String,
    name: String,
    url: String,
}

#[derive(Serialize)]
pub(super) struct DraftView {
    /// The draft's media_id, or the article's article_id.
    id: String,
    update_time: Timestamp,
    pub(super) links: Vec<LinkView>,
}

#[derive(Serialize)]
pub(super) struct LinkView {
    pub(super) title: String,
    pub(super) url: String,
}

#[derive(Serialize)]
struct PublicationView {
    publish_id: u64,
    msg_data_id: u64,
    draft_media_id: String,
    pending: bool,
    due: Timestamp,
    article_id: Option<String>,
}

/// An article of the 媒体API.
#[derive(Serialize)]
pub(super) struct PartnerArticleView {
    pub(super) media_id: String,
    pub(super) title: String,
    pub(super) status: &'static str,
    /// Once it is published.
    pub(super) url: Option<String>,
    update_time: Timestamp,
}

/// A video of the 媒体API.
#[derive(Serialize)]
pub(super) struct VideoView {
    pub(super) vid: String,
    pub(super) filename: String,
    filesha: Sha1Hex,
    pub(super) filesize: u64,
    finished: bool,
    pub(super) saved: Option<SavedVideo>,
    /// In the words of `query_status`, once it is saved.
    pub(super) status: Option<&'static str>,
}

#[derive(Serialize)]
pub(super) struct MassView {
    msg_id: u64,
    msg_data_id: Option<u64>,
    clientmsgid: String,
    recipient_count: u64,
    pending: bool,
    due: Timestamp,
    outcome: MassOutcome,
    /// Of articles that readers have.
    pub(super) links: Vec<LinkView>,
}

/// `GET /_sandbox/state`
pub(super) async fn show(State(shared): State<Arc<Shared>>) -> Json<StateView> {
    Json(view(&shared))
}

pub(super) fn view(shared: &Shared) -> StateView {
    let now = shared.clock.now();
    let mut world = shared.world();
    let appids: Vec<String> = world.members.keys().cloned().collect();
    let accounts = appids
        .iter()
        .filter_map(|appid| world.desk(appid, now).map(|desk| owner_view(&desk, &shared.origin)))
        .collect();
    StateView { now, accounts }
}

fn owner_view(desk: &Desk<'_>, origin: &str) -> OwnerView {
    let place = Place { origin, biz: &desk.account.identity.biz };
    let holdings = &desk.holdings;
    let is_live = |record: &&TokenRecord| {
        record.appid == desk.account.appid && record.state(desk.now) == TokenState::Good
    };
    OwnerView {
        appid: desk.account.appid.clone(),
        kind: desk.account.kind,
        live_tokens: desk.tokens.values().filter(is_live).count(),
        voice_count: holdings.voices.len(),
        video_count: holdings.videos.len(),
        news_count: holdings.news.len(),
        temporary_count: holdings.temporary.len(),
        images: holdings
            .images
            .iter()
            .map(|(media_id, material)| PictureView {
                media_id: media_id.to_owned(),
                name: material.file.name.clone(),
                url: format!("{origin}{}", material.path.as_deref().unwrap_or_default()),
            })
            .collect(),
        drafts: holdings.drafts.iter().map(|(id, draft)| draft_view(place, id, draft.mid, draft)).collect(),
        articles: holdings
            .published
            .iter()
            .map(|(id, published)| draft_view(place, id, published.mid, &published.draft))
            .collect(),
        publications: holdings
            .publications()
            .map(|publication| PublicationView {
                publish_id: publication.publish_id,
                msg_data_id: publication.publish_id,
                draft_media_id: publication.draft_id.clone(),
                pending: publication.is_pending(),
                due: publication.due,
                article_id: publication.article_id.clone(),
            })
            .collect(),
        partner_articles: holdings
            .partner
            .articles
            .iter()
            .map(|(media_id, article)| PartnerArticleView {
                media_id: media_id.to_owned(),
                title: article.article.title.clone(),
                status: article.status(desk.now).text(),
                url: article.url(place, desk.now),
                update_time: article.update_time,
            })
            .collect(),
        partner_videos: holdings.partner.videos().map(|video| video_view(video, desk.now)).collect(),
        mass_sends: holdings.mass.iter().map(|send| mass_view(place, send)).collect(),
    }
}

fn video_view(video: &Video, now: Timestamp) -> VideoView {
    VideoView {
        vid: video.vid.clone(),
        filename: video.filename.clone(),
        filesha: video.filesha.clone(),
        filesize: video.filesize,
        finished: video.finished,
        status: video.saved.as_ref().map(|saved| saved.status(now).wording()),
        saved: video.saved.clone(),
    }
}

fn draft_view(place: Place<'_>, id: &str, mid: u64, draft: &Draft) -> DraftView {
    DraftView { id: id.to_owned(), update_time: draft.update_time, links: links(place, mid, draft) }
}

fn mass_view(place: Place<'_>, send: &MassSend) -> MassView {
    MassView {
        msg_id: send.msg_id,
        msg_data_id: match &send.content {
            MassContent::Articles(articles) => Some(articles.msg_data_id),
            MassContent::Video { .. } | MassContent::Other => None,
        },
        clientmsgid: send.clientmsgid.clone(),
        recipient_count: send.recipient_count,
        pending: !send.has_ended,
        due: send.due,
        outcome: send.outcome,
        links: send.sent_articles().map_or_else(Vec::new, |sent| links(place, sent.msg_data_id, &sent.draft)),
    }
}

fn links(place: Place<'_>, mid: u64, draft: &Draft) -> Vec<LinkView> {
    let articles = draft.articles.iter().enumerate();
    articles
        .map(|(position, article)| LinkView {
            title: article.title.clone(),
            url: place.article_url(mid, position, article),
        })
        .collect()
}
