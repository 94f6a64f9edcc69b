//! The language that a caller asks for.

use std::convert::Infallible;

use axum::{
    extract::FromRequestParts,
    http::{HeaderMap, header, request::Parts},
};
use wxpress_publish::Lang;

/// The language of this request's messages.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Language(pub(crate) Lang);

impl<S: Sync> FromRequestParts<S> for Language {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(Self(preferred(&parts.headers)))
    }
}

/// The language of `Accept-Language` that we speak and that has the highest weight; Chinese where none is named.
pub(crate) fn preferred(headers: &HeaderMap) -> Lang {
    let header = headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()).unwrap_or("");
    let mut best: Option<(f32, Lang)> = None;
    for range in header.split(',') {
        let mut parts = range.split(';');
        let Some(lang) = parts.next().and_then(|tag| Lang::of_tag(tag.trim())) else { continue };
        let weight = parts.find_map(|part| part.trim().strip_prefix("q=")?.parse().ok()).unwrap_or(1.0);
        // Of equal weights the first one named wins.
        if weight > best.map_or(0.0, |(best, _)| best) {
            best = Some((weight, lang));
        }
    }
    best.map_or(Lang::default(), |(_, lang)| lang)
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("", Lang::Zh)]
    #[case("*", Lang::Zh)]
    #[case("en", Lang::En)]
    #[case("fr, en-US;q=0.9, zh;q=0.5", Lang::En)]
    #[case("en;q=0.4, zh-CN;q=0.9", Lang::Zh)]
    #[case("zh-CN,en", Lang::Zh)]
    #[case("en;q=0", Lang::Zh)]
    fn the_best_language_wins(#[case] header: &str, #[case] expected: Lang) {
        let mut headers = HeaderMap::new();
        headers.insert(header::ACCEPT_LANGUAGE, header.parse().unwrap());
        assert_eq!(preferred(&headers), expected);
    }
}
