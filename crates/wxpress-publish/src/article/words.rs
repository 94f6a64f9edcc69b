//! The words for the values of options, as requests and the command line write them.

use wxpress_article::{Captions, Format, Links, Lists, Overflow, Profile, Theme, code::CodeTheme};

use crate::{
    error::{Error, Result},
    message::Code,
};

/// The words that an option knows.
#[derive(Debug, Clone, Copy)]
pub struct Words<T: 'static>(&'static [(&'static str, T)]);

/// How the text is written.
pub const FORMATS: Words<Format> = Words(&[("markdown", Format::Markdown), ("html", Format::Html)]);

/// Where the HTML goes.
pub const PROFILES: Words<Profile> =
    Words(&[("api", Profile::Api), ("paste", Profile::Paste), ("strict", Profile::Strict)]);

/// What becomes of links to other sites.
pub const LINKS: Words<Links> =
    Words(&[("references", Links::References), ("keep", Links::Keep), ("text", Links::Text)]);

/// How lists are made.
pub const LISTS: Words<Lists> = Words(&[("native", Lists::Native), ("static", Lists::Static)]);

/// What is done with what is wider than the screen.
pub const OVERFLOWS: Words<Overflow> = Words(&[("scroll", Overflow::Scroll), ("wrap", Overflow::Wrap)]);

/// What a picture's caption is taken from.
pub const CAPTIONS: Words<Captions> =
    Words(&[("title", Captions::Title), ("alt", Captions::Alt), ("none", Captions::None)]);

/// The names of the themes, the default one first.
pub fn themes() -> impl Iterator<Item = &'static str> {
    Theme::all().iter().map(Theme::name)
}

/// The names of the themes of code blocks.
pub fn code_themes() -> impl Iterator<Item = &'static str> {
    CodeTheme::ALL.iter().map(|theme| theme.name)
}

impl<T: Copy> Words<T> {
    /// The words, the default one first.
    pub fn all(self) -> impl Iterator<Item = &'static str> {
        self.0.iter().map(|(word, _)| *word)
    }

    /// What the word of a field means.
    ///
    /// # Errors
    /// [`Code::InvalidField`] with the words that there are.
    pub(super) fn read(self, field: &'static str, word: Option<&str>) -> Result<Option<T>> {
        let Some(word) = word else { return Ok(None) };
        let known = self.0.iter().find(|(known, _)| known.eq_ignore_ascii_case(word.trim()));
        known.map(|(_, value)| Some(*value)).ok_or_else(|| unknown(field, word, self.all()))
    }
}

/// The refusal of a word that a field does not know.
pub(super) fn unknown(field: &'static str, word: &str, words: impl Iterator<Item = &'static str>) -> Error {
    let words: Vec<_> = words.collect();
    let word: String = word.chars().take(80).collect();
    Error::new(Code::InvalidField)
        .with("field", field)
        .with("problem", format!("{word:?} ({})", words.join(", ")))
}
