//! Answers as people read them: whatever a view holds, in its own order.

mod table;

use console::{measure_text_width, truncate_str};
use jiff::{Timestamp, tz::TimeZone};
use serde_json::{Map, Value};

/// What stands for nothing.
const NOTHING: &str = "-";

/// The lines that show `data`: a list as a table, an object as a line for each of its fields. Cut to `width` columns,
/// where there is a terminal that has so many.
pub(crate) fn lines(data: &Value, width: Option<usize>) -> Vec<String> {
    let lines = match data {
        Value::Null => Vec::new(),
        Value::Array(items) => table::lines(items, width),
        Value::Object(object) => match object.get("items") {
            Some(Value::Array(items)) => page(object, items, width),
            _ => fields(object),
        },
        scalar => vec![text(scalar)],
    };
    match width {
        Some(width) => lines.iter().map(|line| truncate_str(line, width, "…").into_owned()).collect(),
        None => lines,
    }
}

/// A page of a list: its items, then what there is to say of it.
fn page(object: &Map<String, Value>, items: &[Value], width: Option<usize>) -> Vec<String> {
    let mut lines = table::lines(items, width);
    let mut rest = object.clone();
    rest.shift_remove("items");
    if !lines.is_empty() && !rest.is_empty() {
        lines.push(String::new());
    }
    lines.extend(fields(&rest));
    lines
}

/// `name: value` lines, their values below each other; what holds more stands indented below its name.
fn fields(object: &Map<String, Value>) -> Vec<String> {
    let widest = object.keys().map(|name| measure_text_width(name)).max().unwrap_or(0);
    let mut lines = Vec::new();
    for (name, value) in object {
        if let Some(nested) = nested(value) {
            lines.push(format!("{name}:"));
            lines.extend(nested.into_iter().map(|line| format!("  {line}")));
        } else {
            let padding = " ".repeat(widest - measure_text_width(name));
            lines.push(format!("{name}:{padding} {}", field(name, value)));
        }
    }
    lines
}

/// The lines of an object or of a list of objects.
fn nested(value: &Value) -> Option<Vec<String>> {
    match value {
        Value::Object(object) if !object.is_empty() => Some(fields(object)),
        Value::Array(items) if items.iter().any(Value::is_object) => {
            Some(items.iter().flat_map(entry).collect())
        }
        _ => None,
    }
}

/// An item of a list of objects, behind a dash.
fn entry(item: &Value) -> Vec<String> {
    let lines = nested(item).unwrap_or_else(|| vec![text(item)]);
    let dashed = |(at, line)| format!("{} {line}", if at == 0 { "-" } else { " " });
    lines.into_iter().enumerate().map(dashed).collect()
}

/// The value of a field; times in the clock of this place.
fn field(name: &str, value: &Value) -> String {
    let is_time = name == "time" || name.ends_with("Time") || name.ends_with("At");
    match value.as_i64().filter(|seconds| is_time && *seconds > 0).map(Timestamp::from_second) {
        Some(Ok(time)) => time.to_zoned(TimeZone::system()).strftime("%Y-%m-%d %H:%M:%S").to_string(),
        _ => text(value),
    }
}

/// A value on one line. An object among others is shown by its title, or by the first of its fields.
fn text(value: &Value) -> String {
    match value {
        Value::Null => NOTHING.to_owned(),
        Value::String(text) => one_line(text),
        Value::Array(items) if items.is_empty() => NOTHING.to_owned(),
        Value::Array(items) => items.iter().map(text).collect::<Vec<_>>().join(", "),
        Value::Object(object) => {
            object.get("title").or_else(|| object.values().next()).map_or(NOTHING.to_owned(), text)
        }
        other => other.to_string(),
    }
}

/// Line breaks would break the layout; other control characters could command the terminal.
pub(crate) fn one_line(text: &str) -> String {
    match text.trim() {
        "" => NOTHING.to_owned(),
        text => text.chars().map(|char| if char.is_control() { ' ' } else { char }).collect(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn shown(data: &Value, width: Option<usize>) -> String {
        lines(data, width).join("\n")
    }

    #[test]
    fn fields_stand_below_each_other_in_their_order() {
        let data =
            json!({"title": "标题", "id": 7, "isOpen": true, "remark": null, "tags": ["a", "b"], "none": []});
        assert_eq!(
            shown(&data, None),
            "title:  标题\nid:     7\nisOpen: true\nremark: -\ntags:   a, b\nnone:   -"
        );
    }

    #[test]
    fn what_holds_more_is_indented() {
        let data =
            json!({"id": "x", "articles": [{"title": "a", "url": "u"}, {"title": "b"}], "day": {"used": 1}});
        assert_eq!(
            shown(&data, None),
            "id:       x\narticles:\n  - title: a\n    url:   u\n  - title: b\nday:\n  used: 1"
        );
    }

    #[test]
    fn a_page_is_a_table_and_its_counts() {
        let data = json!({"items": [{"mediaId": "one", "articles": [{"articleType": "news", "title": "标题"}]},
            {"mediaId": "three", "articles": []}], "totalCount": 2});
        assert_eq!(shown(&data, None), "mediaId  articles\none      标题\nthree    -\n\ntotalCount: 2");
    }

    #[test]
    fn a_terminal_is_not_commanded() {
        let data = json!({"content": "<p>\u{1b}[2Ja\nb</p>\n"});
        assert_eq!(shown(&data, None), "content: <p> [2Ja b</p>");
    }

    #[test]
    fn lines_end_where_the_terminal_does() {
        assert_eq!(shown(&json!({"content": "一二三四五六"}), Some(16)), "content: 一二三…");
        let data = json!([{"id": "0123456789", "name": "n".repeat(40), "remark": "r".repeat(40)}]);
        assert_eq!(
            shown(&data, Some(40)),
            "id          name           remark\n0123456789  nnnnnnnnnnnn…  rrrrrrrrrrrr…"
        );
    }
}
