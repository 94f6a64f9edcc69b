//! What the state file holds: one record a line, the last one of an entry counts.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::account::Account;
use super::comment::{ArticlePlace, Comment};
use super::holdings::Holdings;
use super::mass::MassSend;
use super::media::{Draft, Material, TemporaryMedia};
use super::partner::article::PartnerArticle;
use super::partner::video::Video;
use super::publication::{Publication, Published};
use super::token::TokenRecord;
use super::{Member, Picture, World};

/// One change of the world.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(tag = "record", rename_all = "snake_case")]
pub(crate) enum Record {
    Boot { count: u64 },
    Account { account: Box<Account> },
    Token { token: String, state: TokenRecord },
    TokenGone { token: String },
    Picture { key: String, picture: Picture },
    Material { appid: String, media_id: String, material: Arc<Material> },
    MaterialGone { appid: String, media_id: String },
    News { appid: String, media_id: String, news: Arc<Draft> },
    Temporary { appid: String, media_id: String, media: Arc<TemporaryMedia> },
    Draft { appid: String, media_id: String, draft: Arc<Draft> },
    DraftGone { appid: String, media_id: String },
    Publication { appid: String, publication: Publication },
    Published { appid: String, article_id: String, published: Arc<Published> },
    PublishedChange { appid: String, article_id: String, published: Arc<Published> },
    Video { appid: String, video: Arc<Video> },
    PartnerArticle { appid: String, media_id: String, article: Arc<PartnerArticle> },
    PartnerArticleGone { appid: String, media_id: String },
    Mass { appid: String, send: MassSend },
    Mpvideo { appid: String, media_id: String },
    Comment { appid: String, place: ArticlePlace, comment: Comment },
    CommentSwitch { appid: String, place: ArticlePlace, open: bool },
    Reset,
}

impl World {
    /// Makes a recorded change again.
    pub(crate) fn replay(&mut self, record: Record) {
        match record {
            Record::Boot { count } => self.boot = count,
            Record::Reset => self.clear(),
            Record::Token { token, state } => {
                self.tokens.insert(token, state);
            }
            Record::TokenGone { token } => {
                self.tokens.remove(&token);
            }
            Record::Picture { key, picture } => {
                self.pictures.insert(key, picture);
            }
            Record::Account { account } => {
                let account = *account;
                if let Some(member) = self.members.get_mut(&account.appid) {
                    member.account = account;
                } else {
                    let holdings = Holdings::default();
                    self.members.insert(account.appid.clone(), Member { account, holdings });
                }
            }
            Record::Material { appid, media_id, material } => {
                self.change(&appid, |holdings| holdings.shelf_mut(material.kind).put(media_id, material));
            }
            Record::MaterialGone { appid, media_id } => self.change(&appid, |holdings| {
                holdings.remove_material(&media_id);
            }),
            Record::News { appid, media_id, news } => {
                self.change(&appid, |holdings| holdings.news.put(media_id, news));
            }
            Record::Temporary { appid, media_id, media } => self.change(&appid, |holdings| {
                holdings.temporary.insert(media_id, media);
            }),
            Record::Draft { appid, media_id, draft } => {
                self.change(&appid, |holdings| holdings.drafts.put(media_id, draft));
            }
            Record::DraftGone { appid, media_id } => self.change(&appid, |holdings| {
                holdings.drafts.remove(&media_id);
            }),
            Record::Publication { appid, publication } => {
                self.change(&appid, |holdings| holdings.put_publication(publication));
            }
            Record::Published { appid, article_id, published } => {
                self.change(&appid, |holdings| holdings.published.put(article_id, published));
            }
            Record::PublishedChange { appid, article_id, published } => {
                self.change(&appid, |holdings| holdings.published.replace(&article_id, published));
            }
            Record::Video { appid, video } => {
                self.change(&appid, |holdings| holdings.partner.put_video(video));
            }
            Record::PartnerArticle { appid, media_id, article } => {
                self.change(&appid, |holdings| holdings.partner.articles.put(media_id, article));
            }
            Record::PartnerArticleGone { appid, media_id } => self.change(&appid, |holdings| {
                holdings.partner.articles.remove(&media_id);
            }),
            Record::Mass { appid, send } => self.change(&appid, |holdings| holdings.mass.put(send)),
            Record::Mpvideo { appid, media_id } => self.change(&appid, |holdings| {
                holdings.mpvideos.insert(media_id);
            }),
            Record::Comment { appid, place, comment } => {
                self.change(&appid, |holdings| holdings.comments.put(place, comment));
            }
            Record::CommentSwitch { appid, place, open } => {
                self.change(&appid, |holdings| holdings.comments.switch(place, open));
            }
        }
    }

    /// The shortest list of records that makes this world again.
    pub(crate) fn to_records(&self) -> Vec<Record> {
        let mut records = vec![Record::Boot { count: self.boot }];
        for (key, picture) in &self.pictures {
            records.push(Record::Picture { key: key.clone(), picture: picture.clone() });
        }
        for (token, state) in &self.tokens {
            records.push(Record::Token { token: token.clone(), state: state.clone() });
        }
        for member in self.members.values() {
            push_member(&mut records, member);
        }
        records
    }

    fn change(&mut self, appid: &str, change: impl FnOnce(&mut Holdings)) {
        if let Some(member) = self.members.get_mut(appid) {
            change(&mut member.holdings);
        }
    }
}

fn push_member(records: &mut Vec<Record>, Member { account, holdings }: &Member) {
    let appid = || account.appid.clone();
    records.push(Record::Account { account: Box::new(account.clone()) });
    for shelf in [&holdings.images, &holdings.voices, &holdings.videos] {
        for (media_id, material) in shelf.iter_oldest_first() {
            let (media_id, material) = (media_id.to_owned(), Arc::clone(material));
            records.push(Record::Material { appid: appid(), media_id, material });
        }
    }
    for (media_id, news) in holdings.news.iter_oldest_first() {
        records.push(Record::News { appid: appid(), media_id: media_id.to_owned(), news: Arc::clone(news) });
    }
    for (media_id, media) in &holdings.temporary {
        let (media_id, media) = (media_id.clone(), Arc::clone(media));
        records.push(Record::Temporary { appid: appid(), media_id, media });
    }
    for (media_id, draft) in holdings.drafts.iter_oldest_first() {
        records.push(Record::Draft {
            appid: appid(),
            media_id: media_id.to_owned(),
            draft: Arc::clone(draft),
        });
    }
    for publication in holdings.publications() {
        records.push(Record::Publication { appid: appid(), publication: publication.clone() });
    }
    for (article_id, published) in holdings.published.iter_oldest_first() {
        let (article_id, published) = (article_id.to_owned(), Arc::clone(published));
        records.push(Record::Published { appid: appid(), article_id, published });
    }
    for video in holdings.partner.videos_oldest_first() {
        records.push(Record::Video { appid: appid(), video: Arc::clone(video) });
    }
    for (media_id, article) in holdings.partner.articles.iter_oldest_first() {
        let (media_id, article) = (media_id.to_owned(), Arc::clone(article));
        records.push(Record::PartnerArticle { appid: appid(), media_id, article });
    }
    for send in holdings.mass.iter() {
        records.push(Record::Mass { appid: appid(), send: send.clone() });
    }
    for media_id in &holdings.mpvideos {
        records.push(Record::Mpvideo { appid: appid(), media_id: media_id.clone() });
    }
    for (place, thread) in holdings.comments.iter() {
        if let Some(open) = thread.open {
            records.push(Record::CommentSwitch { appid: appid(), place, open });
        }
        for comment in thread.comments.values() {
            records.push(Record::Comment { appid: appid(), place, comment: comment.clone() });
        }
    }
}
