//! `action=init_upload`: announces a file.

use std::sync::Arc;

use serde::{Deserialize, Serialize};
use serde_json::Value;
use tokio::sync::RwLock;

use super::super::Call;
use super::{broken, read};
use crate::answer::{Answer, Reply};
use crate::body::Received;
use crate::errcode::Errcode;
use crate::errcode::partner::PartnerRefusal;
use crate::json::{Number, Text};
use crate::sha1_hex::Sha1Hex;
use crate::world::partner::video::Video;

/// Largest file, 2 GB.
const FILE_MAX_BYTES: u64 = 2 * 1024 * 1024 * 1024;

#[derive(Deserialize)]
#[serde(default)]
struct Announcement {
    filename: Text,
    filesha: Text,
    filesize: Number,
}

impl Default for Announcement {
    fn default() -> Self {
        Self { filename: Text::default(), filesha: Text::default(), filesize: Number(0) }
    }
}

#[derive(Serialize)]
struct InitAnswer {
    ret: i32,
    vid: String,
}

pub(super) async fn init(call: &mut Call<'_>, body: &Received) -> Reply {
    let announcement =
        Announcement::deserialize(Value::Object(read(call, body)?)).map_err(|_| Errcode::EMPTY_MEDIA_DATA)?;
    let Text(filename) = announcement.filename;
    if filename.is_empty() {
        return Err(PartnerRefusal::Filename.into());
    }
    let filesha = Sha1Hex::parse(&announcement.filesha.0).ok_or(PartnerRefusal::Filesha)?;
    let filesize = u64::try_from(announcement.filesize.0).unwrap_or(0);
    if !(1..=FILE_MAX_BYTES).contains(&filesize) {
        return Err(PartnerRefusal::Filesize.into());
    }
    let vid = call.at_desk(|desk| Ok(format!("wxv_{}{}", 1 + desk.dice.below(9), desk.dice.digits(17))))?;
    call.shared.spool.open(&vid).await.map_err(|error| broken(&error))?;
    let video = Video {
        vid: vid.clone(),
        filename,
        filesha,
        filesize,
        finished: false,
        saved: None,
        blocks: Arc::new(RwLock::default()),
    };
    call.at_desk(|desk| {
        desk.put_video(video);
        Ok(())
    })?;
    Answer::json(&InitAnswer { ret: 0, vid })
}
