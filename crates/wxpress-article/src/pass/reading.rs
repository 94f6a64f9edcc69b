//! How much there is to read, and the digest that the text itself gives.

use crate::article::Reading;
use crate::render::Work;
use crate::text::{is_cjk, one_line};

/// Characters of text that the platform takes for a digest where there is none (docs/reference/wechat-api.md §6.1).
const DIGEST_CHARACTERS: usize = 54;

/// Chinese characters and words a minute.
const CHARACTERS_A_MINUTE: usize = 400;
const WORDS_A_MINUTE: usize = 220;

/// Counts the words of the article.
pub(crate) fn measure(work: &Work<'_>) -> Reading {
    let (mut characters, mut words) = (0, 0);
    for node in work.tree.texts(work.article) {
        let mut in_word = false;
        for character in work.tree.text(node).unwrap_or_default().chars() {
            if is_cjk(character) {
                characters += usize::from(character.is_alphanumeric());
                in_word = false;
            } else {
                let is_letter = character.is_alphanumeric();
                words += usize::from(is_letter && !in_word);
                in_word = is_letter || (in_word && matches!(character, '\'' | '’' | '-' | '_'));
            }
        }
    }
    let minutes = (characters * WORDS_A_MINUTE + words * CHARACTERS_A_MINUTE)
        .div_ceil(CHARACTERS_A_MINUTE * WORDS_A_MINUTE);
    Reading { words: characters + words, minutes }
}

/// Takes the digest from the paragraphs of the body where nobody gave one.
pub(super) fn digest(work: &mut Work<'_>) {
    if work.meta.digest.is_some() {
        return;
    }
    let tree = &work.tree;
    let mut digest = String::new();
    for paragraph in tree.find(work.article, &["p", "li"]) {
        let is_apart = tree.ancestors(paragraph).any(|above| {
            tree.is_any(above, &["table", "li"])
                || ["footnotes", "references", "toc"].iter().any(|class| tree.has_class(above, class))
        });
        if is_apart || tree.has_class(paragraph, "toc-item") {
            continue;
        }
        let words = one_line(&tree.text_content(paragraph));
        if !digest.is_empty() && !words.is_empty() && !digest.ends_with(is_cjk) {
            digest.push(' ');
        }
        digest.push_str(&words);
        if digest.chars().count() >= DIGEST_CHARACTERS {
            break;
        }
    }
    let digest: String = digest.chars().take(DIGEST_CHARACTERS).collect();
    work.meta.digest = (!digest.is_empty()).then_some(digest);
}
