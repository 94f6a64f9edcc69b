//! What it takes to draw: told before a pixel is, for a drawing of few shapes can keep a machine busy for hours.

use std::cell::Cell;
use std::ops::Add;

use resvg::tiny_skia::Transform;
use resvg::usvg::filter::{Filter, Kind};
use resvg::usvg::{ClipPath, Group, Image, ImageKind, Mask, Node, Opacity, Paint, Path, Rect, Stroke};

use super::outline;

/// Layers reach beyond the picture on each side by twice its width and height.
const LAYER_SPAN: f64 = 25.0;

/// Bytes of a pixel.
const PIXEL_BYTES: f64 = 4.0;

/// Bytes and steps of the point of an outline, once it is the edge of something.
const POINT_BYTES: f64 = 100.0;
const POINT_STEPS: f64 = 100.0;

/// Points of a line's outline for each of its own, and its sides for each of the path's.
const STROKE_POINTS: f64 = 6.0;
const STROKE_SIDES: f64 = 2.0;

/// Points of a dash.
const DASH_POINTS: f64 = 12.0;

/// Time and memory, as far as they can be told.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Effort {
    /// Steps of about a nanosecond.
    pub(super) steps: f64,
    /// Bytes that are in use at once.
    pub(super) bytes: f64,
}

/// One after the other: what the first took is free again.
impl Add for Effort {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self { steps: self.steps + other.steps, bytes: self.bytes.max(other.bytes) }
    }
}

impl Effort {
    fn new(steps: f64, bytes: f64) -> Self {
        Self { steps, bytes }
    }

    /// Of so many pixels that are kept, with so many steps for each.
    fn pixels(pixels: f64, steps: f64) -> Self {
        Self::new(pixels * steps, pixels * PIXEL_BYTES)
    }

    /// While something else stays in memory.
    fn within(self, other: Self) -> Self {
        Self { steps: self.steps + other.steps, bytes: self.bytes + other.bytes }
    }
}

/// Of a drawing, on a picture of so many pixels. More than `most_steps` are not counted.
pub(super) fn of(root: &Group, scale: Transform, (width, height): (u32, u32), most_steps: f64) -> Effort {
    let picture = Picture { width: width.into(), height: height.into(), left: Cell::new(most_steps) };
    picture.group(root, scale).within(Effort::pixels(picture.area(), 1.0))
}

/// What is drawn on.
#[derive(Debug)]
struct Picture {
    width: f64,
    height: f64,
    /// Steps that may still be counted, for counting takes time as well.
    left: Cell<f64>,
}

impl Picture {
    fn area(&self) -> f64 {
        self.width * self.height
    }

    fn children(&self, group: &Group, transform: Transform) -> Effort {
        let children = group.children().iter().map(|node| match node {
            Node::Group(group) => self.group(group, transform),
            Node::Path(path) => self.path(path, transform),
            Node::Image(image) => self.image(image, transform),
            Node::Text(text) => self.group(text.flattened(), transform),
        });
        children.fold(Effort::default(), Add::add)
    }

    fn group(&self, group: &Group, transform: Transform) -> Effort {
        let transform = transform.pre_concat(group.transform());
        let children = self.children(group, transform);
        if !group.should_isolate() {
            return children;
        }
        let layer = area(group.layer_bounding_box().to_rect(), transform).min(self.area() * LAYER_SPAN);
        let filters = group.filters().iter().map(|filter| self.filter(filter, layer, transform));
        let clip = group.clip_path().map(|clip| self.clip(clip, layer, transform));
        let mask = group.mask().map(|mask| self.mask(mask, layer, transform));
        filters.chain(clip).chain(mask).fold(children, Add::add).within(Effort::pixels(layer, 12.0))
    }

    fn clip(&self, clip: &ClipPath, layer: f64, transform: Transform) -> Effort {
        let inner = clip.clip_path().map(|inner| self.clip(inner, layer, transform)).unwrap_or_default();
        let inside = self.children(clip.root(), transform.pre_concat(clip.transform()));
        // Every clipped group inside is drawn on a layer of the same size.
        let layers = 1.0 + clipped_groups(clip.root());
        (inside + inner).within(Effort::new(layer * 10.0 * layers, layer * (PIXEL_BYTES + 1.0) * layers))
    }

    fn mask(&self, mask: &Mask, layer: f64, transform: Transform) -> Effort {
        let inner = mask.mask().map(|inner| self.mask(inner, layer, transform)).unwrap_or_default();
        let inside = self.children(mask.root(), transform);
        (inside + inner).within(Effort::new(layer * 16.0, layer * (PIXEL_BYTES + 2.0)))
    }

    fn filter(&self, filter: &Filter, layer: f64, transform: Transform) -> Effort {
        let (x, y) = scale(transform);
        let primitives = filter.primitives().iter().map(|primitive| {
            let steps = match primitive.kind() {
                Kind::Turbulence(noise) => 100.0 + 200.0 * f64::from(noise.num_octaves()),
                Kind::ConvolveMatrix(fold) => {
                    20.0 + 8.0 * f64::from(fold.matrix().columns()) * f64::from(fold.matrix().rows())
                }
                Kind::Morphology(grow) => {
                    let reach = |radius: f32, scale: f64| (f64::from(radius) * scale).mul_add(2.0, 1.0);
                    20.0 + 4.0 * reach(grow.radius_x().get(), x) * reach(grow.radius_y().get(), y)
                }
                Kind::DiffuseLighting(_) | Kind::SpecularLighting(_) => 200.0,
                Kind::DropShadow(_) | Kind::GaussianBlur(_) => 300.0,
                Kind::Merge(merge) => 20.0 * (1.0 + count(merge.inputs().len())),
                _ => 60.0,
            };
            let drawn = match primitive.kind() {
                Kind::Image(image) => self.children(image.root(), transform),
                _ => Effort::default(),
            };
            drawn.within(Effort::pixels(layer, steps))
        });
        // The results of all steps are kept until the last one, which works on copies.
        primitives.fold(Effort::pixels(layer * 4.0, 4.0), Effort::within)
    }

    fn path(&self, path: &Path, transform: Transform) -> Effort {
        let seen = area(path.stroke_bounding_box(), transform).min(self.area());
        let points = count(path.data().len());
        // Of everything on the layer.
        let rows = -2.0 * self.height..3.0 * self.height;
        let sides = outline::steps(path, transform, rows, self.left.get());
        self.left.set(self.left.get() - sides);
        let outline =
            |points: f64, sides: f64| Effort::new(points * POINT_STEPS + sides, points * POINT_BYTES);
        let fill = path.fill().map(|fill| {
            self.paint(fill.paint(), fill.opacity(), seen, transform).within(outline(points, sides))
        });
        let stroke = path.stroke().map(|stroke| {
            let points = points * STROKE_POINTS + dashes(path, stroke) * DASH_POINTS;
            let both_sides = sides * STROKE_SIDES.powi(2);
            self.paint(stroke.paint(), stroke.opacity(), seen, transform).within(outline(points, both_sides))
        });
        fill.into_iter().chain(stroke).fold(Effort::default(), Add::add)
    }

    fn paint(&self, paint: &Paint, opacity: Opacity, seen: f64, transform: Transform) -> Effort {
        match paint {
            Paint::Color(_) if opacity == Opacity::ONE => Effort::new(seen, 0.0),
            Paint::Color(_) => Effort::new(seen * 5.0, 0.0),
            Paint::LinearGradient(_) | Paint::RadialGradient(_) => Effort::new(seen * 12.0, 0.0),
            Paint::Pattern(pattern) => {
                let tile = area(pattern.rect().to_rect(), transform.pre_concat(pattern.transform()));
                let (x, y) = scale(transform.pre_concat(pattern.transform()));
                #[expect(clippy::cast_possible_truncation, reason = "it is as exact as what is drawn")]
                let inside = self.children(pattern.root(), Transform::from_scale(x as f32, y as f32));
                inside.within(Effort::pixels(tile, 1.0)).within(Effort::new(seen * 60.0, 0.0))
            }
        }
    }

    fn image(&self, image: &Image, transform: Transform) -> Effort {
        let seen =
            area(image.size().to_rect(0.0, 0.0).unwrap_or(image.bounding_box()), transform).min(self.area());
        match image.kind() {
            ImageKind::SVG(tree) => {
                self.group(tree.root(), transform).within(Effort::pixels(self.area(), 12.0))
            }
            ImageKind::PNG(file) | ImageKind::JPEG(file) | ImageKind::GIF(file) | ImageKind::WEBP(file) => {
                let pixels = f64::from(image.size().width()) * f64::from(image.size().height());
                Effort::pixels(pixels, 20.0).within(Effort::new(seen * 60.0, count(file.len())))
            }
        }
    }
}

/// Groups that are clipped themselves.
fn clipped_groups(group: &Group) -> f64 {
    let groups = group.children().iter().filter_map(|node| match node {
        Node::Group(group) => Some(clipped_groups(group) + f64::from(u8::from(group.clip_path().is_some()))),
        _ => None,
    });
    groups.sum()
}

/// Dashes of a line.
fn dashes(path: &Path, stroke: &Stroke) -> f64 {
    let Some(pattern) = stroke.dasharray() else { return 0.0 };
    let length: f64 = outline::sides(path).map(|(from, to)| f64::from(from.distance(to))).sum();
    let period: f64 = pattern.iter().copied().map(f64::from).sum();
    length / period.max(f64::from(f32::EPSILON)) * count(pattern.len()) / 2.0
}

fn count(things: usize) -> f64 {
    u32::try_from(things).unwrap_or(u32::MAX).into()
}

fn scale(transform: Transform) -> (f64, f64) {
    let (x, y) = transform.get_scale();
    (x.into(), y.into())
}

fn area(rect: Rect, transform: Transform) -> f64 {
    let (x, y) = scale(transform);
    // What is drawn on a layer has a margin.
    (f64::from(rect.width()) * x + 4.0) * (f64::from(rect.height()) * y + 4.0)
}
