//! What lies behind the title of a made cover.

use std::fmt::Write as _;

use super::colours::{Colour, Colours, Palette};
use super::generate::{HEIGHT, WIDTH};

/// What lies behind a title.
pub(super) struct Ground {
    /// Shapes, as elements of an SVG.
    pub(super) shapes: String,
    pub(super) colours: Colours,
    /// Where the title may stand, from the top to the bottom.
    pub(super) area: (f32, f32),
}

/// Decides as often as it is asked, the same for the same title.
struct Dice(u64);

impl Dice {
    fn of(text: &str) -> Self {
        // FNV-1a
        Self(text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
        }))
    }

    /// A number below `sides`.
    fn roll(&mut self, sides: u16) -> u16 {
        // The step of SplitMix64, whose upper bits are good.
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        u16::try_from((mixed >> 32) % u64::from(sides)).unwrap_or_default()
    }
}

impl Ground {
    /// One of a few, by the title, so that a list of articles does not look all the same.
    pub(super) fn of(title: &str, palette: Palette) -> Self {
        let mut dice = Dice::of(title);
        match dice.roll(4) {
            0 => hills(&mut dice, palette.light()),
            1 => tiles(&mut dice, palette.light()),
            2 => tiles(&mut dice, palette.dark()),
            _ => moons(&mut dice, palette.dark()),
        }
    }
}

fn circle(shapes: &mut String, (x, y): (i32, i32), radius: i32, fill: Colour) {
    let _ = write!(shapes, r#"<circle cx="{x}" cy="{y}" r="{radius}" fill="{fill}"/>"#);
}

/// Fills the whole picture.
fn flood(shapes: &mut String, fill: Colour) {
    let _ = write!(shapes, r#"<rect width="{WIDTH}" height="{HEIGHT}" fill="{fill}"/>"#);
}

/// Discs within discs in one corner, rings in the other.
fn moons(dice: &mut Dice, colours: Colours) -> Ground {
    let [plain, ground, lighter, lightest] = colours.grounds;
    let mut shapes = String::new();
    flood(&mut shapes, plain);
    let mirrored = dice.roll(2) == 0;
    let (near, far) = if mirrored { (WIDTH, 0) } else { (0, WIDTH) };
    let (top, bottom) = if dice.roll(2) == 0 { (0, HEIGHT) } else { (HEIGHT, 0) };
    let shift = i32::from(dice.roll(5)) * 20;
    for (radius, fill) in [(700, ground), (540, lighter), (380, lightest)] {
        circle(&mut shapes, (near, bottom), radius - shift, fill);
    }
    circle(&mut shapes, (near, bottom), 200 - shift, colours.accents[0]);
    for step in 0..7 {
        let radius = 150 + step * 70 + shift;
        let _ = write!(
            shapes,
            r#"<circle cx="{far}" cy="{top}" r="{radius}" fill="none" stroke="{lightest}" stroke-width="3"/>"#
        );
    }
    let inward = if mirrored { 1 } else { -1 };
    let down = if top == 0 { 1 } else { -1 };
    circle(
        &mut shapes,
        (far + inward * (106 + shift / 2), top + down * (106 + shift / 2)),
        14,
        colours.accents[2],
    );
    circle(&mut shapes, (far + inward * (300 + shift), top + down * 100), 9, colours.accents[1]);
    Ground { shapes, colours, area: (0.0, 800.0) }
}

/// Mountains in three rows below a sun.
fn hills(dice: &mut Dice, colours: Colours) -> Ground {
    let [plain, ground, darker, darkest] = colours.grounds;
    let mut shapes = String::new();
    flood(&mut shapes, plain);
    let sun = if dice.roll(2) == 0 { 300 } else { WIDTH - 300 } + i32::from(dice.roll(5)) * 20;
    circle(&mut shapes, (sun, 250), 230, ground);
    circle(&mut shapes, (sun, 250), 165, darker);
    circle(&mut shapes, (sun, 250), 105, darkest);
    for (top, fill) in [(640, colours.accents[0]), (690, colours.accents[1]), (745, colours.accents[2])] {
        // Each wave begins left of the picture and ends right of it.
        let mut x = -i32::from(dice.roll(40)) * 10;
        let _ = write!(shapes, r#"<path fill="{fill}" d="M{x} {HEIGHT}V{top}"#);
        while x < WIDTH {
            let (long, high) = (380 + i32::from(dice.roll(20)) * 10, 20 + i32::from(dice.roll(5)) * 9);
            let (first, second) = (x + long / 4, x + long * 3 / 4);
            x += long;
            let _ = write!(shapes, "C{first} {} {second} {} {x} {top}", top - high, top + high);
        }
        let _ = write!(shapes, r#"V{HEIGHT}Z"/>"#);
    }
    Ground { shapes, colours, area: (20.0, 600.0) }
}

/// Quarters and halves of discs on both sides.
fn tiles(dice: &mut Dice, colours: Colours) -> Ground {
    const SIDE: i32 = 160;
    let fills =
        [colours.grounds[1], colours.grounds[2], colours.grounds[3], colours.accents[0], colours.accents[1]];
    let mut shapes = String::new();
    flood(&mut shapes, colours.grounds[0]);
    for column in [0, 1, 2] {
        for row in 0..HEIGHT / SIDE {
            for left in [column * SIDE, WIDTH - (column + 1) * SIDE] {
                let top = row * SIDE;
                let mut colour = |strong| {
                    // Towards the title it becomes quiet.
                    let most = if column == 2 { 2 } else { strong };
                    fills[usize::from(dice.roll(most))]
                };
                let (back, front) = (colour(3), colour(5));
                tile(
                    &mut shapes,
                    (left, top, SIDE),
                    (back, front),
                    dice.roll(if column == 2 { 9 } else { 7 }),
                );
            }
        }
    }
    Ground { shapes, colours, area: (0.0, 800.0) }
}

/// One of seven figures on a square, or nothing.
fn tile(shapes: &mut String, (x, y, side): (i32, i32, i32), (back, front): (Colour, Colour), figure: u16) {
    if figure > 6 {
        return;
    }
    let _ = write!(shapes, r#"<rect x="{x}" y="{y}" width="{side}" height="{side}" fill="{back}"/>"#);
    let (right, bottom, half) = (x + side, y + side, side / 2);
    let path = match figure {
        0 => format!("M{x} {y}H{right}A{side} {side} 0 0 1 {x} {bottom}Z"),
        1 => format!("M{right} {y}V{bottom}A{side} {side} 0 0 1 {x} {y}Z"),
        2 => format!("M{right} {bottom}H{x}A{side} {side} 0 0 1 {right} {y}Z"),
        3 => format!("M{x} {bottom}V{y}A{side} {side} 0 0 1 {right} {bottom}Z"),
        4 => format!("M{x} {y}H{right}A{half} {half} 0 0 1 {x} {y}Z"),
        5 => {
            return circle(shapes, (x + half, y + half), side / 4, front);
        }
        _ => return,
    };
    let _ = write!(shapes, r#"<path fill="{front}" d="{path}"/>"#);
}
