//! What may stay in a drawing.

use crate::tree::Element;

/// Attributes that say where a shape is.
const GEOMETRY: &[&str] = &[
    "d",
    "points",
    "x",
    "y",
    "x1",
    "y1",
    "x2",
    "y2",
    "cx",
    "cy",
    "r",
    "rx",
    "ry",
    "width",
    "height",
    "pathLength",
];

/// Shapes; their geometry is all they need.
pub(super) fn is_shape(name: &str) -> bool {
    matches!(name, "path" | "rect" | "circle" | "ellipse" | "line" | "polyline" | "polygon")
}

pub(super) fn is_geometry(attribute: &str) -> bool {
    GEOMETRY.contains(&attribute)
}

/// Elements that show nothing, or whose part in the drawing is played where they are referred to.
pub(super) fn is_silent(name: &str) -> bool {
    matches!(
        name,
        "style"
            | "defs"
            | "title"
            | "desc"
            | "metadata"
            | "symbol"
            | "marker"
            | "linearGradient"
            | "radialGradient"
    )
}

/// Animations (SMIL).
pub(super) fn is_animation(name: &str) -> bool {
    matches!(name, "animate" | "set" | "animateTransform" | "animateMotion")
}

/// What an animation may say.
const ANIMATION: &[&str] = &[
    "attributeName",
    "attributeType",
    "type",
    "from",
    "to",
    "by",
    "values",
    "begin",
    "dur",
    "end",
    "min",
    "max",
    "repeatCount",
    "repeatDur",
    "restart",
    "fill",
    "calcMode",
    "keyTimes",
    "keySplines",
    "keyPoints",
    "path",
    "rotate",
    "additive",
    "accumulate",
];

/// Attributes that may change over time.
const ANIMATED: &[&str] = &[
    "x",
    "y",
    "width",
    "height",
    "opacity",
    "d",
    "points",
    "stroke-width",
    "stroke-linecap",
    "stroke-dashoffset",
    "fill",
];

/// Whether the platform keeps an animation.
pub(super) fn may_animate(animation: &Element) -> bool {
    let says = |name| animation.attribute(name).unwrap_or_default();
    // Another element's event names it by its id, which is gone.
    let waits_for_another = ["begin", "end"]
        .into_iter()
        .any(|when| says(when).split(';').any(|event| event.contains('.') && !is_offset(event)));
    let kept = match &*animation.name {
        "animate" => ANIMATED.contains(&says("attributeName")),
        "set" => says("attributeName") == "visibility",
        "animateTransform" => matches!(says("type"), "translate" | "scale" | "rotate" | "skewX" | "skewY"),
        _ => !says("path").is_empty(),
    };
    kept && !waits_for_another
}

/// `1.5s` has a dot, too.
fn is_offset(event: &str) -> bool {
    event.trim().starts_with(|first: char| first.is_ascii_digit() || matches!(first, '+' | '-' | '.'))
}

pub(super) fn is_of_animation(attribute: &str) -> bool {
    ANIMATION.contains(&attribute)
}
