//! Jobs, their leases and their steps.

use std::{collections::HashSet, time::Duration};

use jiff::{SignedDuration, Timestamp};
use secrecy::ExposeSecret as _;
use tokio::task::JoinSet;
use wxpress_store::{
    Claim, DailyCalls, Error, Job, JobFilter, JobState, NewJob, NewRequest, NewStep, Pause, StepOutcome,
    StepState, Store, Submitted,
};

use crate::database::Database;

const TTL: Duration = Duration::from_secs(30);

fn noon() -> Timestamp {
    "2026-12-01T12:00:00Z".parse().unwrap()
}

fn after(seconds: i64) -> Timestamp {
    noon() + SignedDuration::from_secs(seconds)
}

pub(crate) fn new_job(subject: &str) -> NewJob {
    NewJob {
        origin: "https://api.weixin.qq.com".to_owned(),
        appid: "wx1".to_owned(),
        kind: "publish".to_owned(),
        subject: subject.to_owned(),
        input: r#"{"title":"标题"}"#.to_owned(),
        secret: None,
        turn: None,
        attachments: Vec::new(),
        due_at: noon(),
        replaces: None,
    }
}

/// Until then, for another try.
fn until(seconds: i64) -> Pause {
    Pause { until: after(seconds), is_scheduled: false, awaits: None }
}

async fn submit(store: &Store, new: NewJob) -> Job {
    match store.submit_jobs(&[new], None, noon()).await.unwrap() {
        Submitted::New(jobs) => jobs.into_iter().next().unwrap(),
        other => panic!("{other:?}"),
    }
}

async fn claim(store: &Store, now: Timestamp) -> Option<Claim> {
    store.claim_job("worker", now, TTL).await.unwrap()
}

fn is_lost<T: std::fmt::Debug>(answer: &Result<T, Error>) -> bool {
    matches!(answer, Err(Error::NotFound { what: "lease on the job" }))
}

pub(crate) async fn a_job_is_taken_when_its_time_has_come(database: Database) {
    let store = database.open().await;
    let later = submit(&store, NewJob { due_at: after(60), ..new_job("later") }).await;
    let now = submit(&store, new_job("now")).await;
    assert_eq!((now.state, now.claim_at, now.attempt), (JobState::Waiting, Some(noon()), 0));
    assert_eq!(store.next_claim_at().await.unwrap(), Some(noon()));

    let claimed = claim(&store, noon()).await.unwrap();
    assert_eq!((claimed.job.id, claimed.job.state, claimed.job.attempt), (now.id, JobState::Running, 1));
    assert_eq!(claimed.job.input, r#"{"title":"标题"}"#);
    assert_eq!(claim(&store, after(29)).await, None);

    store.settle_job(&claimed.lease, JobState::Done, Some("m1"), None, &[], after(1)).await.unwrap();
    let done = store.load_job(now.id).await.unwrap().unwrap();
    assert_eq!((done.state, done.result.as_deref()), (JobState::Done, Some("m1")));
    assert_eq!((done.claim_at, done.ended_at), (None, Some(after(1))));

    assert_eq!(claim(&store, after(60)).await.unwrap().job.id, later.id);
    assert_eq!(claim(&store, after(61)).await, None);
}

pub(crate) async fn the_job_of_a_dead_worker_goes_to_the_next(database: Database) {
    let store = database.open().await;
    submit(&store, new_job("one")).await;
    let first = claim(&store, noon()).await.unwrap();
    assert!(!store.extend_lease(&first.lease, after(20), TTL).await.unwrap());
    assert_eq!(claim(&store, after(49)).await, None);

    let second = claim(&store, after(50)).await.unwrap();
    assert_eq!((second.job.id, second.job.attempt), (first.job.id, 2));
    // The first one was only slow. Nothing that it says counts any more.
    let step = NewStep { ordinal: 0, kind: "draft".to_owned(), input_sha256: [1; 32] };
    assert!(is_lost(&store.extend_lease(&first.lease, after(51), TTL).await));
    assert!(is_lost(&store.begin_step(&first.lease, &step, after(51)).await));
    assert!(is_lost(&store.postpone_job(&first.lease, &until(90), None, after(51)).await));
    assert!(is_lost(&store.settle_job(&first.lease, JobState::Failed, None, None, &[], after(51)).await));

    store.begin_step(&second.lease, &step, after(52)).await.unwrap();
    let outcome = StepOutcome { state: StepState::Done, output: None, problem: None };
    assert!(is_lost(&store.end_step(&first.lease, 0, &outcome, after(53)).await));
    store.end_step(&second.lease, 0, &outcome, after(53)).await.unwrap();
    store.settle_job(&second.lease, JobState::Done, None, None, &[], after(54)).await.unwrap();
}

pub(crate) async fn a_job_that_waits_is_left_alone_until_then(database: Database) {
    let store = database.open().await;
    let id = submit(&store, new_job("one")).await.id;
    let claimed = claim(&store, noon()).await.unwrap();
    store.postpone_job(&claimed.lease, &until(600), Some("系统繁忙"), after(1)).await.unwrap();
    let waiting = store.load_job(id).await.unwrap().unwrap();
    assert_eq!((waiting.state, waiting.problem.as_deref()), (JobState::Waiting, Some("系统繁忙")));
    assert_eq!(store.next_claim_at().await.unwrap(), Some(after(600)));
    assert_eq!(claim(&store, after(599)).await, None);
    assert_eq!(claim(&store, after(600)).await.unwrap().job.attempt, 2);

    let refused =
        store.settle_job(&claimed.lease, JobState::Waiting, None, None, &[], after(601)).await.unwrap_err();
    assert!(matches!(refused, Error::Invalid { field: "state", .. }), "{refused:?}");
}

pub(crate) async fn a_request_makes_its_jobs_once(database: Database) {
    let stores = [database.open().await, database.open().await];
    let request = NewRequest { key: "key-1".to_owned(), sha256: [7; 32] };
    let mut sent = JoinSet::new();
    for number in 0..10 {
        let (store, request) = (stores[number % 2].clone(), request.clone());
        sent.spawn(async move {
            store.submit_jobs(&[new_job("a"), new_job("b")], Some(&request), noon()).await.unwrap()
        });
    }
    let mut added = 0;
    let mut ids = HashSet::new();
    for submitted in sent.join_all().await {
        let jobs = match submitted {
            Submitted::New(jobs) => {
                added += 1;
                jobs
            }
            Submitted::Known(jobs) => jobs,
            Submitted::KeyTaken => panic!("it is the same request"),
        };
        assert_eq!(jobs.iter().map(|job| job.subject.as_str()).collect::<Vec<_>>(), ["a", "b"]);
        ids.insert(jobs.into_iter().map(|job| job.id).collect::<Vec<_>>());
    }
    assert_eq!((added, ids.len()), (1, 1));

    let other = NewRequest { sha256: [8; 32], ..request };
    assert_eq!(
        stores[0].submit_jobs(&[new_job("c")], Some(&other), noon()).await.unwrap(),
        Submitted::KeyTaken
    );
    assert_eq!(stores[0].load_jobs(JobFilter::default()).await.unwrap().len(), 2);
}

pub(crate) async fn a_jobs_secret_is_gone_at_its_end(database: Database) {
    let store = database.open().await;
    let secret = || Some("0123456789abcdef0123456789abcdef".into());
    let mut ids = Vec::new();
    for end in [JobState::Done, JobState::Failed, JobState::NeedsAttention, JobState::Cancelled] {
        let id = submit(&store, NewJob { secret: secret(), ..new_job("one") }).await.id;
        ids.push((id, end));
        let found = store.load_job_secret(id).await.unwrap().unwrap();
        assert_eq!(found.expose_secret(), "0123456789abcdef0123456789abcdef");
        let claimed = claim(&store, noon()).await.unwrap();
        store.settle_job(&claimed.lease, end, None, None, &[], noon()).await.unwrap();
    }
    for (id, end) in ids {
        // Whoever decides may want it to go on.
        assert_eq!(store.load_job_secret(id).await.unwrap().is_some(), end == JobState::NeedsAttention);
    }
    let waiting = submit(&store, NewJob { secret: secret(), ..new_job("one") }).await.id;
    assert!(store.cancel_job(waiting, after(1)).await.unwrap());
    assert!(store.load_job_secret(waiting).await.unwrap().is_none());
}

pub(crate) async fn a_job_can_be_taken_back_and_retried(database: Database) {
    let store = database.open().await;
    let id = submit(&store, new_job("one")).await.id;
    let state = async || store.load_job(id).await.unwrap().unwrap().state;

    let claimed = claim(&store, noon()).await.unwrap();
    assert!(store.cancel_job(id, after(1)).await.unwrap());
    assert_eq!(state().await, JobState::Running);
    assert!(store.extend_lease(&claimed.lease, after(2), TTL).await.unwrap());
    store.settle_job(&claimed.lease, JobState::Cancelled, None, None, &[], after(3)).await.unwrap();
    assert!(!store.cancel_job(id, after(4)).await.unwrap());
    assert!(!store.retry_job(id, after(4)).await.unwrap());

    let id = submit(&store, new_job("two")).await.id;
    assert!(!store.retry_job(id, after(5)).await.unwrap());
    let claimed = claim(&store, after(5)).await.unwrap();
    store.settle_job(&claimed.lease, JobState::NeedsAttention, None, Some("?"), &[], after(6)).await.unwrap();
    assert_eq!(claim(&store, after(7)).await, None);
    assert!(store.retry_job(id, after(8)).await.unwrap());
    let again = claim(&store, after(8)).await.unwrap().job;
    assert_eq!((again.id, again.problem, again.is_cancel_asked), (id, None, false));
}

pub(crate) async fn steps_say_where_to_go_on(database: Database) {
    let store = database.open().await;
    let id = submit(&store, new_job("one")).await.id;
    let claimed = claim(&store, noon()).await.unwrap();
    let step = |ordinal, kind: &str| NewStep { ordinal, kind: kind.to_owned(), input_sha256: [3; 32] };
    let outcome =
        |state, output: Option<&str>| StepOutcome { state, output: output.map(str::to_owned), problem: None };
    store.begin_step(&claimed.lease, &step(1, "draft"), after(1)).await.unwrap();
    store.begin_step(&claimed.lease, &step(0, "picture"), after(2)).await.unwrap();
    store.end_step(&claimed.lease, 0, &outcome(StepState::Done, Some("url")), after(3)).await.unwrap();

    // Another process takes over: one step is done, of the other nobody knows.
    let other = database.open().await;
    let found = other.load_steps(id).await.unwrap();
    let seen: Vec<_> =
        found.iter().map(|step| (step.kind.as_str(), step.state, step.output.as_deref())).collect();
    assert_eq!(seen, [("picture", StepState::Done, Some("url")), ("draft", StepState::Begun, None)]);
    assert_eq!((found[0].ended_at, found[1].begun_at), (Some(after(3)), after(1)));

    let next = claim(&other, after(100)).await.unwrap();
    other.end_step(&next.lease, 1, &outcome(StepState::Unknown, None), after(101)).await.unwrap();
    other.end_step(&next.lease, 1, &outcome(StepState::Failed, None), after(102)).await.unwrap();
    let settled = other.end_step(&next.lease, 1, &outcome(StepState::Done, None), after(103)).await;
    assert!(is_lost(&settled), "{settled:?}");
    let again = NewStep { input_sha256: [4; 32], ..step(1, "draft") };
    other.begin_step(&next.lease, &again, after(104)).await.unwrap();
    let draft = other.load_steps(id).await.unwrap().pop().unwrap();
    assert_eq!((draft.attempts, draft.state, draft.input_sha256), (2, StepState::Begun, [4; 32]));
    assert_eq!(draft.ended_at, None);
    let refused = other.end_step(&next.lease, 1, &outcome(StepState::Begun, None), after(105)).await;
    assert!(matches!(refused, Err(Error::Invalid { field: "state", .. })), "{refused:?}");
}

pub(crate) async fn many_workers_in_two_processes_do_each_job_once(database: Database) {
    let stores = [database.open().await, database.open().await];
    let jobs: Vec<NewJob> = (0..100).map(|number| new_job(&number.to_string())).collect();
    stores[0].submit_jobs(&jobs, None, noon()).await.unwrap();
    let mut workers = JoinSet::new();
    for number in 0..8 {
        let store = stores[number % 2].clone();
        workers.spawn(async move {
            let mut done = Vec::new();
            while let Some(claimed) = claim(&store, noon()).await {
                store.settle_job(&claimed.lease, JobState::Done, None, None, &[], noon()).await.unwrap();
                done.push(claimed.job.id);
            }
            done
        });
    }
    let done: Vec<_> = workers.join_all().await.into_iter().flatten().collect();
    assert_eq!((done.len(), done.iter().collect::<HashSet<_>>().len()), (100, 100));
}

pub(crate) async fn jobs_are_listed_newest_first(database: Database) {
    let store = database.open().await;
    let mut ids = Vec::new();
    for number in 0..5 {
        let appid = format!("wx{}", number % 2);
        ids.push(submit(&store, NewJob { appid, ..new_job("one") }).await.id);
    }
    store.cancel_job(ids[4], noon()).await.unwrap();
    let listed = async |filter: JobFilter<'static>| {
        store.load_jobs(filter).await.unwrap().into_iter().map(|job| job.id).collect::<Vec<_>>()
    };
    let all = JobFilter::default();
    assert_eq!(listed(JobFilter { limit: 2, ..all }).await, [ids[4], ids[3]]);
    assert_eq!(listed(JobFilter { before: Some(ids[1]), ..all }).await, [ids[0]]);
    assert_eq!(listed(JobFilter { appid: Some("wx1"), ..all }).await, [ids[3], ids[1]]);
    assert_eq!(listed(JobFilter { state: Some(JobState::Cancelled), ..all }).await, [ids[4]]);
    let refused = store.submit_jobs(&[NewJob { input: "\0".to_owned(), ..new_job("x") }], None, noon()).await;
    assert!(matches!(refused, Err(Error::Invalid { field: "input", .. })), "{refused:?}");
}

pub(crate) async fn jobs_of_one_turn_come_one_after_the_other(database: Database) {
    let store = database.open().await;
    let of = |turn: &str, subject: &str| NewJob { turn: Some(turn.to_owned()), ..new_job(subject) };
    let first = submit(&store, of("a", "first")).await;
    let second = submit(&store, of("a", "second")).await;
    let other = submit(&store, of("b", "other")).await;
    let claimed = claim(&store, after(1)).await.unwrap();
    assert_eq!(claimed.job.id, first.id);
    assert_eq!(claim(&store, after(2)).await.unwrap().job.id, other.id);
    assert_eq!(claim(&store, after(3)).await, None);

    store.postpone_job(&claimed.lease, &until(20), None, after(7)).await.unwrap();
    assert_eq!(claim(&store, after(8)).await, None);
    let claimed = claim(&store, after(20)).await.unwrap();
    assert_eq!(claimed.job.id, first.id);
    store.settle_job(&claimed.lease, JobState::NeedsAttention, None, None, &[], after(21)).await.unwrap();
    assert_eq!(claim(&store, after(22)).await.unwrap().job.id, second.id);
}

pub(crate) async fn a_scheduled_job_lets_newer_ones_of_its_turn_pass(database: Database) {
    let store = database.open().await;
    let of = |subject: &str| NewJob { turn: Some("a".to_owned()), ..new_job(subject) };
    let first = submit(&store, NewJob { due_at: after(60), ..of("first") }).await;
    assert_eq!(first.state, JobState::Scheduled);
    let second = submit(&store, of("second")).await;
    let claimed = claim(&store, noon()).await.unwrap();
    assert_eq!(claimed.job.id, second.id);
    // Its time has come, but not two at once.
    assert_eq!(claim(&store, after(29)).await, None);
    assert!(store.extend_lease(&claimed.lease, after(29), Duration::from_secs(90)).await.is_ok());
    assert_eq!(claim(&store, after(61)).await, None);
    let pause = Pause { is_scheduled: true, ..until(300) };
    store.postpone_job(&claimed.lease, &pause, None, after(62)).await.unwrap();
    assert_eq!(store.load_job(second.id).await.unwrap().unwrap().state, JobState::Scheduled);
    assert_eq!(claim(&store, after(63)).await.unwrap().job.id, first.id);
}

pub(crate) async fn a_job_takes_the_place_of_scheduled_ones(database: Database) {
    let store = database.open().await;
    let of = |turn: &str, subject: &str| NewJob { turn: Some(turn.to_owned()), ..new_job(subject) };
    let old = submit(&store, NewJob { due_at: after(60), ..of("a", "old") }).await;
    let other = submit(&store, NewJob { due_at: after(60), ..of("b", "other") }).await;
    assert_eq!(store.count_scheduled_jobs("wx1", after(60), after(61)).await.unwrap(), 2);
    submit(&store, NewJob { replaces: Some("replaced".to_owned()), ..of("a", "new") }).await;
    let old = store.load_job(old.id).await.unwrap().unwrap();
    assert_eq!((old.state, old.problem.as_deref()), (JobState::Cancelled, Some("replaced")));
    assert_eq!((old.claim_at, old.ended_at), (None, Some(noon())));
    assert_eq!(store.load_job(other.id).await.unwrap().unwrap().state, JobState::Scheduled);
    assert_eq!(store.count_scheduled_jobs("wx1", after(60), after(61)).await.unwrap(), 1);
    assert_eq!(store.count_scheduled_jobs("wx1", after(0), after(60)).await.unwrap(), 0);
    assert!(store.cancel_job(other.id, after(1)).await.unwrap());
    assert_eq!(store.load_job(other.id).await.unwrap().unwrap().state, JobState::Cancelled);
}

pub(crate) async fn a_job_goes_on_when_what_it_awaits_comes(database: Database) {
    let store = database.open().await;
    submit(&store, new_job("one")).await;
    let claimed = claim(&store, noon()).await.unwrap();
    let pause = Pause { awaits: Some("publication 7".to_owned()), ..until(600) };
    store.postpone_job(&claimed.lease, &pause, None, after(1)).await.unwrap();
    for (appid, awaited) in [("wx2", "publication 7"), ("wx1", "publication 8")] {
        assert_eq!(store.wake_jobs(appid, Some(awaited), after(2)).await.unwrap(), 0);
    }
    assert_eq!(store.wake_jobs("wx1", Some("publication 7"), after(2)).await.unwrap(), 1);
    assert_eq!(claim(&store, after(2)).await.unwrap().lease.attempt, 2);
    assert_eq!(store.wake_jobs("wx1", Some("publication 7"), after(3)).await.unwrap(), 0);
}

pub(crate) async fn calls_of_a_day_are_counted(database: Database) {
    let store = database.open().await;
    let call = |day| DailyCalls {
        origin: "https://api.weixin.qq.com",
        appid: "wx1",
        endpoint: "freepublish/get",
        day,
    };
    for _ in 0..3 {
        store.count_daily_call(call("2026-12-01")).await.unwrap();
    }
    assert_eq!(store.daily_calls(call("2026-12-01")).await.unwrap(), 3);
    assert_eq!(store.daily_calls(DailyCalls { appid: "wx2", ..call("2026-12-01") }).await.unwrap(), 0);
    store.count_daily_call(call("2026-12-02")).await.unwrap();
    assert_eq!(store.daily_calls(call("2026-12-01")).await.unwrap(), 0);
    assert_eq!(store.daily_calls(call("2026-12-02")).await.unwrap(), 1);
}

pub(crate) async fn attachments_are_needed_until_no_job_can_go_on(database: Database) {
    let store = database.open().await;
    let file = [7; 32];
    assert!(!store.needs_attachment(&file, noon()).await.unwrap());
    submit(&store, NewJob { attachments: vec![file, file], ..new_job("one") }).await;
    submit(&store, NewJob { attachments: vec![file], ..new_job("another") }).await;
    assert!(store.needs_attachment(&file, noon()).await.unwrap());
    assert!(!store.needs_attachment(&[8; 32], noon()).await.unwrap());
    for state in [JobState::Done, JobState::Failed] {
        let claimed = claim(&store, noon()).await.unwrap();
        assert!(store.needs_attachment(&file, noon()).await.unwrap());
        store.settle_job(&claimed.lease, state, None, None, &[], noon()).await.unwrap();
    }
    assert!(store.needs_attachment(&file, after(6 * 24 * 60 * 60)).await.unwrap());
    assert!(!store.needs_attachment(&file, after(8 * 24 * 60 * 60)).await.unwrap());
}
