//! [`Error`]: what went wrong, on which endpoint, and whether the call may have taken effect.

mod class;
pub(crate) mod errmsg;

use std::{error::Error as StdError, fmt, sync::Arc};

pub use class::ErrorClass;

use crate::errcode;

/// Result of a call.
pub type Result<T> = std::result::Result<T, Error>;

/// A call that failed. Cheap to clone: those who waited for one shared call share its error.
#[derive(Clone)]
pub struct Error(Arc<Inner>);

struct Inner {
    endpoint: String,
    repeatable: bool,
    token_call: bool,
    kind: ErrorKind,
    source: Option<Box<dyn StdError + Send + Sync>>,
}

/// How a call failed.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum ErrorKind {
    /// This side cannot make the call: bad base URL, no CA bundle.
    Config(String),
    /// The file to send cannot be read.
    File(String),
    /// No whole answer came back.
    Transport {
        /// Whether the request can have reached the platform.
        sent: Sent,
        /// Whether time ran out.
        timeout: bool,
    },
    /// An HTTP status other than 2xx; the platform's own verdicts come with 200
    /// (docs/reference/wechat-api.md §1.2).
    Status(u16),
    /// The answer is not what the endpoint answers; says why.
    Decode(String),
    /// The platform refused the call.
    Api(ApiError),
}

/// Whether a request can have reached the platform.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sent {
    /// Certainly not.
    No,
    /// Perhaps, wholly or in part.
    Maybe,
}

/// A refusal of the platform, its `errmsg` taken apart (docs/reference/wechat-api.md §1.5).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApiError {
    /// `errcode`, never 0. The only thing to match on.
    pub errcode: i64,
    /// The platform's words without the suffixes.
    pub text: String,
    /// The token in `hint: […]`.
    pub trace_hint: Option<String>,
    /// The request id, for `openapi/rid/get` and the platform's support.
    pub rid: Option<String>,
}

impl ApiError {
    pub(crate) fn new(errcode: i64, errmsg: &str) -> Self {
        let errmsg::ErrMsg { text, trace_hint, rid } = errmsg::parse(errmsg);
        Self { errcode, text, trace_hint, rid }
    }
}

impl Error {
    /// An error of a call to `endpoint`.
    pub(crate) fn new(endpoint: &str, repeatable: bool, token_call: bool, kind: ErrorKind) -> Self {
        Self(Arc::new(Inner { endpoint: endpoint.to_owned(), repeatable, token_call, kind, source: None }))
    }

    /// This side cannot do what was asked; `what` names the setting or the file.
    pub(crate) fn config(endpoint: &str, what: impl Into<String>) -> Self {
        Self::new(endpoint, true, false, ErrorKind::Config(what.into()))
    }

    pub(crate) fn with_source(self, source: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        let Inner { endpoint, repeatable, token_call, kind, .. } = &*self.0;
        Self(Arc::new(Inner {
            endpoint: endpoint.clone(),
            repeatable: *repeatable,
            token_call: *token_call,
            kind: kind.clone(),
            source: Some(source.into()),
        }))
    }

    /// The same error of a call whose path is known only now.
    pub(crate) fn at(self, endpoint: &str) -> Self {
        let Inner { repeatable, token_call, kind, .. } = &*self.0;
        Self::new(endpoint, *repeatable, *token_call, kind.clone()).with_source(self)
    }

    /// The endpoint called, such as `draft/add`.
    pub fn endpoint(&self) -> &str {
        &self.0.endpoint
    }

    /// How the call failed.
    pub fn kind(&self) -> &ErrorKind {
        &self.0.kind
    }

    /// The platform's refusal, if that is what it is.
    pub fn api(&self) -> Option<&ApiError> {
        match self.kind() {
            ErrorKind::Api(api) => Some(api),
            _ => None,
        }
    }

    /// The platform's error code, if it sent one.
    pub fn errcode(&self) -> Option<i64> {
        self.api().map(|api| api.errcode)
    }

    /// Meaning and remedy of the platform's code, if it sent a known one.
    pub fn meaning(&self) -> Option<&'static errcode::Row> {
        self.errcode().and_then(errcode::find)
    }

    /// What kind of trouble this is. A failed call that is not repeatable is
    /// [`Ambiguous`](ErrorClass::Ambiguous) wherever its effect cannot be excluded.
    pub fn class(&self) -> ErrorClass {
        let undecided = if self.0.repeatable { ErrorClass::Unavailable } else { ErrorClass::Ambiguous };
        match self.kind() {
            ErrorKind::Config(_) | ErrorKind::File(_) => ErrorClass::Config,
            ErrorKind::Transport { sent: Sent::Maybe, .. } | ErrorKind::Decode(_) => undecided,
            ErrorKind::Status(status) if *status >= 500 => undecided,
            ErrorKind::Transport { sent: Sent::No, .. } | ErrorKind::Status(_) => ErrorClass::Unavailable,
            ErrorKind::Api(api) => match ErrorClass::of_api(api, self.0.token_call) {
                // "Busy" does not say whether the work was done first.
                ErrorClass::Busy if !self.0.repeatable => ErrorClass::Ambiguous,
                class => class,
            },
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: ", self.0.endpoint)?;
        match self.kind() {
            ErrorKind::Config(what) | ErrorKind::File(what) => f.write_str(what),
            ErrorKind::Transport { timeout: true, .. } => f.write_str("timed out"),
            ErrorKind::Transport { sent: Sent::No, .. } => f.write_str("cannot connect"),
            ErrorKind::Transport { sent: Sent::Maybe, .. } => {
                f.write_str("connection broke before a whole answer came")
            }
            ErrorKind::Status(status) => write!(f, "answered HTTP {status}"),
            ErrorKind::Decode(why) => write!(f, "unexpected answer: {why}"),
            ErrorKind::Api(api) => {
                write!(f, "{} {}", api.errcode, api.text)?;
                match &api.rid {
                    Some(rid) => write!(f, " (rid {rid})"),
                    None => Ok(()),
                }
            }
        }
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Error")
            .field("endpoint", &self.0.endpoint)
            .field("kind", &self.0.kind)
            .field("class", &self.class())
            .field("source", &self.0.source)
            .finish()
    }
}

impl StdError for Error {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.0.source.as_deref().map(|source| source as &(dyn StdError + 'static))
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case(ErrorKind::Transport { sent: Sent::No, timeout: false }, ErrorClass::Unavailable, ErrorClass::Unavailable)]
    #[case(ErrorKind::Transport { sent: Sent::Maybe, timeout: true }, ErrorClass::Unavailable, ErrorClass::Ambiguous)]
    #[case(ErrorKind::Status(502), ErrorClass::Unavailable, ErrorClass::Ambiguous)]
    #[case(ErrorKind::Status(412), ErrorClass::Unavailable, ErrorClass::Unavailable)]
    #[case(ErrorKind::Decode("html".into()), ErrorClass::Unavailable, ErrorClass::Ambiguous)]
    #[case(ErrorKind::Api(ApiError::new(-1, "system error")), ErrorClass::Busy, ErrorClass::Ambiguous)]
    #[case(ErrorKind::Api(ApiError::new(45003, "title")), ErrorClass::InvalidInput, ErrorClass::InvalidInput)]
    fn doubt_is_ambiguous_only_where_a_repeat_would_do_harm(
        #[case] kind: ErrorKind,
        #[case] repeatable: ErrorClass,
        #[case] once: ErrorClass,
    ) {
        assert_eq!(Error::new("draft/get", true, false, kind.clone()).class(), repeatable);
        assert_eq!(Error::new("draft/add", false, false, kind).class(), once);
    }
}
