//! `action=upload_finish`: compares the blocks with the announced file. After a failure more of them may come.

use super::super::Call;
use super::{broken, done, named_video};
use crate::answer::{Refusal, Reply};
use crate::errcode::Errcode;
use crate::errcode::partner::PartnerRefusal;
use crate::spool::Flaw;
use crate::world::partner::video::Video;

pub(super) async fn finish(call: &Call<'_>) -> Reply {
    let video = named_video(call)?;
    let _turn = video.blocks.write().await;
    // Looked up anew: another finish may have come first.
    let video = named_video(call)?;
    if !video.finished {
        check(call, &video).await?;
        call.at_desk(|desk| {
            desk.put_video(Video { finished: true, ..Video::clone(&video) });
            Ok(())
        })?;
        // The blocks may go only when it is sure that they are not asked for again.
        call.shared.save().await.map_err(|error| {
            tracing::error!(error = &error as &dyn std::error::Error, "cannot keep the state");
            Errcode::SYSTEM_ERROR
        })?;
    }
    call.shared.spool.remove(&video.vid).await.map_err(|error| broken(&error))?;
    Ok(done())
}

async fn check(call: &Call<'_>, video: &Video) -> Result<(), Refusal> {
    let checked = call.shared.spool.check(&video.vid, video.filesize, video.filesha.clone()).await;
    checked.map_err(|error| broken(&error))?.map_err(|flaw| match flaw {
        Flaw::Missing => PartnerRefusal::BlockMissing.into(),
        Flaw::Size => PartnerRefusal::SizeMismatch.into(),
        Flaw::Sha => PartnerRefusal::FileMismatch.into(),
    })
}
