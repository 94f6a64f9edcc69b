//! Calls of the gateway's API, and the envelope of its answers.

use reqwest::multipart::{Form, Part};
use reqwest::{Method, RequestBuilder, header};
use serde_json::{Map, Value};
use wxpress_testkit::Gateway;

/// What a failure may hold beside `success`.
const FAILURE_FIELDS: [&str; 5] = ["error", "code", "errcode", "rid", "hint"];

/// A status and an envelope.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) envelope: Map<String, Value>,
}

/// A file that was answered.
#[derive(Debug)]
pub(crate) struct Delivered {
    pub(crate) content_type: String,
    /// As it was announced.
    pub(crate) length: Option<usize>,
    /// What it is to be saved as.
    pub(crate) disposition: String,
    pub(crate) bytes: Vec<u8>,
}

/// The gateway's API in short.
pub(crate) trait Calls {
    /// A request of a route below `/api`.
    fn request(&self, method: Method, route: &str) -> RequestBuilder;

    async fn get(&self, route: &str) -> Answer {
        Answer::to(self.request(Method::GET, route)).await
    }

    async fn post(&self, route: &str, body: Value) -> Answer {
        Answer::to(self.request(Method::POST, route).json(&body)).await
    }

    async fn put(&self, route: &str, body: Value) -> Answer {
        Answer::to(self.request(Method::PUT, route).json(&body)).await
    }

    async fn delete(&self, route: &str) -> Answer {
        Answer::to(self.request(Method::DELETE, route)).await
    }

    /// Uploads a file named `picture.jpg`, whatever it holds.
    async fn upload(&self, route: &str, bytes: Vec<u8>) -> Answer {
        self.upload_with(route, bytes, &[]).await
    }

    /// The same, with other fields of the form after it.
    async fn upload_with(&self, route: &str, bytes: Vec<u8>, fields: &[(&'static str, &str)]) -> Answer {
        let form =
            fields.iter().fold(file(bytes), |form, (name, value)| form.text(*name, (*value).to_owned()));
        Answer::to(self.request(Method::POST, route).multipart(form)).await
    }

    /// Reads a file; panics where it is refused.
    async fn download(&self, route: &str) -> Delivered {
        Delivered::to(self.request(Method::GET, route)).await
    }
}

impl Calls for Gateway {
    fn request(&self, method: Method, route: &str) -> RequestBuilder {
        self.client().request(method, self.api(route))
    }
}

/// A form with a file named `picture.jpg`, whatever it holds.
pub(crate) fn file(bytes: Vec<u8>) -> Form {
    Form::new().part("file", Part::bytes(bytes).file_name("picture.jpg"))
}

impl Delivered {
    pub(crate) async fn to(request: RequestBuilder) -> Self {
        let response = request.send().await.expect("the gateway answers");
        let status = response.status();
        let text = |name| {
            let value = response.headers().get(name).map(|value| value.to_str().expect("a text"));
            value.unwrap_or_default().to_owned()
        };
        let (content_type, disposition) = (text(header::CONTENT_TYPE), text(header::CONTENT_DISPOSITION));
        let length = text(header::CONTENT_LENGTH).parse().ok();
        let bytes = response.bytes().await.expect("the whole file").to_vec();
        assert!(status.is_success(), "{status}: {}", String::from_utf8_lossy(&bytes));
        Self { content_type, length, disposition, bytes }
    }
}

impl Answer {
    /// Sends a request and reads the envelope; panics where there is none.
    pub(crate) async fn to(request: RequestBuilder) -> Self {
        let response = request.send().await.expect("the gateway answers");
        let status = response.status().as_u16();
        let text = response.text().await.expect("a text");
        Self::read(status, &text)
    }

    pub(crate) fn read(status: u16, text: &str) -> Self {
        match serde_json::from_str(text) {
            Ok(Value::Object(envelope)) => Self { status, envelope },
            _ => panic!("{status} without an envelope: {text}"),
        }
    }

    /// All of it.
    pub(crate) fn text(&self) -> String {
        Value::Object(self.envelope.clone()).to_string()
    }

    /// The data of a success; panics where the envelope holds anything but the data and warnings.
    pub(crate) fn data(mut self) -> Value {
        assert_eq!(self.field("success"), &Value::Bool(true), "{self:?}");
        assert_eq!(self.status, 200);
        let names: Vec<_> = self.envelope.keys().map(String::as_str).collect();
        assert!(names.iter().all(|name| ["success", "data", "warnings"].contains(name)), "{names:?}");
        self.envelope.remove("data").expect("data, if only null")
    }

    /// The data of a success whose fields stand beside `success` as well.
    pub(crate) fn flat_data(mut self) -> Value {
        let data = self.field("data").clone();
        for (name, value) in data.as_object().expect("an object") {
            assert_eq!(self.envelope.remove(name).as_ref(), Some(value), "{name} beside success");
        }
        self.data()
    }

    /// A field of the envelope; `null` where it is not there.
    pub(crate) fn field(&self, name: &str) -> &Value {
        self.envelope.get(name).unwrap_or(&Value::Null)
    }

    /// The codes of the warnings.
    pub(crate) fn warnings(&self) -> Vec<&str> {
        let warnings = self.field("warnings").as_array().map(Vec::as_slice).unwrap_or_default();
        assert!(warnings.iter().all(|warning| !warning["message"].as_str().unwrap().is_empty()));
        warnings.iter().map(|warning| warning["code"].as_str().unwrap()).collect()
    }

    /// A failure that the platform found: `(status, code, errcode)`; panics where there is no rid.
    #[track_caller]
    pub(crate) fn refusal(&self) -> (u16, &str, i64) {
        let (status, code) = self.failure();
        assert!(self.field("rid").is_string(), "{self:?}");
        (status, code, self.field("errcode").as_i64().expect("the platform's code"))
    }

    /// `(status, code)` of a failure; panics where the envelope is not that of a failure.
    #[track_caller]
    pub(crate) fn failure(&self) -> (u16, &str) {
        assert_eq!(self.field("success"), &Value::Bool(false), "{self:?}");
        for (name, value) in &self.envelope {
            assert!(name == "success" || FAILURE_FIELDS.contains(&name.as_str()), "{name} in {self:?}");
            assert!(!value.is_null(), "{name} is null in {self:?}");
        }
        assert!(!self.field("error").as_str().unwrap().is_empty(), "{self:?}");
        (self.status, self.field("code").as_str().expect("a code"))
    }
}
