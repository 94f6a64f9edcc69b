//! What an endpoint takes.

use crate::Format;

/// Formats and size that an endpoint takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Target {
    /// Formats that pass as they are.
    pub formats: &'static [Format],
    /// Largest file in bytes.
    pub max_bytes: u64,
    /// Longest side in pixels, where that matters.
    pub max_edge: Option<u32>,
    /// The width and height stay (within `max_edge`), whatever the pixels suffer for it. Otherwise a picture that would
    /// suffer is made smaller instead.
    pub keep_size: bool,
}

impl Target {
    /// `media/uploadimg`, pictures in an article's body: JPG or PNG below 1 MiB (docs/reference/wechat-api.md §4.3).
    pub const CONTENT_IMAGE: Self = Self::new(&[Format::Jpeg, Format::Png], (1 << 20) - 1);

    /// `material/add_material?type=image`: permanent pictures, up to 10 MB (§5.1).
    pub const IMAGE: Self = Self::new(&[Format::Jpeg, Format::Png, Format::Gif, Format::Bmp], 10 << 20);

    /// Covers: permanent pictures of the two formats that every frame shows, up to 10 MB (§5.1). They should have 900 ×
    /// 383 pixels at least; none is made larger than it is.
    pub const COVER: Self = Self::new(&[Format::Jpeg, Format::Png], 10 << 20);

    /// `type=thumb` of `media/upload` and `material/add_material`: JPG up to 64 KB (§4.1, §5.1).
    pub const THUMB: Self = Self::new(&[Format::Jpeg], 64 << 10);

    /// `media/upload?type=image`: pictures that live three days, up to 10 MB (§4.1).
    pub const TEMPORARY: Self = Self::new(&[Format::Jpeg, Format::Png, Format::Gif], 10 << 20);

    /// Pictures of a picture message (`newspic`), which are permanent ones (§6.1).
    pub const NEWSPIC: Self = Self::IMAGE;

    /// `material/add_material` of the partner API: up to 2 MB (§8.3).
    pub const PARTNER_IMAGE: Self =
        Self::new(&[Format::Jpeg, Format::Png, Format::Gif, Format::Bmp], 2 << 20);

    /// `media/uploadimg` of the partner API: JPG or PNG up to 5 MB (§8.3).
    pub const PARTNER_CONTENT_IMAGE: Self = Self::new(&[Format::Jpeg, Format::Png], 5 << 20);

    const fn new(formats: &'static [Format], max_bytes: u64) -> Self {
        Self { formats, max_bytes, max_edge: None, keep_size: false }
    }
}
