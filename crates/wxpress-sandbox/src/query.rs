//! The query of a request.

use url::form_urlencoded;

/// Decoded names and values, in order.
#[derive(Debug, Clone, Default)]
pub(crate) struct Query(Vec<(String, String)>);

impl Query {
    pub(crate) fn parse(query: &str) -> Self {
        Self(form_urlencoded::parse(query.as_bytes()).into_owned().collect())
    }

    /// The first value of a name; an empty one counts as absent, as it does at WeChat.
    pub(crate) fn value(&self, name: &str) -> Option<&str> {
        self.0
            .iter()
            .find(|(known, _)| known == name)
            .map(|(_, value)| value.as_str())
            .filter(|v| !v.is_empty())
    }

    /// The query as text again, with tokens and secrets hidden.
    pub(crate) fn redacted(&self) -> String {
        let mut text = form_urlencoded::Serializer::new(String::new());
        for (name, value) in &self.0 {
            let hidden = matches!(name.as_str(), "access_token" | "secret" | "appsecret");
            text.append_pair(name, if hidden { "***" } else { value });
        }
        text.finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_empty_value_is_absent_and_secrets_do_not_show() {
        let query = Query::parse("access_token=96_abc&type=image&empty=&secret=s3");
        assert_eq!(query.value("type"), Some("image"));
        assert_eq!(query.value("empty"), None);
        let shown = query.redacted();
        assert!(shown.contains("type=image") && !shown.contains("96_abc") && !shown.contains("s3"));
    }
}
