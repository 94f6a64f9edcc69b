//! A running sandbox, and a client that takes nothing for granted.

use std::io::Cursor;

use reqwest::multipart::{Form, Part};
use reqwest::{Client, Response};
use serde_json::{Value, json};
use tokio::sync::oneshot;
use tokio::task::JoinHandle;
use wxpress_sandbox::{DEFAULT_APPID, DEFAULT_SECRET, Error, Options, bind};

/// A sandbox that serves until it is dropped or stopped.
pub(crate) struct World {
    pub(crate) url: String,
    pub(crate) http: Client,
    stop: Option<oneshot::Sender<()>>,
    served: JoinHandle<Result<(), Error>>,
}

impl World {
    pub(crate) async fn start() -> Self {
        Self::with(Options::default()).await
    }

    pub(crate) async fn with(options: Options) -> Self {
        let sandbox = bind(options).await.unwrap();
        let url = sandbox.url().to_owned();
        let (stop, stopped) = oneshot::channel();
        let served = tokio::spawn(sandbox.serve(async {
            let _ = stopped.await;
        }));
        let http = Client::builder().no_proxy().no_gzip().build().unwrap();
        Self { url, http, stop: Some(stop), served }
    }

    /// Ends it as Ctrl-C does.
    pub(crate) async fn stop(mut self) {
        self.stop.take().unwrap().send(()).unwrap();
        self.served.await.unwrap().unwrap();
    }

    /// Host and port.
    pub(crate) fn address(&self) -> &str {
        self.url.strip_prefix("http://").unwrap()
    }

    pub(crate) async fn token(&self) -> String {
        let answer = self.token_of(DEFAULT_APPID, DEFAULT_SECRET).await;
        answer["access_token"].as_str().unwrap().to_owned()
    }

    pub(crate) async fn token_of(&self, appid: &str, secret: &str) -> Value {
        self.get(&format!("/cgi-bin/token?grant_type=client_credential&appid={appid}&secret={secret}")).await
    }

    pub(crate) async fn stable_token(&self, force_refresh: bool) -> Value {
        let body = json!({"grant_type": "client_credential", "appid": DEFAULT_APPID, "secret": DEFAULT_SECRET,
            "force_refresh": force_refresh});
        self.post("/cgi-bin/stable_token", &body).await
    }

    pub(crate) async fn get(&self, path: &str) -> Value {
        json_of(self.http.get(format!("{}{path}", self.url)).send().await.unwrap()).await
    }

    /// Posts raw UTF-8 JSON without a content type.
    pub(crate) async fn post(&self, path: &str, body: &Value) -> Value {
        json_of(self.post_raw(path, body.to_string()).await).await
    }

    pub(crate) async fn post_raw(&self, path: &str, body: String) -> Response {
        self.http.post(format!("{}{path}", self.url)).body(body).send().await.unwrap()
    }

    /// A call with a token.
    pub(crate) async fn call(&self, token: &str, name: &str, body: &Value) -> Value {
        self.post(&format!("/cgi-bin/{name}?access_token={token}"), body).await
    }

    /// An upload with a token; `name` may hold more query.
    pub(crate) async fn upload(&self, token: &str, name: &str, file: &str, bytes: Vec<u8>) -> Value {
        let (path, query) = name.split_once('?').unwrap_or((name, ""));
        let form = Form::new().part("media", Part::bytes(bytes).file_name(file.to_owned()));
        let url = format!("{}/cgi-bin/{path}?access_token={token}&{query}", self.url);
        json_of(self.http.post(url).multipart(form).send().await.unwrap()).await
    }

    /// A cover in the material store.
    pub(crate) async fn cover(&self, token: &str) -> String {
        let answer =
            self.upload(token, "material/add_material?type=image", "cover.jpg", jpeg(900, 383)).await;
        answer["media_id"].as_str().unwrap().to_owned()
    }

    /// A draft of one article.
    pub(crate) async fn draft(&self, token: &str, article: &Value) -> Value {
        self.call(token, "draft/add", &json!({"articles": [article]})).await
    }

    pub(crate) async fn control(&self, path: &str, body: &Value) -> Response {
        self.http.post(format!("{}/_sandbox/{path}", self.url)).body(body.to_string()).send().await.unwrap()
    }

    pub(crate) async fn patch_account(&self, appid: &str, change: &Value) -> Response {
        let url = format!("{}/_sandbox/accounts/{appid}", self.url);
        self.http.patch(url).body(change.to_string()).send().await.unwrap()
    }

    pub(crate) async fn advance(&self, seconds: i64) {
        let answer = self.control("clock", &json!({"advance_seconds": seconds})).await;
        assert!(answer.status().is_success());
    }

    pub(crate) async fn journal(&self) -> Vec<Value> {
        let Value::Array(entries) = self.get("/_sandbox/journal").await else {
            panic!("the journal is an array")
        };
        entries
    }
}

async fn json_of(response: Response) -> Value {
    let bytes = response.bytes().await.unwrap();
    serde_json::from_slice(&bytes).unwrap_or_else(|_| panic!("not JSON: {}", String::from_utf8_lossy(&bytes)))
}

/// A plain article with a cover.
pub(crate) fn article(cover: &str) -> Value {
    json!({"title": "秋天的公园", "content": "<p>第一段</p>", "thumb_media_id": cover})
}

pub(crate) fn jpeg(width: u32, height: u32) -> Vec<u8> {
    picture(width, height, image::ImageFormat::Jpeg)
}

pub(crate) fn picture(width: u32, height: u32, format: image::ImageFormat) -> Vec<u8> {
    let mut bytes = Vec::new();
    image::RgbImage::from_pixel(width, height, image::Rgb([200, 30, 90]))
        .write_to(&mut Cursor::new(&mut bytes), format)
        .unwrap();
    bytes
}

/// The errcode and the text without hint and rid.
pub(crate) fn refusal(answer: &Value) -> (i64, String) {
    let text = answer["errmsg"].as_str().unwrap();
    let text = text.split(" hint: [").next().unwrap();
    let text = text.split(" rid: ").next().unwrap();
    (answer["errcode"].as_i64().unwrap(), text.to_owned())
}

pub(crate) fn errcode(answer: &Value) -> i64 {
    answer["errcode"].as_i64().unwrap_or(0)
}
