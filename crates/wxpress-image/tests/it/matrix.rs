//! Every kind of picture for every endpoint.

use rstest::rstest;
use wxpress_image::{Format, Target, fit};

use crate::{COLOUR_TOLERANCE, COLOURS, at, delta_e, fixture};

#[rstest]
fn lands_inside_the_limits_upright_and_in_its_colours(
    #[values(
        "card.jpg",
        "progressive.jpg",
        "cmyk.jpg",
        "place.jpg",
        "turned2.jpg",
        "turned3.jpg",
        "turned4.jpg",
        "turned5.jpg",
        "turned6.jpg",
        "turned7.jpg",
        "turned8.jpg",
        "card.png",
        "deep.png",
        "palette.png",
        "interlaced.png",
        "card.gif",
        "moving.gif",
        "card.webp",
        "photo.webp",
        "moving.webp",
        "card.bmp",
        "card.tiff",
        "card.ico",
        "card.svg"
    )]
    name: &str,
    #[values(
        Target::CONTENT_IMAGE,
        Target::IMAGE,
        Target::THUMB,
        Target::TEMPORARY,
        Target::PARTNER_IMAGE,
        Target::PARTNER_CONTENT_IMAGE
    )]
    target: Target,
) {
    let bytes = fixture(name);
    let fitted = fit(&bytes, &target).unwrap();
    assert!(target.formats.contains(&fitted.format), "{:?}", fitted.format);
    assert!(fitted.bytes.len() as u64 <= target.max_bytes);
    assert_eq!(Format::sniff(&fitted.bytes), Some(fitted.format));
    let picture = image::load_from_memory(&fitted.bytes).unwrap().into_rgb8();
    let size = match name {
        "card.ico" => (64, 64),
        // As wide as a telephone shows it.
        "card.svg" => (1080, 720),
        _ => (120, 80),
    };
    assert_eq!(picture.dimensions(), size);
    for (x, y, colour) in COLOURS {
        let seen = at(&picture, x, y);
        assert!(delta_e(seen, colour) < COLOUR_TOLERANCE, "{seen:?} instead of {colour:?}");
    }
}

#[rstest]
fn transparency_stays_where_png_is_taken_and_lies_on_white_elsewhere(
    #[values(Target::CONTENT_IMAGE, Target::IMAGE, Target::THUMB, Target::TEMPORARY)] target: Target,
) {
    // Clear at the top, solid at the bottom.
    let bytes = fixture("clear.png");
    let fitted = fit(&bytes, &target).unwrap();
    let picture = image::load_from_memory(&fitted.bytes).unwrap();
    assert_eq!(picture.color().has_alpha(), target.formats.contains(&Format::Png));
    let [top, bottom] = [(30, 3), (30, 76)].map(|(x, y)| picture.to_rgba8().get_pixel(x, y).0);
    if picture.color().has_alpha() {
        assert!(top[3] < 20 && bottom[3] > 235);
    } else {
        assert!(delta_e([top[0], top[1], top[2]], [255; 3]) < 8.0, "{top:?}");
    }
}
