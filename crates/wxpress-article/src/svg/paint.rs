//! How shapes and words are painted.

use super::clean::Cleaner;
use super::colours::{Paint, Role};
use super::properties::Properties;
use super::{gradient, number};

impl Cleaner<'_> {
    pub(super) fn fill(&mut self, properties: &Properties, role: Role) {
        let paint = self.paint(properties.get("fill"), role);
        let Some(paint) = paint else {
            self.write("fill", "none");
            return;
        };
        // Black is what shapes are filled with when they do not say.
        if paint.colour != "#000" {
            self.write("fill", &paint.colour);
        }
        self.opacity("fill-opacity", properties, paint.opacity);
        if properties.is_set("fill-rule") {
            self.write("fill-rule", properties.get("fill-rule"));
        }
    }

    /// The stroke of a shape that is drawn `scale` times as large.
    pub(super) fn stroke(&mut self, properties: &Properties, scale: f64) {
        let width = number::pixels(properties.get("stroke-width"), 16.0).unwrap_or(1.0) * scale;
        let Some(paint) = self.paint(properties.get("stroke"), Role::Line).filter(|_| width > 0.0) else {
            return;
        };
        self.write("stroke", &paint.colour);
        self.opacity("stroke-opacity", properties, paint.opacity);
        let width = number::short(width);
        if width != "1" {
            self.write("stroke-width", &width);
        }
        for name in [
            "stroke-linecap",
            "stroke-linejoin",
            "stroke-miterlimit",
            "stroke-dasharray",
            "stroke-dashoffset",
        ] {
            let is_of_dashes = name.starts_with("stroke-dash");
            if properties.is_set(name) && (!is_of_dashes || is_dashed(properties.get("stroke-dasharray"))) {
                self.write(name, properties.get(name));
            }
        }
    }

    pub(super) fn is_unpainted(&mut self, properties: &Properties) -> bool {
        self.paint(properties.get("fill"), Role::Fill).is_none()
            && self.paint(properties.get("stroke"), Role::Line).is_none()
    }

    fn opacity(&mut self, name: &str, properties: &Properties, of_colour: f32) {
        let opacity = properties.get(name).parse::<f32>().unwrap_or(1.0) * of_colour;
        if opacity < 1.0 {
            self.write(name, &((opacity * 100.0).round() / 100.0).to_string());
        }
    }

    fn paint(&mut self, paint: &str, role: Role) -> Option<Paint> {
        let Some(reference) = paint.strip_prefix("url(") else { return self.colours.paint(paint, role) };
        let (id, fallback) = reference.split_once(')').unwrap_or((reference, ""));
        let id = id.trim_matches(['"', '\'', ' ']).trim_start_matches('#');
        let mean = self.ids.get(id).and_then(|server| gradient::mean(self.tree, *server));
        if mean.is_none() {
            self.lose("url()");
        }
        self.colours.paint(&mean.map_or_else(|| fallback.trim().to_owned(), |mean| mean.to_string()), role)
    }
}

/// Whether there is a gap between the dashes.
fn is_dashed(pattern: &str) -> bool {
    let lengths: Vec<f64> = number::list(pattern).collect();
    // An odd pattern is a dash here and a gap there.
    let is_even = lengths.len().is_multiple_of(2);
    lengths.iter().enumerate().any(|(at, length)| *length > 0.0 && (at % 2 == 1 || !is_even))
}
