//! Telling the platform's own links from foreign ones.

use url::{Host, Url};

use super::PICTURE_FAMILIES;
use crate::article::content::{LinkTarget, PictureOwner, Platform};
use crate::query::Query;
use crate::shared::Shared;
use crate::world::Picture;

/// Where WeChat itself serves pictures.
const PICTURE_HOSTS: [&str; 3] = ["mmbiz.qpic.cn", "mmbiz.qlogo.cn", "wx.qlogo.cn"];

/// Width and height of the picture on a mini-program card (docs/reference/wechat-api.md §8.3).
const CARD_PIXELS: (u32, u32) = (1080, 864);

/// Where published articles are.
const ARTICLE_HOSTS: [&str; 2] = ["mp.weixin.qq.com", "weixin.qq.com"];

/// The platform as one account's contents meet it. A picture that was uploaded here is known by its key, under whatever
/// host the client reached the sandbox.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Viewpoint<'a> {
    pub(crate) shared: &'a Shared,
    pub(crate) appid: &'a str,
}

impl Platform for Viewpoint<'_> {
    fn picture_owner(&self, url: &str) -> PictureOwner {
        let owner = |picture: &Picture| {
            if picture.appid == self.appid { PictureOwner::Platform } else { PictureOwner::OtherAccount }
        };
        match self.shared.find_picture(url, owner) {
            Found::Here(owner) => owner,
            Found::AtWechat => PictureOwner::Platform,
            Found::Nowhere => PictureOwner::Foreign,
        }
    }

    /// Whether an article at WeChat itself is published is not known here; a link with `tempkey` is a preview's.
    fn link_target(&self, url: &str) -> LinkTarget {
        let Ok(url) = Url::parse(&absolute(url)) else { return LinkTarget::Foreign };
        let is_here = Url::parse(&self.shared.origin).is_ok_and(|here| here.origin() == url.origin());
        let is_at_wechat = matches!(url.host(), Some(Host::Domain(host)) if ARTICLE_HOSTS.contains(&host));
        if self.shared.is_preview(&url, is_here || is_at_wechat) {
            LinkTarget::Preview
        } else if is_here || is_at_wechat {
            LinkTarget::Article
        } else {
            LinkTarget::Foreign
        }
    }
}

/// Where a picture was found.
enum Found<T> {
    /// Here, with what was asked of it.
    Here(T),
    AtWechat,
    Nowhere,
}

/// Links without a scheme are common in editors.
fn absolute(url: &str) -> String {
    if url.starts_with("//") { format!("http:{url}") } else { url.to_owned() }
}

impl Shared {
    /// Whether a picture may stand on a mini-program card. The size of one that lies with WeChat is not known here.
    pub(crate) fn is_card_picture(&self, url: &str) -> bool {
        match self.find_picture(url, |picture| picture.file.pixels == Some(CARD_PIXELS)) {
            Found::Here(is_fit) => is_fit,
            Found::AtWechat => true,
            Found::Nowhere => false,
        }
    }

    fn find_picture<T>(&self, url: &str, look: impl Fn(&Picture) -> T) -> Found<T> {
        let Ok(url) = Url::parse(&absolute(url)) else { return Found::Nowhere };
        if url.host_str().is_some_and(|host| PICTURE_HOSTS.contains(&host)) {
            return Found::AtWechat;
        }
        let mut segments = url.path().trim_start_matches('/').split('/');
        let (Some(family), Some(key)) = (segments.next(), segments.next()) else { return Found::Nowhere };
        let world = self.world();
        let picture = world.pictures.get(key).filter(|_| PICTURE_FAMILIES.contains(&family));
        picture.map_or(Found::Nowhere, |picture| Found::Here(look(picture)))
    }

    /// Whether a link leads to a preview, which ends with its draft: one with `tempkey` at the platform, or that of a draft
    /// here.
    fn is_preview(&self, url: &Url, is_at_platform: bool) -> bool {
        if url.path() != "/s" {
            return false;
        }
        let query = Query::parse(url.query().unwrap_or_default());
        if query.value("tempkey").is_some() {
            return is_at_platform;
        }
        let mid = query.value("mid").and_then(|mid| mid.parse::<u64>().ok());
        let (Some(biz), Some(mid)) = (query.value("__biz"), mid) else { return false };
        let world = self.world();
        let owner = world.members.values().find(|member| member.account.identity.biz == biz);
        owner.is_some_and(|owner| owner.holdings.drafts.iter().any(|(_, draft)| draft.mid == mid))
    }
}
