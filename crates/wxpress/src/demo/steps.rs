//! The steps of a publication, each told as it happens.

use std::time::Duration;

use serde::Deserialize;
use serde_json::json;
use wxpress_publish::{Code, Error, Lang, Warning};

use super::{
    article::{COVER, HTML, Head, PICTURES, Picture},
    gateway::Gateway,
};
use crate::{language, terminal::say};

/// How long between questions after the status.
const PAUSES: [Duration; 6] = [
    Duration::from_millis(500),
    Duration::from_secs(1),
    Duration::from_secs(2),
    Duration::from_secs(4),
    Duration::from_secs(8),
    Duration::from_secs(15),
];

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Uploaded {
    url: String,
    media_id: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Created {
    media_id: String,
    preview_url: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Submitted {
    publish_id: String,
}

#[derive(Deserialize)]
struct Status {
    #[serde(rename = "status")]
    state: String,
    message: String,
    #[serde(rename = "final")]
    is_final: bool,
    articles: Vec<Article>,
}

#[derive(Deserialize)]
struct Article {
    url: String,
}

/// Takes the example article from pictures to publication and names what a person may open then.
pub(super) async fn show(gateway_url: &str, sandbox_url: &str, appid: &str) -> Result<(), Error> {
    let lang = language::of_the_terminal();
    let teller = Teller { lang };
    let gateway = Gateway::new(gateway_url, lang)?;
    let head = Head::read()?;

    teller.tell(&Warning::new(Code::DemoAccount).with("appid", appid));

    let mut html = HTML.to_owned();
    for picture in PICTURES {
        let uploaded = upload(&gateway, &format!("upload/image?appid={appid}"), &picture).await?;
        html = html.replace(&format!("src=\"{}\"", picture.path), &format!("src=\"{}\"", uploaded.url));
        teller.tell(&Warning::new(Code::DemoPicture).with("file", picture.path).with("url", uploaded.url));
    }
    let cover = upload(&gateway, &format!("upload/thumb?appid={appid}"), &COVER).await?;
    teller.tell(&Warning::new(Code::DemoCover).with("media_id", &cover.media_id));

    let draft = json!({"title": head.title, "author": head.author, "digest": head.digest, "content": html,
        "thumbMediaId": cover.media_id, "appid": appid});
    let created: Created = gateway.post("draft/create", &draft).await?;
    teller.tell(&Warning::new(Code::DemoDraft).with("media_id", &created.media_id));
    if let Some(url) = created.preview_url {
        teller.tell(&Warning::new(Code::DemoPreview).with("url", url));
    }

    let submitted: Submitted =
        gateway.post(&format!("draft/{}/publish", created.media_id), &json!({"appid": appid})).await?;
    teller.tell(&Warning::new(Code::DemoSubmitted).with("publish_id", &submitted.publish_id));
    let article = watch(&gateway, appid, &submitted.publish_id, &teller).await?;

    let article = Warning::new(Code::DemoArticle).with("url", article);
    let api = Warning::new(Code::DemoApi).with("url", format!("{gateway_url}/api/openapi.json"));
    let journal = Warning::new(Code::DemoJournal).with("url", format!("{sandbox_url}/_sandbox/journal"));
    say("");
    for line in [article, api, journal] {
        teller.tell(&line);
    }
    Ok(())
}

async fn upload(gateway: &Gateway, path: &str, picture: &Picture) -> Result<Uploaded, Error> {
    gateway.upload(path, picture.path, picture.bytes).await
}

/// Asks until the publication has ended; gives the article's address.
async fn watch(gateway: &Gateway, appid: &str, publish_id: &str, teller: &Teller) -> Result<String, Error> {
    for pause in PAUSES {
        tokio::time::sleep(pause).await;
        let status: Status = gateway.get(&format!("published/status/{publish_id}?appid={appid}")).await?;
        teller.tell(&Warning::new(Code::DemoStatus).with("message", &status.message));
        if status.is_final {
            let article = status.articles.into_iter().next().filter(|_| status.state == "published");
            return article
                .map(|article| article.url)
                .ok_or_else(|| Error::new(Code::DemoFailed).with("problem", status.message));
        }
    }
    Err(Error::new(Code::TimedOut))
}

/// Tells what happened, in the terminal's language.
struct Teller {
    lang: Lang,
}

impl Teller {
    fn tell(&self, event: &Warning) {
        say(event.message(self.lang));
    }
}
