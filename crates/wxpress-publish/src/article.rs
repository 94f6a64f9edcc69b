//! Articles: Markdown or HTML in, HTML that WeChat keeps out. Nothing is sent to the platform.

mod request;
mod theme;
mod view;
mod words;

use std::sync::Arc;

pub use request::RenderRequest;
pub use theme::{CodeThemeView, ThemeName, ThemeView, ThemesView, VariableView};
pub use view::{FindingView, ImageView, LintView, PictureView, RenderView};
pub use words::{CAPTIONS, FORMATS, LINKS, LISTS, OVERFLOWS, PROFILES, Words, code_themes, themes};
use wxpress_article::Article;

use crate::{
    app::App,
    error::{Error, Result},
    message::{Code, Lang},
};

/// Longest request, in bytes: pictures may lie in the text as `data:` addresses. The text beside them may have 2 MiB.
pub const MAX_REQUEST_BYTES: usize = 20 << 20;

/// Articles.
#[derive(Debug, Clone, Copy)]
pub struct Articles<'a>(pub(crate) &'a App);

impl Articles<'_> {
    /// Renders an article. What is wrong with it is a finding; its messages are in `lang`.
    ///
    /// # Errors
    /// [`Code::ExactlyOneOf`] where there is no text, or more than one; [`Code::InvalidField`], [`Code::OutOfRange`] and
    /// [`Code::AtMostOneOf`] for options.
    pub async fn render(&self, request: RenderRequest, lang: Lang) -> Result<RenderView> {
        self.look(request, move |article| RenderView::new(&article, lang)).await
    }

    /// Tells what is wrong with an article, without the article.
    ///
    /// # Errors
    /// As [`Self::render`].
    pub async fn lint(&self, request: RenderRequest, lang: Lang) -> Result<LintView> {
        self.look(request, move |article| LintView::new(&article, lang)).await
    }

    /// The article itself.
    pub(crate) async fn article(&self, request: RenderRequest) -> Result<Article> {
        self.look(request, |article| article).await
    }

    /// Renders off the async threads, and a few articles at a time: it takes a core as long as it lasts.
    async fn look<T: Send + 'static>(
        &self,
        request: RenderRequest,
        view: impl FnOnce(Article) -> T + Send + 'static,
    ) -> Result<T> {
        let broken = |error: &dyn std::fmt::Display| Error::new(Code::Internal).because(error.to_string());
        let slots = Arc::clone(&self.0.render_slots);
        let slot = slots.acquire_owned().await.map_err(|error| broken(&error))?;
        let hosts = vec![authority(self.0.platform.origin()).to_owned()];
        let rendered = tokio::task::spawn_blocking(move || {
            // Given back at the end of the work, even if the caller has gone away before.
            let _slot = slot;
            request.render(hosts).map(view)
        });
        rendered.await.unwrap_or_else(|error| Err(broken(&error)))
    }
}

/// `sandbox.example:3002` of `http://sandbox.example:3002/relay`.
fn authority(origin: &str) -> &str {
    let (_, rest) = origin.split_once("://").unwrap_or_default();
    rest.split('/').next().unwrap_or_default()
}
