#![doc = include_str!("../README.md")]

/// The typeface as an OpenType file.
pub static SANS: &[u8] = include_bytes!("../sans.otf");

/// The family name that [`SANS`] carries.
pub const SANS_FAMILY: &str = "wxpress Sans";

#[cfg(test)]
mod tests {
    use skrifa::instance::{LocationRef, Size};
    use skrifa::string::StringId;
    use skrifa::{FontRef, MetadataProvider};

    use super::{SANS, SANS_FAMILY};

    #[test]
    fn has_a_name_of_its_own_and_a_thousand_units_an_em() {
        let font = FontRef::new(SANS).unwrap();
        let family = font.localized_strings(StringId::FAMILY_NAME).english_or_first().unwrap();
        assert_eq!(family.to_string(), SANS_FAMILY);
        assert_eq!(font.metrics(Size::unscaled(), LocationRef::default()).units_per_em, 1000);
    }

    #[test]
    fn has_the_characters_that_articles_use() {
        let font = FontRef::new(SANS).unwrap();
        let missing: String = "Ag~éß±×ǚāαΩЖ，。「」（）％¥€℃№Ⅳ→⇒∑√∞≤≠①─■★✓あ啊做齄龟的一是"
            .chars()
            .filter(|char| font.charmap().map(*char).is_none())
            .collect();
        assert_eq!(missing, "");
    }
}
