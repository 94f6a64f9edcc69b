//! The gateway as any client sees it: over HTTP.

use reqwest::{Method, RequestBuilder, header::ACCEPT_LANGUAGE, multipart};
use serde::de::DeserializeOwned;
use serde_json::Value;
use wxpress_publish::{Code, Error, Lang};

use super::article::File;

/// A client of the gateway.
pub(super) struct Gateway {
    url: String,
    http: reqwest::Client,
    lang: Lang,
}

impl Gateway {
    pub(super) fn new(url: &str, lang: Lang) -> Result<Self, Error> {
        let http = reqwest::Client::builder().no_proxy().build().map_err(failed)?;
        Ok(Self { url: url.to_owned(), http, lang })
    }

    pub(super) async fn get<T: DeserializeOwned>(&self, path: &str) -> Result<T, Error> {
        self.send(self.request(Method::GET, path)).await
    }

    /// Posts a form with fields and files.
    pub(super) async fn send_files<T: DeserializeOwned>(
        &self,
        path: &str,
        fields: &[(&'static str, &str)],
        files: &'static [File],
    ) -> Result<T, Error> {
        let mut form = multipart::Form::new();
        for (name, value) in fields {
            form = form.text(*name, (*value).to_owned());
        }
        for file in files {
            form = form.part("file", multipart::Part::bytes(file.bytes).file_name(file.path));
        }
        self.send(self.request(Method::POST, path).multipart(form)).await
    }

    fn request(&self, method: Method, path: &str) -> RequestBuilder {
        let lang = match self.lang {
            Lang::Zh => "zh",
            Lang::En => "en",
        };
        self.http.request(method, format!("{}/api/{path}", self.url)).header(ACCEPT_LANGUAGE, lang)
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
