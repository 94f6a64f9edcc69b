//! TeX to glyphs and rules at their places.

use std::collections::HashMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use ratex_layout::{
    FallbackGlyphMetrics, LayoutOptions, layout_with_fallback_metrics, to_display_list, validate_layout,
};
use ratex_parser::ParseNode;
use ratex_parser::parse_node::Measurement;
use ratex_types::display_item::DisplayList;
use ratex_types::math_style::MathStyle;

use super::FormulaError;
use super::typefaces::sans_metrics;

/// What authors write for other engines, as this one calls it. Numbers are left to `\tag`: each formula is set alone, so
/// the engine would begin at (1) in every one.
const REWORDED: [(&str, &str); 10] = [
    ("{equation}", "{equation*}"),
    ("{align}", "{align*}"),
    ("{alignat}", "{alignat*}"),
    ("{gather}", "{gather*}"),
    ("{multline}", "{gather*}"),
    ("{multline*}", "{gather*}"),
    (r"\begin{eqnarray}", r"\begin{darray}{rcl}"),
    (r"\begin{eqnarray*}", r"\begin{darray}{rcl}"),
    (r"\end{eqnarray}", r"\end{darray}"),
    (r"\end{eqnarray*}", r"\end{darray}"),
];

/// Nothing can refer to a label.
const PRELUDE: &str = r"\def\label#1{}";

/// Between a formula and its `\tag`, in em.
const TAG_GAP_EM: f64 = 2.0;

/// Sets a formula. The engine bounds nesting, macro expansion and the number of items itself.
pub(super) fn typeset(tex: &str, display: bool) -> Result<DisplayList, FormulaError> {
    let style = if display { MathStyle::Display } else { MathStyle::Text };
    let options = LayoutOptions { style, ..LayoutOptions::default() };
    let tex = REWORDED.iter().fold(PRELUDE.to_owned() + tex, |tex, (from, to)| tex.replace(from, to));
    // Young code on anyone's text: a defect of it costs this formula, not the article.
    catch_unwind(AssertUnwindSafe(|| {
        let mut nodes = ratex_parser::parse(&tex).map_err(|error| FormulaError::Tex(error.message))?;
        set_tag_apart(&mut nodes);
        let tree = layout_with_fallback_metrics(&nodes, &options, Arc::new(metrics(&tex)));
        validate_layout(&tree).map_err(|_| FormulaError::TooLarge)?;
        Ok(to_display_list(&tree))
    }))
    .unwrap_or(Err(FormulaError::Engine))
}

/// The engine sets the tag of a formula without rows right behind its last letter.
fn set_tag_apart(nodes: &mut Vec<ParseNode>) {
    if let Some(place) = nodes.iter().position(|node| matches!(node, ParseNode::Tag { .. })) {
        let dimension = Measurement { number: TAG_GAP_EM, unit: "em".to_owned() };
        let mode = nodes[place].mode();
        nodes.insert(place, ParseNode::Kern { mode, dimension, loc: None });
    }
}

/// The sizes of the characters that the mathematical typefaces lack.
fn metrics(tex: &str) -> HashMap<char, FallbackGlyphMetrics> {
    tex.chars()
        .filter(|char| !char.is_ascii())
        .filter_map(|char| sans_metrics(char).map(|metrics| (char, metrics)))
        .collect()
}
