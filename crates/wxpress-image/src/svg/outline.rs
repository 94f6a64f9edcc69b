//! What it takes to fill an outline, by doing so without a pixel: row after row, with the sides that a row meets in
//! their order.

use std::ops::Range;

use resvg::tiny_skia::{PathSegment, Point, Transform};
use resvg::usvg::Path;

/// Steps for a side in a row.
const ROW_STEPS: f64 = 8.0;

/// Steps for two sides that change places from one row to the next.
const CROSSING_STEPS: f64 = 25.0;

/// A side of an outline, from above to below.
#[derive(Debug, Clone, Copy)]
struct Side {
    top: f64,
    bottom: f64,
    /// Where it is in the row that is looked at.
    x: f64,
    /// How far it goes to the right from one row to the next.
    slope: f64,
}

/// The steps to fill a path on a picture with these rows. Infinite where they are more than `most`.
pub(super) fn steps(path: &Path, transform: Transform, rows: Range<f64>, most: f64) -> f64 {
    let mapped = |mut point: Point| {
        transform.map_point(&mut point);
        point
    };
    let mut waiting: Vec<Side> =
        sides(path).filter_map(|(from, to)| Side::new(mapped(from), mapped(to), &rows)).collect();
    waiting.sort_by(|one, other| other.top.total_cmp(&one.top));
    let mut met: Vec<Side> = Vec::new();
    let mut steps = 0.0;
    let mut row = f64::MIN;
    loop {
        if met.is_empty() {
            let Some(next) = waiting.last() else { return steps };
            row = next.top.max(row);
        }
        met.retain_mut(|side| {
            side.x += side.slope;
            side.bottom > row
        });
        for at in 1..met.len() {
            let mut at = at;
            while at > 0 && met[at - 1].x > met[at].x && steps <= most {
                met.swap(at - 1, at);
                at -= 1;
                steps += CROSSING_STEPS;
            }
        }
        let old = met.len();
        while let Some(side) = waiting.pop_if(|side| side.top < row + 1.0) {
            met.push(side);
        }
        if met.len() > old {
            met.sort_by(|one, other| one.x.total_cmp(&other.x));
        }
        steps = met.iter().fold(steps, |steps, _| steps + ROW_STEPS);
        if steps > most {
            return f64::INFINITY;
        }
        row += 1.0;
    }
}

impl Side {
    /// The part of it in these rows; none where there is none.
    fn new(from: Point, to: Point, rows: &Range<f64>) -> Option<Self> {
        let (above, below) = if from.y <= to.y { (from, to) } else { (to, from) };
        let slope = (f64::from(below.x) - f64::from(above.x)) / (f64::from(below.y) - f64::from(above.y));
        let (top, bottom) = (f64::from(above.y).max(rows.start), f64::from(below.y).min(rows.end));
        let x = slope.mul_add(top - f64::from(above.y), above.x.into());
        (top < bottom && x.is_finite()).then_some(Self { top, bottom, x, slope })
    }
}

/// The lines from each point of a path to the next, those that curves only bend towards included: no shorter than the
/// path.
pub(super) fn sides(path: &Path) -> impl Iterator<Item = (Point, Point)> + '_ {
    let (mut start, mut last) = (Point::zero(), Point::zero());
    path.data().segments().flat_map(move |segment| {
        let points = match segment {
            PathSegment::MoveTo(to) => {
                start = to;
                [to; 4]
            }
            PathSegment::LineTo(to) => [last, to, to, to],
            PathSegment::QuadTo(bend, to) => [last, bend, to, to],
            PathSegment::CubicTo(bend, other, to) => [last, bend, other, to],
            PathSegment::Close => [last, start, start, start],
        };
        last = points[3];
        [(points[0], points[1]), (points[1], points[2]), (points[2], points[3])]
    })
}
