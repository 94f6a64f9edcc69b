//! Sending a file once: the same bytes as the same kind of material of the same account are never sent twice.

use jiff::Timestamp;
use wxpress_store::{Store, Upload as Sent, UploadKey, UploadKind};
use wxpress_wechat::{Client, MediaId};

use crate::{
    app::App,
    error::Result,
    file::MediaFile,
    ledger::{self, Intent},
    picture::https,
};

/// The call that makes a file a permanent material.
pub(crate) const ADD_MATERIAL: &str = "material/add_material";

/// What the platform gave for a file just sent.
pub(crate) fn sent(media_id: Option<MediaId>, url: Option<String>) -> Sent {
    Sent {
        media_id: media_id.map(|id| id.to_string()),
        url: url.filter(|url| !url.is_empty()).map(https),
        created_at: Timestamp::now(),
    }
}

/// What a file of this content was sent as.
pub(crate) fn key(client: &Client, sha256: [u8; 32], kind: UploadKind) -> UploadKey {
    UploadKey {
        origin: client.platform().origin().to_owned(),
        appid: client.app_id().to_string(),
        sha256,
        kind,
    }
}

/// What was sent before and never told is not looked for.
pub(crate) fn no_search() -> std::future::Ready<Result<Option<Sent>>> {
    std::future::ready(Ok(None))
}

/// Sends a file by `call`, unless it was sent before, or `search` finds that it was; tells whether it was. `file` is held
/// until it is through.
pub(crate) async fn once<S, F>(
    app: &App,
    client: &Client,
    key: UploadKey,
    subject: &str,
    file: MediaFile,
    search: S,
    call: F,
) -> Result<(Sent, bool)>
where
    S: Future<Output = Result<Option<Sent>>>,
    F: Future<Output = wxpress_wechat::Result<Sent>> + Send + 'static,
{
    let turn = app.sending_files.turn(&key).await;
    if let Some(known) = app.store.load_upload(&key).await? {
        return Ok((known, true));
    }
    if let Some(found) = search.await? {
        return Ok((found, true));
    }
    let store = app.store.clone();
    let intent =
        Intent { endpoint: ADD_MATERIAL.into(), request: key.sha256.to_vec(), subject: subject.to_owned() };
    let repeatable = key.kind == UploadKind::ContentImage;
    let tracked = async move {
        let sent = call.await?;
        remember(&store, &key, &sent).await;
        // The temporary file must outlive the sending, and the turn the note of it, though the caller be gone.
        drop((file, turn));
        Ok(sent)
    };
    let sent = if repeatable {
        ledger::through(app, tracked).await?
    } else {
        ledger::once(app, client, intent, |sent: &Sent| sent.media_id.clone(), tracked).await?
    };
    Ok((sent, false))
}

/// What was uploaded stays uploaded even if the note of it is lost: next time it is sent again.
async fn remember(store: &Store, key: &UploadKey, sent: &Sent) {
    if let Err(error) = store.save_upload(key, sent).await {
        tracing::warn!(%error, "an upload could not be remembered");
    }
}
