//! What goes over the wire: the query that signs, and the body, plain or encrypted.

use jiff::Timestamp;

use super::signature::sign;
use super::{Callback, Sealing};
use crate::dice::Dice;

/// A message in the form that an account's mode asks for.
#[derive(Debug)]
pub(crate) struct Envelope {
    pub(crate) query: Vec<(&'static str, String)>,
    pub(crate) body: String,
}

/// Whom a message is from and to.
#[derive(Debug, Clone)]
pub(crate) struct Parties {
    pub(crate) appid: String,
    /// The account's original id, `gh_…`.
    pub(crate) account: String,
    pub(crate) openid: String,
}

/// What the check of a callback's URL asks with, and what is to come back.
pub(crate) fn check_query(
    callback: &Callback,
    dice: &mut Dice,
    now: Timestamp,
) -> (Vec<(&'static str, String)>, String) {
    let echostr = dice.digits(19);
    let mut query = signed(callback, dice, now);
    query.push(("echostr", echostr.clone()));
    (query, echostr)
}

fn signed(callback: &Callback, dice: &mut Dice, now: Timestamp) -> Vec<(&'static str, String)> {
    let (timestamp, nonce) = (now.as_second().to_string(), dice.digits(10));
    let signature = sign([&callback.token, &timestamp, &nonce]);
    vec![("signature", signature), ("timestamp", timestamp), ("nonce", nonce)]
}

impl Envelope {
    /// Wraps a message, given as what stands between `<xml>` and `</xml>` after the names of the parties.
    pub(crate) fn seal(
        callback: &Callback,
        parties: &Parties,
        fields: &str,
        dice: &mut Dice,
        now: Timestamp,
    ) -> Self {
        let Parties { appid, account, openid } = parties;
        let to = format!("<ToUserName><![CDATA[{account}]]></ToUserName>");
        let fields = format!("{to}<FromUserName><![CDATA[{openid}]]></FromUserName>{fields}");
        let mut query = signed(callback, dice, now);
        query.push(("openid", openid.clone()));
        let (key, shown) = match &callback.sealing {
            Sealing::Plain(_) => return Self { query, body: format!("<xml>{fields}</xml>") },
            Sealing::Compatible(key) => (key, &fields),
            Sealing::Secure(key) => (key, &to),
        };
        let encrypted = key.encrypt(dice.bytes(), &format!("<xml>{fields}</xml>"), appid);
        let word =
            |name| query.iter().find(|(known, _)| *known == name).map_or("", |(_, value)| value.as_str());
        let msg_signature = sign([&callback.token, word("timestamp"), word("nonce"), &encrypted]);
        query.push(("encrypt_type", "aes".to_owned()));
        query.push(("msg_signature", msg_signature));
        Self { query, body: format!("<xml>{shown}<Encrypt><![CDATA[{encrypted}]]></Encrypt></xml>") }
    }
}
