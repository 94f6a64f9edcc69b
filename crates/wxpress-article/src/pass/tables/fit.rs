//! Wide tables scroll or wrap.

use std::collections::HashMap;

use super::CELLS;
use super::width::Width;
use crate::options::{Overflow, Profile};
use crate::render::Work;
use crate::rule::Rule;
use crate::tree::{NodeId, Tree};

/// Text that wraps rather than make its column any wider, in em.
const COLUMN: f32 = 14.0;

/// What a phone shows side by side, in em of a table's text, and what a cell's padding takes of it.
const SCREEN: f32 = 24.5;
const PADDING: f32 = 1.2;

/// Lets tables scroll sideways or wrap, where their theme says nothing else.
pub(in crate::pass) fn fit(work: &mut Work<'_>) {
    let overflow = match work.options.profile {
        Profile::Strict => Overflow::Wrap,
        _ => work.options.tables.unwrap_or_default(),
    };
    // Cells belong to the innermost table around them.
    let mut cells: HashMap<NodeId, Vec<NodeId>> = HashMap::new();
    for cell in work.tree.find(work.article, CELLS) {
        if let Some(table) = work.tree.ancestors(cell).find(|above| work.tree.is(*above, "table")) {
            cells.entry(table).or_default().push(cell);
        }
    }
    for table in work.tree.find(work.article, &["table"]) {
        let cells = cells.remove(&table).unwrap_or_default();
        match overflow {
            Overflow::Scroll => scroll(work, table, &cells),
            Overflow::Wrap => self::wrap(&mut work.tree, table),
        }
        let tree = &mut work.tree;
        if let Some(element) = tree.element_mut(table) {
            element.style.set_default("border-collapse", "collapse");
        }
        for cell in cells {
            if let Some(element) = tree.element_mut(cell)
                && !element.style.iter().any(|(property, _)| property.starts_with("padding"))
            {
                element.style.set("padding", "6px 8px");
            }
        }
    }
}

/// Short cells keep to one line, long ones wrap at a width that reads well; the section scrolls.
fn scroll(work: &mut Work<'_>, table: NodeId, cells: &[NodeId]) {
    let tree = &mut work.tree;
    let holder = tree.parent(table).filter(|parent| tree.has_class(*parent, "table"));
    if let Some(element) = holder.and_then(|holder| tree.element_mut(holder)) {
        element.style.set_default("overflow-x", "auto");
    }
    if let Some(element) = tree.element_mut(table) {
        element.style.set_default("min-width", "100%");
    }
    let mut columns: Vec<Column> = Vec::new();
    let mut column = 0;
    let mut long = Vec::new();
    let mut row = None;
    for cell in cells {
        if tree.parent(*cell) != row {
            row = tree.parent(*cell);
            column = 0;
        }
        let span = tree.attribute(*cell, "colspan").and_then(|span| span.parse().ok()).unwrap_or(1_usize);
        let width = Width::of(tree, *cell, COLUMN);
        if span == 1 {
            match columns.get_mut(column) {
                Some(known) => known.take(*cell, width),
                None => columns.push(Column { width, widest: *cell }),
            }
        }
        if width.line > COLUMN {
            long.push((*cell, span));
        }
        column = (column + span).min(columns.len());
    }
    let total: f32 = columns.iter().map(|column| column.width.line.min(COLUMN) + PADDING).sum();
    if long.is_empty() {
        // What fits without any help needs none.
        if total <= SCREEN {
            return;
        }
        let folded: f32 = columns.iter().map(|column| column.width.folded() + PADDING).sum();
        if folded <= SCREEN {
            return fold(tree, cells, &columns);
        }
    }
    if let Some(element) = tree.element_mut(table) {
        element.style.set_default("white-space", "nowrap");
    }
    for (cell, span) in long {
        if let Some(element) = tree.element_mut(cell) {
            element.style.set_default("white-space", "normal");
            if span == 1 {
                element.style.set_default("min-width", &format!("{COLUMN}em"));
            }
        }
    }
    if total > SCREEN && holder.is_some() {
        work.findings.report(Rule::WideTable, work.tree.line(table));
    }
}

/// A column of a table.
struct Column {
    width: Width,
    /// The cell with the widest line.
    widest: NodeId,
}

impl Column {
    fn take(&mut self, cell: NodeId, width: Width) {
        if width.line > self.width.line {
            self.widest = cell;
        }
        self.width = self.width.max(width);
    }
}

/// Lets cells break into two lines, but for columns of nothing but short ones. A theme's least width of a column would
/// keep the table wide.
fn fold(tree: &mut Tree, cells: &[NodeId], columns: &[Column]) {
    for cell in cells {
        if let Some(element) = tree.element_mut(*cell) {
            element.style.take("min-width");
        }
    }
    for column in columns.iter().filter(|column| column.width.is_short()) {
        if let Some(element) = tree.element_mut(column.widest) {
            element.style.set_default("white-space", "nowrap");
        }
    }
}

fn wrap(tree: &mut Tree, table: NodeId) {
    if let Some(holder) = tree.parent(table).filter(|parent| tree.has_class(*parent, "table"))
        && let Some(element) = tree.element_mut(holder)
    {
        element.style.take("overflow-x");
    }
    if let Some(element) = tree.element_mut(table) {
        let style = &mut element.style;
        style.take("min-width");
        style.set("width", "100%");
        style.set("overflow-wrap", "anywhere");
        style.set("word-break", "break-word");
    }
}

#[cfg(test)]
mod tests {
    use super::super::wrap;
    use super::fit;
    use crate::pass::trial::Trial;
    use crate::{Options, Overflow, Profile, Rule};

    fn trial(cells: &[&str]) -> Trial {
        let row = format!("<td>{}</td>", cells.join("</td><td>"));
        Trial::of(&format!("<table><tr>{row}</tr></table>")).before(&[wrap]).after(&[fit])
    }

    #[test]
    fn what_fits_is_left_alone() {
        let trial = trial(&["一", "二"]).css("td{padding:1px} table{min-width:50%}");
        assert_eq!(
            trial.html(),
            "<section class=\"table\" style=\"overflow-x:auto\"><table style=\"min-width:50%;border-collapse:collapse\">\
             <tbody><tr><td style=\"padding:1px\">一</td><td style=\"padding:1px\">二</td></tr></tbody></table></section>"
        );
        assert_eq!(trial.rules(), []);
    }

    #[test]
    fn short_cells_break_into_two_lines_where_that_fits_a_phone() {
        let five =
            trial(&["编号", "申请部门名称", "负责人的姓名", "提交日期", "处理意见"]).css("td{min-width:5em}");
        let html = five.html();
        assert!(!html.contains("min-width:5em"), "{html}");
        let unbroken: Vec<&str> = html
            .split("nowrap;padding:6px 8px\">")
            .skip(1)
            .map(|cell| cell.split('<').next().unwrap())
            .collect();
        assert_eq!(unbroken, ["编号", "提交日期", "处理意见"], "too short to break");
        assert_eq!(five.rules(), []);
        for cells in [["一二三四五六七八九十"; 5], ["unbreakable"; 5]] {
            let trial = trial(&cells);
            assert!(trial.html().contains("<table style=\"min-width:100%;white-space:nowrap"), "{cells:?}");
            assert_eq!(trial.rules(), [Rule::WideTable]);
        }
    }

    #[test]
    fn wide_tables_scroll_and_long_cells_wrap() {
        let long = "长".repeat(40);
        let trial = trial(&["短的一列", "短的二列", "短的三列", &long]);
        let html = trial.html();
        assert!(html.contains("min-width:100%;white-space:nowrap"), "{html}");
        assert_eq!(html.matches("white-space:normal;min-width:14em").count(), 1, "{html}");
        assert_eq!(trial.rules(), [Rule::WideTable]);
    }

    #[test]
    fn or_everything_wraps() {
        for options in [
            Options { tables: Some(Overflow::Wrap), ..Options::default() },
            Options { profile: Profile::Strict, ..Options::default() },
        ] {
            let trial = trial(&["一".repeat(20).as_str(); 9]).css(".table{overflow-x:auto}").options(options);
            let html = trial.html();
            assert!(html.contains("width:100%;overflow-wrap:anywhere;word-break:break-word"), "{html}");
            assert!(!html.contains("nowrap") && !html.contains("overflow-x"), "{html}");
            assert_eq!(trial.rules(), []);
        }
    }
}
