//! What comes in.

/// How the text of an article is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Format {
    /// CommonMark with the extensions that the crate's manual lists.
    #[default]
    Markdown,
    /// A fragment of HTML, or a document, whose body is taken.
    Html,
}

impl Format {
    /// The format by a file's extension, in any case: `html`, `htm` and `xhtml`, else Markdown.
    pub fn of_extension(extension: &str) -> Self {
        let is_html = ["html", "htm", "xhtml"].iter().any(|own| own.eq_ignore_ascii_case(extension));
        if is_html { Self::Html } else { Self::Markdown }
    }
}

/// The text of an article.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Source<'a> {
    /// The text, with its front matter; up to 1 MiB, pictures in `data:` addresses not counted.
    pub text: &'a str,
    /// How it is written.
    pub format: Format,
}

impl<'a> Source<'a> {
    /// Markdown.
    pub fn markdown(text: &'a str) -> Self {
        Self { text, format: Format::Markdown }
    }

    /// HTML.
    pub fn html(text: &'a str) -> Self {
        Self { text, format: Format::Html }
    }
}
