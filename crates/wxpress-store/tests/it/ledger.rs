//! The ledger of calls.

use wxpress_store::{CallFilter, CallId, CallOutcome, CallState, Error, NewCall, Store};

use crate::database::Database;

fn call(appid: &str, endpoint: &str) -> NewCall {
    NewCall {
        origin: "https://api.weixin.qq.com".to_owned(),
        appid: appid.to_owned(),
        endpoint: endpoint.to_owned(),
        request_sha256: [0x9c; 32],
        subject: "标题：第一篇".to_owned(),
    }
}

fn outcome(state: CallState) -> CallOutcome {
    CallOutcome { state, result: None, errcode: None, rid: None, detail: None }
}

async fn ids(store: &Store, filter: CallFilter<'_>) -> Vec<CallId> {
    store.load_calls(filter).await.unwrap().into_iter().map(|call| call.id).collect()
}

pub(crate) async fn a_call_is_an_intent_until_its_outcome(database: Database) {
    let store = database.open().await;
    let id = store.record_intent(call("wx1", "draft/add")).await.unwrap();

    // Another process sees the intent while the call is made.
    let found = database.open().await.load_call(id).await.unwrap().unwrap();
    assert_eq!((found.state, found.outcome_at), (CallState::Intent, None));
    assert_eq!((found.appid.as_str(), found.endpoint.as_str()), ("wx1", "draft/add"));
    assert_eq!((found.subject.as_str(), found.request_sha256), ("标题：第一篇", [0x9c; 32]));

    let refusal = CallOutcome {
        state: CallState::Refused,
        result: None,
        errcode: Some(-1),
        rid: Some("6531f1a5-0a1b2c3d-4e5f6071".to_owned()),
        detail: Some("系统繁忙".to_owned()),
    };
    store.record_outcome(id, refusal).await.unwrap();
    let found = store.load_call(id).await.unwrap().unwrap();
    assert_eq!((found.state, found.errcode), (CallState::Refused, Some(-1)));
    assert_eq!(found.rid.as_deref(), Some("6531f1a5-0a1b2c3d-4e5f6071"));
    assert_eq!(found.detail.as_deref(), Some("系统繁忙"));
    assert!(found.outcome_at.unwrap() >= found.intent_at);
}

pub(crate) async fn an_unknown_outcome_may_be_settled_and_a_settled_one_stays(database: Database) {
    let store = database.open().await;
    let id = store.record_intent(call("wx1", "draft/add")).await.unwrap();
    store.record_outcome(id, outcome(CallState::Unknown)).await.unwrap();

    let done = CallOutcome { result: Some("m1".to_owned()), ..outcome(CallState::Done) };
    store.record_outcome(id, done).await.unwrap();
    for late in [CallState::Refused, CallState::Unknown] {
        let refused = store.record_outcome(id, outcome(late)).await;
        assert!(matches!(refused, Err(Error::NotFound { .. })), "{refused:?}");
    }
    let found = store.load_call(id).await.unwrap().unwrap();
    assert_eq!((found.state, found.result.as_deref()), (CallState::Done, Some("m1")));

    let nothing: CallId = "01890000-0000-7000-8000-000000000000".parse().unwrap();
    assert_eq!(store.load_call(nothing).await.unwrap(), None);
    let refused = store.record_outcome(nothing, outcome(CallState::Done)).await;
    assert!(matches!(refused, Err(Error::NotFound { .. })), "{refused:?}");

    let open = store.record_intent(call("wx1", "draft/add")).await.unwrap();
    let refused = store.record_outcome(open, outcome(CallState::Intent)).await;
    assert!(matches!(refused, Err(Error::Invalid { field: "state", .. })), "{refused:?}");
}

pub(crate) async fn words_for_people_are_cut_and_never_refused(database: Database) {
    let store = database.open().await;
    let subject = format!("\0{}", "长".repeat(300));
    let id = store.record_intent(NewCall { subject, ..call("wx1", "draft/add") }).await.unwrap();
    let detail = Some(format!("a\0b{}", "长".repeat(3_000)));
    store.record_outcome(id, CallOutcome { detail, ..outcome(CallState::Unknown) }).await.unwrap();

    let found = store.load_call(id).await.unwrap().unwrap();
    assert_eq!(found.subject, "长".repeat(200));
    assert_eq!(found.detail.unwrap(), format!("ab{}", "长".repeat(1_998)));
}

pub(crate) async fn filters_and_pages_give_the_newest_first(database: Database) {
    let store = database.open().await;
    let mut all = Vec::new();
    for number in 0..205 {
        let appid = if number % 2 == 0 { "wx0" } else { "wx1" };
        let endpoint = if number % 3 == 0 { "draft/add" } else { "freepublish/submit" };
        all.push(store.record_intent(call(appid, endpoint)).await.unwrap());
    }
    store.record_outcome(all[6], outcome(CallState::Done)).await.unwrap();
    store.record_outcome(all[7], outcome(CallState::Done)).await.unwrap();
    let newest_first: Vec<CallId> = all.iter().rev().copied().collect();

    let most = ids(&store, CallFilter { limit: u32::MAX, ..CallFilter::default() }).await;
    assert_eq!(most, newest_first[..200]);
    let page = CallFilter { before: most.last().copied(), limit: 3, ..CallFilter::default() };
    assert_eq!(ids(&store, page).await, newest_first[200..203]);

    let done = CallFilter { state: Some(CallState::Done), ..CallFilter::default() };
    assert_eq!(ids(&store, done).await, [all[7], all[6]]);
    let one = CallFilter { appid: Some("wx0"), endpoint: Some("draft/add"), ..done };
    assert_eq!(ids(&store, one).await, [all[6]]);
    assert_eq!(ids(&store, CallFilter { appid: Some("wx2"), ..CallFilter::default() }).await, []);
    assert_eq!(ids(&store, CallFilter { before: Some(all[0]), ..CallFilter::default() }).await, []);
}

pub(crate) async fn done_calls_of_a_day_are_counted(database: Database) {
    let store = database.open().await;
    let before = jiff::Timestamp::now() - jiff::SignedDuration::from_secs(1);
    let ends = [
        ("wx1", "publish/submit", CallState::Done, Some("m1")),
        ("wx1", "publish/submit", CallState::Done, Some("m2")),
        // It had been done before, and made nothing.
        ("wx1", "publish/submit", CallState::Done, None),
        ("wx1", "publish/submit", CallState::Refused, None),
        ("wx1", "draft/add", CallState::Done, Some("m3")),
        ("wx2", "publish/submit", CallState::Done, Some("m4")),
    ];
    for (appid, endpoint, state, result) in ends {
        let id = store.record_intent(call(appid, endpoint)).await.unwrap();
        let outcome = CallOutcome { result: result.map(str::to_owned), ..outcome(state) };
        store.record_outcome(id, outcome).await.unwrap();
    }
    let count = |since| store.count_done_calls("https://api.weixin.qq.com", "wx1", "publish/submit", since);
    assert_eq!(count(before).await.unwrap(), 2);
    assert_eq!(count(before + jiff::SignedDuration::from_secs(60)).await.unwrap(), 0);
}
