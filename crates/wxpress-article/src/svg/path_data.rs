//! The shortest `d` attribute that fills an outline on a grid of whole units.

use std::fmt::Write as _;

use kurbo::{BezPath, Line, ParamCurveNearest as _, PathEl, Point, Vec2};

use super::thin::thinned;

/// How far, in grid units, a control point may be from its true place. The curve itself is off by half of it at most, as
/// it is by rounding.
const CONTROL_TOLERANCE: f64 = 1.0;

/// A `d` attribute in the making. Subpaths are left open: filling closes them.
#[derive(Debug, Default)]
pub(crate) struct PathData {
    text: String,
    /// The command that a pair of numbers without a letter would continue.
    implied: Option<char>,
    current: Point,
    /// The control point that a smooth command would mirror.
    control: Option<(Degree, Point)>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Degree {
    Quadratic,
    Cubic,
}

impl PathData {
    /// Adds an outline given in grid units.
    pub(crate) fn push(&mut self, outline: &BezPath) {
        let mut start = Point::ZERO;
        let thinned = thinned(outline);
        let mut elements = thinned.elements().iter().copied().peekable();
        while let Some(element) = elements.next() {
            let next = elements.peek().copied();
            match element {
                PathEl::MoveTo(to) => {
                    start = to.round();
                    self.move_to(start);
                }
                PathEl::LineTo(to) => {
                    let closes = matches!(next, None | Some(PathEl::MoveTo(_) | PathEl::ClosePath));
                    if !(closes && to.round() == start) {
                        self.line_to(to.round());
                    }
                }
                PathEl::QuadTo(control, to) => self.quad_to(control, to, next),
                PathEl::CurveTo(first, second, to) => self.curve_to(first, second, to.round()),
                PathEl::ClosePath => {}
            }
        }
    }

    pub(crate) fn into_string(self) -> String {
        self.text
    }

    fn move_to(&mut self, to: Point) {
        // The first command is absolute whatever its letter.
        self.command('m', &numbers(&[to - self.current]));
        self.implied = Some('l');
        self.arrive(to, None);
    }

    fn line_to(&mut self, to: Point) {
        let step = to - self.current;
        match (step.x == 0.0, step.y == 0.0) {
            (true, true) => return,
            (false, true) => self.command('h', &whole(step.x).to_string()),
            (true, false) => self.command('v', &whole(step.y).to_string()),
            (false, false) => self.command('l', &numbers(&[step])),
        }
        self.arrive(to, None);
    }

    fn quad_to(&mut self, control: Point, to: Point, next: Option<PathEl>) {
        let mirrored = self.mirrored(Degree::Quadratic).filter(|mirrored| near(*mirrored, control));
        let control = mirrored.unwrap_or_else(|| control.round());
        // Where the next control point mirrors this one, an end in the very middle lets `t` stand for it.
        let to = match next {
            Some(PathEl::QuadTo(following, _)) => {
                Some(control.midpoint(following).round()).filter(|middle| near(*middle, to))
            }
            _ => None,
        }
        .unwrap_or_else(|| to.round());
        if to == self.current && near(control, to) {
            return;
        }
        if mirrored.is_none() && is_flat(self.current, control, to) {
            return self.line_to(to);
        }
        if mirrored.is_some() {
            self.command('t', &numbers(&[to - self.current]));
        } else {
            self.command('q', &numbers(&[control - self.current, to - self.current]));
        }
        self.arrive(to, Some((Degree::Quadratic, control)));
    }

    fn curve_to(&mut self, first: Point, second: Point, to: Point) {
        let second = second.round();
        let mirrored = self.mirrored(Degree::Cubic).filter(|mirrored| near(*mirrored, first));
        if mirrored.is_some() {
            self.command('s', &numbers(&[second - self.current, to - self.current]));
        } else {
            let first = first.round();
            self.command('c', &numbers(&[first - self.current, second - self.current, to - self.current]));
        }
        self.arrive(to, Some((Degree::Cubic, second)));
    }

    fn mirrored(&self, degree: Degree) -> Option<Point> {
        let (_, control) = self.control.filter(|(made_by, _)| *made_by == degree)?;
        Some(self.current + (self.current - control))
    }

    fn arrive(&mut self, at: Point, control: Option<(Degree, Point)>) {
        self.current = at;
        self.control = control;
    }

    fn command(&mut self, letter: char, numbers: &str) {
        if self.implied == Some(letter) {
            if !numbers.starts_with('-') {
                self.text.push(' ');
            }
        } else {
            self.text.push(letter);
            self.implied = Some(letter);
        }
        self.text.push_str(numbers);
    }
}

fn near(a: Point, b: Point) -> bool {
    (a.x - b.x).abs() <= CONTROL_TOLERANCE && (a.y - b.y).abs() <= CONTROL_TOLERANCE
}

/// Whole numbers, separated only where a minus sign does not do it.
fn numbers(steps: &[Vec2]) -> String {
    let mut text = String::new();
    for number in steps.iter().flat_map(|step| [whole(step.x), whole(step.y)]) {
        if !text.is_empty() && number >= 0 {
            text.push(' ');
        }
        let _ = write!(text, "{number}");
    }
    text
}

/// A number that was rounded before, as an integer, which is written ten times as fast.
#[expect(
    clippy::cast_possible_truncation,
    reason = "a whole number of grid units; beyond the range it saturates"
)]
fn whole(number: f64) -> i64 {
    number as i64
}

/// Whether the curve cannot be told from its chord.
fn is_flat(from: Point, control: Point, to: Point) -> bool {
    let nearest = Line::new(from, to).nearest(control, f64::EPSILON);
    nearest.distance_sq <= CONTROL_TOLERANCE * CONTROL_TOLERANCE
}

#[cfg(test)]
mod tests {
    use kurbo::ParamCurve as _;
    use proptest::prelude::*;
    use rstest::rstest;

    use super::*;

    fn written(outline: &BezPath) -> String {
        let mut path = PathData::default();
        path.push(outline);
        path.into_string()
    }

    #[rstest]
    #[case::bars("M10 20 H30 V-5.4 H10 Z", "m10 20h20v-25h-20")]
    #[case::letters_left_out("M0 0 L3 4 L2.6 9 L-5 9", "m0 0 3 4v5h-8")]
    #[case::signs_separate("M-1 -2 L4 -9", "m-1-2 5-7")]
    #[case::closing_line_left_out("M1 1 L5 5 L1 5 L1 1 Z", "m1 1 4 4h-4")]
    #[case::next_outline_from_the_last_point("M0 0 H9 V9 Z M20 9 V30 H40", "m0 0h9v9m11 0v21h20")]
    #[case::mirrored_quadratic("M0 0 Q10 0 10 10 Q10 20 20 20", "m0 0q10 0 10 10t10 10")]
    #[case::mirrored_cubic("M0 0 C0 5 5 10 10 10 C15 10 20 15 20 20", "m0 0c0 5 5 10 10 10s10 5 10 10")]
    #[case::flat_curve("M0 0 Q50 1 100 0 V50", "m0 0h100v50")]
    #[case::nothing("M5 5 L5.3 5.3 Z", "m5 5")]
    fn writes_the_shortest_form(#[case] outline: &str, #[case] data: &str) {
        assert_eq!(written(&BezPath::from_svg(outline).unwrap()), data);
    }

    fn point() -> impl Strategy<Value = (f64, f64)> {
        (-300.0..300.0, -300.0..300.0)
    }

    proptest! {
        #[test]
        fn keeps_within_two_units_of_the_outline(
            start in point(),
            curves in prop::collection::vec((0..3, point(), point(), point()), 1..20),
        ) {
            let mut outline = BezPath::new();
            outline.move_to(start);
            for (kind, first, second, to) in curves {
                match kind {
                    0 => outline.line_to(to),
                    1 => outline.quad_to(first, to),
                    _ => outline.curve_to(first, second, to),
                }
            }
            outline.close_path();
            let drawn = BezPath::from_svg(&(written(&outline) + "z")).unwrap();
            for point in outline.segments().flat_map(|curve| [0.0, 0.3, 0.5, 0.9].map(|at| curve.eval(at))) {
                let distance = drawn
                    .segments()
                    .map(|curve| curve.nearest(point, 0.01).distance_sq.sqrt())
                    .fold(f64::INFINITY, f64::min);
                prop_assert!(distance < 2.0, "{distance} from {point:?} in {}", written(&outline));
            }
        }
    }
}
