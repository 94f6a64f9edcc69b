//! Backgrounds: no foreign pictures, and one colour behind text (docs/reference/html-compat.md D12, D13).

use crate::address::{PICTURE_HOSTS, on_platform};
use crate::css::{Colour, Style, comma_separated};
use crate::render::Work;
use crate::rule::Rule;
use crate::tree::NodeId;

/// Takes foreign pictures out of an element's style, and puts a solid mix in the place of a gradient behind text.
pub(super) fn settle(work: &mut Work<'_>, node: NodeId) {
    let Some(element) = work.tree.element(node) else { return };
    let foreign: Vec<(String, String)> = element
        .style
        .iter()
        .filter_map(|(property, value)| {
            let foreign = addresses(value).find(|address| {
                on_platform(address, PICTURE_HOSTS, &work.options.platform_hosts).is_none()
            })?;
            Some((property.to_owned(), foreign.to_owned()))
        })
        .collect();
    let has_gradient = element.style.iter().any(|(_, value)| value.contains("gradient("));
    let clips = ["background-clip", "-webkit-background-clip"]
        .iter()
        .any(|property| element.style.value(property) == Some("text"));
    // A line below the words, clear elsewhere, is no ground behind them.
    let is_line = element.style.value("background-size").is_some()
        || element.style.iter().any(|(_, value)| value.contains("gradient(") && has_clear_stop(value));
    let is_behind_text = has_gradient && !is_line && !work.tree.text_content(node).trim().is_empty();
    let line = work.tree.line(node);
    for (_, address) in &foreign {
        work.findings.report_of(Rule::ForeignBackground, line, address);
    }
    let Some(element) = work.tree.element_mut(node) else { return };
    let style = &mut element.style;
    for (property, _) in &foreign {
        without_picture(style, property);
    }
    if clips {
        colour_of_text(style);
    } else if is_behind_text {
        for property in ["background", "background-image"] {
            if let Some(mixed) = style.value(property).and_then(mix) {
                style.take("background-image");
                forget_place(style);
                style.set("background-color", mixed.to_string());
                style.take("background");
            }
        }
    }
}

/// The addresses in a value, whatever the property: each `url(…)` is a picture of some kind.
fn addresses(value: &str) -> impl Iterator<Item = &str> {
    value.split("url(").skip(1).map(|after| {
        let address = after.split(')').next().unwrap_or_default();
        address.trim().trim_matches(['"', '\''])
    })
}

/// A background keeps its colour.
fn without_picture(style: &mut Style, property: &str) {
    let value = style.take(property);
    forget_place(style);
    if property == "background"
        && let Some(colour) = value.as_deref().and_then(|value| {
            let last = comma_separated(value).pop()?.to_owned();
            last.split_ascii_whitespace().find_map(Colour::parse)
        })
    {
        style.set_default("background-color", &colour.to_string());
    }
}

fn forget_place(style: &mut Style) {
    style.retain(|property, _| {
        !matches!(
            property,
            "background-size"
                | "background-position"
                | "background-position-x"
                | "background-position-y"
                | "background-repeat"
                | "background-attachment"
                | "background-origin"
                | "background-clip"
        )
    });
}

/// Text that a background shines through has the background's colour.
fn colour_of_text(style: &mut Style) {
    let mixed = ["background", "background-image"].iter().find_map(|property| mix(style.value(property)?));
    style.retain(|property, _| {
        !property.starts_with("background")
            && !matches!(property, "-webkit-background-clip" | "-webkit-text-fill-color")
    });
    match mixed {
        Some(colour) => style.set("color", colour.to_string()),
        None => {
            style.take("color");
        }
    }
}

/// The colours of a gradient.
fn stops(value: &str) -> Vec<Colour> {
    let inner = value.find("gradient(").zip(value.rfind(')'));
    let Some(inner) = inner.and_then(|(at, end)| value.get(at + "gradient(".len()..end)) else {
        return Vec::new();
    };
    let colour = |stop: &str| {
        // `#fff 10%` and `rgba(…) 10%`: the colour stands first.
        let end = stop.rfind(')').map_or_else(|| stop.find(' ').unwrap_or(stop.len()), |end| end + 1);
        Colour::parse(&stop[..end])
    };
    comma_separated(inner).into_iter().filter_map(colour).collect()
}

fn has_clear_stop(value: &str) -> bool {
    stops(value).iter().any(|colour| colour.opacity() <= 0.0)
}

/// The mean of a gradient's colours; of a plain colour, itself.
fn mix(value: &str) -> Option<Colour> {
    if !value.contains("gradient(") {
        return Colour::parse(value);
    }
    let colours = stops(value);
    let first = *colours.first()?;
    let count = u32::try_from(colours.len()).ok()?;
    let mean = |channel: usize| {
        let sum: u32 = colours.iter().map(|colour| u32::from(colour.channels()[channel])).sum();
        u8::try_from(sum / count).unwrap_or(u8::MAX)
    };
    Some(first.with_channels([mean(0), mean(1), mean(2)]))
}

#[cfg(test)]
mod tests {
    use super::super::restrict;
    use crate::Rule;
    use crate::pass::trial::Trial;

    fn trial(style: &str) -> Trial {
        Trial::of(&format!("<p style=\"{style}\">a</p>")).after(&[restrict])
    }

    #[test]
    fn foreign_pictures_go_and_their_colour_stays() {
        let foreign = trial("background:url('https://x.y/z.png') no-repeat #eee;background-size:cover");
        assert_eq!(foreign.html(), "<p style=\"background-color:#eee\">a</p>");
        assert_eq!(foreign.rules(), [Rule::ForeignBackground]);
        let own = trial("background-image:url(https://mmbiz.qpic.cn/x)");
        assert_eq!(own.html(), "<p style=\"background-image:url(https://mmbiz.qpic.cn/x)\">a</p>");
        assert_eq!(own.rules(), []);
    }

    #[test]
    fn one_colour_is_behind_text() {
        assert_eq!(
            trial("background:linear-gradient(90deg, #000 0%, #fff)").html(),
            "<p style=\"background-color:#7f7f7f\">a</p>"
        );
        let decoration =
            Trial::of("<p style='background:linear-gradient(#000, #fff)'></p>").after(&[restrict]);
        assert!(decoration.html().contains("gradient"));
        let underline = trial("background:linear-gradient(transparent 60%, #ff0 60%)");
        assert!(underline.html().contains("gradient"), "{}", underline.html());
    }

    #[test]
    fn text_cut_out_of_a_gradient_has_its_colour() {
        assert_eq!(
            trial("background:linear-gradient(#200, #400);-webkit-background-clip:text;color:transparent")
                .html(),
            "<p style=\"color:#300\">a</p>"
        );
    }
}
