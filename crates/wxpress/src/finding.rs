//! Findings as lines that people and editors read.

use wxpress_publish::article::FindingView;

use crate::render;

/// `park.md:12: warning WX-LINK-004 what was found — what to do`.
pub(crate) fn line(file: &str, finding: &FindingView) -> String {
    let FindingView { code, severity, line, message, fix, times, .. } = finding;
    let place = line.map(|line| format!(":{line}")).unwrap_or_default();
    let times = if *times > 1 { format!(" (×{times})") } else { String::new() };
    render::one_line(&format!("{file}{place}: {severity} {code} {message}{times} — {fix}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_finding_is_one_line() {
        let finding = FindingView {
            code: "WX-LINK-004",
            severity: "warning",
            line: Some(12),
            message: "a relative link: a\u{1b}[2J\nb".to_owned(),
            fix: "write the whole address",
            source: "html-compat.md D8",
            times: 3,
        };
        let told = "park.md:12: warning WX-LINK-004 a relative link: a [2J b (×3) — write the whole address";
        assert_eq!(line("park.md", &finding), told);
        let nowhere = FindingView { line: None, times: 1, message: "no title".to_owned(), ..finding };
        assert_eq!(line("-", &nowhere), "-: warning WX-LINK-004 no title — write the whole address");
    }
}
