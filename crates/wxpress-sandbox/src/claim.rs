//! Whose call a request says it is, before anything of it is checked.

use std::sync::Arc;

use crate::api::{self, Handler};
use crate::body::Received;
use crate::json::{Reading, parse_object};
use crate::knobs::Knobs;
use crate::query::Query;
use crate::shared::Shared;

/// The account that a request names by its token, or by the appid that it brings with a secret.
#[derive(Debug)]
pub(crate) struct Claim {
    /// May name an account that there is not.
    pub(crate) appid: Option<String>,
    /// How that account is set; the defaults when there is none.
    pub(crate) knobs: Arc<Knobs>,
}

impl Claim {
    pub(crate) fn of(shared: &Shared, path: &str, query: &Query, body: &Received) -> Self {
        let brings_credentials =
            api::find(path).is_some_and(|endpoint| matches!(endpoint.handler, Handler::Open(_)));
        let named = if brings_credentials {
            query.value("appid").map(str::to_owned).or_else(|| appid_in(body))
        } else {
            None
        };
        let world = shared.world();
        let by_token = || {
            let record = world.tokens.get(query.value("access_token")?)?;
            Some(record.appid.clone())
        };
        let appid = named.or_else(by_token);
        let member = appid.as_ref().and_then(|appid| world.members.get(appid));
        let knobs = member.map(|member| Arc::clone(&member.account.knobs)).unwrap_or_default();
        Self { appid, knobs }
    }
}

/// The appid in a JSON body or a form.
fn appid_in(body: &Received) -> Option<String> {
    let Received::Whole(body) = body else { return None };
    if body.first() == Some(&b'{') {
        let (object, _) = parse_object(body, Reading::default())?;
        return Some(object.get("appid")?.as_str()?.to_owned());
    }
    Query::parse(&String::from_utf8_lossy(body)).value("appid").map(str::to_owned)
}
