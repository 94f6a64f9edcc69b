//! What the tests of the 媒体API have in common.

use serde_json::{Value, json};

use crate::world::{World, article};

/// A world whose clock stands, with a token and a cover.
pub(crate) struct Desk {
    pub(crate) world: World,
    pub(crate) token: String,
    pub(crate) cover: String,
}

impl Desk {
    pub(crate) async fn start() -> Self {
        Self::of(World::start().await).await
    }

    pub(crate) async fn of(world: World) -> Self {
        let clock = json!({"stop": true, "set": "2026-05-01T04:00:00Z"});
        assert!(world.control("clock", &clock).await.status().is_success());
        let token = world.token().await;
        let cover = world.cover(&token).await;
        Self { world, token, cover }
    }

    pub(crate) async fn call(&self, name: &str, body: &Value) -> Value {
        self.world.call(&self.token, name, body).await
    }

    pub(crate) fn article(&self, field: &str, value: impl Into<Value>) -> Value {
        let mut article = article(&self.cover);
        article[field] = value.into();
        article
    }

    /// What uploading an article comes to.
    pub(crate) async fn upload(&self, article: &Value) -> Value {
        self.call("publish/uploadnews", &json!({"articles": [article]})).await
    }

    pub(crate) async fn uploaded(&self) -> Value {
        self.upload(&article(&self.cover)).await["media_id"].clone()
    }

    pub(crate) async fn submit(&self, media_id: &Value) -> Value {
        self.call("publish/submit", &json!({"media_id": media_id, "msgtype": "mpnews"})).await
    }

    pub(crate) async fn query(&self, media_id: &Value) -> Value {
        self.call("publish/query", &json!({"media_id": media_id})).await
    }

    /// The preview page of an article.
    pub(crate) async fn preview(&self, media_id: &Value) -> String {
        self.page(&format!("/_sandbox/partner/{}", media_id.as_str().unwrap())).await
    }

    pub(crate) async fn page(&self, path: &str) -> String {
        self.world.http.get(format!("{}{path}", self.world.url)).send().await.unwrap().text().await.unwrap()
    }

    /// A vid whose review takes a second.
    pub(crate) async fn video(&self) -> String {
        let call = |action: &str, more: &str| {
            format!("material/upload_video?action={action}&access_token={}{more}", self.token)
        };
        let post = async |path: String, body: String| -> Value {
            self.world.post_raw(&format!("/cgi-bin/{path}"), body).await.json().await.unwrap()
        };
        let sha = "a9993e364706816aba3e25717850c26c9cd0d89d";
        let file = json!({"filename": "a.mp4", "filesha": sha, "filesize": 3}).to_string();
        let vid = post(call("init_upload", ""), file).await["vid"].as_str().unwrap().to_owned();
        let block = format!("&vid={vid}&part_num=1&part_sha={sha}");
        assert_eq!(post(call("upload_block", &block), "abc".to_owned()).await["ret"], 0);
        assert_eq!(post(call("upload_finish", &format!("&vid={vid}")), String::new()).await["ret"], 0);
        let description = json!({"title": "片名", "content": vid}).to_string();
        assert_eq!(post(call("save_video", ""), description).await["ret"], 0);
        vid
    }
}
