//! Code loses its blanks (docs/reference/html-compat.md D5).

use super::Draft;
use super::tree::{Data, NodeId};
use crate::article::rule::Rule;

/// Where code stands.
const CODE: [&str; 2] = ["pre", "code"];
const LINE_ENDS: [char; 2] = ['\n', '\r'];
const SPACES: [char; 2] = [' ', '\t'];

/// Blanks between spans go, line ends vanish, runs of spaces become one. `<br>` and no-break spaces stay.
pub(super) fn squeeze(draft: &mut Draft<'_>) {
    let tree = &draft.fragment.tree;
    let texts: Vec<NodeId> = tree
        .descendants(draft.fragment.root)
        .into_iter()
        .filter(|id| tree.text(*id).is_some() && tree.is_within(*id, &CODE))
        .collect();
    for id in texts {
        if draft.holds(Rule::CodeGaps) && is_gap(draft, id) {
            draft.fragment.tree.detach(id);
            draft.findings.note(Rule::CodeGaps, "span", "");
            continue;
        }
        // In other code a line end is a space like any.
        if draft.holds(Rule::CodeLineEnds) && draft.fragment.tree.is_within(id, &["pre"]) {
            change(draft, id, Rule::CodeLineEnds, |text| text.replace(LINE_ENDS, ""));
        }
        if draft.holds(Rule::CodeSpaces) {
            change(draft, id, Rule::CodeSpaces, one_space);
        }
    }
}

/// Blanks between two elements.
fn is_gap(draft: &Draft<'_>, id: NodeId) -> bool {
    let tree = &draft.fragment.tree;
    let is_element = |id: NodeId| !tree.name(id).is_empty();
    tree.is_blank(id) && tree.previous(id).is_some_and(is_element) && tree.next(id).is_some_and(is_element)
}

fn change(draft: &mut Draft<'_>, id: NodeId, rule: Rule, change: impl Fn(&str) -> String) {
    let Data::Text(text) = draft.fragment.tree.data_mut(id) else { return };
    let changed = change(text);
    if changed != *text {
        draft.findings.note(rule, "code", text);
        *text = changed;
    }
    if text.is_empty() {
        draft.fragment.tree.detach(id);
    }
}

fn one_space(text: &str) -> String {
    let mut squeezed = String::with_capacity(text.len());
    for character in text.chars() {
        if !SPACES.contains(&character) {
            squeezed.push(character);
        } else if !squeezed.ends_with(' ') {
            squeezed.push(' ');
        }
    }
    squeezed
}

#[cfg(test)]
mod tests {
    use crate::article::resave::tests::{kept, resaved};
    use crate::article::rule::Rule;

    #[test]
    fn line_ends_and_runs_of_spaces_do_not_survive_in_code() {
        let (html, rules) = resaved("<pre><code>a {\n    b  c;\n}</code></pre><p><code>d  e</code></p>");
        assert_eq!(html, "<pre><code>a { b c;}</code></pre><p><code>d e</code></p>");
        assert_eq!(rules, [Rule::CodeLineEnds, Rule::CodeSpaces]);
        kept("<pre><code>a {<br>&nbsp;&nbsp;&nbsp;&nbsp;b&nbsp; c;<br><br>}</code></pre>");
        kept("<p>a  b\nc</p>");
    }

    #[test]
    fn blanks_between_spans_of_code_are_trimmed() {
        let (html, rules) = resaved("<pre><code><span>let</span> <span>a</span></code></pre>");
        assert_eq!(html, "<pre><code><span>let</span><span>a</span></code></pre>");
        assert_eq!(rules, [Rule::CodeGaps]);
        kept("<pre><code><span>let</span>&nbsp;<span>a </span><span>b</span> = <span>c</span></code></pre>");
        kept("<p><span>a</span> <span>b</span></p>");
    }
}
