//! [`Plan`]: what a job publishes.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{
    article::RenderRequest,
    attachment::{Digest256, from_hex},
};

/// What a job publishes. It outlives the process that wrote it: fields are only added.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Plan {
    /// The articles of the draft, in their order.
    pub(crate) articles: Vec<RenderRequest>,
    /// SHA-256 of the attached files, under the names that the articles have for them.
    pub(crate) files: BTreeMap<String, String>,
    /// The draft is handed in for publication.
    pub(crate) publish: bool,
    /// What the caller calls the text.
    pub(crate) source_id: Option<String>,
    /// A picture that cannot be had becomes a placeholder.
    pub(crate) allow_missing: bool,
    /// What a person changed in the draft meanwhile is lost.
    pub(crate) overwrite: bool,
    /// When the draft is handed in, as [`When`](crate::schedule::When) is kept; at once where there is none.
    pub(crate) publish_at: Option<String>,
    /// When all of it is done again, as [`Repeat`](crate::schedule::Repeat) is kept.
    pub(crate) repeat: Option<String>,
    /// Id of the first job, where this one repeats it.
    pub(crate) first: Option<String>,
}

impl Plan {
    /// The attached file that an article means by `path`: the one of this path, else the only one of its last name, for
    /// forms send files without their folders.
    pub(crate) fn file(&self, path: &str) -> Option<Digest256> {
        let path = plain(path);
        let name = |path: &str| path.rsplit('/').next().map(str::to_owned);
        let exact = self.files.iter().find(|(other, _)| plain(other) == path);
        let found = exact.or_else(|| {
            let mut bare = self
                .files
                .iter()
                .filter(|(other, _)| !other.contains(['/', '\\']) && name(&path).as_ref() == Some(*other));
            bare.next().filter(|_| bare.next().is_none())
        });
        found.and_then(|(_, sha256)| from_hex(sha256))
    }
}

/// A path without `./` and with slashes.
fn plain(path: &str) -> String {
    let path = path.replace('\\', "/");
    let parts = path.split('/').filter(|part| *part != ".");
    parts.collect::<Vec<_>>().join("/")
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("images/a.png", Some(1))]
    #[case("./images/a.png", Some(1))]
    #[case("images\\a.png", Some(1))]
    #[case("elsewhere/b.png", Some(2))]
    #[case("b.png", Some(2))]
    #[case("elsewhere/a.png", None)]
    #[case("a.png", None)]
    fn a_file_is_meant_by_its_path_or_its_name(#[case] path: &str, #[case] expected: Option<u8>) {
        let files = [("images/a.png", 1_u8), ("b.png", 2)];
        let files = files.map(|(name, byte)| (name.to_owned(), format!("{byte:02x}").repeat(32)));
        let plan = Plan { files: files.into(), ..Plan::default() };
        assert_eq!(plan.file(path).map(|sha256| sha256[0]), expected);
    }
}
