//! Every rule that changes an article or may lose a part of it, in one table.

use crate::finding::Severity;

/// The language of a text for people.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Language {
    /// 简体中文
    #[default]
    Chinese,
    /// English
    English,
}

/// What the table says of one rule.
struct Entry {
    code: &'static str,
    severity: Severity,
    zh: &'static str,
    en: &'static str,
    fix_zh: &'static str,
    fix_en: &'static str,
    source: &'static str,
}

macro_rules! rules {
    ($($(#[$doc:meta])* $name:ident = $code:literal $severity:ident $source:literal {
        $zh:literal $fix_zh:literal $en:literal $fix_en:literal
    })+) => {
        /// A rule, named by what it found. Its code never changes its meaning.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Rule {
            $($(#[$doc])* $name,)+
        }

        impl Rule {
            /// All rules, by code.
            pub const ALL: &[Self] = &[$(Self::$name),+];

            fn entry(self) -> Entry {
                match self {
                    $(Self::$name => Entry {
                        code: $code,
                        severity: Severity::$severity,
                        zh: $zh,
                        en: $en,
                        fix_zh: $fix_zh,
                        fix_en: $fix_en,
                        source: $source,
                    },)+
                }
            }
        }
    };
}

impl Rule {
    /// The stable code, e.g. `WX-LIST-001`.
    pub fn code(self) -> &'static str {
        self.entry().code
    }

    /// How bad it is.
    pub fn severity(self) -> Severity {
        self.entry().severity
    }

    /// What was found, for people.
    pub fn message(self, language: Language) -> &'static str {
        let entry = self.entry();
        if language == Language::Chinese { entry.zh } else { entry.en }
    }

    /// What to do about it, for people.
    pub fn fix(self, language: Language) -> &'static str {
        let entry = self.entry();
        if language == Language::Chinese { entry.fix_zh } else { entry.fix_en }
    }

    /// Where the rule comes from: a paragraph below `docs/reference/`.
    pub fn source(self) -> &'static str {
        self.entry().source
    }
}

include!("rule/table.rs");

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn codes_are_unique_and_in_order() {
        let codes: Vec<_> = Rule::ALL.iter().map(|rule| rule.code()).collect();
        assert_eq!(codes.iter().collect::<HashSet<_>>().len(), codes.len());
        assert!(codes.is_sorted(), "{codes:?}");
    }

    #[test]
    fn every_rule_says_what_to_do_and_where_it_comes_from() {
        for rule in Rule::ALL {
            for language in [Language::Chinese, Language::English] {
                assert!(!rule.message(language).is_empty() && !rule.fix(language).is_empty(), "{rule:?}");
            }
            let source = rule.source();
            assert!(
                source.starts_with("html-compat.md D") || source.starts_with("wechat-api.md §"),
                "{rule:?}"
            );
        }
    }
}
