//! `wxpress call`.

use std::{process::ExitCode, str::FromStr};

use clap::Args;
use serde_json::Value;
use wxpress_publish::{Code, Error, RawBody, RawMethod, json, raw::RawInput};

use super::{Caller, Verb};
use crate::{
    answer::Answer,
    arguments::{AccountArguments, DataArguments, PlatformArguments, VerbArguments},
    download::Target,
    source::Source,
};

/// Any call of the platform.
#[derive(Debug, Args)]
pub(crate) struct CallArguments {
    #[command(flatten)]
    call: Call,

    #[command(flatten)]
    account: AccountArguments,

    #[command(flatten)]
    data: DataArguments,

    #[command(flatten)]
    platform: PlatformArguments,
}

/// A call of the platform.
#[derive(Debug, Args)]
pub(crate) struct Call {
    /// Its path, such as cgi-bin/user/info.
    path: String,

    /// Call by POST although there is nothing to send.
    #[arg(long, conflicts_with = "get")]
    post: bool,

    /// Call by GET, as without anything to send.
    #[arg(long, conflicts_with = "json")]
    get: bool,

    /// JSON to send: itself, or in a file.
    #[arg(long, value_name = "BODY|@FILE|-")]
    json: Option<Body>,

    /// A parameter of the query, as often as wanted.
    #[arg(long, value_name = "NAME=VALUE")]
    query: Vec<Parameter>,

    #[command(flatten)]
    target: Target,
}

/// JSON to send.
#[derive(Debug, Clone)]
enum Body {
    Text(String),
    Source(Source),
}

/// A parameter of a query.
#[derive(Debug, Clone)]
struct Parameter(String, String);

impl From<String> for Body {
    fn from(argument: String) -> Self {
        match argument.strip_prefix('@') {
            Some(path) => Self::Source(Source::File(path.into())),
            None if argument == "-" => Self::Source(Source::Stdin),
            None => Self::Text(argument),
        }
    }
}

impl FromStr for Parameter {
    type Err = &'static str;

    fn from_str(argument: &str) -> Result<Self, Self::Err> {
        let (name, value) = argument.split_once('=').ok_or("NAME=VALUE")?;
        Ok(Self(name.to_owned(), value.to_owned()))
    }
}

impl Body {
    async fn read(self) -> Result<RawBody, Error> {
        let bytes = match self {
            Self::Text(text) => text.into_bytes(),
            Self::Source(source) => source.read().await?,
        };
        Ok(RawBody { content_type: "application/json".to_owned(), bytes: bytes.into() })
    }
}

impl CallArguments {
    /// Always answers in JSON: nobody but its caller knows what the answer means.
    pub(crate) async fn run(self) -> ExitCode {
        let shared = VerbArguments { data: self.data, platform: self.platform, json: true };
        super::run(shared, self.account, self.call).await
    }
}

fn read_json(text: &[u8]) -> Result<Value, Error> {
    json::from_slice(text).map_err(|error| Error::new(Code::WechatGarbage).with("problem", error))
}

impl Verb for Call {
    async fn run(self, Caller { app, choice, .. }: &Caller) -> Result<Answer, Error> {
        let place = self.target.prepare(false).await?;
        let body = match self.json {
            Some(body) => Some(body.read().await?),
            None => None,
        };
        let input = RawInput {
            method: if body.is_some() || self.post { RawMethod::Post } else { RawMethod::Get },
            path: self.path,
            query: self.query.into_iter().map(|Parameter(name, value)| (name, value)).collect(),
            body,
        };
        let (answer, warnings) = app.raw_calls().call(choice, input).await?;
        let told = match answer.json().filter(|_| place.is_stdout()) {
            Some(text) => Answer::of(&read_json(text)?),
            None => place.take(answer).await,
        };
        Ok(told?.with(warnings))
    }
}
