//! What the bytes of an upload are, whatever its name says (docs/reference/wechat-api.md §4.3, §5.1).

use std::io::Cursor;

use bytes::Bytes;
use image::{ImageFormat, ImageReader, Limits};

/// Above this in a direction, or this many in all, a picture counts as absurd: 40137. WeChat's own bound is not known;
/// 18018×24477 is seen refused.
const MAX_SIDE: u32 = 16_384;
const MAX_PIXELS: u64 = 100_000_000;

/// What kinds of files are told apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum FileFormat {
    Jpeg,
    Png,
    Gif,
    Bmp,
    Mp3,
    Amr,
    Wav,
    Wma,
    Mp4,
}

impl FileFormat {
    /// By the first bytes; `None` for everything that WeChat does not know, WebP and HEIC among it.
    pub(crate) fn sniff(bytes: &[u8]) -> Option<Self> {
        match bytes {
            [0xff, 0xd8, 0xff, ..] => Some(Self::Jpeg),
            [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1a, b'\n', ..] => Some(Self::Png),
            [b'G', b'I', b'F', b'8', b'7' | b'9', b'a', ..] => Some(Self::Gif),
            [b'B', b'M', ..] => Some(Self::Bmp),
            [b'#', b'!', b'A', b'M', b'R', ..] => Some(Self::Amr),
            [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'A', b'V', b'E', ..] => Some(Self::Wav),
            [0x30, 0x26, 0xb2, 0x75, 0x8e, 0x66, 0xcf, 0x11, ..] => Some(Self::Wma),
            [b'I', b'D', b'3', ..] => Some(Self::Mp3),
            // An MPEG audio frame: eleven set bits, then neither a reserved version nor a reserved layer.
            [0xff, second, ..] if second & 0xe0 == 0xe0 && second & 0x18 != 0x08 && second & 0x06 != 0 => {
                Some(Self::Mp3)
            }
            [_, _, _, _, b'f', b't', b'y', b'p', brand @ ..] if !is_still_picture(brand) => Some(Self::Mp4),
            _ => None,
        }
    }

    /// The media type it is served with.
    pub(crate) fn content_type(self) -> &'static str {
        match self {
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
            Self::Gif => "image/gif",
            Self::Bmp => "image/bmp",
            Self::Mp3 => "audio/mpeg",
            Self::Amr => "audio/amr",
            Self::Wav => "audio/wav",
            Self::Wma => "audio/x-ms-wma",
            Self::Mp4 => "video/mp4",
        }
    }

    /// The usual extension.
    pub(crate) fn extension(self) -> &'static str {
        match self {
            Self::Jpeg => "jpg",
            Self::Png => "png",
            Self::Gif => "gif",
            Self::Bmp => "bmp",
            Self::Mp3 => "mp3",
            Self::Amr => "amr",
            Self::Wav => "wav",
            Self::Wma => "wma",
            Self::Mp4 => "mp4",
        }
    }

    /// What `wx_fmt` calls it.
    pub(crate) fn wx_fmt(self) -> &'static str {
        if self == Self::Jpeg { "jpeg" } else { self.extension() }
    }

    fn image_format(self) -> Option<ImageFormat> {
        match self {
            Self::Jpeg => Some(ImageFormat::Jpeg),
            Self::Png => Some(ImageFormat::Png),
            Self::Gif => Some(ImageFormat::Gif),
            Self::Bmp => Some(ImageFormat::Bmp),
            Self::Mp3 | Self::Amr | Self::Wav | Self::Wma | Self::Mp4 => None,
        }
    }
}

/// HEIC and AVIF pictures come in the same container as MP4.
fn is_still_picture(brand: &[u8]) -> bool {
    ["heic", "heix", "heim", "hevc", "mif1", "msf1", "avif", "avis"]
        .iter()
        .any(|known| brand.starts_with(known.as_bytes()))
}

/// A picture that cannot be decoded, or has absurd dimensions: 40137.
#[derive(Debug)]
pub(crate) struct Undecodable;

/// Decodes a picture and tells its width and height; `None` for what is no picture. Slow: not for async threads.
pub(crate) fn measure(format: FileFormat, bytes: &Bytes) -> Result<Option<(u32, u32)>, Undecodable> {
    let Some(format) = format.image_format() else { return Ok(None) };
    let reader = || {
        let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
        let mut limits = Limits::default();
        limits.max_image_width = Some(MAX_SIDE);
        limits.max_image_height = Some(MAX_SIDE);
        reader.limits(limits);
        reader
    };
    let (width, height) = reader().into_dimensions().map_err(|_| Undecodable)?;
    if u64::from(width) * u64::from(height) > MAX_PIXELS {
        return Err(Undecodable);
    }
    reader().decode().map_err(|_| Undecodable)?;
    Ok(Some((width, height)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_show_in_the_first_bytes() {
        for (bytes, format) in [
            (&b"\xff\xd8\xff\xe0"[..], Some(FileFormat::Jpeg)),
            (b"GIF89a", Some(FileFormat::Gif)),
            (b"\xff\xfb\x90\x00", Some(FileFormat::Mp3)),
            (b"#!AMR\n", Some(FileFormat::Amr)),
            (b"\0\0\0\x18ftypmp42", Some(FileFormat::Mp4)),
            (b"\0\0\0\x18ftypheic", None),
            (b"RIFF\0\0\0\0WEBPVP8 ", None),
            (b"just a text", None),
            (b"", None),
        ] {
            assert_eq!(FileFormat::sniff(bytes), format, "{bytes:?}");
        }
    }

    #[test]
    fn a_cut_off_picture_cannot_be_measured() {
        let mut png = Vec::new();
        image::RgbImage::new(30, 20).write_to(&mut Cursor::new(&mut png), ImageFormat::Png).unwrap();
        assert_eq!(measure(FileFormat::Png, &png.clone().into()).unwrap(), Some((30, 20)));
        png.truncate(png.len() / 2);
        assert!(measure(FileFormat::Png, &png.into()).is_err());
    }
}
