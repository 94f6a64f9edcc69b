//! `action=save_video`: names an uploaded file, and sends it to transcoding and review.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::super::Call;
use super::read;
use crate::answer::{Answer, Refusal, Reply};
use crate::body::Received;
use crate::errcode::Errcode;
use crate::errcode::partner::PartnerRefusal;
use crate::json::{Number, Text};
use crate::shared::Shared;
use crate::world::Desk;
use crate::world::partner::video::{SavedVideo, Video};

/// Most tags of a video.
const TAGS_MAX: usize = 5;

#[derive(Default, Deserialize)]
#[serde(default)]
struct Description {
    title: Text,
    video_desc: Text,
    /// The vid.
    content: Text,
    declare_ori: Value,
    newcat: Text,
    newsbcat: Text,
    tags: Value,
    cover_url: Text,
}

#[derive(Serialize)]
struct SaveAnswer {
    ret: i32,
    media_id: String,
}

pub(super) fn save(call: &mut Call<'_>, body: &Received) -> Reply {
    let description =
        Description::deserialize(Value::Object(read(call, body)?)).map_err(|_| Errcode::EMPTY_MEDIA_DATA)?;
    if description.title.0.is_empty() {
        return Err(PartnerRefusal::Title.into());
    }
    let declare_ori = parse_declare_ori(&description.declare_ori).ok_or(PartnerRefusal::DeclareOri)?;
    let tags = parse_tags(&description.tags).ok_or(PartnerRefusal::Tags)?;
    let media_id = call.at_desk(|desk| {
        let video = desk.find_video(&description.content.0)?;
        if !video.finished {
            return Err(PartnerRefusal::UploadUnfinished.into());
        }
        // A second time changes nothing, so that a save whose answer was lost can be sent again.
        if let Some(saved) = &video.saved {
            return Ok(saved.media_id.clone());
        }
        Ok::<_, Refusal>(desk.save_video(&video, description, declare_ori, tags))
    })?;
    Answer::json(&SaveAnswer { ret: 0, media_id })
}

impl Desk<'_> {
    fn save_video(
        &mut self,
        video: &Video,
        description: Description,
        declare_ori: bool,
        tags: Vec<String>,
    ) -> String {
        let media_id = self.account.identity.deal_media_id(self.dice);
        let transcoded = Shared::after(self.now, self.account.knobs.video_transcode_ms);
        let saved = SavedVideo {
            media_id: media_id.clone(),
            title: description.title.0,
            video_desc: description.video_desc.0,
            declare_ori,
            newcat: description.newcat.0,
            newsbcat: description.newsbcat.0,
            tags,
            cover_url: description.cover_url.0,
            transcoded,
            reviewed: Shared::after(transcoded, self.account.knobs.video_review_ms),
            outcome: self.account.video_outcomes.pop_front().unwrap_or_default(),
        };
        self.save_account();
        self.put_video(Video { saved: Some(saved), ..video.clone() });
        media_id
    }
}

/// 0 or 1, and nothing else; 0 when absent.
fn parse_declare_ori(flag: &Value) -> Option<bool> {
    match flag {
        Value::Null => Some(false),
        Value::Bool(flag) => Some(*flag),
        flag => match Number::deserialize(flag).ok()? {
            Number(0) => Some(false),
            Number(1) => Some(true),
            Number(_) => None,
        },
    }
}

/// At most five, in an array, or in a string between commas.
fn parse_tags(tags: &Value) -> Option<Vec<String>> {
    let tags: Vec<String> = match tags {
        Value::Null => Vec::new(),
        Value::Array(tags) => {
            tags.iter().map(|tag| Text::deserialize(tag).ok().map(|tag| tag.0)).collect::<Option<_>>()?
        }
        Value::String(tags) => tags.split([',', '，']).map(|tag| tag.trim().to_owned()).collect(),
        Value::Bool(_) | Value::Number(_) | Value::Object(_) => return None,
    };
    let tags: Vec<String> = tags.into_iter().filter(|tag| !tag.is_empty()).collect();
    (tags.len() <= TAGS_MAX).then_some(tags)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn tags_are_five_at_most_in_an_array_or_a_string() {
        for (tags, count) in [
            (Value::Null, Some(0)),
            (json!([]), Some(0)),
            (json!(""), Some(0)),
            (json!(["a", 2, "丙", "d", "e"]), Some(5)),
            (json!(["a", "b", "c", "d", "e", "f"]), None),
            (json!("一, 二，三"), Some(3)),
            (json!("a,b,c,d,e,f"), None),
            (json!([["a"]]), None),
            (json!({"a": 1}), None),
            (json!(7), None),
        ] {
            assert_eq!(parse_tags(&tags).map(|tags| tags.len()), count, "{tags}");
        }
    }
}
