//! Fits a file and prints what it took: `cargo run --release --package wxpress-image --example fit -- IN OUT [EDGE|keep]`
#![expect(clippy::print_stdout, reason = "it prints figures")]

use std::time::Instant;
use std::{env, fs, io};

use wxpress_image::{Target, fit};

fn main() -> io::Result<()> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let [input, output, size @ ..] = &arguments[..] else { return Err(io::Error::other("IN OUT")) };
    let mut target = Target::CONTENT_IMAGE;
    match size {
        [keep] if keep == "keep" => target.keep_size = true,
        [edge] => target.max_edge = edge.parse().ok(),
        _ => {}
    }
    let bytes = fs::read(input)?;
    let started = Instant::now();
    let fitted = fit(&bytes, &target).map_err(io::Error::other)?;
    println!("{:?} {} {} {:?}", started.elapsed(), fitted.bytes.len(), fitted.format, fitted.changes);
    fs::write(output, &fitted.bytes)
}
