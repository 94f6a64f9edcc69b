//! The gateway as any client sees it: over HTTP.

use reqwest::{Method, RequestBuilder, multipart};
use serde::de::DeserializeOwned;
use serde_json::Value;
use wxpress_publish::{Code, Error};

/// A client of the gateway.
pub(super) struct Gateway {
    url: String,
    http: reqwest::Client,
}

impl Gateway {
    pub(super) fn new(url: &str) -> Result<Self, Error> {
        let http = reqwest::Client::builder().no_proxy().build().map_err(failed)?;
        Ok(Self { url: url.to_owned(), http })
    }

    pub(super) async fn get<T: DeserializeOwned>(&self, path: &str) -> Result<T, Error> {
        self.send(self.request(Method::GET, path)).await
    }

    pub(super) async fn post<T: DeserializeOwned>(&self, path: &str, body: &Value) -> Result<T, Error> {
        self.send(self.request(Method::POST, path).json(body)).await
    }

    pub(super) async fn upload<T: DeserializeOwned>(
        &self,
        path: &str,
        name: &'static str,
        bytes: &'static [u8],
    ) -> Result<T, Error> {
        let form = multipart::Form::new().part("file", multipart::Part::bytes(bytes).file_name(name));
        self.send(self.request(Method::POST, path).multipart(form)).await
    }

    fn request(&self, method: Method, path: &str) -> RequestBuilder {
        self.http.request(method, format!("{}/api/{path}", self.url))
    }

    async fn send<T: DeserializeOwned>(&self, request: RequestBuilder) -> Result<T, Error> {
        let mut answer: Value = request.send().await.map_err(failed)?.json().await.map_err(failed)?;
        if answer["success"] != true {
            let said = answer["error"].as_str().unwrap_or_default();
            return Err(Error::new(Code::DemoFailed).with("problem", said));
        }
        serde_json::from_value(answer["data"].take())
            .map_err(|error| Error::new(Code::Internal).because(error))
    }
}

fn failed(error: reqwest::Error) -> Error {
    Error::new(Code::DemoFailed).with("problem", &error).because(error.without_url())
}
