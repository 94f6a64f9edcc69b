//! `/s`: published articles, and previews of drafts.

use std::slice;
use std::sync::Arc;

use axum::extract::{RawQuery, State};
use axum::response::Response;
use http::StatusCode;
use jiff::Timestamp;
use jiff::tz::Offset;

use super::view::{ArticleView, NoticeView, page};
use crate::article::{Article, ArticleType};
use crate::query::Query;
use crate::shared::Shared;
use crate::world::World;
use crate::world::mass::MassSend;
use crate::world::outcome::Outcome;

/// What a link leads to.
enum Target {
    Article { article: Box<Article>, time: Timestamp, is_preview: bool },
    Deleted,
    Banned,
    Nothing,
}

/// `GET /s?__biz=…&mid=…&idx=…&sn=…`
pub(super) async fn article_page(State(shared): State<Arc<Shared>>, RawQuery(query): RawQuery) -> Response {
    let query = Query::parse(query.as_deref().unwrap_or_default());
    let now = shared.clock.now();
    match find(&mut shared.world(), &query, now) {
        Target::Article { article, time, is_preview } => show(&article, time, is_preview),
        Target::Deleted => page(StatusCode::OK, &NoticeView { message: "该内容已被发布者删除" }),
        Target::Banned => page(StatusCode::OK, &NoticeView { message: "此内容因违规无法查看" }),
        Target::Nothing => {
            page(StatusCode::OK, &NoticeView { message: "该链接已失效：草稿已发布、已删除，或参数错误" })
        }
    }
}

fn find(world: &mut World, query: &Query, now: Timestamp) -> Target {
    let number = |name| query.value(name).and_then(|value| value.parse::<u64>().ok());
    let (Some(biz), Some(mid), Some(sn)) = (query.value("__biz"), number("mid"), query.value("sn")) else {
        return Target::Nothing;
    };
    let owner = world.members.values().find(|member| member.account.identity.biz == biz);
    let Some(appid) = owner.map(|member| member.account.appid.clone()) else { return Target::Nothing };
    let Some(desk) = world.desk(&appid, now) else { return Target::Nothing };
    let position = number("idx").and_then(|idx| usize::try_from(idx).ok()).unwrap_or(1).saturating_sub(1);
    let article_of = |articles: &[Article]| {
        articles
            .get(position)
            .filter(|article| article.link.sn == sn)
            .map(|article| Box::new(article.clone()))
    };

    // The number of a publication is the `mid` of its articles.
    let publication = desk.holdings.find_publication(mid);
    let article_id = publication.and_then(|publication| publication.article_id.as_deref());
    if let Some(published) = article_id.and_then(|article_id| desk.holdings.published.find(article_id)) {
        if publication.is_some_and(|publication| publication.outcome == Outcome::Banned) {
            return Target::Banned;
        }
        if published.deleted.get(position) == Some(&true) {
            return Target::Deleted;
        }
        return article_of(&published.draft.articles).map_or(Target::Nothing, |article| Target::Article {
            article,
            time: published.draft.update_time,
            is_preview: false,
        });
    }
    if let Some(partner) = desk.holdings.partner.find_published(mid, now) {
        return article_of(slice::from_ref(&partner.article)).map_or(Target::Nothing, |article| {
            Target::Article { article, time: partner.update_time, is_preview: false }
        });
    }
    if let Some(sent) = desk.holdings.mass.find_sent_articles(mid).and_then(MassSend::sent_articles) {
        if sent.deleted.get(position) == Some(&true) {
            return Target::Deleted;
        }
        return article_of(&sent.draft.articles).map_or(Target::Nothing, |article| Target::Article {
            article,
            time: sent.draft.update_time,
            is_preview: false,
        });
    }
    let drafts = desk.holdings.drafts.iter().chain(desk.holdings.news.iter());
    drafts.into_iter().find(|(_, draft)| draft.mid == mid).map_or(Target::Nothing, |(_, draft)| {
        article_of(&draft.articles).map_or(Target::Nothing, |article| Target::Article {
            article,
            time: draft.update_time,
            is_preview: true,
        })
    })
}

/// The page of an article.
pub(crate) fn show(article: &Article, time: Timestamp, is_preview: bool) -> Response {
    let beijing = Offset::constant(8).to_datetime(time);
    let is_news = article.kind == ArticleType::News;
    page(
        StatusCode::OK,
        &ArticleView {
            title: &article.title,
            author: &article.author,
            digest: &article.digest,
            date: beijing.strftime("%Y年%-m月%-d日 %H:%M").to_string(),
            cover: &article.cover.path,
            html: is_news.then_some(article.content.as_str()),
            text: if is_news { "" } else { &article.content },
            pictures: article.images.iter().map(|image| image.path.as_str()).collect(),
            source_url: &article.content_source_url,
            is_preview,
            comments: article.need_open_comment,
        },
    )
}
