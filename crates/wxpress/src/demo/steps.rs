//! The steps of a publication, each told as it happens.

use std::time::{Duration, Instant};

use serde::Deserialize;
use wxpress_publish::{Code, Error, Lang, Warning};

use super::{article::FILES, gateway::Gateway};
use crate::{language, step, terminal::say};

/// How often the job is looked at.
const LOOK_EVERY: Duration = Duration::from_millis(100);
/// How long the job may take.
const PATIENCE: Duration = Duration::from_secs(60);

#[derive(Deserialize)]
struct Job {
    #[serde(rename = "jobId")]
    id: String,
    state: String,
    #[serde(default)]
    steps: Vec<Step>,
    result: Option<Outcome>,
    problem: Option<Problem>,
}

#[derive(Deserialize)]
struct Step {
    step: String,
    state: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Outcome {
    media_id: String,
    publish_id: String,
    urls: Vec<String>,
}

#[derive(Deserialize)]
struct Problem {
    error: String,
}

/// Publishes the example article by one call and names what a person may open then.
pub(super) async fn show(gateway_url: &str, sandbox_url: &str, appid: &str) -> Result<(), Error> {
    let lang = language::of_the_terminal();
    let tell = |event: Warning| say(event.message(lang));
    let gateway = Gateway::new(gateway_url, lang)?;
    tell(Warning::new(Code::DemoAccount).with("appid", appid));

    let fields = [("appid", appid), ("publish", "true")];
    let job: Job = gateway.send_files("publish", &fields, &FILES).await?;
    tell(Warning::new(Code::DemoJob).with("job", &job.id));
    let outcome = follow(&gateway, &job.id, lang).await?;
    tell(Warning::new(Code::DemoDraft).with("media_id", outcome.media_id));
    tell(Warning::new(Code::DemoSubmitted).with("publish_id", outcome.publish_id));

    say("");
    for url in outcome.urls {
        tell(Warning::new(Code::DemoArticle).with("url", url));
    }
    tell(Warning::new(Code::DemoApi).with("url", format!("{gateway_url}/api/openapi.json")));
    tell(Warning::new(Code::DemoJournal).with("url", format!("{sandbox_url}/_sandbox/journal")));
    Ok(())
}

/// Tells each step of the job once it is done; gives what it made.
async fn follow(gateway: &Gateway, job_id: &str, lang: Lang) -> Result<Outcome, Error> {
    let started = Instant::now();
    let mut told = 0;
    while started.elapsed() < PATIENCE {
        let job: Job = gateway.get(&format!("jobs/{job_id}")).await?;
        let done = job.steps.iter().filter(|step| step.state == "done");
        for done in done.skip(told) {
            let doing = Warning::new(step::word(&done.step)).message(lang);
            say(Warning::new(Code::DemoStep).with("step", doing).message(lang));
            told += 1;
        }
        match (job.state.as_str(), job.result, job.problem) {
            ("done", Some(outcome), _) => return Ok(outcome),
            ("failed" | "needs_attention" | "cancelled", _, problem) => {
                let problem = problem.map(|problem| problem.error).unwrap_or_default();
                return Err(Error::new(Code::DemoFailed).with("problem", problem));
            }
            _ => tokio::time::sleep(LOOK_EVERY).await,
        }
    }
    Err(Error::new(Code::TimedOut))
}
