//! The ledger: every call to WeChat that must not be made twice, written down before it is made and again when its
//! outcome is known. After a crash, what is still an intent may or may not have reached WeChat.

mod row;

use jiff::Timestamp;
use sqlx::QueryBuilder;

use crate::{
    CallId, Error, Result, Store,
    columns::{checked, checked_option, now_millis, readable},
    dialect::{executing, reading},
};
use row::CallRow;

/// The columns of a [`CallRow`]. Named one by one, never `*`: a newer version may add a column while this one runs.
macro_rules! columns {
    () => {
        "id, origin, appid, endpoint, request_sha256, subject, state, result, errcode, rid, detail, intent_at, \
         outcome_at"
    };
}

/// Most characters of a [`NewCall::subject`] that are kept.
const SUBJECT_MAX_CHARS: usize = 200;
/// Most characters of each text of a [`CallOutcome`] that are kept.
const OUTCOME_MAX_CHARS: usize = 2_000;
/// Most calls that [`Store::load_calls`] gives at once.
const PAGE_MAX_CALLS: u32 = 200;

/// A call about to be made.
#[derive(Clone, Debug)]
pub struct NewCall {
    /// Origin of the WeChat API, such as `https://api.weixin.qq.com`.
    pub origin: String,
    /// AppID of the account.
    pub appid: String,
    /// Path of the call as WeChat names it, such as `draft/add`.
    pub endpoint: String,
    /// SHA-256 of what the request says.
    pub request_sha256: [u8; 32],
    /// What the call is about, in words for people such as a title. Cut after 200 characters.
    pub subject: String,
}

/// How far a call has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CallState {
    /// Written down, outcome not known: in flight, or its process has died.
    Intent,
    /// WeChat did it.
    Done,
    /// WeChat did not do it.
    Refused,
    /// It may have reached WeChat and no answer came back: to be settled by reading back.
    Unknown,
}

/// How a call ended. Each text is cut after 2,000 characters.
#[derive(Clone, Debug)]
pub struct CallOutcome {
    /// Any state but [`CallState::Intent`].
    pub state: CallState,
    /// What the call made: a `media_id`, a `publish_id`.
    pub result: Option<String>,
    /// `errcode` of the answer.
    pub errcode: Option<i64>,
    /// WeChat's id of the request (docs/reference/wechat-api.md §1.5).
    pub rid: Option<String>,
    /// More words for people.
    pub detail: Option<String>,
}

/// A call in the ledger.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Call {
    /// Id, made by the store.
    pub id: CallId,
    /// As in [`NewCall::origin`].
    pub origin: String,
    /// As in [`NewCall::appid`].
    pub appid: String,
    /// As in [`NewCall::endpoint`].
    pub endpoint: String,
    /// As in [`NewCall::request_sha256`].
    pub request_sha256: [u8; 32],
    /// As in [`NewCall::subject`].
    pub subject: String,
    /// How far it has come.
    pub state: CallState,
    /// As in [`CallOutcome::result`].
    pub result: Option<String>,
    /// As in [`CallOutcome::errcode`].
    pub errcode: Option<i64>,
    /// As in [`CallOutcome::rid`].
    pub rid: Option<String>,
    /// As in [`CallOutcome::detail`].
    pub detail: Option<String>,
    /// When the intent was recorded, in whole milliseconds.
    pub intent_at: Timestamp,
    /// When the last outcome was recorded, in whole milliseconds.
    pub outcome_at: Option<Timestamp>,
}

/// Which calls to load: those that pass every filter that is set.
#[derive(Clone, Copy, Debug)]
pub struct CallFilter<'a> {
    /// Only of this account.
    pub appid: Option<&'a str>,
    /// Only of this endpoint.
    pub endpoint: Option<&'a str>,
    /// Only in this state.
    pub state: Option<CallState>,
    /// Only those recorded before this one: the last of a page opens the next.
    pub before: Option<CallId>,
    /// At most so many, and 200 at most.
    pub limit: u32,
}

impl Default for CallFilter<'_> {
    /// The 200 newest calls.
    fn default() -> Self {
        Self { appid: None, endpoint: None, state: None, before: None, limit: PAGE_MAX_CALLS }
    }
}

impl Store {
    /// Writes down a call before it is made. When this returns, the intent is on the disk.
    ///
    /// Fails with [`Error::Invalid`] where `origin`, `appid` or `endpoint` contains a NUL character.
    pub async fn record_intent(&self, call: NewCall) -> Result<CallId> {
        let id = CallId::new();
        executing!(
            self.pools,
            sqlx::query(
                "INSERT INTO calls (id, origin, appid, endpoint, request_sha256, subject, state, intent_at) \
                 VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
            )
            .bind(id.column())
            .bind(checked("origin", &call.origin)?)
            .bind(checked("appid", &call.appid)?)
            .bind(checked("endpoint", &call.endpoint)?)
            .bind(call.request_sha256.as_slice())
            .bind(readable(&call.subject, SUBJECT_MAX_CHARS))
            .bind(CallState::Intent.column())
            .bind(now_millis())
        );
        Ok(id)
    }

    /// Writes down how a call ended. One that ended [`CallState::Unknown`] may be settled later; one that is done or
    /// refused stays so.
    ///
    /// Fails with [`Error::NotFound`] where no call with this id is open, and with [`Error::Invalid`] where the state
    /// is [`CallState::Intent`].
    pub async fn record_outcome(&self, id: CallId, outcome: CallOutcome) -> Result<()> {
        if outcome.state == CallState::Intent {
            return Err(Error::Invalid { field: "state", reason: "is no outcome" });
        }
        let text = |text: Option<String>| text.map(|text| readable(&text, OUTCOME_MAX_CHARS));
        let (result, rid, detail) = (text(outcome.result), text(outcome.rid), text(outcome.detail));
        let recorded = executing!(
            self.pools,
            sqlx::query(
                "UPDATE calls SET state = $2, result = $3, errcode = $4, rid = $5, detail = $6, \
                 outcome_at = $7 WHERE id = $1 AND state IN ($8, $9)",
            )
            .bind(id.column())
            .bind(outcome.state.column())
            .bind(&result)
            .bind(outcome.errcode)
            .bind(&rid)
            .bind(&detail)
            .bind(now_millis())
            .bind(CallState::Intent.column())
            .bind(CallState::Unknown.column())
        );
        if recorded == 0 {
            return Err(Error::NotFound { what: "open call" });
        }
        Ok(())
    }

    /// The call with this id.
    pub async fn load_call(&self, id: CallId) -> Result<Option<Call>> {
        let row: Option<CallRow> = reading!(self.pools, |db| sqlx::query_as(concat!(
            "SELECT ",
            columns!(),
            " FROM calls WHERE id = $1"
        ))
        .bind(id.column())
        .fetch_optional(db));
        row.map(Call::try_from).transpose()
    }

    /// The calls of an account to one endpoint that said this and whose outcome is not known.
    pub async fn load_open_calls(
        &self,
        origin: &str,
        appid: &str,
        endpoint: &str,
        request_sha256: &[u8; 32],
    ) -> Result<Vec<CallId>> {
        let ids: Vec<String> = reading!(self.pools, |db| sqlx::query_scalar(
            "SELECT id FROM calls \
                 WHERE origin = $1 AND appid = $2 AND endpoint = $3 AND request_sha256 = $4 \
                 AND state IN ($5, $6) ORDER BY id",
        )
        .bind(checked("origin", origin)?)
        .bind(checked("appid", appid)?)
        .bind(checked("endpoint", endpoint)?)
        .bind(request_sha256.as_slice())
        .bind(CallState::Intent.column())
        .bind(CallState::Unknown.column())
        .fetch_all(db));
        ids.iter().map(|id| CallId::from_column("calls.id", id)).collect()
    }

    /// What the last call of an account to one endpoint made that said this and was told to be done.
    pub async fn load_call_result(
        &self,
        origin: &str,
        appid: &str,
        endpoint: &str,
        request_sha256: &[u8; 32],
    ) -> Result<Option<String>> {
        let results: Vec<String> = reading!(self.pools, |db| sqlx::query_scalar(
            "SELECT result FROM calls \
                 WHERE origin = $1 AND appid = $2 AND endpoint = $3 AND request_sha256 = $4 \
                 AND state = $5 AND result IS NOT NULL ORDER BY id DESC LIMIT 1",
        )
        .bind(checked("origin", origin)?)
        .bind(checked("appid", appid)?)
        .bind(checked("endpoint", endpoint)?)
        .bind(request_sha256.as_slice())
        .bind(CallState::Done.column())
        .fetch_all(db));
        Ok(results.into_iter().next())
    }

    /// Whether a call of an account to one endpoint made this, and told so.
    pub async fn has_call_result(
        &self,
        origin: &str,
        appid: &str,
        endpoint: &str,
        result: &str,
    ) -> Result<bool> {
        let count: i64 = reading!(self.pools, |db| sqlx::query_scalar(
            "SELECT COUNT(*) FROM calls \
                 WHERE origin = $1 AND appid = $2 AND endpoint = $3 AND state = $4 AND result = $5",
        )
        .bind(checked("origin", origin)?)
        .bind(checked("appid", appid)?)
        .bind(checked("endpoint", endpoint)?)
        .bind(CallState::Done.column())
        .bind(checked("result", result)?)
        .fetch_one(db));
        Ok(count > 0)
    }

    /// How many calls of an account to one endpoint have made something at WeChat, and so have a result, since an
    /// instant.
    pub async fn count_done_calls(
        &self,
        origin: &str,
        appid: &str,
        endpoint: &str,
        since: Timestamp,
    ) -> Result<u64> {
        let count: i64 = reading!(self.pools, |db| sqlx::query_scalar(
            "SELECT COUNT(*) FROM calls \
                 WHERE origin = $1 AND appid = $2 AND endpoint = $3 AND state = $4 AND intent_at >= $5 \
                 AND result IS NOT NULL",
        )
        .bind(checked("origin", origin)?)
        .bind(checked("appid", appid)?)
        .bind(checked("endpoint", endpoint)?)
        .bind(CallState::Done.column())
        .bind(since.as_millisecond())
        .fetch_one(db));
        Ok(count.cast_unsigned())
    }

    /// The calls that pass the filter, newest first.
    pub async fn load_calls(&self, filter: CallFilter<'_>) -> Result<Vec<Call>> {
        let texts = [
            (" AND appid = ", checked_option("appid", filter.appid)?.map(str::to_owned)),
            (" AND endpoint = ", checked_option("endpoint", filter.endpoint)?.map(str::to_owned)),
            (" AND state = ", filter.state.map(|state| state.column().to_owned())),
            (" AND id < ", filter.before.map(CallId::column)),
        ];
        let limit = i64::from(filter.limit.min(PAGE_MAX_CALLS));
        let rows: Vec<CallRow> = reading!(self.pools, |db| async {
            let mut query = QueryBuilder::new(concat!("SELECT ", columns!(), " FROM calls WHERE TRUE"));
            for (condition, value) in texts {
                if let Some(value) = value {
                    query.push(condition).push_bind(value);
                }
            }
            query.push(" ORDER BY id DESC LIMIT ").push_bind(limit);
            query.build_query_as().fetch_all(db).await
        });
        rows.into_iter().map(Call::try_from).collect()
    }
}
