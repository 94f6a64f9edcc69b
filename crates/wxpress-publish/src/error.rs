//! [`Error`]: a failure that a person can act on.

use std::{
    error::Error as StdError,
    fmt::{self, Display},
};

use wxpress_wechat::{ErrorClass, ErrorKind};

use crate::{
    job::Problem,
    message::{Args, Code, Filled, Kind, Lang},
};

/// Result of an application call.
pub type Result<T> = std::result::Result<T, Error>;

/// What failed, why, and what to do: a stable code with its texts, and the platform's refusal if there was one.
#[derive(Debug)]
pub struct Error(Box<Inner>);

#[derive(Debug)]
struct Inner {
    code: Code,
    /// What it is about, where there are several of the kind.
    subject: Option<String>,
    args: Args,
    /// The words and codes of a failure that was kept.
    kept: Option<Problem>,
    platform: Option<wxpress_wechat::Error>,
    source: Option<Box<dyn StdError + Send + Sync>>,
}

impl Error {
    /// A failure of this kind.
    pub fn new(code: Code) -> Self {
        Self(Box::new(Inner {
            code,
            subject: None,
            args: Vec::new(),
            kept: None,
            platform: None,
            source: None,
        }))
    }

    /// Puts `value` into the text's `{name}`.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Display) -> Self {
        self.0.args.push((name, value.to_string()));
        self
    }

    /// A failure that was kept with a job.
    pub(crate) fn kept(problem: Problem) -> Self {
        let mut error = Self::new(problem.code().unwrap_or(Code::Internal));
        error.0.kept = Some(problem);
        error
    }

    /// Says what it is about, where there are several of the kind.
    #[must_use]
    pub(crate) fn about(mut self, subject: String) -> Self {
        self.0.subject = Some(subject);
        self
    }

    /// Keeps the cause for the log.
    #[must_use]
    pub fn because(mut self, source: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        self.0.source = Some(source.into());
        self
    }

    /// The failure of a call whose end is unknown; `call` is its number in the ledger.
    pub(crate) fn outcome_unknown(error: wxpress_wechat::Error, call: impl Display) -> Self {
        let mut unknown = Self::new(Code::OutcomeUnknown)
            .with("endpoint", error.endpoint())
            .with("problem", problem(&error))
            .with("call", call);
        unknown.0.platform = Some(error);
        unknown
    }

    /// The same refusal of the platform under a code that says more.
    #[must_use]
    pub(crate) fn recoded(mut self, code: Code) -> Self {
        self.0.code = code;
        self
    }

    /// The same refusal under a code that names what is unknown, where the platform's is `errcode`; `id` goes into the
    /// text's `{name}`.
    #[must_use]
    pub(crate) fn naming(self, errcode: i64, code: Code, name: &'static str, id: &str) -> Self {
        if self.errcode() == Some(errcode) { self.recoded(code).with(name, id) } else { self }
    }

    /// Its stable name.
    pub fn code(&self) -> Code {
        self.0.code
    }

    /// Whether the same call may go through later, by itself.
    pub(crate) fn is_passing(&self) -> bool {
        matches!(
            self.code(),
            Code::WechatBusy
                | Code::WechatUnreachable
                | Code::WechatTimeout
                | Code::WechatGarbage
                | Code::TokenRefused
                | Code::RateLimited
                | Code::StoreUnavailable
        )
    }

    /// What kind of failure it is.
    pub fn kind(&self) -> Kind {
        self.0.code.kind()
    }

    /// What failed and why.
    pub fn message(&self, lang: Lang) -> String {
        if let Some(kept) = &self.0.kept {
            return kept.clone().view(lang).error;
        }
        let text = self.0.code.template(lang);
        let message = match &self.0.platform {
            Some(error) => {
                let mut args = self.0.args.clone();
                args.push(("meaning", meaning(error, lang)));
                Filled(text, &args).to_string()
            }
            None => Filled(text, &self.0.args).to_string(),
        };
        match (&self.0.subject, lang) {
            (Some(subject), Lang::Zh) => format!("{subject}：{message}"),
            (Some(subject), Lang::En) => format!("{subject}: {message}"),
            (None, _) => message,
        }
    }

    /// What to do; `None` where the message says it all.
    pub fn hint(&self, lang: Lang) -> Option<String> {
        if let Some(kept) = &self.0.kept {
            return kept.clone().view(lang).hint;
        }
        let own = Filled(self.0.code.hint(lang), &self.0.args).to_string();
        if !own.is_empty() {
            return Some(own);
        }
        let row = self.0.platform.as_ref()?.meaning()?;
        Some(match lang {
            Lang::Zh => row.remedy_zh.to_owned(),
            Lang::En => row.remedy_en.to_owned(),
        })
    }

    /// The platform's error code.
    pub fn errcode(&self) -> Option<i64> {
        match &self.0.kept {
            Some(kept) => kept.errcode,
            None => self.0.platform.as_ref()?.errcode(),
        }
    }

    /// The platform's request id.
    pub fn rid(&self) -> Option<&str> {
        match &self.0.kept {
            Some(kept) => kept.rid.as_deref(),
            None => self.0.platform.as_ref()?.api()?.rid.as_deref(),
        }
    }
}

/// `标题过长（45003 title size out of limit）`.
fn meaning(error: &wxpress_wechat::Error, lang: Lang) -> String {
    let Some(api) = error.api() else { return problem(error) };
    match (error.meaning(), lang) {
        (Some(row), Lang::Zh) => format!("{}（{} {}）", row.meaning_zh, api.errcode, api.text),
        (Some(row), Lang::En) => format!("{} ({} {})", row.meaning_en, api.errcode, api.text),
        (None, _) => format!("{} {}", api.errcode, api.text),
    }
}

/// What went wrong below the platform's verdict, without the endpoint's name.
fn problem(error: &wxpress_wechat::Error) -> String {
    match error.kind() {
        ErrorKind::Status(status) => format!("HTTP {status}"),
        ErrorKind::Decode(why) | ErrorKind::Config(why) | ErrorKind::File(why) => why.clone(),
        ErrorKind::Api(api) => format!("{} {}", api.errcode, api.text),
        _ => {
            let mut innermost: &dyn StdError = error;
            while let Some(source) = innermost.source() {
                innermost = source;
            }
            innermost.to_string()
        }
    }
}

impl From<wxpress_wechat::Error> for Error {
    fn from(error: wxpress_wechat::Error) -> Self {
        let code = match error.class() {
            ErrorClass::TokenExpired => Code::TokenRefused,
            ErrorClass::Credential => Code::BadCredential,
            ErrorClass::IpNotAllowed(_) => Code::IpNotAllowed,
            ErrorClass::RateLimited => Code::RateLimited,
            ErrorClass::QuotaExhausted => Code::QuotaExhausted,
            ErrorClass::Permission => Code::NotPermitted,
            ErrorClass::InvalidInput => Code::RefusedByWechat,
            ErrorClass::NotFound => Code::NotFound,
            ErrorClass::Busy => Code::WechatBusy,
            ErrorClass::Config => match error.kind() {
                ErrorKind::File(_) => Code::CannotSpool,
                _ => Code::Misconfigured,
            },
            ErrorClass::Ambiguous => Code::OutcomeUnknown,
            ErrorClass::Unavailable => match error.kind() {
                ErrorKind::Transport { timeout: true, .. } => Code::WechatTimeout,
                ErrorKind::Transport { .. } => Code::WechatUnreachable,
                _ => Code::WechatGarbage,
            },
            _ => Code::UnknownErrcode,
        };
        let mut failure = Self::new(code).with("problem", problem(&error)).with("endpoint", error.endpoint());
        if let ErrorClass::IpNotAllowed(ip) = error.class() {
            failure = failure.with("ip", ip.map(|ip| ip.to_string()).unwrap_or_default());
        }
        if let Some(api) = error.api() {
            failure = failure.with("errcode", api.errcode).with("text", &api.text);
        }
        failure.0.platform = Some(error);
        failure
    }
}

impl From<wxpress_store::Error> for Error {
    fn from(error: wxpress_store::Error) -> Self {
        use wxpress_store::Error as Store;
        match error {
            Store::Conflict { field } => {
                Self::new(Code::AccountExists).with("field", field).with("id", "{id}")
            }
            Store::Invalid { field, reason } => {
                Self::new(Code::InvalidField).with("field", field).with("problem", reason)
            }
            other => Self::new(Code::StoreUnavailable).because(other),
        }
    }
}

impl From<wxpress_image::Error> for Error {
    fn from(error: wxpress_image::Error) -> Self {
        use wxpress_image::Error as Image;
        let failure = match &error {
            Image::UnknownFormat | Image::Unsupported { .. } => Self::new(Code::NotAPicture),
            Image::TooManyPixels { width, height, .. } => {
                Self::new(Code::PictureTooLarge).with("actual", format!("{width} × {height}"))
            }
            Image::NoCover { width, height } => {
                Self::new(Code::NotACover).with("actual", format!("{width} × {height}"))
            }
            Image::TooComplex { .. } => Self::new(Code::PictureTooComplex),
            Image::Damaged { reason, .. } => Self::new(Code::DamagedPicture).with("problem", reason.trim()),
            other => Self::new(Code::DamagedPicture).with("problem", other),
        };
        failure.because(error)
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.code(), self.message(Lang::En))
    }
}

impl StdError for Error {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        match (&self.0.source, &self.0.platform) {
            (Some(source), _) => Some(source.as_ref()),
            (None, Some(platform)) => Some(platform),
            (None, None) => None,
        }
    }
}
