//! The way a call takes: path, verb, token, account, permission, quotas, body, fields
//! (docs/reference/wechat-api.md §1.6).

use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::header::{CONTENT_TYPE, TRANSFER_ENCODING};
use http::{HeaderMap, Method};
use jiff::Timestamp;

use crate::answer::{Answer, Refusal, Reply};
use crate::api::upload::{Rejection, take_in};
use crate::api::upload_video;
use crate::api::{self, Call, Endpoint, Entrance, Handler, Label, Service, Verb, Work};
use crate::body::Received;
use crate::claim::Claim;
use crate::errcode::Errcode;
use crate::query::Query;
use crate::shared::Shared;
use crate::world::account::Standing;
use crate::world::token::TokenState;

/// A request to the API.
#[derive(Debug)]
pub(crate) struct Asked {
    pub(crate) method: Method,
    pub(crate) path: String,
    pub(crate) query: Query,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Received,
    pub(crate) claim: Claim,
    pub(crate) client: IpAddr,
    pub(crate) now: Timestamp,
}

/// What came of it.
#[derive(Debug)]
pub(crate) struct Verdict {
    pub(crate) result: Result<Answer, Rejection>,
    pub(crate) label: Label,
    pub(crate) warnings: Vec<String>,
}

impl Verdict {
    /// Refused before the call did anything.
    fn early(service: Service, refusal: impl Into<Refusal>) -> Self {
        let (label, refusal) = service.refuse_early(refusal.into());
        Self { result: Err(Rejection::Refusal(refusal)), label, warnings: Vec::new() }
    }

    /// What a service made of a call.
    fn of(service: Service, result: Result<Answer, Rejection>, warnings: Vec<String>) -> Self {
        let result = result.map_err(|rejection| match rejection {
            Rejection::Refusal(refusal) => Rejection::Refusal(service.word(refusal)),
            Rejection::PreconditionFailed => Rejection::PreconditionFailed,
        });
        Self { result, label: service.label(), warnings }
    }
}

/// Answers a request.
pub(crate) async fn pass(shared: &Shared, asked: &Asked) -> Verdict {
    let knobs = &asked.claim.knobs;
    if knobs.latency_ms > 0 {
        tokio::time::sleep(Duration::from_millis(knobs.latency_ms)).await;
    }
    if is_chunked(&asked.headers) && !knobs.accept_chunked {
        return Verdict::of(Service::Gateway, Err(Rejection::PreconditionFailed), Vec::new());
    }
    let Some(endpoint) = api::find(&asked.path) else {
        return Verdict::early(Service::Gateway, Errcode::INVALID_URL);
    };
    let service = endpoint.service;
    if let Some(errcode) = wrong_verb(endpoint.verb, &asked.method) {
        return Verdict::early(service, errcode);
    }
    if knobs.system_error_per_mille > 0 && knobs.system_error_per_mille > shared.world().dice.below(1000) {
        return Verdict::early(service, Errcode::SYSTEM_ERROR);
    }
    let work = match endpoint.handler {
        Handler::Open(handler) => {
            return Verdict::of(service, open(shared, asked, endpoint, handler), Vec::new());
        }
        Handler::Token(work) => work,
    };
    match admit(shared, asked, endpoint) {
        Ok(mut call) => {
            let result = run(&mut call, asked, work).await;
            Verdict::of(service, result, call.warnings)
        }
        Err(refusal) => Verdict::early(service, refusal),
    }
}

fn wrong_verb(verb: Verb, method: &Method) -> Option<Errcode> {
    match (verb, method) {
        (Verb::Get | Verb::Either, &Method::GET | &Method::HEAD)
        | (Verb::Post | Verb::Either, &Method::POST) => None,
        (Verb::Get, _) => Some(Errcode::REQUIRE_GET),
        (Verb::Post | Verb::Either, _) => Some(Errcode::REQUIRE_POST),
    }
}

/// The gateway takes no body of unknown length, JSON included, and refuses it before it looks at anything else
/// (docs/reference/wechat-api.md §1.2).
fn is_chunked(headers: &HeaderMap) -> bool {
    headers.contains_key(TRANSFER_ENCODING)
}

fn open(
    shared: &Shared,
    asked: &Asked,
    endpoint: &'static Endpoint,
    handler: fn(&Entrance<'_>) -> Reply,
) -> Result<Answer, Rejection> {
    let Received::Whole(body) = &asked.body else { return Err(Errcode::DATA_FORMAT_ERROR.into()) };
    let (query, client, now) = (&asked.query, asked.client, asked.now);
    Ok(handler(&Entrance { shared, endpoint, query, body, client, now })?)
}

/// From the token to the quotas.
fn admit<'a>(shared: &'a Shared, asked: &'a Asked, endpoint: &Endpoint) -> Result<Call<'a>, Refusal> {
    let token = asked.query.value("access_token").ok_or(Errcode::ACCESS_TOKEN_MISSING)?;
    let mut world = shared.world();
    let record = world.tokens.get(token).ok_or(Errcode::INVALID_CREDENTIAL)?;
    match record.state(asked.now) {
        TokenState::Good => {}
        TokenState::Superseded => return Err(Errcode::INVALID_CREDENTIAL.into()),
        TokenState::Expired => return Err(Errcode::ACCESS_TOKEN_EXPIRED.into()),
    }
    let appid = record.appid.clone();
    let mut desk = world.desk(&appid, asked.now).ok_or(Errcode::INVALID_CREDENTIAL)?;
    match desk.account.standing {
        Standing::Normal => {}
        Standing::Frozen => return Err(Errcode::USER_LIMITED.into()),
        Standing::Punished => return Err(Errcode::API_FORBIDDEN.into()),
    }
    desk.account.check_permission(endpoint.permission)?;
    desk.count(endpoint)?;
    let knobs = Arc::clone(&desk.account.knobs);
    let biz = desk.account.identity.biz.clone();
    Ok(Call { shared, query: &asked.query, appid, biz, knobs, now: asked.now, warnings: Vec::new() })
}

/// From the body on.
async fn run(call: &mut Call<'_>, asked: &Asked, work: Work) -> Result<Answer, Rejection> {
    match work {
        Work::Bodyless(handler) => Ok(handler(call)?),
        Work::Json(handler) => {
            let body = whole(&asked.body, Errcode::CONTENT_SIZE_OUT_OF_LIMIT)?;
            if body.is_empty() {
                return Err(Errcode::EMPTY_POST_DATA.into());
            }
            let object = call.read_object(body).ok_or(Errcode::DATA_FORMAT_ERROR)?;
            Ok(handler(call, &object)?)
        }
        Work::PartnerJson(handler) => {
            let body = whole(&asked.body, Errcode::CONTENT_SIZE_OUT_OF_LIMIT)?;
            let object = call.read_object(body).ok_or(Errcode::EMPTY_MEDIA_DATA)?;
            Ok(handler(call, &object)?)
        }
        Work::Video => Ok(upload_video::answer(call, &asked.method, &asked.body).await?),
        Work::Upload(destination, handler) => {
            let body = whole(&asked.body, Errcode::MEDIA_SIZE_OUT_OF_LIMIT)?;
            let content_type = asked.headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok());
            let upload = take_in(call, destination, content_type.unwrap_or_default(), body).await?;
            Ok(handler(call, upload)?)
        }
    }
}

fn whole(received: &Received, too_large: Errcode) -> Result<&Bytes, Refusal> {
    match received {
        Received::Whole(body) => Ok(body),
        Received::TooLarge(_) => Err(too_large.into()),
        Received::Broken => Err(Errcode::DATA_FORMAT_ERROR.into()),
    }
}
