//! [`Outcome`]: what a job made.

use serde::{Deserialize, Serialize};

use crate::{
    job::{OutcomeView, Told},
    message::Lang,
};

/// What a job made, as far as it came. It is kept with the job: fields are only added.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Outcome {
    pub(crate) media_id: String,
    pub(crate) action: Action,
    pub(crate) preview_url: Option<String>,
    pub(crate) publish_id: Option<String>,
    pub(crate) article_id: Option<String>,
    pub(crate) urls: Vec<String>,
    pub(crate) warnings: Vec<Told>,
}

/// What became of a draft.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Action {
    #[default]
    Created,
    Updated,
    Unchanged,
}

impl Outcome {
    pub(crate) fn view(self, lang: Lang) -> OutcomeView {
        OutcomeView {
            media_id: self.media_id,
            action: match self.action {
                Action::Created => "created",
                Action::Updated => "updated",
                Action::Unchanged => "unchanged",
            },
            preview_url: self.preview_url,
            publish_id: self.publish_id,
            article_id: self.article_id,
            urls: self.urls,
            warnings: self.warnings.into_iter().map(|warning| warning.view(lang)).collect(),
        }
    }
}
