//! What a person does to a draft on the admin site: opens and saves it.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use serde::{Deserialize, Serialize};

use super::{ControlError, Sent};
use crate::article::ArticleType;
use crate::article::finding::Findings;
use crate::article::resave::{Resaved, resave};
use crate::blocking;
use crate::journal::{Filtering, Stage};
use crate::shared::Shared;
use crate::world::World;
use crate::world::media::Draft;

/// Which draft is opened.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Opened {
    /// Found by the draft when it is not given.
    appid: Option<String>,
    media_id: String,
    /// From 0; all articles when it is not given.
    index: Option<usize>,
}

/// What became of one article.
#[derive(Serialize)]
pub(super) struct SavedArticle {
    index: usize,
    #[serde(flatten)]
    findings: Findings,
}

/// `POST /_sandbox/resave`: rewrites the contents as the editor does. The text of a newspic stays.
pub(super) async fn save(
    State(shared): State<Arc<Shared>>,
    Sent(opened): Sent<Opened>,
) -> Result<Json<Vec<SavedArticle>>, ControlError> {
    let Opened { appid, media_id, index } = opened;
    let no_draft = || ControlError::NotFound(format!("no draft {media_id}"));
    let (appid, draft, knobs) = {
        let world = shared.world();
        let appid = appid.or_else(|| owner_of(&world, &media_id)).ok_or_else(no_draft)?;
        let member = world.members.get(&appid).ok_or_else(no_draft)?;
        let draft = member.holdings.drafts.find(&media_id).ok_or_else(no_draft)?;
        (appid, Arc::clone(draft), Arc::clone(&member.account.knobs))
    };
    if index.is_some_and(|index| index >= draft.articles.len()) {
        return Err(ControlError::NotFound(format!("the draft has {} articles", draft.articles.len())));
    }
    let mut saved = Draft::clone(&draft);
    let mut answer = Vec::new();
    for (place, article) in saved.articles.iter_mut().enumerate() {
        let is_opened = index.is_none_or(|index| index == place);
        if !is_opened || article.kind != ArticleType::News {
            continue;
        }
        let rules_off = &knobs.content_rules_off;
        let Resaved { html, findings } =
            blocking::run(article.content.len(), || resave(&article.content, rules_off))
                .map_err(|error| ControlError::Conflict(error.to_string()))?;
        article.content = html;
        answer.push(SavedArticle { index: place, findings });
    }

    let now = shared.clock.now();
    saved.update_time = now;
    {
        let mut world = shared.world();
        let mut desk = world.desk(&appid, now).ok_or_else(no_draft)?;
        // It may have been changed or published while it was open.
        if !desk.holdings.drafts.find(&media_id).is_some_and(|current| Arc::ptr_eq(current, &draft)) {
            return Err(ControlError::Conflict("the draft was changed meanwhile".to_owned()));
        }
        desk.put_draft(media_id.clone(), Arc::new(saved));
    }
    shared.save().await?;
    for SavedArticle { index, findings } in &answer {
        shared.journal().note_filtering(Filtering {
            time: now,
            appid: appid.clone(),
            media_id: media_id.clone(),
            index: *index,
            stage: Stage::Resave,
            findings: findings.clone(),
        });
    }
    Ok(Json(answer))
}

fn owner_of(world: &World, media_id: &str) -> Option<String> {
    let mut members = world.members.iter();
    let owner = members.find(|(_, member)| member.holdings.drafts.find(media_id).is_some());
    owner.map(|(appid, _)| appid.clone())
}
