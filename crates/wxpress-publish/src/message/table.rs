//! The table itself. Each area hands its rows, behind those of the areas before it, to the next one; the last makes the
//! enum of all.

use std::fmt;

use super::{Kind, Lang};

macro_rules! codes {
    ($($(#[doc = $doc:literal])* $name:ident = $text:literal, $kind:ident,
        zh: $zh:literal $(, hint: $hint_zh:literal)?,
        en: $en:literal $(, hint: $hint_en:literal)?;)*) => {
        /// A stable name for an outcome. Programs may match on its text, which never changes its meaning.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum Code {
            $($(#[doc = $doc])* $name,)*
        }

        impl Code {
            /// All of them.
            pub const ALL: &[Self] = &[$(Self::$name,)*];

            /// The text that answers carry in `code`.
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$name => $text,)* }
            }

            /// What kind of outcome it is.
            pub fn kind(self) -> Kind {
                match self { $(Self::$name => Kind::$kind,)* }
            }

            pub(crate) fn template(self, lang: Lang) -> &'static str {
                match (self, lang) { $((Self::$name, Lang::Zh) => $zh, (Self::$name, Lang::En) => $en,)* }
            }

            pub(crate) fn hint(self, lang: Lang) -> &'static str {
                match (self, lang) {
                    $((Self::$name, Lang::Zh) => concat!("", $($hint_zh)?),
                      (Self::$name, Lang::En) => concat!("", $($hint_en)?),)*
                }
            }
        }
    };
}

#[macro_use]
mod request;
#[macro_use]
mod picture;
#[macro_use]
mod job;
#[macro_use]
mod partner;
#[macro_use]
mod platform;
#[macro_use]
mod notice;
#[macro_use]
mod program;

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

request_codes! {}
