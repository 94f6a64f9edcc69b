//! `action=upload_finish`: compares the blocks with the announced file. After a failure more of them may come.

use super::super::Call;
use super::{broken, done, named_video};
use crate::answer::Reply;
use crate::errcode::Errcode;
use crate::errcode::partner::PartnerRefusal;
use crate::spool::Flaw;
use crate::world::partner::video::Video;

pub(super) async fn finish(call: &Call<'_>) -> Reply {
    let video = named_video(call)?;
    let _turn = video.blocks.write().await;
    // Looked up anew: another finish may have come first.
    let mut video = Video::clone(&*named_video(call)?);
    if video.finished {
        return Ok(done());
    }
    let spool = &call.shared.spool;
    let checked = spool.check(&video.vid, video.filesize, video.filesha.clone()).await;
    checked.map_err(|error| broken(&error))?.map_err(|flaw| match flaw {
        Flaw::Missing => PartnerRefusal::BlockMissing,
        Flaw::Size => PartnerRefusal::SizeMismatch,
        Flaw::Sha => PartnerRefusal::FileMismatch,
    })?;
    let vid = video.vid.clone();
    video.finished = true;
    call.at_desk(|desk| {
        desk.put_video(video);
        Ok(())
    })?;
    // The blocks may go only when it is sure that they are not asked for again.
    call.shared.save().await.map_err(|error| {
        tracing::error!(error = &error as &dyn std::error::Error, "cannot keep the state");
        Errcode::SYSTEM_ERROR
    })?;
    spool.remove(&vid).await.map_err(|error| broken(&error))?;
    Ok(done())
}
