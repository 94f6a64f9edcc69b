//! What an article of the 媒体API shows beside text and pictures: own videos and mini-programs
//! (docs/reference/wechat-api.md §8.3).

use std::collections::BTreeMap;

use lol_html::{
    Settings, element, end_tag,
    html_content::{ContentType, Element},
    rewrite_str,
};
use wxpress_wechat::{Platform, Vid, limits::MAX_MINI_PROGRAM_TITLE_CHARS, partner::video_iframe};

use crate::{
    error::{Error, Result},
    message::Code,
};

/// The videos that an article shows.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct ShownVideos {
    /// Those named by their media ids, `<video data-media-id="…">`, which the document's iframe takes the place of.
    pub(super) media_ids: Vec<String>,
    /// Those in iframes that are there already.
    pub(super) vids: Vec<String>,
}

/// The videos that `html` shows.
///
/// # Errors
/// [`Code::InvalidMiniProgram`] for a card or a link that the platform would refuse.
pub(super) fn look_through(platform: &Platform, html: &str) -> Result<ShownVideos> {
    let mut videos = ShownVideos::default();
    let mut problem = None;
    let ShownVideos { media_ids, vids } = &mut videos;
    let video = element!("video[data-media-id]", |video| {
        media_ids.extend(attribute(video, "data-media-id"));
        Ok(())
    });
    let frame = element!("iframe[data-mpvid]", |frame| {
        vids.extend(attribute(frame, "data-mpvid"));
        Ok(())
    });
    let program = element!("mp-miniprogram, a[data-miniprogram-appid]", |program| {
        problem = problem.take().or_else(|| problem_of(platform, program));
        Ok(())
    });
    let settings =
        [video, frame, program].into_iter().fold(Settings::new(), Settings::append_element_content_handler);
    rewrite_str(html, settings).map_err(too_wild)?;
    match problem {
        Some(problem) => Err(Error::new(Code::InvalidMiniProgram).with("problem", problem)),
        None => Ok(videos),
    }
}

/// `html` with the document's iframe in place of each `<video data-media-id="…">` that has a vid.
pub(super) fn with_frames(html: &str, vids: &BTreeMap<String, Vid>) -> Result<String> {
    let video = element!("video[data-media-id]", |video| {
        if let Some(vid) = attribute(video, "data-media-id").and_then(|id| vids.get(&id)) {
            video.start_tag().replace(&video_iframe(vid), ContentType::Html);
            // The end tag may be missing: what follows must stay, another element's end tag included.
            if let Some(handlers) = video.end_tag_handlers() {
                handlers.push(end_tag!(|end| {
                    if end.name() == "video" {
                        end.remove();
                    }
                    Ok(())
                }));
            }
        }
        Ok(())
    });
    rewrite_str(html, Settings::new().append_element_content_handler(video)).map_err(too_wild)
}

fn too_wild(error: lol_html::errors::RewritingError) -> Error {
    Error::new(Code::InvalidField).with("field", "content").with("problem", &error).because(error)
}

fn attribute(element: &Element<'_, '_>, name: &str) -> Option<String> {
    // Attributes come as they are written, `&amp;` included.
    element
        .get_attribute(name)
        .map(|value| value.trim().replace("&amp;", "&"))
        .filter(|value| !value.is_empty())
}

/// Why the platform would refuse a mini-program's card or link.
fn problem_of(platform: &Platform, program: &Element<'_, '_>) -> Option<String> {
    let missing = |name: &&str| attribute(program, name).is_none();
    if let Some(name) = ["data-miniprogram-appid", "data-miniprogram-path"].into_iter().find(missing) {
        return Some(format!("{name}?"));
    }
    if program.tag_name() == "a" {
        return None;
    }
    let Some(title) = attribute(program, "data-miniprogram-title") else {
        return Some("data-miniprogram-title?".to_owned());
    };
    let chars = title.chars().count();
    if chars > MAX_MINI_PROGRAM_TITLE_CHARS {
        return Some(format!("data-miniprogram-title: {chars} > {MAX_MINI_PROGRAM_TITLE_CHARS}"));
    }
    // The document's own sample has the second name.
    let image = attribute(program, "data-miniprogram-imageurl")
        .or_else(|| attribute(program, "data-progarm-imageurl"));
    match image {
        Some(url) if platform.is_platform_picture(&url) => None,
        Some(url) => Some(format!("data-miniprogram-imageurl: {url}")),
        None => Some("data-miniprogram-imageurl?".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    fn platform() -> Platform {
        Platform::builder().build().unwrap()
    }

    #[test]
    fn own_videos_are_found_and_become_the_documents_iframe() {
        let html = "<p>前</p><video data-media-id=\"M1\"></video><video src=x></video>\
                    <iframe class=video_iframe data-mpvid=\"wxv_2\"></iframe>";
        let found = look_through(&platform(), html).unwrap();
        assert_eq!(found, ShownVideos { media_ids: vec!["M1".into()], vids: vec!["wxv_2".into()] });
        let shown = with_frames(html, &[("M1".to_owned(), Vid::new("wxv_1"))].into()).unwrap();
        assert!(
            shown.starts_with(&format!("<p>前</p>{}<video src=x>", video_iframe(&Vid::new("wxv_1")))),
            "{shown}"
        );
    }

    #[rstest]
    #[case("<p>前</p><video data-media-id=M1 /><p>后</p>", "<p>前</p>{}<p>后</p>")]
    #[case("<section><video data-media-id=M1></section><p>后</p>", "<section>{}</section><p>后</p>")]
    #[case("<video data-media-id=M1>不支持视频</video>后", "{}不支持视频后")]
    fn nothing_that_follows_a_video_is_lost(#[case] html: &str, #[case] expected: &str) {
        let shown = with_frames(html, &[("M1".to_owned(), Vid::new("wxv_1"))].into()).unwrap();
        assert_eq!(shown, expected.replace("{}", &video_iframe(&Vid::new("wxv_1"))));
    }

    #[rstest]
    #[case("<a data-miniprogram-appid=wx1 data-miniprogram-path=p href=''>x</a>", None)]
    #[case("<a data-miniprogram-appid=wx1 href=''>x</a>", Some("data-miniprogram-path"))]
    #[case("<a href=''>x</a>", None)]
    #[case(
        "<mp-miniprogram data-miniprogram-appid=wx1 data-miniprogram-path=p data-miniprogram-title=t data-progarm-imageurl=http://mmbiz.qpic.cn/a></mp-miniprogram>",
        None
    )]
    #[case(
        "<mp-miniprogram data-miniprogram-appid=wx1 data-miniprogram-path=p data-miniprogram-title=t data-miniprogram-imageurl=http://example.com/a></mp-miniprogram>",
        Some("example.com")
    )]
    #[case(
        "<mp-miniprogram data-miniprogram-appid=wx1 data-miniprogram-path=p data-miniprogram-title=t></mp-miniprogram>",
        Some("imageurl")
    )]
    #[case(
        "<mp-miniprogram data-miniprogram-appid=wx1 data-miniprogram-path=p></mp-miniprogram>",
        Some("title")
    )]
    #[case(
        "<mp-miniprogram data-miniprogram-appid=wx1 data-miniprogram-path=p data-miniprogram-title=一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三四五六 data-miniprogram-imageurl=http://mmbiz.qpic.cn/a></mp-miniprogram>",
        Some("36")
    )]
    fn mini_programs_are_judged(#[case] html: &str, #[case] problem: Option<&str>) {
        match (look_through(&platform(), html), problem) {
            (Ok(_), None) => {}
            (Err(error), Some(word)) => assert!(error.message(crate::Lang::En).contains(word), "{error}"),
            other => panic!("{other:?}"),
        }
    }
}
