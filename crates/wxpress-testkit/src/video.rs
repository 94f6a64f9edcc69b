//! Videos made on the spot: an MP4 by its boxes, without a picture in it.

use rand::rngs::SmallRng;
use rand::{Rng as _, SeedableRng as _};

/// An MP4 of this size that claims to play this long; its media data are noise.
pub fn mp4(bytes: usize, milliseconds: u32) -> Vec<u8> {
    let kind = chunk(*b"ftyp", b"isom\0\0\x02\0isommp42");
    // A movie header in thousandths of a second; what it says of matrix and tracks is left empty.
    let mut header = vec![0; 100];
    header[12..16].copy_from_slice(&1000_u32.to_be_bytes());
    header[16..20].copy_from_slice(&milliseconds.to_be_bytes());
    let movie = chunk(*b"moov", &chunk(*b"mvhd", &header));
    let size = bytes.checked_sub(kind.len() + movie.len() + 8).expect("room for the boxes of an MP4");
    let mut noise = vec![0; size];
    SmallRng::seed_from_u64(bytes as u64).fill_bytes(&mut noise);
    [kind, movie, chunk(*b"mdat", &noise)].concat()
}

fn chunk(name: [u8; 4], body: &[u8]) -> Vec<u8> {
    let size = u32::try_from(8 + body.len()).expect("a video below 4 GB");
    [size.to_be_bytes().as_slice(), &name, body].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_boxes_fill_the_file() {
        let video = mp4(10_000, 5000);
        assert_eq!(video.len(), 10_000);
        let mut rest = video.as_slice();
        let mut names = Vec::new();
        while let Some((size, body)) = rest.split_first_chunk() {
            names.push(&body[..4]);
            rest = &rest[usize::try_from(u32::from_be_bytes(*size)).unwrap()..];
        }
        assert_eq!(names, [b"ftyp", b"moov", b"mdat"]);
    }
}
