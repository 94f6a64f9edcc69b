//! What an endpoint takes.

use crate::Format;

/// Formats and size that an endpoint takes. Limits: docs/reference/wechat-api.md §4 and §5.1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Target {
    /// Formats that pass as they are.
    pub formats: &'static [Format],
    /// Largest file in bytes.
    pub max_bytes: u64,
}

impl Target {
    /// `media/uploadimg`, pictures in an article's body: JPG or PNG below 1 MiB.
    pub const CONTENT_IMAGE: Self = Self { formats: &[Format::Jpeg, Format::Png], max_bytes: (1 << 20) - 1 };

    /// `material/add_material?type=image`: permanent pictures and covers, up to 10 MB.
    pub const IMAGE: Self =
        Self { formats: &[Format::Jpeg, Format::Png, Format::Gif, Format::Bmp], max_bytes: 10 << 20 };

    /// `type=thumb` of `media/upload` and `material/add_material`: JPG up to 64 KB.
    pub const THUMB: Self = Self { formats: &[Format::Jpeg], max_bytes: 64 << 10 };

    /// `media/upload?type=image`: pictures that live three days, up to 10 MB.
    pub const TEMPORARY: Self =
        Self { formats: &[Format::Jpeg, Format::Png, Format::Gif], max_bytes: 10 << 20 };
}
