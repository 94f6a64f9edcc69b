//! The frames that covers are shown in.

/// The shape of a frame.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Ratio {
    /// 2.35:1, the first article of a message.
    Wide,
    /// 1:1, the articles below it, and articles that are passed on.
    Square,
    /// 16:9, picture messages.
    Screen,
}

impl Ratio {
    /// All frames.
    pub const ALL: [Self; 3] = [Self::Wide, Self::Square, Self::Screen];

    /// Its name in `cover_info.crop_percent_list` (docs/reference/wechat-api.md §6.1).
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Wide => "2.35_1",
            Self::Square => "1_1",
            Self::Screen => "16_9",
        }
    }

    /// Width and height in whole numbers.
    pub(super) fn sides(self) -> (u64, u64) {
        match self {
            Self::Wide => (47, 20),
            Self::Square => (1, 1),
            Self::Screen => (16, 9),
        }
    }
}
