//! What a render or a lint has to say.

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

/// One thing that a rule changed, or that may be lost.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Finding {
    /// The rule's stable code, e.g. `WX-LIST-001`.
    pub code: &'static str,
    /// How bad it is.
    pub severity: Severity,
    /// Line of the source, from 1; none where a finding has no place.
    pub line: Option<u32>,
}
