//! Addresses of the platform's pictures and pages.

/// Hosts whose `http:` links the platform hands out although they work as `https:` too.
const SECURE_HOSTS: [&str; 4] = ["mmbiz.qpic.cn", "mmbiz.qlogo.cn", "mp.weixin.qq.com", "wx.qlogo.cn"];

/// The link as `https:` where it leads to one of the platform's hosts; any other stays as it is.
pub(crate) fn https(url: String) -> String {
    match url.strip_prefix("http://") {
        Some(rest) if SECURE_HOSTS.contains(&rest.split('/').next().unwrap_or_default()) => {
            format!("https://{rest}")
        }
        _ => url,
    }
}

/// Whether two addresses show the same picture: scheme, size (`/0`, `/640`) and query aside.
pub(crate) fn same_picture(one: &str, other: &str) -> bool {
    core(one).is_some_and(|core_of_one| core(other) == Some(core_of_one))
}

/// `mmbiz.qpic.cn/mmbiz_jpg/AbC` of `http://mmbiz.qpic.cn/mmbiz_jpg/AbC/0?wx_fmt=jpeg`.
fn core(url: &str) -> Option<&str> {
    let (_, rest) = url.split_once("//")?;
    let path = rest.split(['?', '#']).next()?;
    let (picture, size) = path.rsplit_once('/')?;
    (picture.contains('/') && size.bytes().all(|byte| byte.is_ascii_digit())).then_some(picture)
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("http://mmbiz.qpic.cn/mmbiz_jpg/a/0", "https://mmbiz.qpic.cn/mmbiz_jpg/a/0")]
    #[case("http://mp.weixin.qq.com/s?__biz=1", "https://mp.weixin.qq.com/s?__biz=1")]
    #[case("http://127.0.0.1:3002/s?__biz=1", "http://127.0.0.1:3002/s?__biz=1")]
    #[case("http://mp.weixin.qq.com.example.com/s", "http://mp.weixin.qq.com.example.com/s")]
    fn the_platforms_links_are_secure(#[case] url: &str, #[case] expected: &str) {
        assert_eq!(https(url.to_owned()), expected);
    }

    #[rstest]
    #[case(
        "http://mmbiz.qpic.cn/mmbiz_jpg/a/0?wx_fmt=jpeg",
        "https://mmbiz.qpic.cn/mmbiz_jpg/a/640?from=appmsg",
        true
    )]
    #[case("//mmbiz.qpic.cn/mmbiz_jpg/a/0", "http://mmbiz.qpic.cn/mmbiz_jpg/a/0", true)]
    #[case("http://mmbiz.qpic.cn/mmbiz_jpg/a/0", "http://mmbiz.qpic.cn/mmbiz_jpg/b/0", false)]
    #[case("a.png", "a.png", false)]
    fn pictures_are_told_apart(#[case] one: &str, #[case] other: &str, #[case] same: bool) {
        assert_eq!(same_picture(one, other), same);
    }
}
