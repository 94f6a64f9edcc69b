//! Pictures brought inside what an endpoint takes, and what is told of it.

use wxpress_image::{Change, Fitted, Part, Target, fit};

use crate::{error::Result, message::Code, warning::Warning};

/// Brings a picture inside what an endpoint takes, and tells everything that was done to it. Not for async threads.
///
/// # Errors
/// [`Code::NotAPicture`], [`Code::DamagedPicture`], [`Code::PictureTooLarge`], [`Code::PictureTooComplex`].
pub fn fitted<'a>(bytes: &'a [u8], target: &Target) -> Result<(Fitted<'a>, Vec<Warning>)> {
    let fitted = fit(bytes, target)?;
    let warnings = fitted.changes.iter().filter_map(warning).collect();
    Ok((fitted, warnings))
}

fn warning(change: &Change) -> Option<Warning> {
    let (code, from, to) = match change {
        Change::Converted { from, to } => (Code::PictureConverted, from.to_string(), to.to_string()),
        Change::Shrunk { from_bytes, to_bytes } => {
            (Code::PictureShrunk, from_bytes.to_string(), to_bytes.to_string())
        }
        Change::Scaled { from, to } => {
            let pixels = |(width, height): &(u32, u32)| format!("{width} × {height}");
            (Code::PictureScaled, pixels(from), pixels(to))
        }
        Change::Thinned { from, to } => (Code::PictureThinned, from.to_string(), to.to_string()),
        Change::Frozen => return Some(Warning::new(Code::PictureFrozen)),
        Change::Cleaned => return Some(Warning::new(Code::PictureCleaned)),
        Change::LeftOut { part } => return Some(Warning::new(left_out(*part))),
        _ => return None,
    };
    Some(Warning::new(code).with("from", from).with("to", to))
}

fn left_out(part: Part) -> Code {
    match part {
        Part::Script => Code::DrawingScript,
        Part::Animation => Code::DrawingMovement,
        Part::Html => Code::DrawingHtml,
        Part::External => Code::DrawingExternal,
        Part::Picture => Code::DrawingPicture,
        Part::Characters => Code::DrawingCharacters,
    }
}
