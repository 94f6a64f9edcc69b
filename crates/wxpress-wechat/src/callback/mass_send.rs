//! [`MassSendResult`]: how a mass send ended.

use roxmltree::Node;

use super::{
    CallbackError,
    xml::{child, items, number, text},
};
use crate::{freepublish::PublishedUrl, id::MsgId};

/// How a mass send ended (docs/reference/wechat-api.md §9.1). It comes shortly before the end: the counts may still
/// grow a little.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct MassSendResult {
    /// The send.
    pub msg_id: MsgId,
    /// Its end.
    pub status: MassSendStatus,
    /// Readers addressed.
    pub total_count: u64,
    /// Readers left once those were taken out who refuse messages or have had their four of the month.
    pub filter_count: u64,
    /// Readers reached.
    pub sent_count: u64,
    /// Readers missed.
    pub error_count: u64,
    /// What the check of originality found, where articles were sent.
    pub copyright_check: Option<CopyrightCheck>,
    /// Pages of the articles sent.
    pub articles: Vec<PublishedUrl>,
}

/// The end of a mass send.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum MassSendStatus {
    /// `send success`; single readers may have been missed.
    Success,
    /// `send fail`.
    Failed,
    /// `err(num)`: refused by the platform's review or the admin, by the platform's number of the reason.
    Refused(u32),
    /// A word that our documents do not name.
    Other(String),
}

/// What the check of originality found.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct CopyrightCheck {
    /// 1 no reprint, 2 a reprint that may be sent, 3 a reprint that may not; 0 not checked.
    pub check_state: i64,
    /// The articles that are like others.
    pub items: Vec<CopyrightCheckItem>,
}

/// One article that is like another one. The numbers are the platform's.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct CopyrightCheckItem {
    /// Its place in the send, counted from 1.
    pub article_idx: u32,
    /// What its author declared it to be.
    pub user_declare_state: i64,
    /// What the check made of it.
    pub audit_state: i64,
    /// The original.
    pub original_article_url: Option<String>,
    /// What the original is.
    pub original_article_type: i64,
    /// Whether it may be reprinted.
    pub can_reprint: bool,
    /// Whether the original's content takes its place.
    pub need_replace_content: bool,
    /// Whether the source is named.
    pub need_show_reprint_source: bool,
}

impl MassSendResult {
    pub(super) fn parse(root: Node<'_, '_>) -> Result<Self, CallbackError> {
        let msg_id = text(root, "MsgID").ok_or_else(|| CallbackError::missing("MsgID"))?;
        let count = |name| number(root, name).unwrap_or_default();
        let urls = results(child(root, "ArticleUrlResult")).filter_map(|item| {
            let article_url = text(item, "ArticleUrl")?.to_owned();
            Some(PublishedUrl { idx: number(item, "ArticleIdx")?, article_url })
        });
        Ok(Self {
            msg_id: MsgId::new(msg_id),
            status: MassSendStatus::parse(text(root, "Status").unwrap_or_default()),
            total_count: count("TotalCount"),
            filter_count: count("FilterCount"),
            sent_count: count("SentCount"),
            error_count: count("ErrorCount"),
            copyright_check: child(root, "CopyrightCheckResult").map(CopyrightCheck::parse),
            articles: urls.collect(),
        })
    }
}

/// The items of `Count`, `ResultList` and more.
fn results<'a, 'input>(result: Option<Node<'a, 'input>>) -> impl Iterator<Item = Node<'a, 'input>> {
    result.and_then(|result| child(result, "ResultList")).into_iter().flat_map(items)
}

impl MassSendStatus {
    fn parse(word: &str) -> Self {
        let reason = word.strip_prefix("err(").and_then(|rest| rest.strip_suffix(')'));
        match (word, reason.and_then(|reason| reason.parse().ok())) {
            ("send success", _) => Self::Success,
            ("send fail", _) => Self::Failed,
            (_, Some(reason)) => Self::Refused(reason),
            _ => Self::Other(word.to_owned()),
        }
    }
}

impl CopyrightCheck {
    fn parse(result: Node<'_, '_>) -> Self {
        let item = |item| {
            let state = |name| number(item, name).unwrap_or_default();
            Some(CopyrightCheckItem {
                article_idx: number(item, "ArticleIdx")?,
                user_declare_state: state("UserDeclareState"),
                audit_state: state("AuditState"),
                original_article_url: text(item, "OriginalArticleUrl").map(str::to_owned),
                original_article_type: state("OriginalArticleType"),
                can_reprint: state("CanReprint") != 0,
                need_replace_content: state("NeedReplaceContent") != 0,
                need_show_reprint_source: state("NeedShowReprintSource") != 0,
            })
        };
        Self {
            check_state: number(result, "CheckState").unwrap_or_default(),
            items: results(Some(result)).filter_map(item).collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;
    use crate::callback::xml;

    fn result(xml: &str) -> MassSendResult {
        MassSendResult::parse(xml::parse(xml).unwrap().root_element()).unwrap()
    }

    #[test]
    fn every_field_is_read() {
        let result = result(
            "<xml><MsgID>1000001625</MsgID><Status><![CDATA[err(30003)]]></Status><TotalCount>9</TotalCount>\
             <FilterCount>8</FilterCount><SentCount>7</SentCount><ErrorCount>1</ErrorCount>\
             <CopyrightCheckResult><Count>2</Count><ResultList>\
             <item><ArticleIdx>1</ArticleIdx><UserDeclareState>0</UserDeclareState><AuditState>2</AuditState>\
             <OriginalArticleUrl><![CDATA[http://x/1]]></OriginalArticleUrl><OriginalArticleType>1</OriginalArticleType>\
             <CanReprint>1</CanReprint><NeedReplaceContent>0</NeedReplaceContent>\
             <NeedShowReprintSource>1</NeedShowReprintSource></item>\
             <item><ArticleIdx>2</ArticleIdx></item></ResultList><CheckState>2</CheckState></CopyrightCheckResult>\
             <ArticleUrlResult><Count>1</Count><ResultList><item><ArticleIdx>1</ArticleIdx>\
             <ArticleUrl><![CDATA[http://x/s]]></ArticleUrl></item></ResultList></ArticleUrlResult></xml>",
        );
        assert_eq!((result.msg_id.as_str(), result.status), ("1000001625", MassSendStatus::Refused(30003)));
        assert_eq!(
            (result.total_count, result.filter_count, result.sent_count, result.error_count),
            (9, 8, 7, 1)
        );
        let check = result.copyright_check.unwrap();
        assert_eq!((check.check_state, check.items.len()), (2, 2));
        let first = &check.items[0];
        assert_eq!((first.article_idx, first.user_declare_state, first.audit_state), (1, 0, 2));
        assert_eq!(first.original_article_url.as_deref(), Some("http://x/1"));
        assert_eq!(first.original_article_type, 1);
        assert_eq!(
            (first.can_reprint, first.need_replace_content, first.need_show_reprint_source),
            (true, false, true)
        );
        assert_eq!(check.items[1].original_article_url, None);
        assert_eq!(result.articles, [PublishedUrl { idx: 1, article_url: "http://x/s".into() }]);
    }

    #[test]
    fn lists_may_be_empty() {
        let result = result(
            "<xml><MsgID>1000000338</MsgID><Status>send success</Status><CopyrightCheckResult>\n\n\
             </CopyrightCheckResult><ArticleUrlResult><Count>0</Count><ResultList></ResultList></ArticleUrlResult></xml>",
        );
        let check = result.copyright_check.unwrap();
        assert_eq!((check.check_state, check.items.len(), result.articles.len()), (0, 0, 0));
    }

    #[rstest]
    #[case("send success", MassSendStatus::Success)]
    #[case("send fail", MassSendStatus::Failed)]
    #[case("err(10001)", MassSendStatus::Refused(10001))]
    #[case("err(x)", MassSendStatus::Other("err(x)".into()))]
    #[case("", MassSendStatus::Other(String::new()))]
    fn ends_of_a_send(#[case] word: &str, #[case] status: MassSendStatus) {
        assert_eq!(MassSendStatus::parse(word), status);
    }
}
