//! Voices made by hand, a frame or a header at a time.

/// Narrow-band AMR: 50 frames a second.
pub(crate) fn amr(milliseconds: usize) -> Vec<u8> {
    let mut frame = [0; 32];
    frame[0] = 7 << 3 | 4;
    [b"#!AMR\n", &frame.repeat(milliseconds / 20)[..]].concat()
}

/// Wide-band AMR.
pub(crate) fn amr_wide_band(milliseconds: usize) -> Vec<u8> {
    let mut frame = [0; 61];
    frame[0] = 8 << 3 | 4;
    [b"#!AMR-WB\n", &frame.repeat(milliseconds / 20)[..]].concat()
}

/// MP3 at 32 kHz, 64 kbit/s: a frame of 288 bytes plays 36 ms.
pub(crate) fn mp3(milliseconds: usize) -> Vec<u8> {
    let mut frame = vec![0; 288];
    frame[..4].copy_from_slice(&[0xff, 0xfb, 0x58, 0xc0]);
    frame.repeat(milliseconds / 36)
}

/// WAV at 1,000 bytes a second.
pub(crate) fn wav(milliseconds: u32) -> Vec<u8> {
    let format = b"fmt \x10\0\0\0\x01\0\x01\0\xe8\x03\0\0\xe8\x03\0\0\x01\0\x08\0";
    let size = milliseconds.to_le_bytes();
    [b"RIFF\0\0\0\0WAVE", &format[..], b"data", &size, &vec![0; milliseconds as usize]].concat()
}

/// The header of a WMA with three seconds of preroll.
pub(crate) fn wma(milliseconds: u64) -> Vec<u8> {
    let mut header = b"\x30\x26\xb2\x75\x8e\x66\xcf\x11\xa6\xd9\0\xaa\0\x62\xce\x6c".to_vec();
    header.resize(30, 0);
    header.extend_from_slice(
        b"\xa1\xdc\xab\x8c\x47\xa9\xcf\x11\x8e\xe4\0\xc0\x0c\x20\x53\x65\x68\0\0\0\0\0\0\0",
    );
    header.resize(30 + 104, 0);
    header[94..102].copy_from_slice(&((milliseconds + 3000) * 10_000).to_le_bytes());
    header[110..118].copy_from_slice(&3000_u64.to_le_bytes());
    header
}
