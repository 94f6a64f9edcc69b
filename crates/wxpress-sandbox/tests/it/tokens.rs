//! Tokens, the order of checks, kinds and quotas.

use serde_json::json;
use wxpress_sandbox::{AccountSpec, DEFAULT_APPID, DEFAULT_SECRET, Options};

use crate::world::{World, errcode, refusal};

#[tokio::test]
async fn the_appid_is_checked_before_everything_else() {
    let world = World::start().await;
    let grant = "grant_type=client_credential";
    for (query, code) in [
        (String::new(), 41002),
        ("appid=wxnone".to_owned(), 40013),
        (format!("appid={DEFAULT_APPID}"), 40002),
        (format!("appid={DEFAULT_APPID}&{grant}"), 41004),
        (format!("appid={DEFAULT_APPID}&{grant}&secret=wrong"), 40125),
    ] {
        assert_eq!(errcode(&world.get(&format!("/cgi-bin/token?{query}")).await), code, "{query}");
    }
}

#[tokio::test]
async fn a_call_is_checked_from_path_to_body() {
    let world = World::start().await;
    let token = world.token().await;
    assert_eq!(errcode(&world.get("/cgi-bin/no/such/call").await), 40066);
    assert_eq!(errcode(&world.get("/cgi-bin/draft/add").await), 43002);
    assert_eq!(errcode(&world.post("/cgi-bin/draft/count", &json!({})).await), 43001);
    assert_eq!(errcode(&world.post("/cgi-bin/draft/get", &json!({"access_token": token})).await), 41001);
    assert_eq!(errcode(&world.post("/cgi-bin/draft/get?access_token=", &json!({})).await), 41001);
    assert_eq!(errcode(&world.call("96_rubbish", "draft/get", &json!({})).await), 40001);
    let path = format!("/cgi-bin/draft/get?access_token={token}");
    for (body, code) in [("", 44002), ("{", 47001), ("[]", 47001), ("{}", 40007)] {
        let answer = world.post_raw(&path, body.to_owned()).await.json::<serde_json::Value>().await.unwrap();
        assert_eq!(errcode(&answer), code, "{body}");
    }
}

#[tokio::test]
async fn a_replaced_token_lives_five_minutes_on() {
    let world = World::start().await;
    world.control("clock", &json!({"stop": true})).await;
    let old = world.token().await;
    let new = world.token().await;
    assert_ne!(old, new);
    let is_good =
        async |token: &str| errcode(&world.get(&format!("/cgi-bin/draft/count?access_token={token}")).await);
    world.advance(299).await;
    assert_eq!(is_good(&old).await, 0);
    world.advance(2).await;
    assert_eq!(is_good(&old).await, 40001);
    world.advance(6900).await;
    assert_eq!(is_good(&new).await, 42001);
}

#[tokio::test]
async fn the_stable_channel_keeps_its_token_apart() {
    let world = World::start().await;
    world.control("clock", &json!({"stop": true})).await;
    let first = world.stable_token(false).await;
    world.advance(1000).await;
    world.token().await;
    let again = world.stable_token(false).await;
    assert_eq!(first["access_token"], again["access_token"]);
    assert_eq!(again["expires_in"], 6200);

    let forced = world.stable_token(true).await;
    assert_ne!(forced["access_token"], first["access_token"]);
    assert_eq!(world.stable_token(true).await["access_token"], forced["access_token"], "within 30 s");
    let count = format!("/cgi-bin/draft/count?access_token={}", first["access_token"].as_str().unwrap());
    assert_eq!(errcode(&world.get(&count).await), 40001);

    world.advance(7200 - 299).await;
    assert_ne!(
        world.stable_token(false).await["access_token"],
        forced["access_token"],
        "renewed in the last minutes"
    );
}

#[tokio::test]
async fn a_token_is_forced_twenty_times_a_day() {
    let world = World::start().await;
    // Noon in Beijing, so that the day does not end meanwhile.
    world.control("clock", &json!({"set": "2026-06-01T04:00:00Z"})).await;
    for _ in 0..20 {
        assert_eq!(errcode(&world.stable_token(true).await), 0);
        world.advance(31).await;
    }
    assert_eq!(errcode(&world.stable_token(true).await), 45009);
    world.advance(12 * 3600).await;
    assert_eq!(errcode(&world.stable_token(true).await), 0);
}

#[tokio::test]
async fn killed_tokens_take_the_stored_stable_one_with_them() {
    let world = World::start().await;
    let stable = world.stable_token(false).await["access_token"].clone();
    let path = format!("accounts/{DEFAULT_APPID}/kill-tokens");
    assert_eq!(world.control(&path, &json!({})).await.status(), 204);
    let count = format!("/cgi-bin/draft/count?access_token={}", stable.as_str().unwrap());
    assert_eq!(errcode(&world.get(&count).await), 40001);
    assert_ne!(world.stable_token(false).await["access_token"], stable);
}

#[tokio::test]
async fn an_account_can_be_closed_in_many_ways() {
    let world = World::start().await;
    let token = world.token().await;
    let count = format!("/cgi-bin/draft/count?access_token={token}");
    for (change, at_token, at_call) in [
        (json!({"ip_whitelist": ["10.0.0.1"]}), 40164, 0),
        (json!({"ip_whitelist": [], "standing": "frozen"}), 50007, 50002),
        (json!({"standing": "punished"}), 50004, 48004),
        (json!({"standing": "normal", "secret_frozen": true}), 40243, 0),
        (json!({"secret_frozen": false}), 0, 0),
    ] {
        assert!(world.patch_account(DEFAULT_APPID, &change).await.status().is_success());
        assert_eq!(errcode(&world.token_of(DEFAULT_APPID, DEFAULT_SECRET).await), at_token, "{change}");
        assert_eq!(errcode(&world.get(&count).await), at_call, "{change}");
    }
    world.patch_account(DEFAULT_APPID, &json!({"ip_whitelist": ["10.0.0.1"]})).await;
    let (_, text) = refusal(&world.token_of(DEFAULT_APPID, DEFAULT_SECRET).await);
    assert_eq!(text, "invalid ip 127.0.0.1 ipv6 ::ffff:127.0.0.1, not in whitelist");
}

#[tokio::test]
async fn kinds_decide_who_publishes_and_who_has_comments() {
    let accounts = ["personal", "personal_legacy", "unverified", "test", "verified_subscription"];
    let specs: Vec<AccountSpec> =
        accounts.iter().map(|kind| format!("wx{kind}:s:{kind}").parse().unwrap()).collect();
    let world = World::with(Options { accounts: specs, ..Options::default() }).await;
    for (kind, submit, comments) in [
        ("personal", 48001, 88000),
        ("personal_legacy", 40007, 88000),
        ("unverified", 48001, 88000),
        ("test", 40007, 88000),
        ("verified_subscription", 40007, 0),
    ] {
        let answer = world.token_of(&format!("wx{kind}"), "s").await;
        let token = answer["access_token"].as_str().unwrap();
        let answer = world.call(token, "freepublish/submit", &json!({"media_id": "none"})).await;
        assert_eq!(errcode(&answer), submit, "{kind}");
        let mut article = crate::world::article(&world.cover(token).await);
        article["need_open_comment"] = 1.into();
        assert_eq!(errcode(&world.draft(token, &article).await), comments, "{kind}");
    }
}

#[tokio::test]
async fn calls_are_counted_by_the_beijing_day() {
    let world = World::start().await;
    world.control("clock", &json!({"set": "2026-06-01T15:00:00Z"})).await;
    let token = world.token().await;
    world.patch_account(DEFAULT_APPID, &json!({"daily_limits": {"/cgi-bin/draft/count": 2}})).await;
    let count = format!("/cgi-bin/draft/count?access_token={token}");
    let quota = async || {
        let body = json!({"cgi_path": "/cgi-bin/draft/count"});
        world.call(&token, "openapi/quota/get", &body).await["quota"].clone()
    };
    for code in [0, 0, 45009] {
        assert_eq!(errcode(&world.get(&count).await), code);
    }
    assert_eq!(quota().await, json!({"daily_limit": 2, "used": 2, "remain": 0}));
    world.advance(3601).await;
    assert_eq!(errcode(&world.get(&count).await), 0);
    world.get(&count).await;
    assert_eq!(errcode(&world.call(&token, "clear_quota", &json!({"appid": DEFAULT_APPID})).await), 0);
    assert_eq!(errcode(&world.get(&count).await), 0);

    assert!(world.control("quotas", &json!({"on": false})).await.status().is_success());
    for _ in 0..5 {
        assert_eq!(errcode(&world.get(&count).await), 0);
    }
}

#[tokio::test]
async fn calls_are_counted_by_the_minute_where_a_limit_is_set() {
    let world = World::start().await;
    world.control("clock", &json!({"stop": true})).await;
    let token = world.token().await;
    world.patch_account(DEFAULT_APPID, &json!({"minute_limits": {"/cgi-bin/draft/count": 1}})).await;
    let count = format!("/cgi-bin/draft/count?access_token={token}");
    assert_eq!(errcode(&world.get(&count).await), 0);
    assert_eq!(errcode(&world.get(&count).await), 45011);
    world.advance(60).await;
    assert_eq!(errcode(&world.get(&count).await), 0);
}

#[tokio::test]
async fn clearing_quotas_is_limited_by_the_month() {
    let world = World::start().await;
    for code in [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 48006] {
        let path = format!("/cgi-bin/clear_quota/v2?appid={DEFAULT_APPID}&appsecret={DEFAULT_SECRET}");
        assert_eq!(errcode(&world.post(&path, &json!({})).await), code);
    }
    world.advance(32 * 86400).await;
    let form = format!("appid={DEFAULT_APPID}&appsecret={DEFAULT_SECRET}");
    let answer = world.post_raw("/cgi-bin/clear_quota/v2", form).await.text().await.unwrap();
    assert_eq!(answer, r#"{"errcode":0,"errmsg":"ok"}"#);
}

#[tokio::test]
async fn a_rid_tells_its_request_to_its_account() {
    let world = World::start().await;
    let token = world.token().await;
    let answer = world.call(&token, "draft/get", &json!({"media_id": "none"})).await;
    let rid = answer["errmsg"].as_str().unwrap().rsplit(' ').next().unwrap().to_owned();
    let told = world.call(&token, "openapi/rid/get", &json!({"rid": rid})).await;
    assert_eq!(told["request"]["client_ip"], "127.0.0.1");
    assert!(told["request"]["response_body"].as_str().unwrap().contains("40007"));
    assert!(!told.to_string().contains(&token));
    world.advance(7 * 86400 + 1).await;
    let token = world.token().await;
    assert_eq!(errcode(&world.call(&token, "openapi/rid/get", &json!({"rid": rid})).await), 76004);
    assert_eq!(errcode(&world.call(&token, "openapi/rid/get", &json!({"rid": ""})).await), 76002);
}

#[tokio::test]
async fn clearing_quotas_gives_no_forced_refreshes_back() {
    let world = World::start().await;
    world.control("clock", &json!({"set": "2026-06-01T04:00:00Z"})).await;
    for _ in 0..20 {
        world.stable_token(true).await;
        world.advance(31).await;
    }
    let path = format!("/cgi-bin/clear_quota/v2?appid={DEFAULT_APPID}&appsecret={DEFAULT_SECRET}");
    assert_eq!(errcode(&world.post(&path, &json!({})).await), 0);
    assert_eq!(errcode(&world.stable_token(true).await), 45009);
}

#[tokio::test]
async fn without_quotas_nothing_is_counted() {
    let world = World::with(Options { quotas: false, ..Options::default() }).await;
    let token = world.token().await;
    for _ in 0..12 {
        let cleared = world.call(&token, "clear_quota", &json!({"appid": DEFAULT_APPID})).await;
        assert_eq!(errcode(&cleared), 0);
    }
    for _ in 0..52 {
        let path = json!({"cgi_path": "/cgi-bin/draft/add"});
        assert_eq!(errcode(&world.call(&token, "openapi/quota/clear", &path).await), 0);
    }
}

#[tokio::test]
async fn another_code_for_a_refused_address_has_its_own_text() {
    let world = World::start().await;
    let change = json!({"ip_whitelist": ["10.0.0.1"], "ip_refused_code": 61004});
    world.patch_account(DEFAULT_APPID, &change).await;
    let answer = world.token_of(DEFAULT_APPID, DEFAULT_SECRET).await;
    assert_eq!(refusal(&answer), (61004, "access clientip is not registered".to_owned()));
}

#[tokio::test]
async fn tokens_that_expired_long_ago_are_forgotten() {
    let world = World::start().await;
    let old = world.token().await;
    let count = format!("/cgi-bin/draft/count?access_token={old}");
    world.advance(7200).await;
    world.token().await;
    assert_eq!(errcode(&world.get(&count).await), 42001);
    world.advance(24 * 3600).await;
    world.token().await;
    assert_eq!(errcode(&world.get(&count).await), 40001);
}

#[tokio::test]
async fn the_network_of_the_callback_is_always_in_order() {
    let world = World::start().await;
    let callback = json!({"url": "https://example.com/wx", "token": "AAAAA"});
    world.patch_account(DEFAULT_APPID, &json!({"callback": callback})).await;
    let token = world.token().await;
    let check = async |action: &str, operator: &str| {
        world.call(&token, "callback/check", &json!({"action": action, "check_operator": operator})).await
    };
    let all = check("all", "UNICOM").await;
    assert_eq!(all["dns"][0]["real_operator"], "UNICOM");
    assert_eq!(all["ping"][0]["package_loss"], "0%");
    assert_eq!(check("dns", "DEFAULT").await["ping"], json!(null));
    assert_eq!(errcode(&check("trace", "DEFAULT").await), 40202);
    assert_eq!(errcode(&check("all", "PIGEON").await), 40203);
}
