//! An article as a page for a browser.

use std::{
    io::{self, Write as _},
    path::{Path, PathBuf},
};

use askama::Template;
use url::Url;
use wxpress_article::{Article, ImageSource, dark};
use wxpress_publish::{Code, Error};

use crate::source::Source;

/// The page: as wide as a phone, and as dark as the browser.
#[derive(Template)]
#[template(path = "preview.html")]
struct PreviewPage<'a> {
    title: &'a str,
    author: &'a str,
    light: &'a str,
    dark: &'a str,
    /// What WeChat's dark mode makes of the page around the article.
    dark_ground: &'a str,
    dark_text: &'a str,
}

/// The page of an article. Pictures beside its text are shown from there.
///
/// # Errors
/// [`Code::CannotRead`] where the working folder is gone.
pub(crate) fn page(article: &Article, source: &Source) -> Result<String, Error> {
    let folder = match source {
        Source::File(path) => path.parent().unwrap_or(Path::new("")),
        Source::Stdin => Path::new(""),
    };
    let folder = std::path::absolute(folder.join(".")).map_err(|error| {
        Error::new(Code::CannotRead).with("path", folder.display()).with("problem", &error).because(error)
    })?;
    let folder = Url::from_directory_path(folder).ok();
    let html = article.with_images(|image| match (&image.source, &folder) {
        (ImageSource::File(path), Some(folder)) => folder.join(path).ok().map(String::from),
        _ => None,
    });
    let (dark_ground, dark_text) = dark::page();
    let page = PreviewPage {
        title: article.meta.title.as_deref().unwrap_or_default(),
        author: article.meta.author.as_deref().unwrap_or_default(),
        light: &html,
        dark: &dark::preview(&html),
        dark_ground: &dark_ground,
        dark_text: &dark_text,
    };
    page.render().map_err(|error| Error::new(Code::Internal).because(error))
}

/// Writes a page to a temporary file that stays, for the browser reads it later.
///
/// # Errors
/// [`Code::CannotWrite`].
pub(crate) fn save(page: &str) -> Result<PathBuf, Error> {
    let save = || -> io::Result<PathBuf> {
        let mut file = tempfile::Builder::new().prefix("wxpress-").suffix(".html").tempfile()?;
        file.write_all(page.as_bytes())?;
        Ok(file.keep()?.1)
    };
    save().map_err(|error| {
        let folder = std::env::temp_dir();
        Error::new(Code::CannotWrite).with("path", folder.display()).with("problem", &error).because(error)
    })
}
