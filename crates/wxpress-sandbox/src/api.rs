//! The calls: what each wants, and who answers it.

mod address;
mod credential;
mod draft;
mod freepublish;
mod material;
mod news;
mod openapi;
mod paging;
mod temporary;
pub(crate) mod upload;
mod uploadimg;

use std::net::IpAddr;
use std::sync::Arc;

use jiff::Timestamp;
use serde_json::{Map, Value};

use self::upload::{Destination, Upload};
use crate::answer::{Refusal, Reply};
use crate::article::render::Place;
use crate::errcode::Errcode;
use crate::json::Reading;
use crate::knobs::Knobs;
use crate::query::Query;
use crate::shared::Shared;
use crate::world::Desk;

/// The verb that a call wants; another is 43001 or 43002.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Verb {
    Get,
    Post,
}

/// How the answers of a call are labelled (docs/reference/wechat-api.md §1.4, and the headers seen with live answers).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Label {
    /// `application/json; encoding=utf-8`
    Json,
    /// `text/plain`
    Plain,
}

/// Who may make a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Permission {
    Everyone,
    /// Those whom `freepublish/*` is open to; others get 48001.
    Publishers,
}

/// Who answers.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Handler {
    /// A call that brings its own credentials instead of a token.
    Open(fn(&mut Entrance<'_>) -> Reply),
    Token(Work),
}

/// Who answers a call with a token, by what its body is.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Work {
    Bodyless(fn(&mut Call<'_>) -> Reply),
    Json(fn(&mut Call<'_>, &Map<String, Value>) -> Reply),
    Upload(Destination, fn(&mut Call<'_>, Upload) -> Reply),
}

/// A call.
#[derive(Debug)]
pub(crate) struct Endpoint {
    pub(crate) path: &'static str,
    pub(crate) verb: Verb,
    pub(crate) label: Label,
    pub(crate) permission: Permission,
    /// How often a day (docs/reference/wechat-api.md §1.8).
    pub(crate) daily: u64,
    pub(crate) handler: Handler,
}

/// What a call that brings its own credentials knows.
#[derive(Debug)]
pub(crate) struct Entrance<'a> {
    pub(crate) shared: &'a Shared,
    pub(crate) endpoint: &'static Endpoint,
    pub(crate) query: &'a Query,
    pub(crate) body: &'a [u8],
    pub(crate) client: IpAddr,
    pub(crate) now: Timestamp,
    /// Whose credentials were brought, once they were read.
    pub(crate) appid: Option<String>,
}

/// What a call with a good token knows.
#[derive(Debug)]
pub(crate) struct Call<'a> {
    pub(crate) shared: &'a Shared,
    pub(crate) query: &'a Query,
    pub(crate) appid: String,
    pub(crate) biz: String,
    pub(crate) knobs: Arc<Knobs>,
    pub(crate) now: Timestamp,
    pub(crate) warnings: Vec<String>,
}

impl Call<'_> {
    /// Does something with the caller's part of the world.
    pub(crate) fn at_desk<T>(
        &self,
        act: impl FnOnce(&mut Desk<'_>) -> Result<T, Refusal>,
    ) -> Result<T, Refusal> {
        let mut world = self.shared.world();
        // The account can go between the check of the token and here, by a reset.
        let mut desk = world.desk(&self.appid, self.now).ok_or(Errcode::INVALID_CREDENTIAL)?;
        act(&mut desk)
    }

    /// How its JSON is to be read.
    pub(crate) fn reading(&self) -> Reading {
        Reading {
            decode_unicode_escapes: self.knobs.decode_unicode_escapes,
            control_characters: self.knobs.control_characters,
        }
    }

    /// What links are made with.
    pub(crate) fn place(&self) -> Place<'_> {
        Place { origin: &self.shared.origin, biz: &self.biz }
    }
}

/// The call of a path; `None` is 40066.
pub(crate) fn find(path: &str) -> Option<&'static Endpoint> {
    ENDPOINTS.iter().find(|endpoint| endpoint.path == path)
}

const fn get(path: &'static str, label: Label, daily: u64, handler: fn(&mut Call<'_>) -> Reply) -> Endpoint {
    Endpoint {
        path,
        verb: Verb::Get,
        label,
        permission: Permission::Everyone,
        daily,
        handler: Handler::Token(Work::Bodyless(handler)),
    }
}

const fn post(
    path: &'static str,
    label: Label,
    daily: u64,
    handler: fn(&mut Call<'_>, &Map<String, Value>) -> Reply,
) -> Endpoint {
    Endpoint {
        path,
        verb: Verb::Post,
        label,
        permission: Permission::Everyone,
        daily,
        handler: Handler::Token(Work::Json(handler)),
    }
}

const fn publish(
    path: &'static str,
    daily: u64,
    handler: fn(&mut Call<'_>, &Map<String, Value>) -> Reply,
) -> Endpoint {
    Endpoint { permission: Permission::Publishers, ..post(path, Label::Plain, daily, handler) }
}

const fn upload(
    path: &'static str,
    destination: Destination,
    handler: fn(&mut Call<'_>, Upload) -> Reply,
) -> Endpoint {
    Endpoint {
        path,
        verb: Verb::Post,
        label: Label::Plain,
        permission: Permission::Everyone,
        daily: MEDIA_UPLOADS,
        handler: Handler::Token(Work::Upload(destination, handler)),
    }
}

const fn open(
    path: &'static str,
    verb: Verb,
    daily: u64,
    handler: fn(&mut Entrance<'_>) -> Reply,
) -> Endpoint {
    Endpoint {
        path,
        verb,
        label: Label::Json,
        permission: Permission::Everyone,
        daily,
        handler: Handler::Open(handler),
    }
}

const MEDIA_UPLOADS: u64 = 100_000;
const MEDIA_DOWNLOADS: u64 = 200_000;
/// For calls that the table of quotas does not name.
const UNLISTED: u64 = 100_000;

/// Every call there is. Daily figures: docs/reference/wechat-api.md §1.8.
static ENDPOINTS: &[Endpoint] = &[
    open("/cgi-bin/token", Verb::Get, 2000, credential::token),
    open("/cgi-bin/stable_token", Verb::Post, 500_000, credential::stable_token),
    open("/cgi-bin/clear_quota/v2", Verb::Post, UNLISTED, openapi::clear_quota_v2),
    get("/cgi-bin/get_api_domain_ip", Label::Json, UNLISTED, address::api_domain_ip),
    get("/cgi-bin/getcallbackip", Label::Json, UNLISTED, address::callback_ip),
    post("/cgi-bin/clear_quota", Label::Json, UNLISTED, openapi::clear_quota),
    post("/cgi-bin/openapi/quota/get", Label::Json, UNLISTED, openapi::quota_get),
    post("/cgi-bin/openapi/quota/clear", Label::Json, UNLISTED, openapi::quota_clear),
    post("/cgi-bin/openapi/rid/get", Label::Json, UNLISTED, openapi::rid_get),
    upload("/cgi-bin/media/uploadimg", Destination::ArticlePicture, uploadimg::uploadimg),
    upload("/cgi-bin/media/upload", Destination::Temporary, temporary::upload),
    get("/cgi-bin/media/get", Label::Plain, MEDIA_DOWNLOADS, temporary::get),
    upload("/cgi-bin/material/add_material", Destination::Material, material::add),
    post("/cgi-bin/material/get_material", Label::Plain, MEDIA_DOWNLOADS, material::get),
    post("/cgi-bin/material/del_material", Label::Plain, UNLISTED, material::delete),
    get("/cgi-bin/material/get_materialcount", Label::Plain, UNLISTED, material::count),
    post("/cgi-bin/material/batchget_material", Label::Plain, UNLISTED, material::batchget),
    post("/cgi-bin/material/add_news", Label::Plain, UNLISTED, news::add),
    post("/cgi-bin/material/update_news", Label::Plain, UNLISTED, news::update),
    post("/cgi-bin/draft/add", Label::Plain, 1000, draft::add),
    post("/cgi-bin/draft/get", Label::Plain, 500, draft::get),
    post("/cgi-bin/draft/update", Label::Plain, 1000, draft::update),
    post("/cgi-bin/draft/delete", Label::Plain, 1000, draft::delete),
    get("/cgi-bin/draft/count", Label::Plain, 1000, draft::count),
    post("/cgi-bin/draft/batchget", Label::Plain, 1000, draft::batchget),
    // Comes with an empty body as often as with `{}`.
    Endpoint { verb: Verb::Post, ..get("/cgi-bin/draft/switch", Label::Plain, UNLISTED, draft::switch) },
    publish("/cgi-bin/freepublish/submit", 100, freepublish::submit),
    publish("/cgi-bin/freepublish/get", 100, freepublish::get),
    publish("/cgi-bin/freepublish/delete", 10, freepublish::delete),
    publish("/cgi-bin/freepublish/getarticle", 100, freepublish::getarticle),
    publish("/cgi-bin/freepublish/batchget", 100, freepublish::batchget),
];
