//! Formats, told by the first bytes of a file.

use std::fmt;

use image::ImageFormat;

/// A picture's format.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Format {
    /// JPEG.
    Jpeg,
    /// PNG.
    Png,
    /// GIF.
    Gif,
    /// WebP.
    WebP,
    /// Windows bitmap.
    Bmp,
    /// TIFF.
    Tiff,
    /// Windows icon.
    Ico,
    /// SVG, a drawing in XML.
    Svg,
    /// AVIF.
    Avif,
    /// HEIC, what iPhones take pictures in.
    Heic,
}

impl Format {
    /// The format of a file, whatever its name says.
    pub fn sniff(bytes: &[u8]) -> Option<Self> {
        if let [_, _, _, _, b'f', b't', b'y', b'p', brand @ ..] = bytes {
            return match brand.first_chunk::<4>()? {
                b"avif" | b"avis" => Some(Self::Avif),
                b"heic" | b"heix" | b"hevc" | b"hevx" | b"heim" | b"heis" | b"mif1" | b"msf1" => {
                    // The general brands name what is inside further on.
                    let brands = brand.get(..64.min(brand.len()))?;
                    let is_avif = brands.windows(4).any(|brand| brand == b"avif");
                    Some(if is_avif { Self::Avif } else { Self::Heic })
                }
                _ => None,
            };
        }
        match image::guess_format(bytes).ok() {
            Some(ImageFormat::Jpeg) => Some(Self::Jpeg),
            Some(ImageFormat::Png) => Some(Self::Png),
            Some(ImageFormat::Gif) => Some(Self::Gif),
            Some(ImageFormat::WebP) => Some(Self::WebP),
            Some(ImageFormat::Bmp) => Some(Self::Bmp),
            Some(ImageFormat::Tiff) => Some(Self::Tiff),
            Some(ImageFormat::Ico) => Some(Self::Ico),
            Some(_) => None,
            None => is_svg(bytes).then_some(Self::Svg),
        }
    }

    /// The decoder that reads it, where there is one.
    pub(crate) fn decoder(self) -> Option<ImageFormat> {
        Some(match self {
            Self::Jpeg => ImageFormat::Jpeg,
            Self::Png => ImageFormat::Png,
            Self::Gif => ImageFormat::Gif,
            Self::WebP => ImageFormat::WebP,
            Self::Bmp => ImageFormat::Bmp,
            Self::Tiff => ImageFormat::Tiff,
            Self::Ico => ImageFormat::Ico,
            Self::Svg | Self::Avif | Self::Heic => return None,
        })
    }
}

/// XML whose first element is `svg`: behind a byte order mark, a declaration, comments and a document type.
fn is_svg(bytes: &[u8]) -> bool {
    /// What may stand before it.
    const HEAD_BYTES: usize = 4096;
    let head = &bytes[..bytes.len().min(HEAD_BYTES)];
    let head = String::from_utf8_lossy(head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head));
    let mut rest = head.trim_start();
    loop {
        let (open, close) = if rest.starts_with("<!--") {
            ("<!--", "-->")
        } else if rest.starts_with("<?") {
            ("<?", "?>")
        } else if rest.starts_with("<!DOCTYPE") {
            ("<!DOCTYPE", ">")
        } else {
            break;
        };
        let Some((inside, after)) = rest[open.len()..].split_once(close) else { return false };
        // Declarations in a document type end with signs of their own.
        let after = if open == "<!DOCTYPE" && inside.contains('[') {
            rest.split_once(']').and_then(|(_, after)| after.trim_start().strip_prefix('>'))
        } else {
            Some(after)
        };
        let Some(after) = after else { return false };
        rest = after.trim_start();
    }
    let name = rest.strip_prefix('<').unwrap_or_default();
    let name = name.split(|c: char| c.is_whitespace() || c == '>' || c == '/').next().unwrap_or_default();
    name == "svg" || name.ends_with(":svg")
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Jpeg => "JPEG",
            Self::Png => "PNG",
            Self::Gif => "GIF",
            Self::WebP => "WebP",
            Self::Bmp => "BMP",
            Self::Tiff => "TIFF",
            Self::Ico => "ICO",
            Self::Svg => "SVG",
            Self::Avif => "AVIF",
            Self::Heic => "HEIC",
        })
    }
}
