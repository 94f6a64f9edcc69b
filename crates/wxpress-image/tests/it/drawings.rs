//! SVG: what is drawn, and what is not.

use rstest::rstest;
use wxpress_image::{Change, Error, Format, Part, Target, fit};

use crate::{at, fixture};

fn svg(content: &str) -> Vec<u8> {
    format!("<svg xmlns='http://www.w3.org/2000/svg' width='100' height='50'>{content}</svg>").into_bytes()
}

#[test]
fn a_drawing_becomes_a_picture_as_wide_as_a_telephone() {
    let drawing = fixture("drawing.svg");
    let fitted = fit(&drawing, &Target::CONTENT_IMAGE).unwrap();
    assert_eq!(fitted.changes, [Change::Converted { from: Format::Svg, to: Format::Png }]);
    let picture = image::load_from_memory(&fitted.bytes).unwrap();
    assert_eq!((picture.width(), picture.height()), (1080, 720));
    assert!(picture.color().has_alpha());
    // The picture that is embedded in it.
    let picture = picture.into_rgb8();
    let red = at(&picture, 222.0 / 300.0, 25.0 / 200.0);
    assert!(crate::delta_e(red, [220, 30, 40]) < crate::COLOUR_TOLERANCE, "{red:?}");
}

#[rstest]
#[case("width='2000' height='500'", None, (2000, 500))]
#[case("width='2000' height='500'", Some(800), (800, 200))]
#[case("width='10' height='40'", None, (1080, 4320))]
#[case("viewBox='0 0 30 20'", None, (1080, 720))]
#[case("width='1e9' height='1e9'", None, (4096, 4096))]
#[case("width='1in' height='50%' viewBox='0 0 96 100'", None, (1080, 563))]
fn its_size_is_its_own_or_larger(
    #[case] size: &str,
    #[case] max_edge: Option<u32>,
    #[case] expected: (u32, u32),
) {
    let svg = format!("<svg xmlns='http://www.w3.org/2000/svg' {size}><rect width='9' height='9'/></svg>");
    let fitted = fit(svg.as_bytes(), &Target { max_edge, ..Target::CONTENT_IMAGE }).unwrap();
    let picture = image::load_from_memory(&fitted.bytes).unwrap();
    assert_eq!((picture.width(), picture.height()), expected);
}

#[rstest]
#[case("<script>document.write('a page')</script>", Part::Script)]
#[case("<image width='9' height='9' href='https://example.com/a.png'/>", Part::External)]
#[case("<image width='9' height='9' href='file:///etc/passwd'/>", Part::External)]
#[case("<image width='9' height='9' href='data:image/png;base64,bm8gcGljdHVyZQ=='/>", Part::Picture)]
#[case("<foreignObject width='9' height='9'><div>words</div></foreignObject>", Part::Html)]
#[case("<circle r='9'><animate attributeName='r' to='1'/></circle>", Part::Animation)]
#[case("<text y='20'>\u{1F600}</text>", Part::Characters)]
fn what_is_left_out_is_told(#[case] content: &str, #[case] part: Part) {
    let svg = svg(&format!("<rect width='100' height='50' fill='red'/>{content}"));
    let fitted = fit(&svg, &Target::CONTENT_IMAGE).unwrap();
    assert_eq!(fitted.changes[..1], [Change::LeftOut { part }]);
    let picture = image::load_from_memory(&fitted.bytes).unwrap().into_rgb8();
    assert_eq!(at(&picture, 0.95, 0.95), [255, 0, 0]);
}

#[test]
fn a_drawing_in_a_drawing_is_drawn_and_what_it_loses_is_told() {
    let inner = "%3Csvg xmlns=%22http://www.w3.org/2000/svg%22 width=%2210%22 height=%2210%22>\
        %3Cscript/>%3Crect width=%2210%22 height=%2210%22 fill=%22red%22/>%3C/svg>";
    let fitted_of = svg(&format!("<image width='50' height='50' href='data:image/svg+xml,{inner}'/>"));
    let fitted = fit(&fitted_of, &Target::THUMB).unwrap();
    assert_eq!(fitted.changes[0], Change::LeftOut { part: Part::Script });
    let picture = image::load_from_memory(&fitted.bytes).unwrap().into_rgb8();
    assert!(crate::delta_e(at(&picture, 0.25, 0.5), [255, 0, 0]) < crate::COLOUR_TOLERANCE);
    assert!(crate::delta_e(at(&picture, 0.75, 0.5), [255; 3]) < crate::COLOUR_TOLERANCE);
}

#[test]
fn what_is_outside_of_the_file_is_no_entity() {
    let svg = "<!DOCTYPE svg [<!ENTITY words SYSTEM 'file:///etc/passwd'>]>\
        <svg xmlns='http://www.w3.org/2000/svg'><text>&words;</text></svg>";
    let error = fit(svg.as_bytes(), &Target::CONTENT_IMAGE).unwrap_err();
    assert!(matches!(error, Error::Damaged { format: Format::Svg, .. }));
}

/// As deep as it may be, on a thread as small as those of a server.
#[test]
fn what_is_nested_deeply_is_drawn_on_a_small_stack() {
    let depth = 95;
    let content = "<g opacity='.99' transform='translate(1)'>".repeat(depth)
        + "<rect width='9' height='9'/>"
        + &"</g>".repeat(depth);
    let drawn = std::thread::Builder::new().stack_size(2 << 20);
    let drawn = drawn.spawn(move || fit(&svg(&content), &Target::CONTENT_IMAGE).map(|_| ())).unwrap();
    assert_eq!(drawn.join().unwrap(), Ok(()));
}

/// Each takes hours or more memory than there is, if it is drawn.
#[rstest]
#[case::blur(
    "<filter id='f'><feMorphology operator='dilate' radius='200'/></filter><rect width='99' height='49' filter='url(#f)'/>"
)]
#[case::noise(
    "<filter id='f'><feTurbulence numOctaves='1000000000'/></filter><rect width='9' height='9' filter='url(#f)'/>"
)]
#[case::tile(
    "<pattern id='p' width='1e9' height='1e9' patternUnits='userSpaceOnUse'><rect width='9' height='9'/></pattern>\
    <rect width='99' height='49' fill='url(#p)'/>"
)]
#[case::veils(&"<rect width='99' height='49' opacity='.5'/>".repeat(5_000))]
#[case::dashes("<path d='M0 0H1e6' stroke='red' stroke-dasharray='.001'/>")]
#[case::knot(&format!("<path d='M0 0{}'/>", "L99 49L0 48L99 0L1 40".repeat(20_000)))]
#[case::films(&format!("<filter id='f' x='-9' y='-9' width='20' height='20'>{}</filter><rect width='99' height='49' filter='url(#f)'/>",
    "<feOffset dx='1'/>".repeat(100)))]
fn what_takes_too_long_to_draw_is_refused_at_once(#[case] content: &str) {
    let error = fit(&svg(content), &Target::CONTENT_IMAGE).unwrap_err();
    assert_eq!(error, Error::TooComplex { format: Format::Svg, reason: "its shapes" });
}
