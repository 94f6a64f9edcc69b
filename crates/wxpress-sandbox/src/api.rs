//! The calls: what each wants, and who answers it.

mod address;
mod callback;
mod comment;
mod credential;
mod draft;
mod freepublish;
mod mass;
mod material;
mod mpvideo;
mod news;
mod openapi;
mod paging;
mod product;
mod publish;
mod temporary;
pub(crate) mod upload;
pub(crate) mod upload_video;
mod uploadimg;

use std::net::IpAddr;
use std::sync::Arc;

use jiff::Timestamp;
use serde_json::{Map, Value};

use self::upload::{Destination, Upload};
use crate::answer::{Refusal, Reply};
use crate::article::render::Place;
use crate::errcode::{Errcode, Suffix};
use crate::json::{Reading, parse_object};
use crate::knobs::Knobs;
use crate::query::Query;
use crate::shared::Shared;
use crate::world::Desk;

/// The verb that a call wants; another is 43001 or 43002.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Verb {
    Get,
    Post,
    /// Both, or by rules that the call knows itself.
    Either,
}

/// Who stands behind a call, which decides how its answers are labelled and how its refusals end
/// (docs/reference/wechat-api.md §1.4, §1.5, and the headers seen with live answers).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Service {
    /// Tokens, quotas, addresses, products.
    Gateway,
    /// Drafts, material and media: the only ones whose refusals carry hints.
    Content,
    /// `freepublish/*`, and the 媒体API.
    Publishing,
}

impl Service {
    pub(crate) fn label(self) -> Label {
        match self {
            Self::Gateway => Label::Json,
            Self::Content | Self::Publishing => Label::Plain,
        }
    }

    /// A refusal before the call did anything. Where the code's texts have hints it is the back end that speaks, under
    /// its own label; otherwise it is the gateway.
    pub(crate) fn refuse_early(self, refusal: Refusal) -> (Label, Refusal) {
        let label = if refusal.suffix() == Suffix::HintRid { self.label() } else { Label::Json };
        (label, self.word(refusal))
    }

    /// A refusal as this service ends it.
    pub(crate) fn word(self, refusal: Refusal) -> Refusal {
        match self {
            Self::Gateway | Self::Publishing => refusal.without_hint(),
            Self::Content => refusal,
        }
    }
}

/// How an answer is labelled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Label {
    /// `application/json; encoding=utf-8`
    Json,
    /// `text/plain`
    Plain,
    /// `application/json; charset=utf-8`, by the `clean_content_types` knob alone.
    Clean,
}

/// Who may make a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Permission {
    Everyone,
    /// Those whom `freepublish/*` is open to; others get 48001.
    Publishers,
    /// Those whom the 媒体API is open to; others get 48001.
    Partners,
    /// Verified accounts; others get 48001.
    Verified,
    /// Verified service accounts; others get 48001.
    VerifiedService,
    /// Those of the time before 2022-02-28; others get 45103 (docs/reference/wechat-api.md §5.7).
    Veterans,
}

/// Who answers.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Handler {
    /// A call that brings its own credentials instead of a token.
    Open(fn(&Entrance<'_>) -> Reply),
    Token(Work),
}

/// Who answers a call with a token, by what its body is.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Work {
    Bodyless(fn(&mut Call<'_>) -> Reply),
    Json(fn(&mut Call<'_>, &Map<String, Value>) -> Reply),
    /// JSON of the 媒体API: what cannot be read is 44001.
    PartnerJson(fn(&mut Call<'_>, &Map<String, Value>) -> Reply),
    /// `material/upload_video`, whose body is now JSON, now a block, now none.
    Video,
    Upload(Destination, fn(&mut Call<'_>, Upload) -> Reply),
}

/// A call.
#[derive(Debug)]
pub(crate) struct Endpoint {
    pub(crate) path: &'static str,
    pub(crate) verb: Verb,
    pub(crate) service: Service,
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

    /// The JSON object of a body.
    pub(crate) fn read_object(&mut self, body: &[u8]) -> Option<Map<String, Value>> {
        let (object, literal_escapes) = parse_object(body, self.reading())?;
        if literal_escapes {
            self.warnings.push("the body holds \\u escapes, which are kept as they are".to_owned());
        }
        Some(object)
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

const fn get(
    path: &'static str,
    service: Service,
    daily: u64,
    handler: fn(&mut Call<'_>) -> Reply,
) -> Endpoint {
    Endpoint {
        path,
        verb: Verb::Get,
        service,
        permission: Permission::Everyone,
        daily,
        handler: Handler::Token(Work::Bodyless(handler)),
    }
}

const fn post(
    path: &'static str,
    service: Service,
    daily: u64,
    handler: fn(&mut Call<'_>, &Map<String, Value>) -> Reply,
) -> Endpoint {
    Endpoint {
        path,
        verb: Verb::Post,
        service,
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
    Endpoint { permission: Permission::Publishers, ..post(path, Service::Publishing, daily, handler) }
}

const fn partner(path: &'static str, handler: fn(&mut Call<'_>, &Map<String, Value>) -> Reply) -> Endpoint {
    Endpoint {
        permission: Permission::Partners,
        handler: Handler::Token(Work::PartnerJson(handler)),
        ..post(path, Service::Publishing, UNLISTED, handler)
    }
}

const fn mass(
    path: &'static str,
    daily: u64,
    handler: fn(&mut Call<'_>, &Map<String, Value>) -> Reply,
) -> Endpoint {
    Endpoint { permission: Permission::Verified, ..post(path, Service::Gateway, daily, handler) }
}

const fn retired(path: &'static str, handler: fn(&mut Call<'_>, &Map<String, Value>) -> Reply) -> Endpoint {
    Endpoint { permission: Permission::Veterans, ..post(path, Service::Content, UNLISTED, handler) }
}

const fn upload(
    path: &'static str,
    destination: Destination,
    handler: fn(&mut Call<'_>, Upload) -> Reply,
) -> Endpoint {
    Endpoint {
        path,
        verb: Verb::Post,
        service: Service::Content,
        permission: Permission::Everyone,
        daily: MEDIA_UPLOADS,
        handler: Handler::Token(Work::Upload(destination, handler)),
    }
}

const fn open(path: &'static str, verb: Verb, daily: u64, handler: fn(&Entrance<'_>) -> Reply) -> Endpoint {
    Endpoint {
        path,
        verb,
        service: Service::Gateway,
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
    get("/cgi-bin/get_api_domain_ip", Service::Gateway, UNLISTED, address::api_domain_ip),
    get("/cgi-bin/getcallbackip", Service::Gateway, UNLISTED, address::callback_ip),
    post("/cgi-bin/callback/check", Service::Gateway, UNLISTED, callback::check),
    post("/cgi-bin/clear_quota", Service::Gateway, UNLISTED, openapi::clear_quota),
    post("/cgi-bin/openapi/quota/get", Service::Gateway, UNLISTED, openapi::quota_get),
    post("/cgi-bin/openapi/quota/clear", Service::Gateway, UNLISTED, openapi::quota_clear),
    post("/cgi-bin/openapi/rid/get", Service::Gateway, UNLISTED, openapi::rid_get),
    upload("/cgi-bin/media/uploadimg", Destination::ArticlePicture, uploadimg::uploadimg),
    upload("/cgi-bin/media/upload", Destination::Temporary, temporary::upload),
    get("/cgi-bin/media/get", Service::Content, MEDIA_DOWNLOADS, temporary::get),
    Endpoint {
        permission: Permission::Verified,
        ..get("/cgi-bin/media/get/jssdk", Service::Content, MEDIA_DOWNLOADS, temporary::get_voice)
    },
    post("/cgi-bin/media/uploadnews", Service::Content, 10, news::upload),
    Endpoint {
        permission: Permission::Verified,
        ..post("/cgi-bin/media/uploadvideo", Service::Content, MEDIA_UPLOADS, mpvideo::upload)
    },
    upload("/cgi-bin/material/add_material", Destination::Material, material::add),
    post("/cgi-bin/material/get_material", Service::Content, MEDIA_DOWNLOADS, material::get),
    post("/cgi-bin/material/del_material", Service::Content, UNLISTED, material::delete),
    get("/cgi-bin/material/get_materialcount", Service::Content, UNLISTED, material::count),
    post("/cgi-bin/material/batchget_material", Service::Content, UNLISTED, material::batchget),
    retired("/cgi-bin/material/add_news", news::add),
    retired("/cgi-bin/material/update_news", news::update),
    post("/cgi-bin/draft/add", Service::Content, 1000, draft::add),
    post("/cgi-bin/draft/get", Service::Content, 500, draft::get),
    post("/cgi-bin/draft/update", Service::Content, 1000, draft::update),
    post("/cgi-bin/draft/delete", Service::Content, 1000, draft::delete),
    get("/cgi-bin/draft/count", Service::Content, 1000, draft::count),
    post("/cgi-bin/draft/batchget", Service::Content, 1000, draft::batchget),
    // Comes with an empty body as often as with `{}`.
    Endpoint { verb: Verb::Post, ..get("/cgi-bin/draft/switch", Service::Content, UNLISTED, draft::switch) },
    publish("/cgi-bin/freepublish/submit", 100, freepublish::submit),
    publish("/cgi-bin/freepublish/get", 100, freepublish::get),
    publish("/cgi-bin/freepublish/delete", 10, freepublish::delete),
    publish("/cgi-bin/freepublish/getarticle", 100, freepublish::getarticle),
    publish("/cgi-bin/freepublish/batchget", 100, freepublish::batchget),
    Endpoint {
        path: "/cgi-bin/material/upload_video",
        verb: Verb::Either,
        service: Service::Publishing,
        permission: Permission::Partners,
        daily: MEDIA_UPLOADS,
        handler: Handler::Token(Work::Video),
    },
    partner("/cgi-bin/publish/uploadnews", publish::uploadnews),
    partner("/cgi-bin/publish/submit", publish::submit),
    partner("/cgi-bin/publish/update", publish::update),
    partner("/cgi-bin/publish/delete", publish::delete),
    partner("/cgi-bin/publish/query", publish::query),
    mass("/cgi-bin/message/mass/sendall", 100, mass::sendall),
    Endpoint {
        permission: Permission::VerifiedService,
        ..mass("/cgi-bin/message/mass/send", 100, mass::send)
    },
    mass("/cgi-bin/message/mass/preview", 100, mass::preview),
    mass("/cgi-bin/message/mass/delete", 10, mass::delete),
    mass("/cgi-bin/message/mass/get", UNLISTED, mass::get),
    // Comes with an empty body as often as with `{}`.
    Endpoint {
        verb: Verb::Post,
        permission: Permission::Verified,
        ..get("/cgi-bin/message/mass/speed/get", Service::Gateway, UNLISTED, mass::speed_get)
    },
    mass("/cgi-bin/message/mass/speed/set", UNLISTED, mass::speed_set),
    post("/cgi-bin/comment/open", Service::Content, UNLISTED, comment::open),
    post("/cgi-bin/comment/close", Service::Content, UNLISTED, comment::close),
    post("/cgi-bin/comment/list", Service::Content, UNLISTED, comment::list),
    post("/cgi-bin/comment/markelect", Service::Content, UNLISTED, comment::markelect),
    post("/cgi-bin/comment/unmarkelect", Service::Content, UNLISTED, comment::unmarkelect),
    post("/cgi-bin/comment/delete", Service::Content, UNLISTED, comment::delete),
    post("/cgi-bin/comment/reply/add", Service::Content, UNLISTED, comment::reply_add),
    post("/cgi-bin/comment/reply/delete", Service::Content, UNLISTED, comment::reply_delete),
    post("/channels/ec/service/product/getcardinfo", Service::Gateway, UNLISTED, product::getcardinfo),
];
