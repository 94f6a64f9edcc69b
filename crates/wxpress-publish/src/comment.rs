//! What readers write below an article (docs/reference/wechat-api.md §9.2).

use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use wxpress_wechat::{
    Client, MsgDataId, UserCommentId,
    comment::{CommentKind, CommentPage, CommentedArticle},
    errcode::{COMMENT_NOT_FOUND, MSG_DATA_NOT_FOUND},
    limits::MAX_PAGE_COMMENTS,
};

use crate::{
    account::AccountChoice,
    app::App,
    error::{Error, Result},
    ledger::{self, Intent},
    loose,
    message::Code,
    warning::Warning,
};

/// Comments.
#[derive(Debug, Clone, Copy)]
pub struct Comments<'a>(pub(crate) &'a App);

/// An article that readers comment on.
#[derive(Debug, Clone, Default, Deserialize, IntoParams, ToSchema)]
#[serde(rename_all = "camelCase", default)]
#[into_params(parameter_in = Query)]
pub struct CommentedInput {
    /// The message data: a mass send or a publication gives it.
    #[serde(deserialize_with = "loose::text")]
    pub msg_data_id: Option<String>,
    /// Its article, counted from 0. 0 by default.
    #[serde(deserialize_with = "loose::number")]
    pub index: Option<u64>,
}

/// Which comments.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase", default)]
#[into_params(parameter_in = Query)]
pub struct CommentQuery {
    /// `all` (default), `ordinary` or `elected`.
    #[serde(rename = "type", deserialize_with = "loose::text")]
    pub kind: Option<String>,
    /// Comments to skip. 0 by default.
    #[serde(alias = "offset", deserialize_with = "loose::number")]
    pub begin: Option<u64>,
    /// Comments wanted, 1 to 49. 49 by default.
    #[serde(deserialize_with = "loose::number")]
    pub count: Option<u64>,
}

/// One comment.
#[derive(Debug, Clone, Default, Deserialize, IntoParams, ToSchema)]
#[serde(rename_all = "camelCase", default)]
#[into_params(parameter_in = Query)]
pub struct CommentInput {
    /// The comment.
    #[serde(alias = "userCommentId", deserialize_with = "loose::text")]
    pub comment_id: Option<String>,
}

/// What to do with one comment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CommentAction {
    /// Elects it: readers see it.
    Elect,
    /// Takes that back.
    Unelect,
    /// Deletes it.
    Delete,
    /// Answers it, in place of nobody's answer yet.
    Reply(String),
    /// Deletes the answer.
    DeleteReply,
}

/// A page of comments.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct CommentList {
    /// The comments.
    pub items: Vec<CommentView>,
    /// All comments of this kind.
    pub total_count: u64,
    /// Comments skipped.
    pub offset: u64,
    /// Comments on this page.
    pub item_count: usize,
}

/// A comment.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct CommentView {
    /// Its id.
    pub comment_id: String,
    /// Who wrote it.
    pub openid: Option<String>,
    /// What it says.
    pub content: String,
    /// Whether readers see it.
    pub elected: bool,
    /// Unix seconds.
    pub create_time: i64,
    /// The account's answer.
    pub reply: Option<ReplyView>,
}

/// The account's answer to a comment.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ReplyView {
    /// What it says.
    pub content: String,
    /// Unix seconds.
    pub create_time: i64,
}

impl Comments<'_> {
    /// Opens an article to comments, or closes it.
    pub async fn set_open(&self, choice: &AccountChoice, article: CommentedInput, open: bool) -> Result<()> {
        let (client, article) = (self.0.client(choice).await?, article.into_article()?);
        let changed =
            if open { client.comment().open(&article).await } else { client.comment().close(&article).await };
        changed.map_err(|error| unknown(error, &article, ""))
    }

    /// Lists an article's comments; at most 49 at once, which a warning tells.
    pub async fn list(
        &self,
        choice: &AccountChoice,
        article: CommentedInput,
        query: CommentQuery,
    ) -> Result<(CommentList, Vec<Warning>)> {
        let mut warnings = Vec::new();
        let kind = parse_kind(query.kind.as_deref())?;
        let (max, begin) = (u64::from(MAX_PAGE_COMMENTS), query.begin.unwrap_or(0));
        let asked = query.count.unwrap_or(max);
        if asked > max {
            warnings.push(Warning::new(Code::CountClamped).with("actual", asked).with("limit", max));
        }
        let page = CommentPage::new(begin, asked.min(max)).map_err(|bad| {
            Error::new(Code::TooFew).with("field", "count").with("actual", bad.count).with("min", 1)
        })?;
        let (client, article) = (self.0.client(choice).await?, article.into_article()?);
        let list = client.comment().list(&article, kind, page).await;
        let list = list.map_err(|error| unknown(error, &article, ""))?;
        let items: Vec<_> = list.comment.into_iter().map(view).collect();
        let list = CommentList { total_count: list.total, offset: begin, item_count: items.len(), items };
        Ok((list, warnings))
    }

    /// Elects, deletes or answers one comment, or takes that back.
    pub async fn act(
        &self,
        choice: &AccountChoice,
        article: CommentedInput,
        comment: CommentInput,
        action: CommentAction,
    ) -> Result<()> {
        let article = article.into_article()?;
        let id =
            comment.comment_id.ok_or_else(|| Error::new(Code::MissingField).with("field", "commentId"))?;
        let id = UserCommentId::new(id);
        let client = self.0.client(choice).await?;
        let done = match action {
            CommentAction::Elect => client.comment().elect(&article, &id).await.map_err(Error::from),
            CommentAction::Unelect => client.comment().unelect(&article, &id).await.map_err(Error::from),
            CommentAction::Delete => {
                let (article, id) = (article.clone(), id.clone());
                self.once(&client, "comment/delete", &id.clone(), |client| async move {
                    client.comment().delete(&article, &id).await
                })
                .await
            }
            CommentAction::Reply(text) => {
                let (article, id) = (article.clone(), id.clone());
                self.once(&client, "comment/reply/add", &id.clone(), |client| async move {
                    client.comment().reply(&article, &id, &text).await
                })
                .await
            }
            CommentAction::DeleteReply => {
                let (article, id) = (article.clone(), id.clone());
                self.once(&client, "comment/reply/delete", &id.clone(), |client| async move {
                    client.comment().delete_reply(&article, &id).await
                })
                .await
            }
        };
        done.map_err(|error| unknown(error, &article, id.as_str()))
    }

    async fn once<F>(
        &self,
        client: &Client,
        endpoint: &'static str,
        comment: &UserCommentId,
        call: impl FnOnce(Client) -> F,
    ) -> Result<()>
    where
        F: Future<Output = wxpress_wechat::Result<()>> + Send + 'static,
    {
        let intent = Intent {
            endpoint: endpoint.into(),
            request: comment.as_str().as_bytes().to_vec(),
            subject: comment.to_string(),
        };
        ledger::once(self.0, client, intent, |()| None, call(client.clone())).await
    }
}

impl CommentedInput {
    fn into_article(self) -> Result<CommentedArticle> {
        let id = self.msg_data_id.ok_or_else(|| Error::new(Code::MissingField).with("field", "msgDataId"))?;
        let index = u32::try_from(self.index.unwrap_or(0))
            .map_err(|error| Error::new(Code::InvalidField).with("field", "index").with("problem", error))?;
        Ok(CommentedArticle { msg_data_id: MsgDataId::new(id), index })
    }
}

fn view(comment: wxpress_wechat::comment::Comment) -> CommentView {
    CommentView {
        comment_id: comment.user_comment_id.to_string(),
        openid: comment.openid.map(|openid| openid.to_string()),
        content: comment.content,
        elected: comment.is_elected,
        create_time: comment.create_time,
        reply: comment
            .reply
            .map(|reply| ReplyView { content: reply.content, create_time: reply.create_time }),
    }
}

fn parse_kind(kind: Option<&str>) -> Result<CommentKind> {
    match kind {
        None | Some("" | "all" | "0") => Ok(CommentKind::All),
        Some("ordinary" | "1") => Ok(CommentKind::Ordinary),
        Some("elected" | "2") => Ok(CommentKind::Elected),
        Some(other) => Err(Error::new(Code::InvalidField)
            .with("field", "type")
            .with("problem", format!("{other:?} (all, ordinary, elected)"))),
    }
}

/// Tells an article or a comment that the platform does not know by its id.
fn unknown(error: impl Into<Error>, article: &CommentedArticle, comment: &str) -> Error {
    error
        .into()
        .naming(MSG_DATA_NOT_FOUND, Code::UnknownMsgData, "msg_data_id", article.msg_data_id.as_str())
        .naming(COMMENT_NOT_FOUND, Code::UnknownComment, "comment_id", comment)
}
