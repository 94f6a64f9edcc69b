//! Splitting `errmsg` into its text, the `hint: […]` token and the `rid` (docs/reference/wechat-api.md §1.5).

/// An `errmsg` taken apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ErrMsg {
    pub(crate) text: String,
    pub(crate) trace_hint: Option<String>,
    pub(crate) rid: Option<String>,
}

/// Takes `<text>[ hint: [<token>]][,] [rid: <hex>-<hex>-<hex>]` apart; what is not of this form stays text.
pub(crate) fn parse(errmsg: &str) -> ErrMsg {
    let (rest, rid) = split_rid(errmsg.trim());
    let (text, trace_hint) = split_hint(rest);
    ErrMsg { text: text.to_owned(), trace_hint: trace_hint.map(str::to_owned), rid: rid.map(str::to_owned) }
}

fn split_rid(errmsg: &str) -> (&str, Option<&str>) {
    match errmsg.rsplit_once("rid: ") {
        Some((before, rid))
            if (before.is_empty() || before.ends_with(' '))
                && !rid.is_empty()
                && rid.bytes().all(|byte| byte.is_ascii_hexdigit() || byte == b'-') =>
        {
            (before.trim_end().trim_end_matches(',').trim_end(), Some(rid))
        }
        _ => (errmsg, None),
    }
}

fn split_hint(text: &str) -> (&str, Option<&str>) {
    let Some(body) = text.strip_suffix(']') else { return (text, None) };
    match body.rsplit_once("hint: [") {
        Some((before, token))
            if (before.is_empty() || before.ends_with(' ')) && !token.contains(['[', ']']) =>
        {
            (before.trim_end(), Some(token))
        }
        _ => (text, None),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("ok", "ok", None, None)]
    #[case(
        "title size out of limit hint: [S8QtPA060738-0] rid: 68707d6f-2b04a9a7-51a91aef",
        "title size out of limit",
        Some("S8QtPA060738-0"),
        Some("68707d6f-2b04a9a7-51a91aef")
    )]
    #[case(
        "api unauthorized rid: 68940b39-61652e27-4123a9a9",
        "api unauthorized",
        None,
        Some("68940b39-61652e27-4123a9a9")
    )]
    #[case("invalid media_id hint: [YoxHSA07631538]", "invalid media_id", Some("YoxHSA07631538"), None)]
    #[case(
        "invalid code, rid: 6253eba7-17436604-690f1f04",
        "invalid code",
        None,
        Some("6253eba7-17436604-690f1f04")
    )]
    #[case("reach limit hint: [1SXMpA0952vr50!]", "reach limit", Some("1SXMpA0952vr50!"), None)]
    #[case("lost hint: [a[b]", "lost hint: [a[b]", None, None)]
    #[case("grid: 12", "grid: 12", None, None)]
    fn takes_real_texts_apart(
        #[case] errmsg: &str,
        #[case] text: &str,
        #[case] trace_hint: Option<&str>,
        #[case] rid: Option<&str>,
    ) {
        let parsed = parse(errmsg);
        assert_eq!(
            (parsed.text.as_str(), parsed.trace_hint.as_deref(), parsed.rid.as_deref()),
            (text, trace_hint, rid)
        );
    }

    proptest! {
        #[test]
        fn loses_nothing_of_a_text_without_marks(text in "[^\\]:]{0,60}") {
            prop_assert_eq!(parse(&text).text, text.trim());
        }

        #[test]
        fn never_panics(text in any::<String>()) {
            parse(&text);
        }
    }
}
