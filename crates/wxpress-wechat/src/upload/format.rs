//! Which format a file has, by its first bytes: what the platform looks at too (docs/reference/wechat-api.md §4.3).

/// Format of a file that the platform may take.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum FileFormat {
    /// JPEG picture.
    Jpeg,
    /// PNG picture.
    Png,
    /// GIF picture, still or animated.
    Gif,
    /// Windows bitmap.
    Bmp,
    /// MP4 video.
    Mp4,
    /// MP3 sound.
    Mp3,
    /// AMR sound.
    Amr,
    /// WAV sound.
    Wav,
    /// Windows Media sound.
    Wma,
    /// Anything else; the platform will refuse it in its own words.
    Unknown,
}

impl FileFormat {
    /// Decides by the first 16 bytes.
    pub fn sniff(bytes: &[u8]) -> Self {
        match bytes {
            [0xff, 0xd8, 0xff, ..] => Self::Jpeg,
            [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1a, b'\n', ..] => Self::Png,
            [b'G', b'I', b'F', b'8', b'7' | b'9', b'a', ..] => Self::Gif,
            [b'B', b'M', ..] => Self::Bmp,
            [_, _, _, _, b'f', b't', b'y', b'p', ..] => Self::Mp4,
            [b'#', b'!', b'A', b'M', b'R', ..] => Self::Amr,
            [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'A', b'V', b'E', ..] => Self::Wav,
            [0x30, 0x26, 0xb2, 0x75, 0x8e, 0x66, 0xcf, 0x11, ..] => Self::Wma,
            [b'I', b'D', b'3', ..] | [0xff, 0xe2..=0xe7 | 0xf2..=0xff, ..] => Self::Mp3,
            _ => Self::Unknown,
        }
    }

    /// Extension for the file's name: the platform wants one (40113).
    pub fn extension(self) -> &'static str {
        match self {
            Self::Jpeg => "jpg",
            Self::Png => "png",
            Self::Gif => "gif",
            Self::Bmp => "bmp",
            Self::Mp4 => "mp4",
            Self::Mp3 => "mp3",
            Self::Amr => "amr",
            Self::Wav => "wav",
            Self::Wma => "wma",
            Self::Unknown => "bin",
        }
    }

    /// Media type of the part.
    pub fn content_type(self) -> &'static str {
        match self {
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
            Self::Gif => "image/gif",
            Self::Bmp => "image/bmp",
            Self::Mp4 => "video/mp4",
            Self::Mp3 => "audio/mpeg",
            Self::Amr => "audio/amr",
            Self::Wav => "audio/wav",
            Self::Wma => "audio/x-ms-wma",
            Self::Unknown => "application/octet-stream",
        }
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case(b"\xff\xd8\xff\xe0JFIF", FileFormat::Jpeg)]
    #[case(b"\x89PNG\r\n\x1a\n", FileFormat::Png)]
    #[case(b"RIFF\0\0\0\0WEBPVP8 ", FileFormat::Unknown)]
    #[case(b"RIFF\0\0\0\0WAVEfmt ", FileFormat::Wav)]
    #[case(b"\0\0\0\x18ftypmp42", FileFormat::Mp4)]
    #[case(b"\xff\xfb\x90\x64", FileFormat::Mp3)]
    #[case(b"hello", FileFormat::Unknown)]
    #[case(b"", FileFormat::Unknown)]
    fn decides_by_content(#[case] bytes: &[u8], #[case] expected: FileFormat) {
        assert_eq!(FileFormat::sniff(bytes), expected);
    }
}
