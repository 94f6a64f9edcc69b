//! What a render or a lint has to say.

use crate::rule::{Language, Rule};

/// How bad a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Something was changed and reads the same.
    Info,
    /// Something may look different from what was meant, or is lost in part.
    Warning,
    /// The platform would refuse the article, or a part of it is lost.
    Error,
}

impl Severity {
    /// The word for it in JSON: `info`, `warning` or `error`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// One thing that a rule changed, or that may be lost.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Finding {
    /// The rule that found it.
    pub rule: Rule,
    /// Line of the source, from 1, where it was found first; none where it has no place.
    pub line: Option<u32>,
    /// What it is about, e.g. an address or a name; empty where the rule says it all.
    pub subject: String,
    /// How often the same was found.
    pub times: u32,
}

impl Finding {
    /// What was found, for people, with what it is about.
    pub fn message(&self, language: Language) -> String {
        let message = self.rule.message(language);
        match (self.subject.is_empty(), language) {
            (true, _) => message.to_owned(),
            (false, Language::Chinese) => format!("{message}：{}", self.subject),
            (false, Language::English) => format!("{message}: {}", self.subject),
        }
    }
}

/// Different subjects of one rule that are told; beyond them only the number grows.
const MAX_SUBJECTS: usize = 20;

/// Longest subject, in characters.
const MAX_SUBJECT: usize = 160;

/// Findings as they come in.
#[derive(Debug, Default)]
pub(crate) struct Findings {
    found: Vec<Finding>,
}

impl Findings {
    /// Tells of something that needs no more words than the rule's.
    pub(crate) fn report(&mut self, rule: Rule, line: Option<u32>) {
        self.report_of(rule, line, "");
    }

    /// Tells of something: the same subject is told once and counted.
    pub(crate) fn report_of(&mut self, rule: Rule, line: Option<u32>, subject: impl AsRef<str>) {
        let subject: String = subject.as_ref().trim().chars().take(MAX_SUBJECT).collect();
        let mut of_rule = self.found.iter_mut().filter(|finding| finding.rule == rule);
        if let Some(same) = of_rule.find(|finding| finding.subject == subject) {
            same.times = same.times.saturating_add(1);
            return;
        }
        if self.found.iter().filter(|finding| finding.rule == rule).count() >= MAX_SUBJECTS {
            if let Some(last) = self.found.iter_mut().rev().find(|finding| finding.rule == rule) {
                last.times = last.times.saturating_add(1);
            }
            return;
        }
        self.found.push(Finding { rule, line, subject, times: 1 });
    }

    /// The findings, the worst first, then by line.
    pub(crate) fn into_sorted(mut self) -> Vec<Finding> {
        self.found.sort_by(|one, other| {
            let key =
                |finding: &Finding| (std::cmp::Reverse(finding.rule.severity()), finding.line, finding.rule);
            key(one).cmp(&key(other))
        });
        self.found
    }
}
