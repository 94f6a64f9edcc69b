//! Covers: the parts of a picture that show in the frames of WeChat's lists (docs/reference/wechat-api.md §6.1).
//!
//! ```
//! use wxpress_image::cover::{Ratio, Subject};
//!
//! # fn crop(photo: &[u8]) -> Result<(), wxpress_image::Error> {
//! let subject = Subject::find(photo)?;
//! let wide = subject.crop(Ratio::Wide).to_string(); // `0_0.150001_1_0.717376`, for `pic_crop_235_1`
//! # Ok(())
//! # }
//! ```

mod colours;
mod crop;
mod cut;
mod face;
mod generate;
mod heading;
mod lines;
mod pattern;
mod ratio;
mod subject;

pub use colours::Palette;
pub use crop::CropBox;
pub use cut::cut;
pub use generate::{Generated, Title, generate};
pub use ratio::Ratio;
pub use subject::Subject;

/// Pixels that a cover should have at least in its [wide](Ratio::Wide) frame, across and down: what the platform's own
/// editor asks for.
pub const WANTED_SIZE: (u32, u32) = (900, 383);

/// Pixels that the shorter side of a cover must have. One is refused (53402); the platform's own bound is not known.
const MIN_EDGE: u32 = 2;

/// How many times as long as the other a side of a cover may be. The platform's own bound is not known.
const MAX_ASPECT: u32 = 20;
