//! Shapes as outlines.

use kurbo::{BezPath, Circle, Ellipse, PathEl, Point, Rect, RoundedRect, RoundedRectRadii, Shape as _};

use super::number;
use crate::tree::Element;

/// How far an outline may be from a circle, in pixels.
const TOLERANCE: f64 = 0.1;

/// The outline of a shape; none where it cannot be read.
pub(super) fn outline(shape: &Element) -> Option<BezPath> {
    let length = |name| shape.attribute(name).map_or(Some(0.0), |length| number::pixels(length, 16.0));
    let path = match &*shape.name {
        "path" => BezPath::from_svg(shape.attribute("d")?).ok()?,
        "line" => polyline([length("x1")?, length("y1")?, length("x2")?, length("y2")?].into_iter()),
        "polyline" => polyline(number::list(shape.attribute("points")?)),
        "polygon" => {
            let mut path = polyline(number::list(shape.attribute("points")?));
            path.close_path();
            path
        }
        "circle" => Circle::new((length("cx")?, length("cy")?), length("r")?).to_path(TOLERANCE),
        "ellipse" => Ellipse::new((length("cx")?, length("cy")?), (length("rx")?, length("ry")?), 0.0)
            .to_path(TOLERANCE),
        "rect" => {
            let rect =
                Rect::from_origin_size((length("x")?, length("y")?), (length("width")?, length("height")?));
            match length("rx")? {
                0.0 => rect.to_path(TOLERANCE),
                radius => RoundedRect::from_rect(rect, RoundedRectRadii::from_single_radius(radius))
                    .to_path(TOLERANCE),
            }
        }
        _ => return None,
    };
    (path.is_finite() && !path.is_empty()).then_some(path)
}

fn polyline(numbers: impl Iterator<Item = f64>) -> BezPath {
    let numbers: Vec<f64> = numbers.collect();
    let mut path = BezPath::new();
    for point in numbers.chunks_exact(2) {
        let point = Point::new(point[0], point[1]);
        if path.elements().is_empty() { path.move_to(point) } else { path.line_to(point) }
    }
    path
}

/// A `d` attribute, to a tenth of a unit.
pub(super) fn data(outline: &BezPath) -> String {
    let mut data = String::new();
    for element in outline.elements() {
        let (letter, points): (_, &[Point]) = match element {
            PathEl::MoveTo(to) => ('M', &[*to]),
            PathEl::LineTo(to) => ('L', &[*to]),
            PathEl::QuadTo(control, to) => ('Q', &[*control, *to]),
            PathEl::CurveTo(first, second, to) => ('C', &[*first, *second, *to]),
            PathEl::ClosePath => ('Z', &[]),
        };
        data.push(letter);
        let numbers = points.iter().flat_map(|point| [point.x, point.y]).map(number::short);
        for (at, number) in numbers.enumerate() {
            if at > 0 && !number.starts_with('-') {
                data.push(' ');
            }
            data.push_str(&number);
        }
    }
    data
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;
    use crate::tree::parse;

    #[rstest]
    #[case("<path d='m1 2 3.04 4.06h-5z'/>", "M1 2L4 6.1L-1 6.1Z")]
    #[case("<line x1=1 x2=3 y2=4px />", "M1 0L3 4")]
    #[case("<polygon points='0,0 4,0 4,4'/>", "M0 0L4 0L4 4Z")]
    #[case("<rect x=1 y=2 width=3 height=4 />", "M1 2L4 2L4 6L1 6Z")]
    fn outlines(#[case] shape: &str, #[case] expected: &str) {
        let tree = parse(&format!("<svg>{shape}</svg>")).unwrap();
        let node = tree.find(tree.root(), &["path", "line", "polygon", "rect"])[0];
        assert_eq!(data(&outline(tree.element(node).unwrap()).unwrap()), expected);
    }

    #[rstest]
    #[case("<path d='no'/>")]
    #[case("<path />")]
    #[case("<rect width=100% height=4 />")]
    fn unreadable_ones_are_none(#[case] shape: &str) {
        let tree = parse(&format!("<svg>{shape}</svg>")).unwrap();
        let node = tree.find(tree.root(), &["path", "rect"])[0];
        assert!(outline(tree.element(node).unwrap()).is_none());
    }
}
