//! Schedules: when a draft is handed in for publication.

mod quiet;
mod repeat;
mod when;

pub use quiet::QuietHours;
pub(crate) use repeat::Repeat;
pub(crate) use when::When;

use jiff::tz::TimeZone;

use crate::error::{Error, Result};
use crate::message::Code;

/// When drafts are handed in, as far as their requests do not say.
#[derive(Debug, Clone)]
pub struct Calendar {
    /// Time zone of times that name none; Beijing's by default.
    pub zone: TimeZone,
    /// Hours in which nothing is handed in.
    pub quiet_hours: Option<QuietHours>,
}

/// Name of the time zone where nobody says otherwise: all of China's.
const ZONE: &str = "Asia/Shanghai";

impl Default for Calendar {
    fn default() -> Self {
        Self { zone: TimeZone::get(ZONE).unwrap_or(TimeZone::UTC), quiet_hours: None }
    }
}

/// A time zone by its name in the IANA database, such as `Asia/Shanghai`.
///
/// # Errors
/// [`Code::InvalidField`].
pub fn zone(field: &'static str, name: &str) -> Result<TimeZone> {
    TimeZone::get(name).map_err(|_| {
        Error::new(Code::InvalidField)
            .with("field", field)
            .with("problem", format!("{name:?} (Asia/Shanghai, …)"))
    })
}
