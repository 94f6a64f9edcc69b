//! One request to the API: faults, the call, the journal, the answer.

use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::Extension;
use axum::extract::{Request, State};
use axum::response::Response;
use bytes::Bytes;
use http::StatusCode;
use http::header::ACCEPT_ENCODING;

use super::respond::{Reaction, accepts_gzip, to_response};
use crate::answer::{Answer, Refusal};
use crate::api::upload::Rejection;
use crate::api::{self, Label, Service};
use crate::blob::Content;
use crate::body::{self, Received};
use crate::claim::Claim;
use crate::connection::Connection;
use crate::errcode::{Errcode, Suffix};
use crate::fault::Action;
use crate::gate::{self, Asked, Verdict};
use crate::journal::Entry;
use crate::query::Query;
use crate::rid::{self, RidRecord};
use crate::shared::Shared;

/// How much of a request body `openapi/rid/get` gives back.
const REMEMBERED_BODY_CHARS: usize = 1000;

/// Answers everything that is neither a page nor the control API.
pub(super) async fn answer(
    State(shared): State<Arc<Shared>>,
    Extension(connection): Extension<Connection>,
    request: Request,
) -> Response {
    let started = Instant::now();
    let (head, body) = request.into_parts();
    let gzip = accepts_gzip(head.headers.get(ACCEPT_ENCODING));
    let path = head.uri.path().to_owned();
    let query = Query::parse(head.uri.query().unwrap_or_default());
    let body = body::receive(body).await;
    let asked = Asked {
        claim: Claim::of(&shared, &path, &query, &body),
        method: head.method,
        path,
        query,
        headers: head.headers,
        body,
        client: connection.peer.ip().to_canonical(),
        now: shared.clock.now(),
    };
    let actions = shared.faults().strike(&asked.path, asked.claim.appid.as_deref());
    let mut exchange = Exchange { shared: &shared, asked: &asked, started, fault: None, overridden: None };

    for action in &actions {
        exchange.fault = Some(action.name());
        match action {
            Action::Delay { delay_ms } => tokio::time::sleep(Duration::from_millis(*delay_ms)).await,
            Action::KillTokens {} => exchange.kill_tokens(),
            Action::Errcode { errcode } => {
                let service = api::find(&asked.path).map_or(Service::Gateway, |endpoint| endpoint.service);
                let (label, refusal) = service.refuse_early(Errcode(*errcode).into());
                return to_response(exchange.refuse(&refusal, label, Vec::new()), gzip);
            }
            Action::ServerError { status, after: false } => {
                let reaction = Reaction::server_error(*status);
                exchange.journal(reaction.status.as_u16(), 0, None, Vec::new());
                return to_response(reaction, gzip);
            }
            Action::ResetBefore {} => {
                exchange.journal(0, 0, None, Vec::new());
                return reset(&connection).await;
            }
            Action::Hang {} => {
                exchange.journal(0, 0, None, Vec::new());
                return std::future::pending().await;
            }
            Action::ServerError { status, after: true } => exchange.overridden = Some(*status),
            Action::ResetAfter {} | Action::Truncate {} | Action::Garbage {} => {}
        }
    }

    let verdict = gate::pass(&shared, &asked).await;
    if let Err(error) = shared.save().await {
        // What was not kept must not be promised.
        tracing::error!(error = &error as &dyn std::error::Error, "cannot keep the state");
        return to_response(exchange.refuse(&Errcode::SYSTEM_ERROR.into(), Label::Json, Vec::new()), gzip);
    }
    if actions.contains(&Action::ResetAfter {}) {
        exchange.journal(0, 0, None, verdict.warnings);
        return reset(&connection).await;
    }
    let mut reaction = exchange.react(verdict).await;
    for action in actions {
        match action {
            Action::ServerError { status, after: true } => reaction = Reaction::server_error(status),
            Action::Truncate {} => reaction.truncated = true,
            Action::Garbage {} => {
                reaction.body = Content::Whole(Bytes::from_static(b"<!-- \x00\xff not what you asked for"));
            }
            _ => {}
        }
    }
    to_response(reaction, gzip)
}

/// Resets the connection; the answer never comes.
async fn reset(connection: &Connection) -> Response {
    connection.reset();
    std::future::pending().await
}

struct Exchange<'a> {
    shared: &'a Shared,
    asked: &'a Asked,
    started: Instant,
    fault: Option<&'static str>,
    /// The status that a fault puts in place of the call's own.
    overridden: Option<u16>,
}

impl Exchange<'_> {
    fn kill_tokens(&self) {
        if let Some(appid) = &self.asked.claim.appid
            && let Some(mut desk) = self.shared.world().desk(appid, self.asked.now)
        {
            desk.kill_tokens();
        }
    }

    /// Turns a verdict into what goes over the wire, and notes it.
    async fn react(&self, verdict: Verdict) -> Reaction {
        let Verdict { result, label, warnings } = verdict;
        match result {
            Ok(Answer::Json(body)) => {
                self.journal(200, 0, None, warnings);
                self.json(body, label)
            }
            Ok(Answer::Attachment { name, content_type, bytes }) => {
                self.journal(200, 0, None, warnings);
                Reaction::file(Content::Whole(Bytes::from_static(bytes)), &name, content_type)
            }
            Ok(Answer::File(file)) => match self.shared.blobs.open(&file.blob).await {
                Some(content) => {
                    self.journal(200, 0, None, warnings);
                    Reaction::file(content, &file.name, &file.content_type)
                }
                None => self.refuse(&Errcode::SYSTEM_ERROR.into(), label, warnings),
            },
            Err(Rejection::Refusal(refusal)) => self.refuse(&refusal, label, warnings),
            Err(Rejection::PreconditionFailed) => {
                self.journal(StatusCode::PRECONDITION_FAILED.as_u16(), 0, None, warnings);
                Reaction::precondition_failed()
            }
        }
    }

    fn json(&self, body: Bytes, label: Label) -> Reaction {
        let clean = self.asked.claim.knobs.clean_content_types;
        Reaction::json(body, if clean { Label::Clean } else { label })
    }

    /// A refusal, with its rid remembered.
    fn refuse(&self, refusal: &Refusal, label: Label, warnings: Vec<String>) -> Reaction {
        let now = self.asked.now;
        let (rid, hint) = {
            let mut world = self.shared.world();
            (rid::deal_rid(&mut world.dice, now), rid::deal_hint(&mut world.dice, now))
        };
        let body = refusal.body(&rid, &hint);
        self.journal(200, refusal.errcode().0, Some(&rid), warnings);
        if refusal.suffix() != Suffix::None {
            let record = RidRecord {
                invoke_time: now.as_second(),
                cost_in_ms: self.cost_in_ms(),
                request_url: self.asked.query.redacted(),
                request_body: remembered_body(&self.asked.body),
                response_body: String::from_utf8_lossy(&body).into_owned(),
                client_ip: self.asked.client.to_string(),
                appid: self.asked.claim.appid.clone(),
            };
            self.shared.rids().remember(rid, record);
        }
        self.json(body, label)
    }

    fn journal(&self, status: u16, errcode: i32, rid: Option<&str>, warnings: Vec<String>) {
        self.shared.journal().note_request(Entry {
            time: self.asked.now,
            method: self.asked.method.to_string(),
            path: self.asked.path.clone(),
            query: self.asked.query.redacted(),
            status: self.overridden.unwrap_or(status),
            errcode,
            appid: self.asked.claim.appid.clone(),
            rid: rid.map(str::to_owned),
            request_bytes: self.asked.body.size(),
            duration_ms: self.cost_in_ms(),
            fault: self.fault,
            warnings,
        });
    }

    fn cost_in_ms(&self) -> u64 {
        u64::try_from(self.started.elapsed().as_millis()).unwrap_or(u64::MAX)
    }
}

/// The start of a text body. One that holds a secret is not remembered.
fn remembered_body(body: &Received) -> String {
    match body {
        Received::Whole(bytes) => match std::str::from_utf8(bytes) {
            Ok(text) if !text.contains("secret") => text.chars().take(REMEMBERED_BODY_CHARS).collect(),
            _ => String::new(),
        },
        Received::TooLarge(_) | Received::Broken => String::new(),
    }
}
