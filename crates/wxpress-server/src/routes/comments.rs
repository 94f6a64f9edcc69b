//! `/api/comment/…`.

use axum::extract::State;
use serde::Deserialize;
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};
use wxpress_publish::{
    AccountChoice, App, Code, Error,
    comment::{CommentAction, CommentInput, CommentList, CommentQuery, CommentedInput},
    loose,
};

use crate::{
    answer::{Answer, Done, Envelope, Failed, Failure, Nothing, OrFail},
    input::Input,
};

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(open))
        .routes(routes!(close))
        .routes(routes!(list))
        .routes(routes!(elect))
        .routes(routes!(unelect))
        .routes(routes!(delete))
        .routes(routes!(reply, delete_reply))
}

/// A comment and its article.
#[derive(ToSchema)]
#[serde(rename_all = "camelCase")]
#[expect(dead_code, reason = "describes the body; its parts are read one by one")]
struct OneComment {
    /// The message data: a mass send or a publication gives it.
    msg_data_id: String,
    /// Its article, counted from 0. 0 by default.
    index: Option<u64>,
    /// The comment.
    comment_id: String,
}

/// An answer to a comment.
#[derive(ToSchema)]
#[serde(rename_all = "camelCase")]
#[expect(dead_code, reason = "describes the body; its parts are read one by one")]
struct CommentReply {
    /// The comment.
    #[schema(inline)]
    #[serde(flatten)]
    comment: OneComment,
    /// What it says.
    content: String,
}

/// What an answer says.
#[derive(Deserialize)]
struct Reply {
    #[serde(default, deserialize_with = "loose::text")]
    content: Option<String>,
}

/// Open an article to comments
#[utoipa::path(post, path = "/comment/open", operation_id = "openComments", tag = "comments", params(AccountChoice),
    request_body = CommentedInput,
    responses((status = 200, body = Envelope<Nothing>), (status = 403, body = Failure), (status = 404, body = Failure)))]
async fn open(State(app): State<App>, input: Input) -> Answer<Nothing> {
    app.comments().set_open(&input.account()?, input.parse()?, true).await.or_fail(input.lang)?;
    Ok(Done::new(Nothing, input.lang))
}

/// Close an article to comments
#[utoipa::path(post, path = "/comment/close", operation_id = "closeComments", tag = "comments", params(AccountChoice),
    request_body = CommentedInput,
    responses((status = 200, body = Envelope<Nothing>), (status = 403, body = Failure), (status = 404, body = Failure)))]
async fn close(State(app): State<App>, input: Input) -> Answer<Nothing> {
    app.comments().set_open(&input.account()?, input.parse()?, false).await.or_fail(input.lang)?;
    Ok(Done::new(Nothing, input.lang))
}

/// List comments
#[utoipa::path(get, path = "/comment/list", operation_id = "listComments", tag = "comments",
    params(CommentedInput, CommentQuery, AccountChoice),
    responses((status = 200, body = Envelope<CommentList>), (status = 403, body = Failure), (status = 404, body = Failure)))]
async fn list(State(app): State<App>, input: Input) -> Answer<CommentList> {
    let listed = app.comments().list(&input.account()?, input.parse()?, input.parse()?).await;
    let (comments, warnings) = listed.or_fail(input.lang)?;
    Ok(Done::new(comments, input.lang).with(warnings))
}

/// Elect a comment
///
/// Readers see elected comments.
#[utoipa::path(post, path = "/comment/elect", operation_id = "electComment", tag = "comments", params(AccountChoice),
    request_body = OneComment,
    responses((status = 200, body = Envelope<Nothing>), (status = 400, body = Failure), (status = 404, body = Failure)))]
async fn elect(State(app): State<App>, input: Input) -> Answer<Nothing> {
    act(app, input, CommentAction::Elect).await
}

/// Take an election back
#[utoipa::path(post, path = "/comment/unelect", operation_id = "unelectComment", tag = "comments", params(AccountChoice),
    request_body = OneComment,
    responses((status = 200, body = Envelope<Nothing>), (status = 400, body = Failure), (status = 404, body = Failure)))]
async fn unelect(State(app): State<App>, input: Input) -> Answer<Nothing> {
    act(app, input, CommentAction::Unelect).await
}

/// Delete a comment
#[utoipa::path(delete, path = "/comment", operation_id = "deleteComment", tag = "comments",
    params(CommentedInput, CommentInput, AccountChoice),
    responses((status = 200, body = Envelope<Nothing>), (status = 400, body = Failure), (status = 404, body = Failure),
        (status = 504, body = Failure)))]
async fn delete(State(app): State<App>, input: Input) -> Answer<Nothing> {
    act(app, input, CommentAction::Delete).await
}

/// Answer a comment
#[utoipa::path(post, path = "/comment/reply", operation_id = "replyToComment", tag = "comments", params(AccountChoice),
    request_body = CommentReply,
    responses((status = 200, body = Envelope<Nothing>), (status = 400, body = Failure), (status = 404, body = Failure),
        (status = 504, body = Failure)))]
async fn reply(State(app): State<App>, input: Input) -> Answer<Nothing> {
    let Reply { content } = input.parse()?;
    let missing = || Failed::new(Error::new(Code::MissingField).with("field", "content"), input.lang);
    let content = content.ok_or_else(missing)?;
    act(app, input, CommentAction::Reply(content)).await
}

/// Delete the answer to a comment
#[utoipa::path(delete, path = "/comment/reply", operation_id = "deleteCommentReply", tag = "comments",
    params(CommentedInput, CommentInput, AccountChoice),
    responses((status = 200, body = Envelope<Nothing>), (status = 400, body = Failure), (status = 404, body = Failure),
        (status = 504, body = Failure)))]
async fn delete_reply(State(app): State<App>, input: Input) -> Answer<Nothing> {
    act(app, input, CommentAction::DeleteReply).await
}

async fn act(app: App, input: Input, action: CommentAction) -> Answer<Nothing> {
    let acted = app.comments().act(&input.account()?, input.parse()?, input.parse()?, action).await;
    acted.or_fail(input.lang)?;
    Ok(Done::new(Nothing, input.lang))
}
