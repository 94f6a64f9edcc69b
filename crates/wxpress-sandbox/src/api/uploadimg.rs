//! Pictures of the article body (docs/reference/wechat-api.md §4.3).

use serde::Serialize;

use super::Call;
use super::upload::Upload;
use crate::answer::{Answer, Reply};
use crate::world::record::Record;
use crate::world::{Desk, Picture};

#[derive(Serialize)]
struct UrlAnswer {
    url: String,
}

/// `POST /cgi-bin/media/uploadimg`
pub(super) fn uploadimg(call: &mut Call<'_>, upload: Upload) -> Reply {
    let family = if upload.format.wx_fmt() == "png" { "mmbiz_png" } else { "mmbiz_jpg" };
    let key = call.at_desk(|desk| {
        let picture = Picture { appid: desk.account.appid.clone(), file: upload.file };
        Ok(desk.hang_picture(picture))
    })?;
    Answer::json(&UrlAnswer { url: format!("{}/{family}/{key}/0?from=appmsg", call.shared.origin) })
}

impl Desk<'_> {
    /// Makes a picture reachable, and tells the key of its link.
    pub(super) fn hang_picture(&mut self, picture: Picture) -> String {
        let key = self.account.identity.deal_picture_key(self.dice);
        self.log.put(|| Record::Picture { key: key.clone(), picture: picture.clone() });
        self.pictures.insert(key.clone(), picture);
        key
    }
}
