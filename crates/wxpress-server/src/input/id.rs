//! [`Id`]: the id in a route's path.

use axum::{
    extract::{FromRequestParts, Path},
    http::request::Parts,
};
use wxpress_publish::{Code, Error};

use crate::{answer::Failed, language::preferred};

/// The one parameter of a route's path. What is no text is refused in the envelope, like everything else.
#[derive(Debug)]
pub(crate) struct Id(pub(crate) String);

impl<S: Send + Sync> FromRequestParts<S> for Id {
    type Rejection = Failed;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Failed> {
        let lang = preferred(&parts.headers);
        let read = Path::<String>::from_request_parts(parts, state).await;
        read.map(|Path(id)| Self(id)).map_err(|rejection| {
            let problem = rejection.body_text();
            Failed::new(Error::new(Code::InvalidField).with("field", "id").with("problem", problem), lang)
        })
    }
}
