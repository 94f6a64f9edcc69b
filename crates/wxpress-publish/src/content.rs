//! What an article's HTML shows.

use lol_html::{HtmlRewriter, Settings, element};
use wxpress_wechat::Platform;

use crate::{
    app::App,
    error::{Error, Result},
    message::Code,
    warning::Warning,
};

/// Foreign pictures that are named one by one.
const MAX_NAMED_PICTURES: usize = 20;

/// Looks through HTML off the async threads: megabytes of it take a while.
pub(crate) async fn off_thread<T: Send + 'static>(
    app: &App,
    look: impl FnOnce(&Platform) -> Result<T> + Send + 'static,
) -> Result<T> {
    let platform = app.platform.clone();
    let looked = tokio::task::spawn_blocking(move || look(&platform)).await;
    looked.unwrap_or_else(|error| Err(Error::new(Code::Internal).because(error)))
}

/// Warnings of the pictures that the platform would drop.
pub(crate) fn foreign_warnings(platform: &Platform, html: &str) -> Vec<Warning> {
    let foreign = foreign_pictures(platform, html);
    let named = foreign.iter().take(MAX_NAMED_PICTURES).map(|url| {
        let url: String = url.chars().take(200).collect();
        Warning::new(Code::ForeignPicture).with("url", url)
    });
    let mut warnings: Vec<_> = named.collect();
    if foreign.len() > MAX_NAMED_PICTURES {
        let more = foreign.len() - MAX_NAMED_PICTURES;
        warnings.push(Warning::new(Code::MoreForeignPictures).with("count", more));
    }
    warnings
}

/// The pictures of an HTML fragment that the platform would drop because they are not its own, in their order.
fn foreign_pictures(platform: &Platform, html: &str) -> Vec<String> {
    let mut pictures = pictures(html);
    pictures.retain(|url| !platform.is_platform_picture(url));
    pictures
}

/// The first picture of an HTML fragment that is the platform's own.
pub(crate) fn first_own_picture(platform: &Platform, html: &str) -> Option<String> {
    pictures(html).into_iter().find(|url| platform.is_platform_picture(url))
}

fn pictures(html: &str) -> Vec<String> {
    let mut pictures = Vec::new();
    let collect = element!("img", |img| {
        let source = img.get_attribute("src").filter(|source| !source.is_empty());
        // Attributes come as they are written, `&amp;` in a query included.
        pictures.extend(
            source.or_else(|| img.get_attribute("data-src")).map(|url| url.trim().replace("&amp;", "&")),
        );
        Ok(())
    });
    let settings = Settings::new().append_element_content_handler(collect);
    let mut reader = HtmlRewriter::new(settings, |_: &[u8]| {});
    if reader.write(html.as_bytes()).and_then(|()| reader.end()).is_err() {
        // The reader gives up on markup too wild for its bounded memory; the platform judges it then.
        tracing::debug!("the content's pictures could not be looked through");
    }
    pictures
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_what_would_be_lost() {
        let platform = Platform::builder().build().unwrap();
        let html = "<p><img src='http://mmbiz.qpic.cn/a/0'><IMG SRC=https://example.com/x.png>\
                    <img data-src=\"https://mmbiz.qpic.cn/b/0\"><img src=\"images/a.png\"><img alt=none></p>\
                    <!-- <img src=\"https://example.com/comment.png\"> -->";
        assert_eq!(foreign_pictures(&platform, html), ["https://example.com/x.png", "images/a.png"]);
        assert_eq!(first_own_picture(&platform, html).as_deref(), Some("http://mmbiz.qpic.cn/a/0"));
    }
}
