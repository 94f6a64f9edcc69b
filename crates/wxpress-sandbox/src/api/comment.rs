//! Readers' comments (docs/reference/wechat-api.md §9.2).

mod reply;

pub(super) use reply::{add as reply_add, delete as reply_delete};

use serde::Serialize;
use serde_json::{Map, Value};

use super::Call;
use super::paging::number_field;
use crate::answer::{Answer, Refusal, Reply};
use crate::errcode::Errcode;
use crate::world::Desk;
use crate::world::comment::{ArticlePlace, Comment, CommentState, Commentable};

/// Lists of this many comments are refused.
const LIST_END: usize = 50;

/// Which article a call is about; `index` counts from 0, and none is the first.
fn parse_place(body: &Map<String, Value>) -> Result<ArticlePlace, Refusal> {
    let natural = |name| number_field(body, name).map(|number| u64::try_from(number).ok());
    let msg_data_id = natural("msg_data_id")?.ok_or(Errcode::NO_MSG_DATA)?;
    let index =
        natural("index")?.and_then(|index| usize::try_from(index).ok()).ok_or(Errcode::NO_MSG_DATA)?;
    Ok(ArticlePlace { msg_data_id, index })
}

impl Desk<'_> {
    /// An account without comments is 88000, an unknown or deleted article 88001, a banned one 88002.
    fn check_place(&self, place: ArticlePlace) -> Result<(), Refusal> {
        if !self.account.has_comments() {
            return Err(Errcode::NO_COMMENT_PRIVILEGE.into());
        }
        match self.commentable(place) {
            Commentable::Article(_) => Ok(()),
            Commentable::Banned => Err(Errcode::ARTICLE_LIMITED.into()),
            Commentable::Nothing => Err(Errcode::NO_MSG_DATA.into()),
        }
    }

    /// The comment that a body names: unknown or deleted by the owner is 88008, deleted by its reader 88004.
    fn find_comment(&self, place: ArticlePlace, body: &Map<String, Value>) -> Result<Comment, Refusal> {
        self.check_place(place)?;
        let user_comment_id = u64::try_from(number_field(body, "user_comment_id")?).unwrap_or_default();
        let thread = self.holdings.comments.thread(place);
        let comment = thread.and_then(|thread| thread.comments.get(&user_comment_id));
        let comment = comment.ok_or(Errcode::NO_COMMENT)?;
        match comment.state {
            CommentState::There => Ok(comment.clone()),
            CommentState::DeletedByReader => Err(Errcode::COMMENT_DELETED_BY_USER.into()),
            CommentState::DeletedByOwner => Err(Errcode::NO_COMMENT.into()),
        }
    }
}

/// Changes the comment that a body names.
fn change(
    call: &Call<'_>,
    body: &Map<String, Value>,
    act: impl FnOnce(&Desk<'_>, ArticlePlace, &mut Comment) -> Result<(), Refusal>,
) -> Reply {
    let place = parse_place(body)?;
    call.at_desk(|desk| {
        let mut comment = desk.find_comment(place, body)?;
        act(desk, place, &mut comment)?;
        desk.put_comment(place, comment);
        Ok(Answer::ok())
    })
}

/// `POST /cgi-bin/comment/open`
pub(super) fn open(call: &mut Call<'_>, body: &Map<String, Value>) -> Reply {
    switch(call, body, true)
}

/// `POST /cgi-bin/comment/close`
pub(super) fn close(call: &mut Call<'_>, body: &Map<String, Value>) -> Reply {
    switch(call, body, false)
}

fn switch(call: &Call<'_>, body: &Map<String, Value>, open: bool) -> Reply {
    let place = parse_place(body)?;
    call.at_desk(|desk| {
        desk.check_place(place)?;
        desk.switch_comments(place, open);
        Ok(Answer::ok())
    })
}

#[derive(Serialize)]
struct ListAnswer {
    errcode: i32,
    errmsg: &'static str,
    /// Of all that the type lets through.
    total: usize,
    comment: Vec<CommentItem>,
}

#[derive(Serialize)]
struct CommentItem {
    user_comment_id: u64,
    openid: String,
    create_time: i64,
    content: String,
    /// 1 when it is elected.
    comment_type: u8,
    #[serde(skip_serializing_if = "Option::is_none")]
    reply: Option<ReplyItem>,
}

#[derive(Serialize)]
struct ReplyItem {
    content: String,
    create_time: i64,
}

impl From<&Comment> for CommentItem {
    fn from(comment: &Comment) -> Self {
        Self {
            user_comment_id: comment.user_comment_id,
            openid: comment.openid.clone(),
            create_time: comment.create_time.as_second(),
            content: comment.content.clone(),
            comment_type: comment.is_elected.into(),
            reply: comment.reply.as_ref().map(|reply| ReplyItem {
                content: reply.content.clone(),
                create_time: reply.create_time.as_second(),
            }),
        }
    }
}

/// `POST /cgi-bin/comment/list`: newest first; a type of 0 lets all through, 1 the ordinary, 2 the elected ones.
pub(super) fn list(call: &mut Call<'_>, body: &Map<String, Value>) -> Reply {
    let place = parse_place(body)?;
    let natural = |name| -> Result<usize, Refusal> {
        usize::try_from(number_field(body, name)?).map_err(|_| Errcode::COUNT_RANGE_ERROR.into())
    };
    let (begin, count) = (natural("begin")?, natural("count")?);
    if !(1..LIST_END).contains(&count) {
        return Err(Errcode::COUNT_RANGE_ERROR.into());
    }
    let elected = match number_field(body, "type")? {
        0 => None,
        1 => Some(false),
        2 => Some(true),
        _ => return Err(Errcode::INVALID_ARGS.into()),
    };
    call.at_desk(|desk| {
        desk.check_place(place)?;
        let thread = desk.holdings.comments.thread(place);
        let comments = || {
            let all = thread.into_iter().flat_map(|thread| thread.comments.values().rev());
            all.filter(|comment| comment.state == CommentState::There)
                .filter(|comment| elected.is_none_or(|elected| comment.is_elected == elected))
        };
        Answer::json(&ListAnswer {
            errcode: 0,
            errmsg: "ok",
            total: comments().count(),
            comment: comments().skip(begin).take(count).map(CommentItem::from).collect(),
        })
    })
}

/// `POST /cgi-bin/comment/markelect`: one above the `elected_comments_max` of an article is 88003.
pub(super) fn markelect(call: &mut Call<'_>, body: &Map<String, Value>) -> Reply {
    change(call, body, |desk, place, comment| {
        let thread = desk.holdings.comments.thread(place);
        let elected = thread.into_iter().flat_map(|thread| thread.comments.values());
        let elected = elected.filter(|other| {
            other.is_elected
                && other.state == CommentState::There
                && other.user_comment_id != comment.user_comment_id
        });
        if elected.count() >= desk.account.knobs.elected_comments_max {
            return Err(Errcode::ELECTED_COMMENT_LIMIT.into());
        }
        comment.is_elected = true;
        Ok(())
    })
}

/// `POST /cgi-bin/comment/unmarkelect`
pub(super) fn unmarkelect(call: &mut Call<'_>, body: &Map<String, Value>) -> Reply {
    change(call, body, |_, _, comment| {
        comment.is_elected = false;
        Ok(())
    })
}

/// `POST /cgi-bin/comment/delete`
pub(super) fn delete(call: &mut Call<'_>, body: &Map<String, Value>) -> Reply {
    change(call, body, |_, _, comment| {
        comment.state = CommentState::DeletedByOwner;
        Ok(())
    })
}
