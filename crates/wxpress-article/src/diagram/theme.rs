//! How diagrams look: light tints, so that words are legible on them by day and by night.

use serde_json::{Value, json};

use crate::css::Colour;

/// Lines and words: what is of this colour takes that of the text around.
pub(super) const INK: Colour = Colour::rgb(0x1f, 0x1f, 0x1f);

/// Slices, branches and periods, told apart by hue.
const HUES: [&str; 12] = [
    "#bcd3fa", "#bdebd7", "#fbe3a3", "#f9ccae", "#cbc5fc", "#c6ecfb", "#dbc4ea", "#f8cfdf", "#c9e2a9",
    "#f7c1bd", "#b9e4e3", "#e2d3bd",
];

/// The engine's configuration; what a diagram says itself goes before it.
pub(super) fn config() -> Value {
    let ink = INK.to_string();
    let mut variables = json!({
        "fontSize": "14px",
        "textColor": ink,
        "titleColor": ink,
        "lineColor": ink,
        "primaryColor": "#e8f0fc",
        "primaryBorderColor": "#7d9bc9",
        "primaryTextColor": ink,
        "secondaryColor": "#eaf6ef",
        "secondaryBorderColor": "#86b89c",
        "secondaryTextColor": ink,
        "tertiaryColor": "#f6f8fb",
        "tertiaryBorderColor": "#b4bfce",
        "tertiaryTextColor": ink,
        "noteBkgColor": "#fff6da",
        "noteBorderColor": "#d9b860",
        "noteTextColor": ink,
        "edgeLabelBackground": "#ffffff",
        "gridColor": "#c3cad4",
        "sectionBkgColor": "#f0f4fa",
        "sectionBkgColor2": "#f0f4fa",
        "altSectionBkgColor": "#ffffff",
        "taskBkgColor": "#cfe0f9",
        "taskBorderColor": "#7d9bc9",
        "taskTextColor": ink,
        "taskTextDarkColor": ink,
        "taskTextLightColor": ink,
        "taskTextOutsideColor": ink,
        "activeTaskBkgColor": "#a9cbf8",
        "activeTaskBorderColor": "#5f8bc9",
        "doneTaskBkgColor": "#e4e7eb",
        "doneTaskBorderColor": "#a9b1bc",
        "critBkgColor": "#f9cdc9",
        "critBorderColor": "#d9756b",
        "todayLineColor": "#d9756b",
        "pieStrokeWidth": "1px",
        "pieOuterStrokeWidth": "1px",
        "pieOpacity": "1",
        "pieTitleTextSize": "16px",
        "pieSectionTextSize": "14px",
        "pieLegendTextSize": "14px",
    });
    for (at, hue) in HUES.iter().enumerate() {
        variables[format!("pie{}", at + 1)] = json!(hue);
        variables[format!("cScale{at}")] = json!(hue);
        variables[format!("cScaleLabel{at}")] = json!(ink);
        variables[format!("git{at}")] = json!(hue);
        variables[format!("gitBranchLabel{at}")] = json!(ink);
    }
    json!({
        "look": "classic",
        "theme": "base",
        "themeVariables": variables,
        "themeCSS": ".edgeLabel rect { opacity: 1 } .grid .tick line { stroke: #c3cad4 }",
        "sequence": { "actorFontSize": 14, "messageFontSize": 14, "noteFontSize": 14 },
    })
}
