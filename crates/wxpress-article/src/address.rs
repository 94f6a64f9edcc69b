//! Addresses: whose they are, and how people write them.

use std::borrow::Cow;

use percent_encoding::percent_decode_str;

/// WeChat's own hosts of articles: links to them work (docs/reference/html-compat.md D8).
pub(crate) const ARTICLE_HOSTS: &[&str] = &["mp.weixin.qq.com", "weixin.qq.com"];

/// WeChat's own hosts of pictures (docs/reference/wechat-api.md §12).
pub(crate) const PICTURE_HOSTS: &[&str] = &["mmbiz.qpic.cn", "mmbiz.qlogo.cn", "mmecoa.qpic.cn"];

/// An address on the platform as it is to be written, if it is one: WeChat's hosts speak https, and what is on one of the
/// `others`, a sandbox's perhaps, stays as it is.
pub(crate) fn on_platform<'a>(address: &'a str, wechat: &[&str], others: &[String]) -> Option<Cow<'a, str>> {
    let (scheme, rest) = address.split_once("//")?;
    let (host, port) = split_port(authority(rest));
    if wechat.iter().any(|own| own.eq_ignore_ascii_case(host)) {
        let is_https = scheme.eq_ignore_ascii_case("https:");
        return Some(if is_https { address.into() } else { format!("https://{rest}").into() });
    }
    let is_other = others.iter().any(|other| {
        let (own, own_port) = split_port(other);
        own.eq_ignore_ascii_case(host) && (own_port.is_none() || own_port == port)
    });
    is_other.then_some(address.into())
}

/// `host:port` of what follows `//`.
fn authority(rest: &str) -> &str {
    let end = rest.find(['/', '?', '#', '\\']).unwrap_or(rest.len());
    rest[..end].rsplit('@').next().unwrap_or_default()
}

/// A host and its port; the colons of `[::1]` are its own.
fn split_port(authority: &str) -> (&str, Option<&str>) {
    match authority.rsplit_once(':') {
        Some((host, port)) if !port.contains(']') => (host, Some(port)),
        _ => (authority, None),
    }
}

/// An address with letters in the place of their `%E4%B8%AD`; as it is where they are no text.
pub(crate) fn readable(address: &str) -> Cow<'_, str> {
    percent_decode_str(address).decode_utf8().unwrap_or(address.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_on_the_platform() {
        let others = ["127.0.0.1:3002", "[::1]:3002", "sandbox.example"].map(str::to_owned);
        for (address, expected) in [
            ("https://mp.weixin.qq.com/s/a", Some("https://mp.weixin.qq.com/s/a")),
            ("http://MP.weixin.qq.com:443/s", Some("https://MP.weixin.qq.com:443/s")),
            ("//mp.weixin.qq.com/s", Some("https://mp.weixin.qq.com/s")),
            ("http://127.0.0.1:3002/s/a", Some("http://127.0.0.1:3002/s/a")),
            ("http://127.0.0.1:8080/s/a", None),
            ("http://[::1]:3002/s", Some("http://[::1]:3002/s")),
            ("http://[::1]/s", None),
            ("http://Sandbox.example:9/s?a#b", Some("http://Sandbox.example:9/s?a#b")),
            ("https://mp.weixin.qq.com@example.com/", None),
            ("https://example.com/mp.weixin.qq.com", None),
            ("https://example.com\\@mp.weixin.qq.com/", None),
            ("mp.weixin.qq.com/s", None),
        ] {
            assert_eq!(on_platform(address, ARTICLE_HOSTS, &others).as_deref(), expected, "{address}");
        }
    }

    #[test]
    fn letters_are_readable() {
        for (address, expected) in
            [("%E4%B8%AD%20a", "中 a"), ("50%.png", "50%.png"), ("%FF", "%FF"), ("中", "中")]
        {
            assert_eq!(readable(address), expected);
        }
    }
}
