//! What the calls about quotas and rids tell and change.

use serde_json::json;
use wxpress_sandbox::{AccountSpec, DEFAULT_APPID, DEFAULT_SECRET, Options};

use crate::world::{World, errcode, refusal};

#[tokio::test]
async fn every_call_has_a_quota_that_shows() {
    let world = World::start().await;
    let token = world.token().await;
    for (path, daily_limit) in [
        ("media/upload", 100_000),
        ("media/get", 200_000),
        ("media/uploadnews", 10),
        ("media/uploadvideo", 100_000),
        ("draft/get", 500),
        ("freepublish/submit", 100),
        ("freepublish/delete", 10),
        ("message/mass/sendall", 100),
        ("message/mass/send", 100),
        ("message/mass/preview", 100),
        ("message/mass/delete", 10),
        ("message/mass/get", 100_000),
        ("message/mass/speed/get", 100_000),
        ("message/mass/speed/set", 100_000),
        ("comment/open", 100_000),
        ("comment/close", 100_000),
        ("comment/list", 100_000),
        ("comment/markelect", 100_000),
        ("comment/unmarkelect", 100_000),
        ("comment/delete", 100_000),
        ("comment/reply/add", 100_000),
        ("comment/reply/delete", 100_000),
    ] {
        let verb = if path == "media/get" { reqwest::Method::GET } else { reqwest::Method::POST };
        let url = format!("{}/cgi-bin/{path}?access_token={token}", world.url);
        world.http.request(verb, url).body("{}").send().await.unwrap();
        let quota =
            world.call(&token, "openapi/quota/get", &json!({"cgi_path": format!("/cgi-bin/{path}")})).await;
        let expected = json!({"daily_limit": daily_limit, "used": 1, "remain": daily_limit - 1});
        assert_eq!(quota["quota"], expected, "{path}");
    }
}

#[tokio::test]
async fn paths_that_are_unknown_or_closed_have_no_quota() {
    let world = World::start().await;
    let token = world.token().await;
    world.patch_account(DEFAULT_APPID, &json!({"kind": "personal"})).await;
    for call in ["openapi/quota/get", "openapi/quota/clear"] {
        for (path, code) in [
            ("/cgi-bin/nothing", 76021),
            ("cgi-bin/draft/add", 76021),
            ("", 76021),
            ("/cgi-bin/freepublish/submit", 76022),
            ("/cgi-bin/message/mass/sendall", 76022),
            ("/cgi-bin/draft/add", 0),
        ] {
            let answer = world.call(&token, call, &json!({"cgi_path": path})).await;
            assert_eq!(errcode(&answer), code, "{call} {path}");
        }
    }
}

#[tokio::test]
async fn one_call_is_cleared_fifty_times_a_month() {
    let world = World::start().await;
    world.control("clock", &json!({"set": "2026-05-10T04:00:00Z"})).await;
    let token = world.token().await;
    let body = json!({"cgi_path": "/cgi-bin/draft/count"});
    world.get(&format!("/cgi-bin/draft/count?access_token={token}")).await;
    for number in 1..=51 {
        let code = if number <= 50 { 0 } else { 45009 };
        assert_eq!(errcode(&world.call(&token, "openapi/quota/clear", &body).await), code, "{number}");
    }
    assert_eq!(world.call(&token, "openapi/quota/get", &body).await["quota"]["used"], 0);
    world.control("clock", &json!({"set": "2026-05-31T16:00:00Z"})).await;
    let token = world.token().await;
    assert_eq!(errcode(&world.call(&token, "openapi/quota/clear", &body).await), 0);
}

#[tokio::test]
async fn both_ways_of_clearing_share_ten_a_month() {
    let world = World::start().await;
    let token = world.token().await;
    let v2 = |query: &str, body: String| {
        let path = format!("/cgi-bin/clear_quota/v2{query}");
        let world = &world;
        async move { errcode(&world.post_raw(&path, body).await.json().await.unwrap()) }
    };
    let pair = format!("appid={DEFAULT_APPID}&appsecret={DEFAULT_SECRET}");
    let object = json!({"appid": DEFAULT_APPID, "appsecret": DEFAULT_SECRET}).to_string();
    for _ in 0..3 {
        assert_eq!(v2(&format!("?{pair}"), String::new()).await, 0);
        assert_eq!(v2("", object.clone()).await, 0);
        assert_eq!(v2("", pair.clone()).await, 0);
    }
    let v1 = async |appid: &str| errcode(&world.call(&token, "clear_quota", &json!({"appid": appid})).await);
    assert_eq!(v1("wxother").await, 40013);
    assert_eq!(v1(DEFAULT_APPID).await, 0);
    assert_eq!((v1(DEFAULT_APPID).await, v2("", object).await), (48006, 48006));
    for (query, code) in [
        (String::new(), 41002),
        (format!("?appid={DEFAULT_APPID}"), 41004),
        (format!("?appid=wxother&appsecret={DEFAULT_SECRET}"), 40013),
        (format!("?appid={DEFAULT_APPID}&appsecret=wrong"), 40125),
    ] {
        assert_eq!(v2(&query, String::new()).await, code, "{query}");
    }
}

#[tokio::test]
async fn clearing_quotas_gives_no_mass_sends_back() {
    let world = World::start().await;
    world.patch_account(DEFAULT_APPID, &json!({"kind": "verified_subscription"})).await;
    let token = world.token().await;
    let send = async |content: &str| {
        let body = json!({"filter": {"is_to_all": true}, "msgtype": "text", "text": {"content": content}});
        errcode(&world.call(&token, "message/mass/sendall", &body).await)
    };
    assert_eq!((send("一").await, send("二").await), (0, 45028));
    assert_eq!(errcode(&world.call(&token, "clear_quota", &json!({"appid": DEFAULT_APPID})).await), 0);
    assert_eq!(send("二").await, 45028);
}

#[tokio::test]
async fn a_rid_is_no_concern_of_others() {
    let accounts: Vec<AccountSpec> = ["wxa:s", "wxb:s"].iter().map(|text| text.parse().unwrap()).collect();
    let world = World::with(Options { accounts, ..Options::default() }).await;
    let token_of =
        async |appid: &str| world.token_of(appid, "s").await["access_token"].as_str().unwrap().to_owned();
    let (owner, other) = (token_of("wxa").await, token_of("wxb").await);
    let body = json!({"media_id": "别处没有"});
    let answer = world.call(&owner, "draft/get", &body).await;
    let rid = answer["errmsg"].as_str().unwrap().rsplit(' ').next().unwrap().to_owned();
    let ask = async |token: &str, rid: &str| world.call(token, "openapi/rid/get", &json!({"rid": rid})).await;
    let told = ask(&owner, &rid).await;
    assert_eq!(told["request"]["request_body"], body.to_string());
    assert!(told["request"]["request_url"].as_str().unwrap().starts_with("access_token="));
    let refused = refusal(&ask(&other, &rid).await);
    assert_eq!(refused, (76003, "could not query this rid,no permission".to_owned()));
    let unknown = format!("{}-00000000-00000000", &rid[..8]);
    assert_eq!(errcode(&ask(&owner, &unknown).await), 76001);
    assert_eq!(errcode(&ask(&owner, &format!(" rid: {rid}")).await), 76002);
}
