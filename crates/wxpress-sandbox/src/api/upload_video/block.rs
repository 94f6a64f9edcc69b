//! `action=upload_block`: takes one block, in any order, the last one of a number counts.

use bytes::Bytes;

use super::super::Call;
use super::{broken, done, named_video};
use crate::answer::Reply;
use crate::body::Received;
use crate::errcode::partner::PartnerRefusal;
use crate::sha1_hex::Sha1Hex;

/// Largest block, 1 MB.
const BLOCK_MAX_BYTES: usize = 1024 * 1024;

pub(super) async fn take(call: &Call<'_>, body: &Received) -> Reply {
    let video = named_video(call)?;
    // There cannot be more blocks than bytes.
    let part_num = call.query.value("part_num").and_then(|number| number.parse::<u32>().ok());
    let part_num = part_num
        .filter(|number| *number > 0 && u64::from(*number) <= video.filesize)
        .ok_or(PartnerRefusal::PartNum)?;
    let part_sha = call.query.value("part_sha").and_then(Sha1Hex::parse).ok_or(PartnerRefusal::PartSha)?;
    let block = checked(body)?;

    let _turn = video.blocks.read().await;
    // Looked up anew: the upload may have been finished while this block waited for its turn.
    if named_video(call)?.finished {
        return Err(PartnerRefusal::UploadFinished.into());
    }
    let spool = &call.shared.spool;
    if spool.save(&video.vid, part_num, part_sha, block).await.map_err(|error| broken(&error))? {
        Ok(done())
    } else {
        Err(PartnerRefusal::BlockMismatch.into())
    }
}

/// The block itself, whatever its `Content-Type` calls it.
fn checked(body: &Received) -> Result<Bytes, PartnerRefusal> {
    match body {
        Received::Whole(block) if block.len() > BLOCK_MAX_BYTES => Err(PartnerRefusal::BlockTooLarge),
        Received::Whole(block) if !block.is_empty() => Ok(block.clone()),
        Received::TooLarge(_) => Err(PartnerRefusal::BlockTooLarge),
        Received::Whole(_) | Received::Broken => Err(PartnerRefusal::BlockEmpty),
    }
}
