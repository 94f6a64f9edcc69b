//! The text of HTML, for the digest.

/// The text of filtered HTML, blanks collapsed. A `<title>` is no text.
pub(crate) fn plain_text(html: &str) -> String {
    let mut text = String::new();
    let mut rest = html;
    while let Some(start) = rest.find('<') {
        text.push_str(&rest[..start]);
        let tag = &rest[start..];
        let Some(end) = tag.find('>') else {
            rest = "";
            break;
        };
        rest = &tag[end + 1..];
        if tag.starts_with("<title") {
            rest = rest.find("</title").map_or("", |close| &rest[close..]);
        }
    }
    text.push_str(rest);
    let decoded = html_escape::decode_html_entities(&text);
    decoded.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_what_a_reader_sees() {
        let html = "<svg><title>图</title></svg><p>一 &amp; 二</p>\n<p>三<b>四</b>五</p>";
        assert_eq!(plain_text(html), "一 & 二 三四五");
    }
}
