//! `/api/render`, `/api/lint` and `/api/themes`.

use axum::{Extension, extract::State};
use utoipa_axum::{router::OpenApiRouter, routes};
use wxpress_publish::{
    App,
    article::{LintView, MAX_REQUEST_BYTES, RenderRequest, RenderView, ThemeView, ThemesView},
};

use crate::{
    answer::{Answer, Done, Envelope, Failure, OrFail},
    input::{BodyLimit, Id, Input},
    language::Language,
};

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(render))
        .routes(routes!(lint))
        .route_layer(Extension(BodyLimit(MAX_REQUEST_BYTES)))
        .routes(routes!(themes))
        .routes(routes!(theme))
}

/// Render an article
///
/// Markdown or HTML becomes HTML with inline styles that WeChat keeps. Nothing is uploaded and no picture is fetched.
/// What was changed or may be lost is told in `findings`, with 200 even for errors. At most 20 MiB, 2 MiB of them text.
#[utoipa::path(post, path = "/render", operation_id = "renderArticle", tag = "articles", request_body = RenderRequest,
    responses((status = 200, body = Envelope<RenderView>), (status = 400, body = Failure), (status = 413, body = Failure)))]
async fn render(State(app): State<App>, input: Input) -> Answer<RenderView> {
    let view = app.articles().render(input.parse()?, input.lang).await.or_fail(input.lang)?;
    Ok(Done::new(view, input.lang).with(input.warnings))
}

/// Check an article
///
/// The findings of `/render` without the article.
#[utoipa::path(post, path = "/lint", operation_id = "lintArticle", tag = "articles", request_body = RenderRequest,
    responses((status = 200, body = Envelope<LintView>), (status = 400, body = Failure), (status = 413, body = Failure)))]
async fn lint(State(app): State<App>, input: Input) -> Answer<LintView> {
    let view = app.articles().lint(input.parse()?, input.lang).await.or_fail(input.lang)?;
    Ok(Done::new(view, input.lang).with(input.warnings))
}

/// List themes
///
/// Of articles and of code blocks.
#[utoipa::path(get, path = "/themes", operation_id = "listThemes", tag = "articles",
    responses((status = 200, body = Envelope<ThemesView>)))]
async fn themes(Language(lang): Language) -> Answer<ThemesView> {
    Ok(Done::new(ThemesView::all(lang), lang))
}

/// Read a theme
///
/// Its variables and style sheets.
#[utoipa::path(get, path = "/themes/{name}", operation_id = "readTheme", tag = "articles",
    params(("name" = String, Path)),
    responses((status = 200, body = Envelope<ThemeView>), (status = 404, body = Failure)))]
async fn theme(Language(lang): Language, Id(name): Id) -> Answer<ThemeView> {
    Ok(Done::new(ThemeView::by_name(&name, lang).or_fail(lang)?, lang))
}
