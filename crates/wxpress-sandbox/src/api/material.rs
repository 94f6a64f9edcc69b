//! Permanent material (docs/reference/wechat-api.md §5).

use std::sync::Arc;

use serde::Serialize;
use serde_json::{Map, Value};

use super::Call;
use super::paging::{Paging, text_field};
use super::upload::Upload;
use crate::answer::{Answer, Refusal, Reply};
use crate::article::render::{NO_ITEMS, NewsBody, Page};
use crate::errcode::Errcode;
use crate::world::media::{Draft, Material, MediaKind};
use crate::world::record::Record;
use crate::world::{Desk, Picture};

#[derive(Serialize)]
struct AddAnswer {
    media_id: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<String>,
    item: &'static [Value],
}

/// `POST /cgi-bin/material/add_material`
pub(super) fn add(call: &mut Call<'_>, upload: Upload) -> Reply {
    if upload.kind == MediaKind::Video && upload.description.title.0.is_empty() {
        return Err(Errcode::MISSING_REQUIRED_FIELDS.into());
    }
    let kind = upload.kind;
    let (media_id, path) = call.at_desk(|desk| {
        let max = if matches!(kind, MediaKind::Image | MediaKind::Thumb) {
            desk.account.knobs.image_count_max
        } else {
            desk.account.knobs.other_count_max
        };
        if desk.holdings.shelf(kind).len() >= max {
            return Err(Errcode::MEDIA_COUNT_OUT_OF_LIMIT.into());
        }
        let path = desk.link(&upload);
        let material = Arc::new(Material {
            kind,
            file: upload.file,
            update_time: desk.now,
            path: path.clone(),
            title: upload.description.title.0,
            introduction: upload.description.introduction.0,
        });
        let media_id = desk.account.identity.deal_media_id(desk.dice);
        desk.log.put(|| Record::Material {
            appid: desk.account.appid.clone(),
            media_id: media_id.clone(),
            material: Arc::clone(&material),
        });
        desk.holdings.shelf_mut(kind).put(media_id.clone(), material);
        Ok((media_id, path))
    })?;
    let url = path.filter(|_| kind != MediaKind::Video).map(|path| format!("{}{path}", call.shared.origin));
    Answer::json(&AddAnswer { media_id, url, item: NO_ITEMS })
}

impl Desk<'_> {
    /// Makes an upload reachable where the platform would: pictures and videos, not voices.
    pub(super) fn link(&mut self, upload: &Upload) -> Option<String> {
        let picture = || Picture { appid: self.account.appid.clone(), file: upload.file.clone() };
        match upload.kind {
            MediaKind::Voice => None,
            MediaKind::Image | MediaKind::Thumb => {
                let (format, picture) = (upload.format.wx_fmt(), picture());
                let family = upload.format.extension();
                let key = self.hang_picture(picture);
                Some(format!("/mmbiz_{family}/{key}/0?wx_fmt={format}"))
            }
            MediaKind::Video => {
                let name = format!("1007_{}.f10.mp4", self.dice.hex(32));
                let picture = picture();
                self.log.put(|| Record::Picture { key: name.clone(), picture: picture.clone() });
                self.pictures.insert(name.clone(), picture);
                let key = self.dice.hex(64).to_uppercase();
                Some(format!("/vweixinp.tc.qq.com/{name}?vkey={key}&sha=0&save=1"))
            }
        }
    }
}

#[derive(Serialize)]
struct VideoAnswer<'a> {
    title: &'a str,
    description: &'a str,
    down_url: String,
    newcat: &'static str,
    newsubcat: &'static str,
    tags: &'static [Value],
    cover_url: &'static str,
    vid: &'a str,
}

enum Found {
    Material(Arc<Material>),
    News(Arc<Draft>),
}

/// `POST /cgi-bin/material/get_material`
pub(super) fn get(call: &mut Call<'_>, body: &Map<String, Value>) -> Reply {
    let media_id = text_field(body, "media_id");
    let found = call.at_desk(|desk| {
        let material =
            desk.holdings.find_material(&media_id).map(|material| Found::Material(Arc::clone(material)));
        let news = || desk.holdings.news.find(&media_id).map(|news| Found::News(Arc::clone(news)));
        material.or_else(news).ok_or_else(|| Errcode::INVALID_MEDIA_ID.into())
    })?;
    match found {
        Found::News(news) => Answer::json(&NewsBody::of_material(call.place(), &news)),
        Found::Material(material) if material.kind == MediaKind::Video => {
            let path = material.path.as_deref().unwrap_or_default();
            let vid = path.split(['/', '.']).find(|word| word.starts_with("1007_")).unwrap_or_default();
            Answer::json(&VideoAnswer {
                title: &material.title,
                description: &material.introduction,
                down_url: format!("{}{path}", call.shared.origin),
                newcat: "",
                newsubcat: "",
                tags: NO_ITEMS,
                cover_url: "",
                vid,
            })
        }
        Found::Material(material) => Ok(Answer::File(material.file.clone())),
    }
}

/// `POST /cgi-bin/material/del_material`
pub(super) fn delete(call: &mut Call<'_>, body: &Map<String, Value>) -> Reply {
    let media_id = text_field(body, "media_id");
    call.at_desk(|desk| {
        if !desk.holdings.remove_material(&media_id) {
            return Err(Errcode::INVALID_MEDIA_ID.into());
        }
        desk.log.put(|| Record::MaterialGone { appid: desk.account.appid.clone(), media_id });
        Ok(Answer::ok())
    })
}

#[derive(Serialize)]
#[expect(clippy::struct_field_names, reason = "the names on the wire")]
struct CountAnswer {
    voice_count: usize,
    video_count: usize,
    image_count: usize,
    news_count: usize,
}

/// `GET /cgi-bin/material/get_materialcount`
pub(super) fn count(call: &mut Call<'_>) -> Reply {
    call.at_desk(|desk| {
        Answer::json(&CountAnswer {
            voice_count: desk.holdings.voices.len(),
            video_count: desk.holdings.videos.len(),
            image_count: desk.holdings.images.len(),
            news_count: desk.holdings.news.len(),
        })
    })
}

#[derive(Serialize)]
struct MaterialItem {
    media_id: String,
    name: String,
    update_time: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<String>,
    tags: &'static [Value],
}

#[derive(Serialize)]
struct NewsItem<'a> {
    media_id: &'a str,
    content: NewsBody<'a>,
    update_time: i64,
}

/// `POST /cgi-bin/material/batchget_material`
pub(super) fn batchget(call: &mut Call<'_>, body: &Map<String, Value>) -> Reply {
    let name = text_field(body, "type");
    let kind = match name.as_str() {
        "news" => None,
        "image" => Some(MediaKind::Image),
        "voice" => Some(MediaKind::Voice),
        "video" => Some(MediaKind::Video),
        _ => return Err(Errcode::INVALID_MEDIA_TYPE.into()),
    };
    let paging = Paging::parse(body)?;
    match kind {
        Some(kind) => list_materials(call, kind, paging),
        None => list_news(call, paging),
    }
}

fn list_materials(call: &Call<'_>, kind: MediaKind, Paging { offset, count, .. }: Paging) -> Reply {
    let origin = &call.shared.origin;
    let page = call.at_desk(|desk| {
        let shelf = desk.holdings.shelf(kind);
        let items = shelf.iter().skip(offset).take(count).map(|(media_id, material)| MaterialItem {
            media_id: media_id.to_owned(),
            // A video is listed under its title.
            name: if kind == MediaKind::Video { material.title.clone() } else { material.file.name.clone() },
            update_time: material.update_time.as_second(),
            url: material
                .path
                .as_ref()
                .filter(|_| kind == MediaKind::Image)
                .map(|path| format!("{origin}{path}")),
            description: (kind == MediaKind::Video).then(|| material.introduction.clone()),
            tags: NO_ITEMS,
        });
        Ok::<_, Refusal>(Page::new(items.collect(), shelf.len()))
    })?;
    Answer::json(&page)
}

fn list_news(call: &Call<'_>, Paging { offset, count, .. }: Paging) -> Reply {
    let (entries, total) = call.at_desk(|desk| {
        let entries = desk.holdings.news.iter().skip(offset).take(count);
        let entries: Vec<_> =
            entries.map(|(media_id, news)| (media_id.to_owned(), Arc::clone(news))).collect();
        Ok((entries, desk.holdings.news.len()))
    })?;
    let items = entries.iter().map(|(media_id, news)| NewsItem {
        media_id,
        content: NewsBody::of_material(call.place(), news),
        update_time: news.update_time.as_second(),
    });
    Answer::json(&Page::new(items.collect(), total))
}
