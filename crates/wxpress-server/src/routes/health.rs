//! `/health` and `/ready`.

use axum::extract::State;
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};
use wxpress_publish::App;

use crate::{
    answer::{Answer, Done, Envelope, Failure, OrFail},
    language::Language,
};

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(health)).routes(routes!(ready))
}

/// What runs here.
#[derive(Debug, Clone, Serialize, ToSchema)]
struct Health {
    /// `wxpress`.
    name: &'static str,
    /// Its version.
    version: &'static str,
}

const HEALTH: Health = Health { name: "wxpress", version: env!("CARGO_PKG_VERSION") };

/// Whether the process lives
#[utoipa::path(get, path = "/health", tag = "service", responses((status = 200, body = Envelope<Health>)))]
async fn health(Language(lang): Language) -> Answer<Health> {
    Ok(Done::new(HEALTH, lang))
}

/// Whether the database takes writes
#[utoipa::path(get, path = "/ready", tag = "service",
    responses((status = 200, body = Envelope<Health>), (status = 503, body = Failure)))]
async fn ready(State(app): State<App>, Language(lang): Language) -> Answer<Health> {
    app.ready().await.or_fail(lang)?;
    Ok(Done::new(HEALTH, lang))
}
