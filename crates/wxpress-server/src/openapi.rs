//! The description of the API.

use utoipa::{OpenApi, openapi::OpenApi as Document};

/// What the document says of the API as a whole.
#[derive(OpenApi)]
#[openapi(
    info(
        title = "wxpress",
        description = "Publishes to WeChat Official Accounts (微信公众号). Every answer has one envelope: \
                       `success` with `data`, or `error` with `code`, `hint` and the platform's `errcode` and `rid`. \
                       Parameters are taken from the query, a JSON body or form fields alike, in camelCase or \
                       snake_case. Messages are Chinese, or English by `Accept-Language`."
    ),
    tags(
        (name = "accounts", description = "Stored accounts"),
        (name = "articles", description = "Markdown or HTML in, HTML that WeChat keeps out; no account is needed"),
        (name = "uploads", description = "Files into the account's materials"),
        (name = "drafts", description = "The draft box"),
        (name = "materials", description = "Permanent materials"),
        (name = "published", description = "Publications"),
        (name = "media", description = "Files that live three days"),
        (name = "partner", description = "The 媒体API of media partners: large videos, reviewed articles"),
        (name = "mass", description = "Mass sends"),
        (name = "comments", description = "Readers' comments"),
        (name = "platform", description = "Quotas, request ids, and any other call of the platform"),
        (name = "webhooks", description = "Other programs that are told of the ends of jobs and publications"),
        (name = "service", description = "The gateway itself"),
    )
)]
pub(crate) struct Description;

/// The OpenAPI document of all routes.
pub fn document() -> Document {
    let mut document = crate::routes::described().into_openapi();
    // The router's own way to write that a path has several parts.
    if let Some(call) = document.paths.paths.remove("/api/wechat/{*path}") {
        document.paths.paths.insert("/api/wechat/{path}".to_owned(), call);
    }
    // Where it is served is the reader's to know.
    document.servers = None;
    document
}
