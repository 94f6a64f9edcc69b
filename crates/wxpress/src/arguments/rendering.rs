//! How an article is rendered.

use std::path::Path;

use clap::{Args, builder::PossibleValuesParser};
use wxpress_article::Format;
use wxpress_publish::{
    Error,
    article::{
        CAPTIONS, FORMATS, LINKS, LISTS, MAX_REQUEST_BYTES, OVERFLOWS, PROFILES, RenderRequest, Words,
    },
};

use crate::source::Source;

/// How an article is rendered. What is left out is taken from the front matter.
#[derive(Debug, Args)]
#[command(next_help_heading = "Article")]
pub(crate) struct RenderingArguments {
    /// Format of the text; by default HTML for .html, .htm and .xhtml, else Markdown.
    #[arg(long, value_parser = words(FORMATS))]
    format: Option<String>,

    /// Theme; `wxpress theme list` names them.
    #[arg(long, value_name = "NAME")]
    theme: Option<String>,

    /// Theme of code blocks.
    #[arg(long, value_name = "NAME")]
    highlight: Option<String>,

    /// Style sheet that comes after the theme's; those of wenyan and mdnice fit.
    #[arg(long, value_name = "FILE|-")]
    css: Option<Source>,

    /// Where the HTML goes: the draft API, the editor's clipboard, or wherever only the plainest goes.
    #[arg(long, value_parser = words(PROFILES))]
    profile: Option<String>,

    /// Accent colour, as CSS writes it.
    #[arg(long, value_name = "COLOUR")]
    primary: Option<String>,

    /// Font family, as CSS writes it.
    #[arg(long, value_name = "FAMILY")]
    font: Option<String>,

    /// Size of body text in px, 8 to 40.
    #[arg(long, value_name = "PX")]
    size: Option<f32>,

    /// Line height as a multiple of the size, 1 to 4.
    #[arg(long, value_name = "TIMES")]
    line_height: Option<f32>,

    /// Both edges of paragraphs are even; `--justify=false` where the theme has it so.
    #[arg(long, value_name = "true|false", num_args = 0..=1, require_equals = true, default_missing_value = "true")]
    justify: Option<bool>,

    /// Paragraphs begin two characters in.
    #[arg(long, value_name = "true|false", num_args = 0..=1, require_equals = true, default_missing_value = "true")]
    indent: Option<bool>,

    /// What becomes of links to other sites; with WeChat Pay an account can keep them.
    #[arg(long, value_parser = words(LINKS))]
    links: Option<String>,

    /// How lists are made; nothing in the editor renumbers static ones.
    #[arg(long, value_parser = words(LISTS))]
    lists: Option<String>,

    /// What wide tables do.
    #[arg(long, value_parser = words(OVERFLOWS))]
    tables: Option<String>,

    /// What captions of pictures are taken from; `alt` stands in for a title that is missing.
    #[arg(long, value_parser = words(CAPTIONS))]
    captions: Option<String>,

    /// Three dots above code blocks, as on a Mac's window.
    #[arg(long, value_name = "true|false", num_args = 0..=1, require_equals = true, default_missing_value = "true")]
    mac_style: Option<bool>,

    /// Numbers before the lines of code blocks.
    #[arg(long, value_name = "true|false", num_args = 0..=1, require_equals = true, default_missing_value = "true")]
    line_numbers: Option<bool>,

    /// Long lines of code wrap; else they scroll.
    #[arg(long, value_name = "true|false", num_args = 0..=1, require_equals = true, default_missing_value = "true")]
    code_wrap: Option<bool>,

    /// Characters of content beyond which formulas and diagrams become pictures, the largest first.
    #[arg(long, value_name = "CHARACTERS")]
    budget: Option<u64>,

    /// Title.
    #[arg(long)]
    title: Option<String>,

    /// Author.
    #[arg(long)]
    author: Option<String>,

    /// Digest.
    #[arg(long)]
    digest: Option<String>,
}

impl RenderingArguments {
    /// The request, still without a text.
    ///
    /// # Errors
    /// The style sheet cannot be read.
    pub(crate) fn request(self) -> Result<RenderRequest, Error> {
        Ok(RenderRequest {
            format: self.format,
            theme: self.theme,
            highlight: self.highlight,
            css: self.css.map(|css| css.load_text(MAX_BYTES)).transpose()?,
            profile: self.profile,
            primary: self.primary,
            font: self.font,
            size: self.size,
            line_height: self.line_height,
            justify: self.justify,
            indent: self.indent,
            links: self.links,
            lists: self.lists,
            tables: self.tables,
            captions: self.captions,
            mac: self.mac_style,
            line_numbers: self.line_numbers,
            code_wrap: self.code_wrap,
            budget: self.budget,
            title: self.title,
            author: self.author,
            digest: self.digest,
            ..RenderRequest::default()
        })
    }
}

/// Puts the text of a file into a request, and its format where the request names none.
///
/// # Errors
/// The file cannot be read, or is larger than the gateway takes.
pub(crate) fn with_text(request: RenderRequest, file: &Source) -> Result<RenderRequest, Error> {
    let extension = match file {
        Source::File(path) => Path::extension(path).and_then(|extension| extension.to_str()),
        Source::Stdin => None,
    };
    let format = match Format::of_extension(extension.unwrap_or_default()) {
        Format::Html => "html",
        Format::Markdown => "markdown",
    };
    Ok(RenderRequest {
        content: Some(file.load_text(MAX_BYTES)?),
        format: request.format.or_else(|| Some(format.to_owned())),
        ..request
    })
}

const MAX_BYTES: u64 = MAX_REQUEST_BYTES as u64;

fn words<T: Copy>(words: Words<T>) -> PossibleValuesParser {
    PossibleValuesParser::new(words.all())
}
