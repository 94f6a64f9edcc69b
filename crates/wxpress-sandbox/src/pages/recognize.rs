//! Telling the platform's own links from foreign ones.

use url::Url;

use super::PICTURE_FAMILIES;
use crate::query::Query;
use crate::shared::Shared;
use crate::world::Picture;

/// Where WeChat itself serves pictures.
const PICTURE_HOSTS: [&str; 3] = ["mmbiz.qpic.cn", "mmbiz.qlogo.cn", "wx.qlogo.cn"];

/// Width and height of the picture on a mini-program card (docs/reference/wechat-api.md §8.3).
const CARD_PIXELS: (u32, u32) = (1080, 864);

impl Shared {
    /// Whether a picture may stay in an article: it lies with WeChat, or here. A picture that was uploaded here is known
    /// by its key, under whatever host the client reached the sandbox.
    pub(crate) fn is_platform_picture(&self, url: &str) -> bool {
        self.judge_picture(url, |_| true)
    }

    /// Whether a picture may stand on a mini-program card. The size of one that lies with WeChat is not known here.
    pub(crate) fn is_card_picture(&self, url: &str) -> bool {
        self.judge_picture(url, |picture| picture.file.pixels == Some(CARD_PIXELS))
    }

    fn judge_picture(&self, url: &str, is_fit: impl Fn(&Picture) -> bool) -> bool {
        // Links without a scheme are common in editors.
        let absolute = if url.starts_with("//") { format!("http:{url}") } else { url.to_owned() };
        let Ok(url) = Url::parse(&absolute) else { return false };
        if url.host_str().is_some_and(|host| PICTURE_HOSTS.contains(&host)) {
            return true;
        }
        let mut segments = url.path().trim_start_matches('/').split('/');
        let (Some(family), Some(key)) = (segments.next(), segments.next()) else { return false };
        PICTURE_FAMILIES.contains(&family) && self.world().pictures.get(key).is_some_and(is_fit)
    }

    /// Whether a link leads to a preview, which ends with its draft: one with `tempkey`, or that of a draft here.
    pub(crate) fn is_preview_link(&self, link: &str) -> bool {
        let Ok(url) = Url::parse(link) else { return false };
        if url.path() != "/s" {
            return false;
        }
        let query = Query::parse(url.query().unwrap_or_default());
        if query.value("tempkey").is_some() {
            return url.host_str() == Some("mp.weixin.qq.com") || link.starts_with(self.origin.as_str());
        }
        let mid = query.value("mid").and_then(|mid| mid.parse::<u64>().ok());
        let (Some(biz), Some(mid)) = (query.value("__biz"), mid) else { return false };
        let world = self.world();
        let owner = world.members.values().find(|member| member.account.identity.biz == biz);
        owner.is_some_and(|owner| owner.holdings.drafts.iter().any(|(_, draft)| draft.mid == mid))
    }
}
