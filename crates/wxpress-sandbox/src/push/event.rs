//! The events, as XML.

use std::fmt::Write;
use std::sync::Arc;

use jiff::Timestamp;

use crate::article::Article;
use crate::article::render::Place;
use crate::world::mass::{MassOutcome, MassSend};
use crate::world::publication::{Publication, Published};

/// What happened.
#[derive(Debug)]
pub(crate) enum Event {
    /// A publication ended.
    PublishJobFinish {
        /// Reports differ on it, so that a knob chooses.
        name: String,
        publication: Publication,
        published: Option<Arc<Published>>,
    },
    /// A mass send ended.
    MassSendJobFinish(MassSend),
}

impl Event {
    /// `PUBLISHJOBFINISH`, `MASSSENDJOBFINISH`
    pub(crate) fn name(&self) -> &str {
        match self {
            Self::PublishJobFinish { name, .. } => name,
            Self::MassSendJobFinish(_) => "MASSSENDJOBFINISH",
        }
    }

    /// What stands in the message after the names of the parties.
    pub(crate) fn fields(&self, place: Place<'_>, time: Timestamp) -> String {
        let special = match self {
            Self::PublishJobFinish { publication, published, .. } => {
                publish_fields(place, publication, published.as_deref())
            }
            Self::MassSendJobFinish(send) => mass_fields(place, send),
        };
        format!(
            "<CreateTime>{}</CreateTime><MsgType><![CDATA[event]]></MsgType><Event><![CDATA[{}]]></Event>{special}",
            time.as_second(),
            self.name(),
        )
    }
}

/// The article with its links when all went well, the numbers of those that failed otherwise.
fn publish_fields(place: Place<'_>, publication: &Publication, published: Option<&Published>) -> String {
    let status = publication.outcome.status();
    let mut fields = format!(
        "<publish_id>{}</publish_id><publish_status>{status}</publish_status>",
        publication.publish_id
    );
    match (published, &publication.article_id) {
        (Some(published), Some(article_id)) if status == 0 => {
            let items = links(place, published.mid, &published.draft.articles).map(|(idx, url)| {
                format!("<item><idx>{idx}</idx><article_url><![CDATA[{url}]]></article_url></item>")
            });
            let _ = write!(
                fields,
                "<article_id><![CDATA[{article_id}]]></article_id><article_detail><count>{}</count>{}</article_detail>",
                published.draft.articles.len(),
                items.collect::<String>(),
            );
        }
        _ => {
            for idx in publication.outcome.fail_idx(publication.article_count) {
                let _ = write!(fields, "<fail_idx>{idx}</fail_idx>");
            }
        }
    }
    format!("<PublishEventInfo>{fields}</PublishEventInfo>")
}

/// Who got it. Of a send that the review refused nothing is counted.
fn mass_fields(place: Place<'_>, send: &MassSend) -> String {
    let all = send.recipient_count;
    let (total, filtered, reached, failed) = match send.outcome {
        MassOutcome::Success => (all, all, all, 0),
        MassOutcome::Failure => (all, all, 0, all),
        MassOutcome::Refused(_) => (0, 0, 0, 0),
    };
    let mut fields = format!(
        "<MsgID>{}</MsgID><Status><![CDATA[{}]]></Status><TotalCount>{total}</TotalCount>\
         <FilterCount>{filtered}</FilterCount><SentCount>{reached}</SentCount><ErrorCount>{failed}</ErrorCount>",
        send.msg_id,
        String::from(send.outcome),
    );
    if let Some(articles) = send.sent_articles() {
        let items = links(place, articles.msg_data_id, &articles.draft.articles).map(|(idx, url)| {
            format!("<item><ArticleIdx>{idx}</ArticleIdx><ArticleUrl><![CDATA[{url}]]></ArticleUrl></item>")
        });
        let _ = write!(
            fields,
            "<CopyrightCheckResult><Count>0</Count><ResultList></ResultList><CheckState>1</CheckState>\
             </CopyrightCheckResult><ArticleUrlResult><Count>{}</Count><ResultList>{}</ResultList></ArticleUrlResult>",
            articles.draft.articles.len(),
            items.collect::<String>(),
        );
    }
    fields
}

/// The links of articles, numbered from 1.
fn links(place: Place<'_>, mid: u64, articles: &[Article]) -> impl Iterator<Item = (usize, String)> {
    let numbered = articles.iter().enumerate();
    numbered.map(move |(position, article)| (position + 1, place.article_url(mid, position, article)))
}
