//! What readers do under an article: write a comment, take it back.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use http::StatusCode;
use serde::{Deserialize, Serialize};

use super::{ControlError, Sent};
use crate::shared::Shared;
use crate::world::Desk;
use crate::world::comment::{ArticlePlace, Comment, CommentState, Commentable};

/// A comment as a reader sends it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct NewComment {
    appid: String,
    msg_data_id: u64,
    /// From 0.
    #[serde(default)]
    index: usize,
    /// Dealt when it is not given.
    openid: Option<String>,
    content: String,
}

/// A comment that is there.
#[derive(Serialize)]
pub(super) struct Written {
    user_comment_id: u64,
    openid: String,
}

/// `POST /_sandbox/comments`
pub(super) async fn write(
    State(shared): State<Arc<Shared>>,
    Sent(sent): Sent<NewComment>,
) -> Result<(StatusCode, Json<Written>), ControlError> {
    let place = ArticlePlace { msg_data_id: sent.msg_data_id, index: sent.index };
    let written = at_desk(&shared, &sent.appid, |desk| {
        let Commentable::Article(article) = desk.commentable(place) else {
            return Err(ControlError::NotFound("no such article can be read".to_owned()));
        };
        let thread = desk.holdings.comments.thread(place);
        if !thread.and_then(|thread| thread.open).unwrap_or(article.need_open_comment) {
            return Err(ControlError::Conflict("the article is closed to comments".to_owned()));
        }
        let last = thread.and_then(|thread| thread.comments.last_key_value()).map_or(0, |(id, _)| *id);
        let openid = sent.openid.unwrap_or_else(|| format!("o{}", desk.dice.base64url(27)));
        let written = Written { user_comment_id: last + 1, openid: openid.clone() };
        desk.put_comment(
            place,
            Comment {
                user_comment_id: written.user_comment_id,
                openid,
                create_time: desk.now,
                content: sent.content,
                is_elected: false,
                reply: None,
                state: CommentState::There,
            },
        );
        Ok(written)
    })?;
    shared.save().await?;
    Ok((StatusCode::CREATED, Json(written)))
}

/// A comment that a reader means.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct WrittenBefore {
    appid: String,
    msg_data_id: u64,
    #[serde(default)]
    index: usize,
    user_comment_id: u64,
}

/// `DELETE /_sandbox/comments`: the reader deletes it; the author then meets 88004.
pub(super) async fn take_back(
    State(shared): State<Arc<Shared>>,
    Sent(named): Sent<WrittenBefore>,
) -> Result<StatusCode, ControlError> {
    let place = ArticlePlace { msg_data_id: named.msg_data_id, index: named.index };
    at_desk(&shared, &named.appid, |desk| {
        let thread = desk.holdings.comments.thread(place);
        let comment = thread.and_then(|thread| thread.comments.get(&named.user_comment_id));
        let comment = comment.filter(|comment| comment.state == CommentState::There).cloned();
        let comment = comment.ok_or_else(|| ControlError::NotFound("no such comment".to_owned()))?;
        desk.put_comment(place, Comment { state: CommentState::DeletedByReader, ..comment });
        Ok(())
    })?;
    shared.save().await?;
    Ok(StatusCode::NO_CONTENT)
}

fn at_desk<T>(
    shared: &Shared,
    appid: &str,
    act: impl FnOnce(&mut Desk<'_>) -> Result<T, ControlError>,
) -> Result<T, ControlError> {
    let now = shared.clock.now();
    let mut world = shared.world();
    let mut desk =
        world.desk(appid, now).ok_or_else(|| ControlError::NotFound(format!("no account {appid}")))?;
    act(&mut desk)
}
