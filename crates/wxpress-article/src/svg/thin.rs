//! Outlines with fewer points.

use kurbo::{BezPath, Line, ParamCurve as _, ParamCurveNearest as _, PathEl, QuadBez};

/// How far, in grid units, the new outline may leave the old one: as far as rounding takes it, too.
const TOLERANCE: f64 = 0.5;

/// How exactly distances are measured, in grid units.
const ACCURACY: f64 = 0.01;

/// The same outline, with one quadratic curve for several that follow one another wherever nobody would see it.
pub(super) fn thinned(outline: &BezPath) -> BezPath {
    let mut thin = BezPath::new();
    // The curves that the last one of `thin` stands for.
    let mut replaced: Vec<QuadBez> = Vec::new();
    for segment in outline.elements() {
        let PathEl::QuadTo(control, to) = *segment else {
            replaced.clear();
            thin.push(*segment);
            continue;
        };
        let Some(from) = thin.current_position() else { continue };
        let curve = QuadBez::new(from, control, to);
        replaced.push(curve);
        if let Some(whole) = merged(&replaced) {
            thin.pop();
            thin.quad_to(whole.p1, whole.p2);
        } else {
            replaced.clear();
            replaced.push(curve);
            thin.quad_to(control, to);
        }
    }
    thin
}

/// One curve in the place of several that follow one another, if it keeps close to all of them.
fn merged(curves: &[QuadBez]) -> Option<QuadBez> {
    let [first, .., last] = curves else { return None };
    let control = Line::new(first.p0, first.p1).crossing_point(Line::new(last.p1, last.p2))?;
    let whole = QuadBez::new(first.p0, control, last.p2);
    // The control point lies ahead of the start and behind the end, or the curve would turn back.
    if (control - first.p0).dot(first.p1 - first.p0) < 0.0 || (control - last.p2).dot(last.p1 - last.p2) < 0.0
    {
        return None;
    }
    let close = |point| whole.nearest(point, ACCURACY).distance_sq <= TOLERANCE * TOLERANCE;
    curves.iter().all(|curve| close(curve.eval(0.5)) && close(curve.p2)).then_some(whole)
}

#[cfg(test)]
mod tests {
    use kurbo::Circle;
    use kurbo::Shape as _;

    use super::*;

    #[test]
    fn a_curve_in_pieces_becomes_whole_again() {
        let whole = QuadBez::new((0.0, 0.0), (50.0, 80.0), (100.0, 0.0));
        let mut pieces = BezPath::new();
        pieces.move_to(whole.p0);
        for part in 0..4 {
            let piece = whole.subsegment(f64::from(part) / 4.0..f64::from(part + 1) / 4.0);
            pieces.quad_to(piece.p1, piece.p2);
        }
        let thin = thinned(&pieces);
        assert_eq!(thin.elements().len(), 2);
        assert!((thin.bounding_box().height() - 40.0).abs() < TOLERANCE);
    }

    #[test]
    fn corners_and_round_turns_stay() {
        let corner = BezPath::from_svg("M0 0 Q20 5 40 0 Q42 20 40 40 L0 40 Z").unwrap();
        assert_eq!(thinned(&corner), corner);

        let mut circle = BezPath::new();
        circle.move_to((100.0, 0.0));
        for part in 1..=16 {
            let [middle, end] = [f64::from(part) - 0.5, f64::from(part)]
                .map(|part| kurbo::Vec2::from_angle(part * std::f64::consts::TAU / 16.0).to_point());
            let control = (middle.to_vec2() * 100.0 / (std::f64::consts::TAU / 32.0).cos()).to_point();
            circle.quad_to(control, (end.to_vec2() * 100.0).to_point());
        }
        let thin = thinned(&circle);
        assert!((5..=9).contains(&thin.elements().len()), "{thin:?}");
        assert!((thin.area() - Circle::new((0.0, 0.0), 100.0).area()).abs() < 200.0, "{}", thin.area());
    }
}
