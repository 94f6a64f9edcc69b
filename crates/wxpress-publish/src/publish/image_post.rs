//! Picture messages (`newspic`): the pictures of an article, with its words as plain text.

use std::cell::RefCell;

use lol_html::{HtmlRewriter, Settings, doc_text, element};
use wxpress_article::{Article, ImageSource};
use wxpress_wechat::limits::MAX_NEWSPIC_IMAGES;

use crate::{
    error::{Error, Result},
    message::Code,
};

/// What a material is written with where an address could stand, too.
const MATERIAL: &str = "media_id:";

/// A picture of a picture message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum PostPicture {
    /// A permanent picture of the account, by its `media_id`.
    Material(String),
    /// One to send.
    Source(ImageSource),
}

/// Whether an article is a picture message.
pub(super) fn is(article: &Article) -> bool {
    article.meta.article_type.as_deref() == Some("newspic")
}

/// Its pictures in their order, each once: those that its words name (`image_list`), else its cover and those of its text.
/// Drawings of the engine's own, such as formulas, are none.
///
/// # Errors
/// [`Code::MissingField`] where there is none; [`Code::TooLong`] for more than 20; [`Code::InvalidField`] for a name that is
/// neither a path nor an address.
pub(super) fn pictures(article: &Article) -> Result<Vec<PostPicture>> {
    let meta = &article.meta;
    let mut pictures = Vec::new();
    let mut add = |picture| {
        if !pictures.contains(&picture) {
            pictures.push(picture);
        }
    };
    let named: Vec<_> = match &meta.image_list[..] {
        [] => {
            meta.thumb_media_id.iter().map(|id| format!("{MATERIAL}{id}")).chain(meta.cover.clone()).collect()
        }
        list => list.to_vec(),
    };
    for name in named {
        if let Some(id) = name.trim().strip_prefix(MATERIAL) {
            add(PostPicture::Material(id.trim().to_owned()));
        } else {
            let unknown = || Error::new(Code::InvalidField).with("field", "imageList").with("problem", &name);
            add(PostPicture::Source(ImageSource::of(&name, &[]).ok_or_else(unknown)?));
        }
    }
    if meta.image_list.is_empty() {
        let shown = article.images.iter().map(|image| &image.source);
        for source in shown.filter(|source| !matches!(source, ImageSource::Drawing { .. })) {
            add(PostPicture::Source(source.clone()));
        }
    }
    match pictures.len() {
        0 => Err(Error::new(Code::MissingField).with("field", "images")),
        many if many > MAX_NEWSPIC_IMAGES => Err(Error::new(Code::TooLong)
            .with("field", "images")
            .with("actual", many)
            .with("limit", MAX_NEWSPIC_IMAGES)),
        _ => Ok(pictures),
    }
}

/// The words of an article, a line for each paragraph.
pub(super) fn text(article: &Article) -> String {
    let lines = RefCell::new(String::new());
    let settings = Settings::new()
        .append_element_content_handler(element!(
            "p, li, h1, h2, h3, h4, h5, h6, section, blockquote, pre, figure, tr, br, hr",
            |_| {
                lines.borrow_mut().push('\n');
                Ok(())
            }
        ))
        .append_document_content_handler(doc_text!(|text| {
            lines.borrow_mut().push_str(text.as_str());
            Ok(())
        }));
    let mut reader = HtmlRewriter::new(settings, |_: &[u8]| {});
    if reader.write(article.html().as_bytes()).and_then(|()| reader.end()).is_err() {
        tracing::debug!("an article's text could not be looked through");
    }
    let lines = super::round_trip::unescaped(&lines.borrow());
    let lines = lines.lines().map(|line| line.trim_matches([' ', '\u{a0}', '\t']));
    lines.filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use wxpress_article::{Options, Source, render};

    use super::*;

    fn post(text: &str) -> Article {
        render(&Source::markdown(text), &Options::default())
    }

    #[test]
    fn its_pictures_are_the_named_ones_or_those_of_the_text() {
        let named = post("---\ntype: image\nimage_list: [a.png, 'media_id:M1', a.png]\n---\n![](b.png)");
        assert!(is(&named));
        let file = |path: &str| PostPicture::Source(ImageSource::File(path.to_owned()));
        assert_eq!(pictures(&named).unwrap(), [file("a.png"), PostPicture::Material("M1".to_owned())]);
        let shown = post("---\ntype: image\ncover: c.png\n---\n![](b.png)\n\n![](c.png)");
        assert_eq!(pictures(&shown).unwrap(), [file("c.png"), file("b.png")]);
        assert_eq!(pictures(&post("---\ntype: image\n---\ntext")).unwrap_err().code(), Code::MissingField);
    }

    #[test]
    fn its_text_has_a_line_for_each_paragraph() {
        let article = post("第一段 Q&A，*斜体*\n\n![](b.png)\n\n第二段 1 < 2");
        assert_eq!(text(&article), "第一段 Q&A，斜体\n第二段 1 < 2");
    }
}
