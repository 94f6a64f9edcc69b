//! [`Input`]: the parameters of a request, wherever they stand.

mod body;
mod form;
mod id;
mod room;

use axum::{
    RequestExt,
    extract::{FromRequest, RawQuery, Request},
};
pub(crate) use body::{BodyLimit, read_raw};
pub(crate) use form::{FormFile, FormLimits};
pub(crate) use id::Id;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};
use tokio::sync::OwnedSemaphorePermit;
use wxpress_publish::{AccountChoice, Code, Error, Lang, Warning, field_name, file::MediaFile};

use crate::{
    answer::{Failed, OrFail},
    language::preferred,
};

/// The parameters of a request: the query's, overridden by those of a JSON object, a form or a multipart form. Names
/// are taken in camelCase and in WeChat's snake_case.
#[derive(Debug)]
pub(crate) struct Input {
    fields: Map<String, Value>,
    files: Vec<FormFile>,
    /// The memory that the body was given, until the request is done.
    room: Option<OwnedSemaphorePermit>,
    pub(crate) warnings: Vec<Warning>,
    pub(crate) lang: Lang,
}

impl<S: Send + Sync> FromRequest<S> for Input {
    type Rejection = Failed;

    async fn from_request(mut request: Request, _: &S) -> Result<Self, Failed> {
        let lang = preferred(request.headers());
        let mut input =
            Self { fields: Map::new(), files: Vec::new(), room: None, warnings: Vec::new(), lang };
        let Ok(RawQuery(query)) = request.extract_parts().await;
        input.take_query(query.as_deref().unwrap_or("")).or_fail(lang)?;
        body::read(request, &mut input).await.or_fail(lang)?;
        Ok(input)
    }
}

impl Input {
    /// Reads the parameters as `T`. Parameters that `T` does not know are left alone: others of the same request
    /// may.
    pub(crate) fn parse<T: DeserializeOwned>(&self) -> Result<T, Failed> {
        let read = serde_path_to_error::deserialize(&self.fields);
        read.map_err(|error| {
            let path = error.path().to_string();
            // Inside flattened parts the path is lost; the message names the trouble.
            let field = if path == "." { String::new() } else { path };
            Error::new(Code::InvalidField).with("field", field).with("problem", error.inner())
        })
        .or_fail(self.lang)
    }

    /// For whom the call is made.
    pub(crate) fn account(&self) -> Result<AccountChoice, Failed> {
        self.parse()
    }

    /// The file in the form's field `file`.
    pub(crate) fn file(&mut self) -> Result<MediaFile, Failed> {
        let missing = || Error::new(Code::MissingField).with("field", "file");
        let file = self.files.pop().map(|part| part.file);
        file.filter(|file| !file.is_empty()).ok_or_else(missing).or_fail(self.lang)
    }

    /// The only file of the form, and the name that the form gives it.
    pub(crate) fn named_file(&mut self) -> Result<(MediaFile, Option<String>), Failed> {
        let name = self.files.last().and_then(|part| part.filename.clone());
        Ok((self.file()?, name))
    }

    /// All files of the form.
    pub(crate) fn files(&mut self) -> Vec<FormFile> {
        std::mem::take(&mut self.files)
    }

    /// A file's text as if it had been a field.
    pub(crate) fn take_text(&mut self, name: &str, text: String) {
        self.take_texts([(name.to_owned(), text)]);
    }

    fn take_query(&mut self, query: &str) -> Result<(), Error> {
        let pairs: Vec<(String, String)> = serde_urlencoded::from_str(query)
            .map_err(|error| Error::new(Code::InvalidQuery).with("problem", error))?;
        self.take_texts(pairs);
        Ok(())
    }

    fn take_texts(&mut self, pairs: impl IntoIterator<Item = (String, String)>) {
        for (name, value) in pairs {
            self.fields.insert(field_name::camel_case(&name), Value::String(value));
        }
    }

    fn take_object(&mut self, object: Map<String, Value>) {
        for (name, value) in object {
            self.fields.insert(field_name::camel_case(&name), field_name::in_camel_case(value));
        }
    }
}
