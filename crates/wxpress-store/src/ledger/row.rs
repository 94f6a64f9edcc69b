//! A call as it is stored.

use crate::{Call, CallId, CallState, Error, Result, columns::timestamp};

#[derive(sqlx::FromRow)]
pub(super) struct CallRow {
    id: String,
    origin: String,
    appid: String,
    endpoint: String,
    request_sha256: Vec<u8>,
    subject: String,
    state: String,
    result: Option<String>,
    errcode: Option<i64>,
    rid: Option<String>,
    detail: Option<String>,
    intent_at: i64,
    outcome_at: Option<i64>,
}

impl TryFrom<CallRow> for Call {
    type Error = Error;

    fn try_from(row: CallRow) -> Result<Self> {
        Ok(Self {
            id: CallId::from_column("calls.id", &row.id)?,
            origin: row.origin,
            appid: row.appid,
            endpoint: row.endpoint,
            request_sha256: row
                .request_sha256
                .try_into()
                .map_err(|_| Error::Corrupt { column: "calls.request_sha256" })?,
            subject: row.subject,
            state: CallState::from_column(&row.state)?,
            result: row.result,
            errcode: row.errcode,
            rid: row.rid,
            detail: row.detail,
            intent_at: timestamp("calls.intent_at", row.intent_at)?,
            outcome_at: row.outcome_at.map(|at| timestamp("calls.outcome_at", at)).transpose()?,
        })
    }
}

impl CallState {
    pub(super) fn column(self) -> &'static str {
        match self {
            Self::Intent => "intent",
            Self::Done => "done",
            Self::Refused => "refused",
            Self::Unknown => "unknown",
        }
    }

    fn from_column(text: &str) -> Result<Self> {
        [Self::Intent, Self::Done, Self::Refused, Self::Unknown]
            .into_iter()
            .find(|state| state.column() == text)
            .ok_or(Error::Corrupt { column: "calls.state" })
    }
}
