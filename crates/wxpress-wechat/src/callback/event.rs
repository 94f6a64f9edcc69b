//! [`Push`]: what the platform says.

use roxmltree::Node;

use super::{
    CallbackError,
    mass_send::MassSendResult,
    xml::{self, child, items, number, text},
};
use crate::{
    freepublish::{PublicationStatus, PublishedUrl},
    id::{ArticleId, OpenId, PublishId},
};

/// One push, opened.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Push {
    /// The account, by its original id (`gh_…`).
    pub to_user_name: String,
    /// Who caused it: the platform's helper for publications and mass sends, otherwise a reader.
    pub from_user_name: OpenId,
    /// Unix seconds.
    pub create_time: i64,
    /// What happened.
    pub event: Event,
    dedup_key: String,
}

/// What happened. Take it for a hint and ask the platform before acting on it (docs/reference/wechat-api.md §7.6).
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Event {
    /// A publication ended. Under whichever of the three names it came: `PUBLISHJOBFINISH` is the documented one.
    PublishJobFinish(PublicationStatus),
    /// A mass send ended (§9.1). Some accounts get it for a publication as well, whose `publish_id` nothing in it
    /// names.
    MassSendJobFinish(MassSendResult),
    /// Anything else.
    Other {
        /// `MsgType`: `event`, or the kind of a reader's message, such as `text`.
        msg_type: String,
        /// `Event` of an event, such as `subscribe`.
        name: Option<String>,
    },
}

impl Push {
    pub(super) fn parse(xml: &str) -> Result<Self, CallbackError> {
        let document = xml::parse(xml)?;
        let root = document.root_element();
        let needed = |name: &str| {
            text(root, name).ok_or_else(|| match text(root, "Encrypt") {
                Some(_) => CallbackError::KeyMissing,
                None => CallbackError::missing(name),
            })
        };
        let (from, create_time) = (needed("FromUserName")?, needed("CreateTime")?);
        let info = child(root, "PublishEventInfo");
        let ids = [text(root, "MsgId"), text(root, "MsgID"), info.and_then(|info| text(info, "publish_id"))];
        let id = ids.into_iter().flatten().next().unwrap_or_default();
        let name = text(root, "Event");
        Ok(Self {
            to_user_name: needed("ToUserName")?.to_owned(),
            from_user_name: OpenId::new(from),
            create_time: create_time
                .parse()
                .map_err(|_| CallbackError::Malformed("CreateTime is no number".into()))?,
            event: Event::parse(root, needed("MsgType")?, name)?,
            dedup_key: format!("{from} {create_time} {} {id}", name.unwrap_or_default()),
        })
    }

    /// The same text for each delivery of one push, and another one for every other push to the account. Sender,
    /// time and name are what the platform recommends; its helper may report two publications within one second, so
    /// that their id is part of it.
    pub fn dedup_key(&self) -> &str {
        &self.dedup_key
    }
}

impl Event {
    fn parse(root: Node<'_, '_>, msg_type: &str, name: Option<&str>) -> Result<Self, CallbackError> {
        let publication = child(root, "PublishEventInfo");
        match (name, publication) {
            (Some("PUBLISHJOBFINISH" | "FREEPUBLISHJOBFINISH" | "MASSSENDJOBFINISH"), Some(info)) => {
                publication_status(info).map(Self::PublishJobFinish)
            }
            (Some("MASSSENDJOBFINISH"), None) => MassSendResult::parse(root).map(Self::MassSendJobFinish),
            _ => Ok(Self::Other { msg_type: msg_type.to_owned(), name: name.map(str::to_owned) }),
        }
    }
}

fn publication_status(info: Node<'_, '_>) -> Result<PublicationStatus, CallbackError> {
    let urls = child(info, "article_detail").into_iter().flat_map(items).filter_map(|item| {
        Some(PublishedUrl { idx: number(item, "idx")?, article_url: text(item, "article_url")?.to_owned() })
    });
    let failed = info.children().filter(|node| node.has_tag_name("fail_idx"));
    Ok(PublicationStatus {
        publish_id: PublishId::new(
            text(info, "publish_id").ok_or_else(|| CallbackError::missing("publish_id"))?,
        ),
        state: number::<i64>(info, "publish_status")
            .ok_or_else(|| CallbackError::missing("publish_status"))?
            .into(),
        article_id: text(info, "article_id").map(ArticleId::new),
        articles: urls.collect(),
        fail_idx: failed.filter_map(|node| node.text()?.trim().parse().ok()).collect(),
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rstest::rstest;

    use super::*;
    use crate::freepublish::PublishState;

    fn push(name: &str, rest: &str) -> Push {
        let xml = format!(
            "<xml>\n<ToUserName><![CDATA[gh_4d00ed8d6399]]></ToUserName>\n<FromUserName><![CDATA[oHelper]]></FromUserName>\n\
             <CreateTime>1481013459</CreateTime>\n<MsgType><![CDATA[event]]></MsgType>\n<Event><![CDATA[{name}]]></Event>\n\
             {rest}</xml>"
        );
        Push::parse(&xml).unwrap()
    }

    const PUBLISHED: &str = "<PublishEventInfo><publish_id>2247503051</publish_id><publish_status>0</publish_status>\
        <article_id><![CDATA[b5O2]]></article_id><article_detail><count>2</count>\
        <item><idx>1</idx><article_url><![CDATA[http://x/s?a=1&b=2]]></article_url></item>\
        <item><idx>2</idx><article_url>http://x/t</article_url></item></article_detail></PublishEventInfo>";

    #[rstest]
    #[case("PUBLISHJOBFINISH")]
    #[case("FREEPUBLISHJOBFINISH")]
    #[case("MASSSENDJOBFINISH")]
    fn a_publication_under_each_of_its_names(#[case] name: &str) {
        let push = push(name, PUBLISHED);
        assert_eq!(push.from_user_name.as_str(), "oHelper");
        let Event::PublishJobFinish(status) = push.event else { panic!("{push:?}") };
        assert_eq!((status.publish_id.as_str(), status.state), ("2247503051", PublishState::Published));
        assert_eq!(status.article_id, Some(ArticleId::new("b5O2")));
        let urls: Vec<_> =
            status.articles.iter().map(|article| (article.idx, article.article_url.as_str())).collect();
        assert_eq!(urls, [(1, "http://x/s?a=1&b=2"), (2, "http://x/t")]);
        assert_eq!(status.fail_idx, [] as [u32; 0]);
    }

    #[test]
    fn a_publication_that_failed() {
        let push = push(
            "PUBLISHJOBFINISH",
            "<PublishEventInfo><publish_id>7</publish_id><publish_status>2</publish_status>\
             <fail_idx>1</fail_idx><fail_idx>3</fail_idx></PublishEventInfo>",
        );
        let Event::PublishJobFinish(status) = push.event else { panic!("{push:?}") };
        assert_eq!((status.state, status.article_id), (PublishState::OriginalityFailed, None));
        assert_eq!(status.fail_idx, [1, 3]);
    }

    #[test]
    fn anything_else_keeps_its_name() {
        let event = push("subscribe", "<EventKey></EventKey>").event;
        assert_eq!(event, Event::Other { msg_type: "event".into(), name: Some("subscribe".into()) });
        let text = "<xml><ToUserName>gh_1</ToUserName><FromUserName>o1</FromUserName><CreateTime>1</CreateTime>\
                    <MsgType>text</MsgType><Content>你好</Content><MsgId>22</MsgId></xml>";
        let event = Push::parse(text).unwrap().event;
        assert_eq!(event, Event::Other { msg_type: "text".into(), name: None });
    }

    #[test]
    fn pushes_are_told_apart() {
        let other = PUBLISHED.replace("2247503051", "2247503052");
        let keys = [
            push("PUBLISHJOBFINISH", PUBLISHED),
            push("PUBLISHJOBFINISH", &other),
            push("MASSSENDJOBFINISH", "<MsgID>1</MsgID>"),
            push("MASSSENDJOBFINISH", "<MsgID>2</MsgID>"),
            push("subscribe", ""),
            push("unsubscribe", ""),
        ]
        .map(|push| push.dedup_key().to_owned());
        for (at, key) in keys.iter().enumerate() {
            assert!(!keys[..at].contains(key), "{key}");
        }
        assert_eq!(keys[0], push("PUBLISHJOBFINISH", PUBLISHED).dedup_key());
    }

    #[rstest]
    #[case("")]
    #[case("<xml>")]
    #[case("{\"ToUserName\":\"gh_1\"}")]
    #[case("<xml><ToUserName>gh_1</ToUserName></xml>")]
    #[case("<!DOCTYPE xml [<!ENTITY a \"b\">]><xml><ToUserName>&a;</ToUserName></xml>")]
    #[case(
        "<xml><ToUserName>gh_1</ToUserName><FromUserName>o1</FromUserName><CreateTime>soon</CreateTime>\
         <MsgType>event</MsgType></xml>"
    )]
    #[case(
        "<xml><ToUserName>gh_1</ToUserName><FromUserName>o1</FromUserName><CreateTime>1</CreateTime>\
         <MsgType>event</MsgType><Event>MASSSENDJOBFINISH</Event></xml>"
    )]
    #[case(
        "<xml><ToUserName>gh_1</ToUserName><FromUserName>o1</FromUserName><CreateTime>1</CreateTime>\
         <MsgType>event</MsgType><Event>PUBLISHJOBFINISH</Event><PublishEventInfo/></xml>"
    )]
    fn what_is_no_push_is_refused(#[case] xml: &str) {
        assert!(matches!(Push::parse(xml), Err(CallbackError::Malformed(_))), "{xml}");
    }

    #[test]
    fn deep_and_wide_trees_are_refused() {
        for xml in ["<xml>".repeat(200_000), format!("<xml>{}</xml>", "<a/>".repeat(200_000))] {
            assert!(matches!(Push::parse(&xml), Err(CallbackError::Malformed(_))));
        }
    }

    proptest! {
        #[test]
        fn never_panics(xml in "(<xml>|</xml>|<Event>|</Event>|<![CDATA[|]]>|<item>|</item>|&amp;|[a-z]|\\PC){0,40}") {
            let _ = Push::parse(&xml);
        }
    }
}
