//! One colour in the place of a gradient.

use crate::css::Colour;
use crate::tree::{NodeId, Tree};

use super::properties::own;

/// The mean of a gradient's colours, each as far as it reaches.
pub(super) fn mean(tree: &Tree, gradient: NodeId) -> Option<Colour> {
    let stops: Vec<(f32, [f32; 3])> = tree
        .child_elements(gradient)
        .filter_map(|stop| tree.element(stop))
        .filter(|stop| &*stop.name == "stop")
        .filter_map(|stop| {
            let colour = Colour::parse(own(stop, "stop-color").unwrap_or("black"))?;
            Some((offset(own(stop, "offset").unwrap_or("0")), colour.channels().map(f32::from)))
        })
        .collect();
    let (first, last) = (stops.first()?, stops.last()?);
    // Before the first stop and behind the last one their colours go on.
    let reach = std::iter::once((0.0, first.1)).chain(stops.iter().copied()).chain([(1.0, last.1)]);
    let ends: Vec<(f32, [f32; 3])> = reach.collect();
    let mut sum = [0.0; 3];
    for pair in ends.windows(2) {
        let [(from, one), (to, other)] = pair else { continue };
        for ((sum, one), other) in sum.iter_mut().zip(one).zip(other) {
            *sum += (to - from).max(0.0) * (one + other) / 2.0;
        }
    }
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a mean of bytes")]
    let [red, green, blue] = sum.map(|channel| channel.round().clamp(0.0, 255.0) as u8);
    Some(Colour::rgb(red, green, blue))
}

/// From 0 to 1.
fn offset(text: &str) -> f32 {
    let fraction = match text.trim().strip_suffix('%') {
        Some(percent) => percent.parse::<f32>().map(|percent| percent / 100.0),
        None => text.trim().parse(),
    };
    fraction.unwrap_or(0.0).clamp(0.0, 1.0)
}
