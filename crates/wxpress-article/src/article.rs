//! What comes out.

use std::borrow::Cow;

use crate::finding::{Finding, Severity};
use crate::image::{ImageRef, ImageSource};
use crate::meta::Meta;

/// A rendered article.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Article {
    /// Title, author, digest and the rest, from the options, the front matter and the text, in this order.
    pub meta: Meta,
    /// The picture to make a cover from when `meta.cover` names none: the first of the body.
    pub cover_candidate: Option<ImageSource>,
    /// Red, green and blue of the accent colour: the options', else the front matter's, else the theme's.
    pub primary: [u8; 3],
    /// The pictures of the body, in the order of their first appearance.
    pub images: Vec<ImageRef>,
    /// What was changed and what may be lost, the worst first.
    pub findings: Vec<Finding>,
    /// How much there is to read.
    pub reading: Reading,
    /// The markup around the pictures' addresses.
    pub(crate) pieces: Vec<Piece>,
}

/// How much there is to read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Reading {
    /// Chinese characters and words of other languages.
    pub words: usize,
    /// Minutes, rounded up, at 400 characters or 220 words a minute.
    pub minutes: usize,
}

/// A part of an article's HTML.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Piece {
    Markup(String),
    /// The address of one of the article's pictures.
    Image(usize),
}

impl Article {
    /// The HTML with every picture under its own address. Drawings stand as `data:` pictures, which browsers show and
    /// the platform does not: see [`Article::with_images`].
    pub fn html(&self) -> String {
        self.with_images(|image| Some(image.source.preview().into_owned()))
    }

    /// The HTML with the addresses that `address` gives; where it gives none, the picture keeps its own.
    pub fn with_images(&self, address: impl Fn(&ImageRef) -> Option<String>) -> String {
        let addresses: Vec<String> = self
            .images
            .iter()
            .map(|image| escaped(&address(image).unwrap_or_else(|| image.source.preview().into_owned())))
            .collect();
        let mut html = String::new();
        for piece in &self.pieces {
            match piece {
                Piece::Markup(markup) => html.push_str(markup),
                Piece::Image(at) => html.push_str(addresses.get(*at).map_or("", String::as_str)),
            }
        }
        html
    }

    /// The worst that was found.
    pub fn severity(&self) -> Option<Severity> {
        self.findings.iter().map(|finding| finding.rule.severity()).max()
    }
}

impl ImageSource {
    /// An address that a browser beside the source can show.
    fn preview(&self) -> Cow<'_, str> {
        match self {
            Self::Drawing { svg } => {
                let mut address = "data:image/svg+xml,".to_owned();
                for character in svg.chars() {
                    match character {
                        '#' => address.push_str("%23"),
                        '%' => address.push_str("%25"),
                        '"' => address.push('\''),
                        '<' => address.push_str("%3C"),
                        '>' => address.push_str("%3E"),
                        other => address.push(other),
                    }
                }
                Cow::Owned(address)
            }
            other => Cow::Borrowed(other.address()),
        }
    }
}

fn escaped(address: &str) -> String {
    address.replace('&', "&amp;").replace('"', "&quot;").replace('<', "&lt;")
}
