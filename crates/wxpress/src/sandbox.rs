//! `wxpress sandbox`.

use wxpress_publish::{Code, Error};
use wxpress_sandbox::{AccountSpec, Options, bind};

use crate::{
    arguments::{SandboxArguments, Switch},
    stop,
    terminal::say,
};

/// Simulates the WeChat server until asked to stop.
pub(crate) async fn run(arguments: SandboxArguments) -> Result<(), Error> {
    let options = Options {
        listen: arguments.listen,
        accounts: if arguments.accounts.is_empty() {
            vec![AccountSpec::default()]
        } else {
            arguments.accounts
        },
        publish_delay: arguments.publish_delay,
        state: arguments.state,
        public_url: arguments.public_url,
        quotas: arguments.quotas == Switch::On,
        seed: arguments.seed,
        profile: arguments.profile,
    };

    let sandbox = bind(options).await.map_err(failed)?;
    let stop = stop::asked();
    say(format_args!("sandbox listening on {}", sandbox.url()));
    sandbox.serve(stop).await.map_err(failed)
}

/// A sandbox that cannot go on.
pub(crate) fn failed(error: wxpress_sandbox::Error) -> Error {
    Error::new(Code::SandboxFailed).with("problem", &error).because(error)
}
