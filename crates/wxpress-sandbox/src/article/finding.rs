//! What was changed in a content, for the control API.

use serde::Serialize;

use super::rule::Rule;

/// How many different findings of one content are told apart.
const KINDS: usize = 100;
/// How much of a value is shown.
const DETAIL_CHARS: usize = 120;

/// Something that one of the gates took out or changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Finding {
    pub(crate) rule: Rule,
    /// The element's name.
    pub(crate) element: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) attribute: Option<String>,
    /// The value or the text in question, cut to 120 characters. May be empty.
    pub(crate) detail: String,
    pub(crate) occurrences: u64,
}

/// The findings of one content, in the order of their first occurrence.
#[derive(Debug, Clone, Default, Serialize)]
pub(crate) struct Findings {
    #[serde(rename = "findings")]
    list: Vec<Finding>,
    /// Occurrences beyond the first 100 different findings.
    left_out: u64,
}

impl Findings {
    /// Notes a change of an element.
    pub(crate) fn note(&mut self, rule: Rule, element: &str, detail: &str) {
        self.put(rule, element, None, detail);
    }

    /// Notes a change of an attribute.
    pub(crate) fn note_attribute(&mut self, rule: Rule, element: &str, attribute: &str, detail: &str) {
        self.put(rule, element, Some(attribute), detail);
    }

    /// Adds the findings of a second look at the same content.
    pub(crate) fn extend(&mut self, other: Self) {
        self.left_out += other.left_out;
        for finding in other.list {
            let occurrences = finding.occurrences;
            self.add(finding, occurrences);
        }
    }

    fn put(&mut self, rule: Rule, element: &str, attribute: Option<&str>, detail: &str) {
        let detail = detail.trim().chars().take(DETAIL_CHARS).collect();
        let (element, attribute) = (element.to_owned(), attribute.map(str::to_owned));
        self.add(Finding { rule, element, attribute, detail, occurrences: 0 }, 1);
    }

    fn add(&mut self, finding: Finding, occurrences: u64) {
        let is_same = |known: &&mut Finding| {
            (known.rule, &known.element, &known.attribute, &known.detail)
                == (finding.rule, &finding.element, &finding.attribute, &finding.detail)
        };
        if let Some(known) = self.list.iter_mut().find(is_same) {
            known.occurrences += occurrences;
        } else if self.list.len() < KINDS {
            self.list.push(Finding { occurrences, ..finding });
        } else {
            self.left_out += occurrences;
        }
    }
}

#[cfg(test)]
impl Findings {
    /// The rules that struck, each once, in order.
    pub(crate) fn rules(&self) -> Vec<Rule> {
        let mut rules: Vec<Rule> = self.list.iter().map(|finding| finding.rule).collect();
        rules.dedup();
        rules
    }

    pub(crate) fn list(&self) -> &[Finding] {
        &self.list
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_finding_is_counted_and_many_are_bounded() {
        let mut findings = Findings::default();
        for number in 0..300 {
            findings.note(Rule::Scripts, "script", "");
            findings.note_attribute(Rule::Ids, "p", "id", &format!("{number}{}", "长".repeat(200)));
        }
        assert_eq!((findings.list.len(), findings.list[0].occurrences), (KINDS, 300));
        assert_eq!(findings.left_out, 300 - 99);
        assert_eq!(findings.list[1].detail.chars().count(), DETAIL_CHARS);
        findings.extend(findings.clone());
        assert_eq!((findings.list[0].occurrences, findings.left_out), (600, 402));
    }
}
