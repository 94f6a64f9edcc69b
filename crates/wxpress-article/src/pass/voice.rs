//! The few words that the engine itself adds to an article, in the article's language.

use crate::render::Work;
use crate::text::is_cjk;

/// The language of an article: Chinese, unless it has no Chinese in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Voice {
    Chinese,
    English,
}

impl Voice {
    pub(crate) fn of(work: &Work<'_>) -> Self {
        let texts = work.tree.texts(work.article);
        let is_chinese = |text: &str| text.chars().any(|c| is_cjk(c) && c.is_alphabetic());
        let has_chinese = texts.iter().filter_map(|node| work.tree.text(*node)).any(is_chinese);
        if has_chinese || work.meta.title.as_deref().is_some_and(is_chinese) {
            Self::Chinese
        } else {
            Self::English
        }
    }

    fn choose(self, chinese: &'static str, english: &'static str) -> &'static str {
        if self == Self::Chinese { chinese } else { english }
    }

    pub(crate) fn references(self) -> &'static str {
        self.choose("参考链接", "References")
    }

    pub(crate) fn notes(self) -> &'static str {
        self.choose("注释", "Notes")
    }

    pub(crate) fn notes_and_references(self) -> &'static str {
        self.choose("注释与参考链接", "Notes and references")
    }

    pub(crate) fn contents(self) -> &'static str {
        self.choose("目录", "Contents")
    }
}
