//! Lists as tables.

use console::{Alignment, measure_text_width, pad_str, truncate_str};
use serde_json::Value;

use super::{field, text};

/// Between columns.
const GAP: &str = "  ";
/// What a column keeps where the terminal is narrow.
const MIN_COLUMN_WIDTH: usize = 8;

/// A line with the fields' names and one for each item. The columns of a list that is too wide are narrowed, but for the
/// first one: most lists start with the id that other commands want.
pub(super) fn lines(items: &[Value], width: Option<usize>) -> Vec<String> {
    let Some(Value::Object(first)) = items.first() else { return items.iter().map(text).collect() };
    let names: Vec<&String> = first.keys().collect();
    let mut rows = vec![names.iter().map(ToString::to_string).collect::<Vec<_>>()];
    rows.extend(
        items.iter().map(|item| {
            names.iter().map(|name| field(name, item.get(*name).unwrap_or(&Value::Null))).collect()
        }),
    );
    let widest = |at: usize| rows.iter().map(|row| measure_text_width(&row[at])).max().unwrap_or(0);
    let mut widths: Vec<_> = (0..names.len()).map(widest).collect();
    if let Some(width) = width {
        narrow(&mut widths, width);
    }
    rows.iter().map(|row| line(row, &widths)).collect()
}

fn line(row: &[String], widths: &[usize]) -> String {
    let cell = |(text, width): (&String, &usize)| {
        pad_str(&truncate_str(text, *width, "…"), *width, Alignment::Left, None).into_owned()
    };
    let cells: Vec<_> = row.iter().zip(widths).map(cell).collect();
    cells.join(GAP).trim_end().to_owned()
}

fn narrow(widths: &mut [usize], width: usize) {
    let gaps = widths.len().saturating_sub(1) * GAP.len();
    while widths.iter().sum::<usize>() + gaps > width {
        let widest = widths.iter_mut().skip(1).max_by_key(|width| **width);
        match widest.filter(|width| **width > MIN_COLUMN_WIDTH) {
            Some(widest) => *widest -= 1,
            None => return,
        }
    }
}
