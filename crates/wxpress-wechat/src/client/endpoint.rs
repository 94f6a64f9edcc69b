//! [`Endpoint`]: one call of the platform's API.

use crate::error::{Error, ErrorKind};

/// One call: its path below its folder (with `?action=…` where one path serves several), its verb, and whether repeating it does no harm.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Endpoint {
    pub(crate) name: &'static str,
    pub(crate) method: Method,
    pub(crate) repeatable: bool,
    folder: &'static str,
    token_call: bool,
}

#[derive(Debug, Clone, Copy)]
pub(crate) enum Method {
    Get,
    Post,
}

impl Endpoint {
    /// A GET, always repeatable.
    pub(crate) const fn get(name: &'static str) -> Self {
        Self { name, method: Method::Get, repeatable: true, folder: "cgi-bin/", token_call: false }
    }

    /// A POST that reads, or that writes the same again when repeated.
    pub(crate) const fn post(name: &'static str) -> Self {
        Self { name, method: Method::Post, repeatable: true, folder: "cgi-bin/", token_call: false }
    }

    /// A POST whose repetition would do its work twice, or answer as if the first had failed.
    pub(crate) const fn post_once(name: &'static str) -> Self {
        Self { name, method: Method::Post, repeatable: false, folder: "cgi-bin/", token_call: false }
    }

    /// This call fetches a token or takes the secret itself: its refusals speak of the credential.
    pub(crate) const fn with_secret(self) -> Self {
        Self { token_call: true, ..self }
    }

    /// The few calls that do not stand below `cgi-bin/`.
    pub(crate) const fn at_root(self) -> Self {
        Self { folder: "", ..self }
    }

    /// Its path below the base URL.
    pub(crate) fn path(self) -> String {
        format!("{}{}", self.folder, self.name)
    }

    pub(crate) fn error(self, kind: ErrorKind) -> Error {
        Error::new(self.name, self.repeatable, self.token_call, kind)
    }

    pub(crate) fn is_token_call(self) -> bool {
        self.token_call
    }
}
