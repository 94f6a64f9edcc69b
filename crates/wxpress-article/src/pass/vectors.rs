//! Drawings that the author brings along, as the platform keeps them (docs/reference/html-compat.md D10).

use crate::css::Effort;
use crate::render::Work;
use crate::rule::Rule;
use crate::svg::{Colours, clean};
use crate::tree::NodeId;

/// Cleans every drawing, and tells what could not be kept of it.
pub(super) fn clean_up(work: &mut Work<'_>) {
    let drawings: Vec<NodeId> = work
        .tree
        .find(work.article, &["svg"])
        .into_iter()
        .filter(|svg| !work.tree.is_within(*svg, &["svg"]))
        .collect();
    let effort = Effort::default();
    for svg in drawings {
        let line = work.tree.line(svg);
        if let Ok(cleaned) = clean(&mut work.tree, svg, Colours::AsDrawn, &effort) {
            for loss in cleaned.losses {
                work.findings.report_of(Rule::SvgPart, line, loss);
            }
            let markup = work.tree.new_markup(cleaned.svg);
            work.tree.replace(svg, markup);
        } else {
            work.findings.report_of(Rule::SvgPart, line, "<svg>");
            work.tree.detach(svg);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::{Options, Rule, Source, render};

    #[test]
    fn foreign_drawings_lose_what_the_platform_removes() {
        let article = render(
            &Source::html(
                "<h1>t</h1><svg id='x' viewBox='0 0 9 9' onclick='a()'><style>.a{fill:#07c160}</style><script>b</script>\
                 <filter id='f'></filter><path class='a' d='M0 0h9v9z' filter='url(#f)'/></svg>",
            ),
            &Options::default(),
        );
        let html = article.html();
        for gone in ["id=", "onclick", "<style", "script", "url(", "class="] {
            assert!(!html.contains(gone), "{gone}: {html}");
        }
        assert!(html.contains("#07c160") && html.contains("M0 0h9v9z"), "{html}");
        assert!(article.findings.iter().any(|finding| finding.rule == Rule::SvgPart));
    }
}
