//! The platform's limits, looked at before anything is uploaded (docs/reference/wechat-api.md §6.2).

use crate::render::Work;
use crate::rule::Rule;

/// Characters of content up to which nobody ever complained.
const CONTENT_CHARACTERS: usize = 20_000;

/// Bytes of content that the platform refuses.
const CONTENT_BYTES: usize = 1 << 20;

/// Bytes of content, before they are made few, that nothing brings back within what the platform takes.
const HOPELESS_BYTES: usize = 8 * CONTENT_BYTES;

/// Takes everything away where the platform would refuse the article in any case: all that is to come would take time
/// and memory for each of its bytes.
pub(super) fn stop_where_hopeless(work: &mut Work<'_>) {
    if work.tree.written_bytes(work.article) <= HOPELESS_BYTES {
        return;
    }
    work.findings.report(Rule::ContentHopeless, None);
    work.drawings.clear();
    while let Some(child) = work.tree.first_child(work.article) {
        work.tree.detach(child);
    }
}

/// Reports what is beyond the limits of a draft.
pub(crate) fn check(work: &mut Work<'_>, html: &str) {
    fields(work);
    let characters = html.chars().count();
    if html.len() >= CONTENT_BYTES {
        work.findings.report_of(Rule::ContentTooLarge, None, format!("{} KiB", html.len() / 1024));
    } else if characters >= CONTENT_CHARACTERS {
        work.findings.report_of(Rule::ContentLong, None, characters.to_string());
    }
}

fn fields(work: &mut Work<'_>) {
    let meta = &work.meta;
    let findings = &mut work.findings;
    let length = |text: &Option<String>| text.as_ref().map_or(0, |text| text.chars().count());
    match length(&meta.title) {
        0 => findings.report(Rule::TitleMissing, None),
        33..=64 => findings.report(Rule::TitleLong, None),
        65.. => findings.report(Rule::TitleTooLong, None),
        _ => {}
    }
    match length(&meta.author) {
        9..=16 => findings.report(Rule::AuthorLong, None),
        17.. => findings.report(Rule::AuthorTooLong, None),
        _ => {}
    }
    if length(&meta.digest) > 120 {
        findings.report(Rule::DigestTooLong, None);
    }
    let Some(address) = &meta.content_source_url else { return };
    if address.len() > 1024 {
        findings.report(Rule::SourceUrlTooLong, None);
    }
    if !address.starts_with("http://") && !address.starts_with("https://") {
        findings.report_of(Rule::SourceUrlForm, None, address);
    }
    let host = address.split("://").nth(1).unwrap_or_default().split('/').next().unwrap_or_default();
    let leads_to_store = ["itunes.apple.com", "apps.apple.com"].contains(&host);
    let short_without_mark =
        ["itun.es", "appsto.re"].contains(&host) && !address.ends_with("#wechat_redirect");
    if leads_to_store || short_without_mark {
        findings.report_of(Rule::SourceUrlAppStore, None, address);
    }
}
