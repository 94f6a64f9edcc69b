//! Voices made on the spot: silent, of a wanted format and length, written byte by byte so that no encoder is needed.

/// What tells the objects of a WMA file apart: the header of the file, and what holds its length in there.
const WMA_HEADER: &[u8; 16] = b"\x30\x26\xb2\x75\x8e\x66\xcf\x11\xa6\xd9\x00\xaa\x00\x62\xce\x6c";
const WMA_PROPERTIES: &[u8; 16] = b"\xa1\xdc\xab\x8c\x47\xa9\xcf\x11\x8e\xe4\x00\xc0\x0c\x20\x53\x65";
/// How long a WMA is buffered before it plays.
const WMA_PREROLL_MS: u64 = 3000;

/// AMR of the narrow band: a frame of 32 bytes plays 20 ms.
pub fn amr(milliseconds: usize) -> Vec<u8> {
    let mut frame = [0; 32];
    // Type 7 of 12.2 kbit/s, undamaged.
    frame[0] = 7 << 3 | 1 << 2;
    [b"#!AMR\n", frame.repeat(milliseconds / 20).as_slice()].concat()
}

/// MP3 at 48 kHz and 128 kbit/s, mono: a frame of 384 bytes plays 24 ms, and the last one may play on for a few.
pub fn mp3(milliseconds: usize) -> Vec<u8> {
    let mut frame = [0; 384];
    frame[..4].copy_from_slice(b"\xff\xfb\x94\xc0");
    frame.repeat(milliseconds.div_ceil(24))
}

/// An MP3 of this size: a tag of padding, then as much sound as [`mp3`] makes.
pub fn mp3_of(bytes: usize, milliseconds: usize) -> Vec<u8> {
    let sound = mp3(milliseconds);
    let padding = bytes.checked_sub(10 + sound.len()).expect("room for the tag and the sound");
    // A tag's size comes in seven bits a byte.
    let size = [21, 14, 7, 0].map(|shift| u8::try_from(padding >> shift & 0x7f).expect("seven bits"));
    [b"ID3\x04\x00\x00", size.as_slice(), &vec![0; padding], &sound].concat()
}

/// WAV of 8 bit at 8 kHz, mono: 8,000 bytes a second.
pub fn wav(milliseconds: usize) -> Vec<u8> {
    let sound = vec![0x80; milliseconds * 8];
    let size = |bytes: usize| u32::try_from(bytes).expect("a voice below 4 GB").to_le_bytes();
    let format = b"fmt \x10\0\0\0\x01\0\x01\0\x40\x1f\0\0\x40\x1f\0\0\x01\0\x08\0";
    let riff = size(4 + format.len() + 8 + sound.len());
    [b"RIFF", riff.as_slice(), b"WAVE", format, b"data", &size(sound.len()), &sound].concat()
}

/// WMA: a header that announces the length, and some bytes in place of the sound.
pub fn wma(milliseconds: u64) -> Vec<u8> {
    // File id, size, date and number of packets are nobody's business here; a tick is 100 ns.
    let mut properties = [WMA_PROPERTIES.as_slice(), &104_u64.to_le_bytes(), &[0; 40]].concat();
    let ticks = (milliseconds + WMA_PREROLL_MS) * 10_000;
    for number in [ticks, ticks, WMA_PREROLL_MS] {
        properties.extend(number.to_le_bytes());
    }
    // Flags: seekable. Then sizes of packets and the bit rate.
    properties.extend([2, 0, 0, 0]);
    properties.resize(104, 0);
    let size = (30 + properties.len()) as u64;
    let objects = 1_u32.to_le_bytes();
    [WMA_HEADER, size.to_le_bytes().as_slice(), &objects, &[1, 2], &properties, &[0; 256]].concat()
}
