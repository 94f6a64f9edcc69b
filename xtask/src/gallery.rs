//! `docs/themes/`: one article in every theme, on the page that `wxpress render --open` shows.

use anyhow::{Context, Result};
use askama::Template;
use wxpress_article::{ImageSource, Language, Options, Source, Theme, dark, render};

/// The article, from the root of the repository.
pub(crate) const SOURCE: &str = "examples/article/gallery.md";
/// Where the pages go.
const FOLDER: &str = "docs/themes";
/// The folder of the article's pictures, from where the pages are.
const PICTURES: &str = "../../examples/article";

/// All themes beside each other.
#[derive(Template)]
#[template(path = "gallery.html")]
struct GalleryPage {
    themes: &'static [Theme],
}

/// The article in one theme: the template is the command line's.
#[derive(Template)]
#[template(path = "preview.html")]
struct ThemePage<'a> {
    title: &'a str,
    author: &'a str,
    light: &'a str,
    dark: &'a str,
    dark_ground: &'a str,
    dark_text: &'a str,
}

/// The files of the gallery, by path.
pub(crate) fn pages(markdown: &str) -> Result<Vec<(String, String)>> {
    let gallery = GalleryPage { themes: Theme::all() }.render().context("the gallery")?;
    let mut pages = vec![(format!("{FOLDER}/index.html"), gallery + "\n")];
    for theme in Theme::all() {
        pages.push((format!("{FOLDER}/{}.html", theme.name()), page(markdown, theme)?));
    }
    Ok(pages)
}

fn page(markdown: &str, theme: &Theme) -> Result<String> {
    let options = Options { theme: Some(theme.name().to_owned()), ..Options::default() };
    let article = render(&Source::markdown(markdown), &options);
    let html = article.with_images(|image| match &image.source {
        ImageSource::File(path) => Some(format!("{PICTURES}/{path}")),
        _ => None,
    });
    let (dark_ground, dark_text) = dark::page();
    let page = ThemePage {
        title: article.meta.title.as_deref().unwrap_or_default(),
        author: &format!("{} · {}", theme.title(Language::Chinese), theme.name()),
        light: &html,
        dark: &dark::preview(&html),
        dark_ground: &dark_ground,
        dark_text: &dark_text,
    };
    Ok(page.render().with_context(|| format!("the theme {}", theme.name()))? + "\n")
}
