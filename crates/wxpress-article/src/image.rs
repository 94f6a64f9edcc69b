//! The pictures of an article.

use crate::address::{PICTURE_HOSTS, on_platform, readable};

/// Where a picture comes from.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ImageSource {
    /// An address on the web.
    Url(String),
    /// A file, by a path relative to the source or absolute.
    File(String),
    /// A picture inside the source, as its `data:` address.
    Data(String),
    /// A drawing of ours, an SVG, that is to be rasterised on a clear ground at three times its size.
    Drawing {
        /// The whole `<svg>…</svg>`.
        svg: String,
    },
    /// A picture that the platform has already.
    Platform(String),
}

impl ImageSource {
    /// Tells what an address of a picture is; none for schemes that nobody can load. `others` are hosts whose pictures
    /// are the platform's, besides WeChat's own.
    pub fn of(address: &str, others: &[String]) -> Option<Self> {
        let address = address.trim();
        let scheme = address.split_once(':').map(|(scheme, _)| scheme.to_ascii_lowercase());
        match scheme.as_deref() {
            Some("http" | "https") => Some(match on_platform(address, PICTURE_HOSTS, others) {
                Some(address) => Self::Platform(address.into_owned()),
                None => Self::Url(address.to_owned()),
            }),
            Some("data") => is_picture(address).then(|| Self::Data(address.to_owned())),
            Some("file") => {
                let path = readable(address["file:".len()..].trim_start_matches("//"));
                // `/C:/a.png` has a drive, not a root.
                let has_drive = path.as_bytes().get(2) == Some(&b':');
                Some(Self::File(path[usize::from(has_drive && path.starts_with('/'))..].to_owned()))
            }
            // A drive, not a scheme.
            Some(drive) if drive.len() == 1 => Some(Self::File(readable(address).into_owned())),
            Some(scheme) if scheme.bytes().all(|byte| byte.is_ascii_alphanumeric()) => None,
            _ if address.starts_with("//") => Self::of(&format!("https:{address}"), others),
            _ => Some(Self::File(readable(address).into_owned())),
        }
    }

    /// How the picture is written where it was not uploaded yet.
    pub(crate) fn address(&self) -> &str {
        match self {
            Self::Url(address) | Self::File(address) | Self::Data(address) | Self::Platform(address) => {
                address
            }
            Self::Drawing { svg } => svg,
        }
    }
}

/// Whether a `data:` address holds a picture.
fn is_picture(address: &str) -> bool {
    address.get(.."data:image/".len()).is_some_and(|start| start.eq_ignore_ascii_case("data:image/"))
}

/// One picture of an article. The same picture in several places is one.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct ImageRef {
    /// Where it comes from.
    pub source: ImageSource,
    /// What it shows, in the author's words; may be empty.
    pub alt: String,
    /// Line of the source where it stands first.
    pub line: Option<u32>,
}

#[cfg(test)]
mod tests {
    use super::ImageSource;

    #[test]
    fn only_pictures_are_pictures() {
        let of = |address| ImageSource::of(address, &[]);
        assert!(matches!(of("DATA:image/PNG;base64,AA=="), Some(ImageSource::Data(_))));
        for address in ["data:text/html,x", "data:", "data:image中", "javascript:x", "blob:x"] {
            assert_eq!(of(address), None, "{address}");
        }
    }
}
