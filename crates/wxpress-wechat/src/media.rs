//! `media/*`: pictures for the body of an article (docs/reference/wechat-api.md §4).

use serde::Deserialize;

use crate::{
    client::{Client, Endpoint, Payload},
    error::Result,
    upload::Upload,
};

// Repeatable: it makes nothing that is listed or counted, at worst a second URL of the same picture.
const UPLOAD_IMG: Endpoint = Endpoint::post("media/uploadimg");

/// The media family.
#[derive(Debug, Clone, Copy)]
pub struct Media<'a>(&'a Client);

impl Client {
    /// Pictures for article bodies.
    pub fn media(&self) -> Media<'_> {
        Media(self)
    }
}

/// A picture that article bodies may show.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct ContentImage {
    /// Its URL, `http://mmbiz.qpic.cn/…/0`: shown inside Tencent's products only.
    pub url: String,
}

impl Media<'_> {
    /// Uploads a picture for article bodies: JPG or PNG under 1 MiB, not counted among the materials (§4.3).
    ///
    /// # Errors
    /// 40005 not JPG or PNG, 40009 too large, 40137 not decodable, 41005 empty.
    pub async fn upload_img(&self, image: &Upload) -> Result<ContentImage> {
        self.0.call(UPLOAD_IMG, &[], Payload::Upload { upload: image, fields: &[] }).await
    }
}
