//! The article that is published: the one in `examples/article`.

use serde::Deserialize;
use wxpress_publish::{Code, Error};

/// A file of the article.
pub(super) struct Picture {
    /// As the article's HTML names it.
    pub(super) path: &'static str,
    pub(super) bytes: &'static [u8],
}

macro_rules! pictures {
    ($($path:literal),*) => {
        [$(Picture { path: $path, bytes: include_bytes!(concat!("../../../../examples/article/", $path)) }),*]
    };
}

/// The pictures in the article's body, in their order.
pub(super) const PICTURES: [Picture; 4] = pictures![
    "images/01-overview.png",
    "images/02-limits.png",
    "images/03-timeline.png",
    "images/04-reader.jpg"
];

/// Its cover.
pub(super) const COVER: Picture =
    Picture { path: "cover.jpg", bytes: include_bytes!("../../../../examples/article/cover.jpg") };

/// Its body.
pub(super) const HTML: &str = include_str!("../../../../examples/article/article.html");

/// What stands above its body.
#[derive(Debug, Deserialize)]
pub(super) struct Head {
    pub(super) title: String,
    pub(super) author: String,
    pub(super) digest: String,
}

impl Head {
    pub(super) fn read() -> Result<Self, Error> {
        serde_json::from_str(include_str!("../../../../examples/article/article.json"))
            .map_err(|error| Error::new(Code::Internal).because(error))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_article_shows_each_picture_once() {
        for picture in PICTURES {
            assert_eq!(HTML.matches(&format!("src=\"{}\"", picture.path)).count(), 1, "{}", picture.path);
        }
        assert_eq!(HTML.matches("<img").count(), PICTURES.len());
        assert!(!Head::read().unwrap().title.is_empty());
    }
}
