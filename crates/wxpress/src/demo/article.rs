//! The article that is published: the one in `examples/article`.

/// A file of the article.
pub(super) struct File {
    /// As the article names it.
    pub(super) path: &'static str,
    pub(super) bytes: &'static [u8],
}

macro_rules! files {
    ($($path:literal),*) => {
        [$(File { path: $path, bytes: include_bytes!(concat!("../../../../examples/article/", $path)) }),*]
    };
}

/// The article and its pictures.
pub(super) const FILES: [File; 6] = files![
    "article.md",
    "cover.jpg",
    "images/01-overview.png",
    "images/02-limits.png",
    "images/03-timeline.png",
    "images/04-reader.jpg"
];
