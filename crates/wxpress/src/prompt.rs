//! Asking for a secret.

use std::io::IsTerminal;

use console::Term;
use wxpress_publish::{Code, Error, Lang, Warning};

/// Asks for an AppSecret without showing it.
///
/// # Errors
/// [`Code::SecretNeeded`] where there is no terminal.
pub(crate) async fn secret(lang: Lang) -> Result<String, Error> {
    let ask = move || {
        let terminal = Term::stderr();
        if !std::io::stdin().is_terminal() || !terminal.is_term() {
            return Err(Error::new(Code::SecretNeeded));
        }
        let question = Warning::new(Code::AskSecret).message(lang);
        terminal
            .write_str(&question)
            .and_then(|()| terminal.read_secure_line())
            .map_err(|error| Error::new(Code::SecretNeeded).because(error))
    };
    tokio::task::spawn_blocking(ask)
        .await
        .unwrap_or_else(|error| Err(Error::new(Code::Internal).because(error)))
}
