//! Publishing in one call, over HTTP and on the command line.

use reqwest::multipart::{Form, Part};
use reqwest::{Method, RequestBuilder};
use rstest::rstest;
use serde_json::{Value, json};
use tempfile::TempDir;
use wxpress_testkit::picture;

use crate::calls::{Answer, Calls as _};
use crate::program::{Ended, command, end};
use crate::scene::{APPID, Database, SECRET, Scene};

const TEXT: &str = "---\ntitle: 秋天\nauthor: 小林\n---\n\n第一段\n\n![](images/a.png)\n\n![](b.jpg)\n";

fn part(name: &str, bytes: Vec<u8>) -> Part {
    Part::bytes(bytes).file_name(name.to_owned())
}

/// The article as a form: a file and its pictures.
fn form(text: &str) -> Form {
    Form::new()
        .part("file", part("article.md", text.as_bytes().to_vec()))
        .part("picture", part("images/a.png", picture::png(300, 200)))
        .part("picture", part("b.jpg", picture::jpeg(900, 600)))
}

async fn send(request: RequestBuilder) -> Answer {
    Answer::to(request).await
}

async fn publish(scene: &Scene, body: Value) -> Answer {
    scene.gateway.post("/publish?wait=60", body).await
}

/// The only article of the only draft on the sandbox.
async fn only_draft(scene: &Scene) -> Value {
    let list = scene.gateway.get("/draft/list?withContent=true").await.data();
    assert_eq!(list["totalCount"], 1, "{list}");
    list["items"][0]["articles"][0].clone()
}

#[rstest]
#[tokio::test]
async fn a_form_with_its_pictures_becomes_a_draft(
    #[values(Database::Sqlite, Database::Postgres)] database: Database,
) {
    let scene = Scene::with_account(database).await;
    let request = scene.gateway.request(Method::POST, "/publish?wait=true");
    let job = send(request.multipart(form(TEXT))).await.data();
    assert_eq!((&job["state"], &job["result"]["action"]), (&json!("done"), &json!("created")), "{job}");
    assert_eq!(job["jobs"].as_array().unwrap().len(), 1);
    let steps: Vec<_> = job["steps"].as_array().unwrap().iter().map(|step| step["step"].clone()).collect();
    assert_eq!(steps, ["pictures", "cover", "draft"]);

    let article = only_draft(&scene).await;
    assert_eq!((&article["title"], &article["author"]), (&json!("秋天"), &json!("小林")));
    assert_eq!(article["content"].as_str().unwrap().matches("<img").count(), 2);
    assert_eq!(scene.calls_of("media/uploadimg").await, 2);
    assert_eq!(scene.calls_of("draft/add").await, 1);

    // Everything is known by now, and nothing of it is sent again.
    let request = scene.gateway.request(Method::POST, "/publish?wait=true");
    send(request.multipart(form(TEXT))).await.data();
    assert_eq!((scene.calls_of("media/uploadimg").await, scene.drafts_held().await), (2, 2));
}

#[tokio::test]
async fn it_goes_on_to_the_publication() {
    let scene = Scene::with_account(Database::Sqlite).await;
    let request = json!({"markdown": "# 标题\n\n正文", "publish": true});
    let job = publish(&scene, request).await.data();
    let result = &job["result"];
    assert_eq!(job["state"], "done", "{job}");
    assert!(result["publishId"].is_string() && result["articleId"].is_string(), "{result}");
    let page = scene.gateway.client().get(result["urls"][0].as_str().unwrap()).send().await.unwrap();
    assert!(page.text().await.unwrap().contains("正文"));
    let codes: Vec<_> = result["warnings"].as_array().unwrap().iter().map(|told| &told["code"]).collect();
    assert_eq!(codes, ["cover_made"]);
    let read = scene.gateway.get(&format!("/jobs/{}", job["jobId"].as_str().unwrap())).await.data();
    assert_eq!(read["result"], *result);
}

#[rstest]
#[tokio::test]
async fn a_source_has_one_draft(#[values(Database::Sqlite, Database::Postgres)] database: Database) {
    let scene = Scene::with_account(database).await;
    let request = |text: &str| json!({"markdown": format!("# 标题\n\n{text}"), "sourceId": "posts/a"});
    let made = publish(&scene, request("一")).await.data();
    let media_id = made["result"]["mediaId"].clone();
    scene.clear_journal().await;
    let same = publish(&scene, request("一")).await.data();
    assert_eq!((&same["result"]["action"], &same["result"]["mediaId"]), (&json!("unchanged"), &media_id));
    assert_eq!(scene.journal().await, ["draft/get"]);
    let changed = publish(&scene, request("二")).await.data();
    assert_eq!((&changed["result"]["action"], &changed["result"]["mediaId"]), (&json!("updated"), &media_id));
    assert!(only_draft(&scene).await["content"].as_str().unwrap().contains("二"));

    // Somebody writes into it on the platform.
    let id = media_id.as_str().unwrap();
    let theirs = json!({"title": "标题", "content": "<p>他人</p>", "index": 0});
    scene.gateway.put(&format!("/draft/{id}"), theirs).await.data();
    let stopped = publish(&scene, request("三")).await.data();
    assert_eq!(stopped["state"], "needs_attention", "{stopped}");
    assert_eq!(stopped["problem"]["code"], "draft_changed_elsewhere");
    assert!(only_draft(&scene).await["content"].as_str().unwrap().contains("他人"));
    let mut again = request("三");
    again["overwrite"] = json!(true);
    assert_eq!(publish(&scene, again.clone()).await.data()["result"]["action"], "updated");

    // What is published cannot be changed.
    again["publish"] = json!(true);
    assert_eq!(publish(&scene, again.clone()).await.data()["state"], "done");
    let published = publish(&scene, again).await.data();
    assert_eq!(published["result"]["action"], "unchanged", "{published}");
    let anew = publish(&scene, request("四")).await.data();
    assert_eq!(anew["result"]["action"], "created");
    let codes: Vec<_> =
        anew["result"]["warnings"].as_array().unwrap().iter().map(|told| &told["code"]).collect();
    assert!(codes.contains(&&json!("source_published")), "{codes:?}");
    assert_eq!(scene.drafts_held().await, 1);
}

#[rstest]
#[tokio::test]
async fn a_named_request_is_one_request(#[values(Database::Sqlite, Database::Postgres)] database: Database) {
    let scene = Scene::with_account(database).await;
    let request = async |text: &str| {
        let request = scene.gateway.request(Method::POST, "/publish?wait=60").header("Idempotency-Key", "k1");
        send(request.json(&json!({"markdown": format!("# 标题\n\n{text}")}))).await
    };
    let (one, two) = tokio::join!(request("一"), request("一"));
    let (one, two) = (one.data(), two.data());
    assert_eq!(one["jobId"], two["jobId"]);
    assert_eq!(scene.drafts_held().await, 1);
    assert_eq!(request("二").await.failure(), (422, "key_taken"));
    assert_eq!(scene.drafts_held().await, 1);
}

#[rstest]
#[case(json!({}), (400, "exactly_one_of"))]
#[case(json!({"markdown": "text without a title"}), (400, "missing_field"))]
#[case(json!({"markdown": "# t\n\n![](a.png)"}), (400, "picture_missing"))]
#[case(json!({"markdown": "# t", "articles": [{"markdown": "# t"}]}), (400, "at_most_one_of"))]
#[case(json!({"articles": []}), (400, "missing_field"))]
#[case(json!({"articles": [{"markdown": "# t"}, {"markdown": "none"}]}), (400, "missing_field"))]
#[case(json!({"markdown": "# t", "author": "一个超过十六个字的作者的名字在这里"}), (400, "too_long"))]
#[case(json!({"markdown": "# t", "account": "nobody"}), (404, "unknown_account"))]
#[case(json!({"markdown": "---\naccount: nobody\n---\n# t"}), (404, "unknown_account"))]
#[case(json!({"markdown": "# t", "accounts": ["nobody"]}), (404, "unknown_account"))]
#[case(json!({"markdown": "# t", "articleType": "newspic"}), (400, "missing_field"))]
#[case(json!({"markdown": "# t", "articleType": "film"}), (400, "invalid_field"))]
#[tokio::test]
async fn what_cannot_be_published_is_refused_at_once(#[case] request: Value, #[case] failure: (u16, &str)) {
    let scene = Scene::with_account(Database::Sqlite).await;
    assert_eq!(scene.gateway.post("/publish", request).await.failure(), failure);
    assert_eq!(scene.gateway.get("/jobs").await.data()["items"], json!([]));
    assert_eq!(scene.journal().await, Vec::<String>::new());
}

#[tokio::test]
async fn a_picture_that_cannot_be_had_stops_the_job_before_its_draft() {
    let scene = Scene::with_account(Database::Sqlite).await;
    // An address of this machine, which a writer has no business with.
    let text = format!("# t\n\n![]({}/a.png)", scene.sandbox.url().replace("127.0.0.1", "localhost"));
    let job = publish(&scene, json!({"markdown": text})).await.data();
    assert_eq!(
        (&job["state"], &job["problem"]["code"]),
        (&json!("failed"), &json!("fetch_refused")),
        "{job}"
    );
    assert!(job["problem"]["error"].as_str().unwrap().contains("/a.png"), "{job}");
    assert_eq!(scene.drafts_held().await, 0);

    let job = publish(&scene, json!({"markdown": text, "allowMissing": true})).await.data();
    assert_eq!(job["state"], "done", "{job}");
    assert!(only_draft(&scene).await["content"].as_str().unwrap().contains("<img"));
    let told = job["result"]["warnings"].as_array().unwrap();
    assert!(told.iter().any(|told| told["code"] == "picture_replaced"), "{told:?}");
}

#[tokio::test]
async fn several_articles_and_accounts_are_drafts_of_their_own() {
    let scene = Scene::with_account(Database::Sqlite).await;
    scene
        .gateway
        .post("/accounts", json!({"name": "二", "appid": "wx00000000000000bb", "secret": "s"}))
        .await
        .data();
    let articles = json!([{"markdown": "# 一"}, {"html": "<p>二</p>", "title": "二"}]);
    let jobs = publish(&scene, json!({"articles": articles, "accounts": [APPID, "二"]})).await.data();
    let states: Vec<_> = jobs["jobs"]
        .as_array()
        .unwrap()
        .iter()
        .map(|job| (job["appid"].clone(), job["state"].clone()))
        .collect();
    assert_eq!(states, [(json!(APPID), json!("done")), (json!("wx00000000000000bb"), json!("failed"))]);
    let drafts = scene.gateway.get(&format!("/draft/list?appid={APPID}")).await.data();
    let titles: Vec<_> =
        drafts["items"][0]["articles"].as_array().unwrap().iter().map(|article| &article["title"]).collect();
    assert_eq!(titles, ["一", "二"]);
}

#[tokio::test]
async fn jobs_are_listed_cancelled_and_tried_again() {
    let scene = Scene::with_account(Database::Sqlite).await;
    scene.sandbox.fault(json!({"path": "/cgi-bin/draft/add", "action": "errcode", "errcode": 45011})).await;
    let job = scene.gateway.post("/publish?wait=2", json!({"markdown": "# t"})).await.data();
    let id = job["jobId"].as_str().unwrap();
    assert_eq!(
        (&job["state"], &job["problem"]["code"]),
        (&json!("waiting"), &json!("rate_limited")),
        "{job}"
    );
    assert!(job["nextAt"].is_i64());
    assert_eq!(
        scene.gateway.post(&format!("/jobs/{id}/retry"), json!({})).await.failure(),
        (409, "job_not_stopped")
    );
    let list = scene.gateway.get("/jobs?state=waiting").await.data();
    assert_eq!(list["items"][0]["jobId"], id);
    let cancelled = scene.gateway.post(&format!("/jobs/{id}/cancel"), json!({})).await.data();
    assert_eq!(cancelled["state"], "cancelled");
    assert_eq!(
        scene.gateway.post(&format!("/jobs/{id}/cancel"), json!({})).await.failure(),
        (409, "job_ended")
    );
    assert_eq!(scene.gateway.get("/jobs/none").await.failure(), (404, "unknown_job"));

    scene.sandbox.fault(json!({"path": "/cgi-bin/draft/add", "action": "errcode", "errcode": 45166})).await;
    let job = publish(&scene, json!({"markdown": "# t"})).await.data();
    assert_eq!((&job["state"], &job["problem"]["errcode"]), (&json!("failed"), &json!(45166)), "{job}");
    let id = job["jobId"].as_str().unwrap();
    scene.gateway.post(&format!("/jobs/{id}/retry"), json!({})).await.data();
    let done = crate::scene::until("the job is done", async || {
        let job = scene.gateway.get(&format!("/jobs/{id}")).await.data();
        (job["state"] == "done").then_some(job)
    });
    assert_eq!(done.await["result"]["action"], "created");
}

#[tokio::test]
async fn a_job_can_be_followed() {
    let scene = Scene::with_account(Database::Sqlite).await;
    let path = "/cgi-bin/draft/add";
    scene.sandbox.fault(json!({"path": path, "action": "delay", "delay_ms": 700})).await;
    let request = scene.gateway.request(Method::POST, "/publish");
    let job = send(request.multipart(form(TEXT))).await.data();
    let id = job["jobId"].as_str().unwrap();
    let events = scene.gateway.request(Method::GET, &format!("/jobs/{id}/events")).send().await.unwrap();
    assert_eq!(events.headers()["content-type"], "text/event-stream");
    // It ends by itself.
    let events = events.text().await.unwrap();
    let named = |name: &str| -> Vec<Value> {
        let event = format!("event: {name}\ndata: ");
        let data = events.split("\n\n").filter_map(|part| part.strip_prefix(event.as_str()));
        data.map(|data| serde_json::from_str(data).unwrap()).collect()
    };
    let jobs = named("job");
    assert_eq!(jobs.last().unwrap()["state"], "done", "{events}");
    assert!(jobs.iter().any(|job| job["state"] == "running"), "{events}");
    assert!(named("progress").iter().any(|now| now["step"] == "draft"), "{events}");
    assert_eq!(scene.gateway.get("/jobs/none/events").await.failure(), (404, "unknown_job"));
}

async fn run_publish(scene: &Scene, data: &TempDir, arguments: &[&str]) -> Ended {
    let mut command = command(&["publish"]);
    command
        .args(arguments)
        .env("WXPRESS_WECHAT_URL", scene.sandbox.url())
        .env("WXPRESS_DATA_DIR", data.path())
        .env("WECHAT_APP_ID", APPID)
        .env("WECHAT_APP_SECRET", SECRET);
    end(command.spawn().unwrap()).await
}

#[tokio::test]
async fn the_command_line_needs_nothing_but_an_account() {
    let scene = Scene::start(Database::Sqlite).await;
    let data = TempDir::new().unwrap();
    let folder = TempDir::new().unwrap();
    std::fs::create_dir(folder.path().join("images")).unwrap();
    std::fs::write(folder.path().join("images/a.png"), picture::png(300, 200)).unwrap();
    let file = folder.path().join("a.md");
    std::fs::write(&file, TEXT).unwrap();
    let path = file.to_str().unwrap();

    let missing = run_publish(&scene, &data, &[path]).await;
    assert_eq!(missing.code, Some(2), "{missing:?}");
    assert!(missing.stderr.contains("b.jpg") && missing.stderr.contains("picture_missing"), "{missing:?}");

    std::fs::write(folder.path().join("b.jpg"), picture::jpeg(900, 600)).unwrap();
    let made = run_publish(&scene, &data, &[path]).await;
    assert_eq!(made.code, Some(0), "{made:?}");
    assert!(made.stdout.contains("created") && made.stderr.contains("pictures 2/2"), "{made:?}");
    let again = run_publish(&scene, &data, &[path, "--json"]).await;
    let answer: Value = serde_json::from_str(&again.stdout).unwrap();
    assert_eq!(answer["data"]["result"]["action"], "unchanged");
    assert_eq!(again.stderr, "");
    assert_eq!(scene.calls_of("draft/add").await, 1);

    scene.sandbox.fault(json!({"path": "/cgi-bin/draft/add", "action": "errcode", "errcode": 48001})).await;
    let refused = run_publish(&scene, &data, &[path, "--new"]).await;
    assert_eq!(refused.code, Some(3), "{refused:?}");
    assert!(refused.stderr.contains("48001"), "{refused:?}");
}

/// What an account may not do is told before the work, and the draft is made for a person to publish.
#[rstest]
#[tokio::test]
async fn an_account_that_may_not_publish_gets_its_draft(
    #[values(Database::Sqlite, Database::Postgres)] database: Database,
) {
    let scene = Scene::with_account(database).await;
    scene.change_account(APPID, json!({"kind": "personal"})).await;
    for round in 1..=2 {
        let request = json!({"markdown": format!("# {round}"), "publish": true});
        let answer = publish(&scene, request).await;
        assert_eq!(answer.warnings(), ["publish_by_hand"]);
        let job = answer.data();
        assert_eq!(
            (&job["state"], &job["problem"]["code"]),
            (&json!("needs_attention"), &json!("may_not_publish"))
        );
        assert!(job["result"]["mediaId"].is_string() && job["problem"]["hint"].is_string(), "{job}");
        assert_eq!(scene.drafts_held().await, round);
    }
    assert_eq!(scene.calls_of("freepublish/batchget").await, 1);
    // Verified since, it may.
    scene.change_account(APPID, json!({"kind": "verified_subscription"})).await;
    let job = scene.gateway.get("/jobs?count=1").await.data()["items"][0]["jobId"].clone();
    let retry = format!("/jobs/{}/retry", job.as_str().unwrap());
    scene.gateway.post(&retry, json!({})).await.data();
    let path = format!("/jobs/{}", job.as_str().unwrap());
    let done = crate::scene::until("the job ends", async || {
        let job = scene.gateway.get(&path).await.data();
        (job["state"] == "done").then_some(job)
    });
    assert!(done.await["result"]["urls"][0].is_string());
    let again = publish(&scene, json!({"markdown": "# 3", "publish": true})).await;
    assert_eq!(again.warnings(), [""; 0]);
}

/// What the engine makes comes back as it was sent: nothing is told of a change.
#[rstest]
#[case(include_str!("../../../../examples/article/article.md"))]
#[case(include_str!("../../../../examples/article/gallery.md"))]
#[tokio::test]
async fn what_is_read_back_is_what_was_sent(#[case] text: &str) {
    let scene = Scene::with_account(Database::Sqlite).await;
    let job = publish(&scene, json!({"markdown": text, "allowMissing": true})).await.data();
    assert_eq!(job["state"], "done", "{job}");
    let warnings = job["result"]["warnings"].as_array().unwrap();
    let codes: Vec<_> = warnings.iter().map(|warning| warning["code"].as_str().unwrap()).collect();
    assert!(codes.contains(&"picture_replaced") || codes.contains(&"cover_made"), "{codes:?}");
    assert!(!codes.contains(&"draft_differs") && !codes.contains(&"pictures_dropped"), "{codes:?}");
}

#[rstest]
#[tokio::test]
async fn a_picture_message_is_its_pictures_and_plain_words(
    #[values(Database::Sqlite, Database::Postgres)] database: Database,
) {
    let scene = Scene::with_account(database).await;
    let text =
        "---\ntitle: 秋天\ntype: image\nimage_list: [b.jpg, images/a.png]\n---\n\n第一段 *斜体*\n\n第二段\n";
    let request = scene.gateway.request(Method::POST, "/publish?wait=true").query(&[("publish", "true")]);
    let job = send(request.multipart(form(text))).await.data();
    assert_eq!(job["state"], "done", "{job}");
    assert_eq!((scene.calls_of("media/uploadimg").await, scene.pictures_held().await), (0, 2));

    // As a draft, with its words in lines and its pictures in their order.
    let request = scene.gateway.request(Method::POST, "/publish?wait=true");
    let job = send(request.multipart(form(text))).await.data();
    assert_eq!(job["state"], "done", "{job}");
    let draft = only_draft(&scene).await;
    assert_eq!(draft["content"], "第一段 斜体\n第二段", "{draft}");
    assert_eq!(scene.pictures_held().await, 2);
}
