//! `wxpress serve`.

use std::net::{AddrParseError, Ipv4Addr, Ipv6Addr, SocketAddr};

use wxpress_publish::{Code, Error};
use wxpress_server::{ListenError, Listener};

use crate::{application, arguments::ServeArguments, stop, terminal::say};

/// Serves until asked to stop.
pub(crate) async fn run(arguments: ServeArguments) -> Result<(), Error> {
    let listener = listen(&arguments.listen).await?;
    let app = application::open(arguments.data, arguments.platform.builder()).await?;
    app.tell_unfinished().await?;
    app.partner_videos().resume().await?;
    app.work_on_jobs();
    // Before the announcement: whoever reads it may ask to stop at once.
    let stop = stop::asked();
    say(format_args!("gateway listening on {}", listener.url()));
    listener.serve(wxpress_server::router(app.clone()), stop).await;
    app.close().await;
    Ok(())
}

/// Binds the gateway's address; `localhost` means both loopback addresses.
pub(crate) async fn listen(address: &str) -> Result<Listener, Error> {
    let addresses = if let Some(Ok(port)) = address.strip_prefix("localhost:").map(str::parse) {
        vec![SocketAddr::from((Ipv4Addr::LOCALHOST, port)), SocketAddr::from((Ipv6Addr::LOCALHOST, port))]
    } else {
        let bad = |error: AddrParseError| {
            Error::new(Code::BadListenAddress).with("address", address).because(error)
        };
        vec![address.parse().map_err(bad)?]
    };
    wxpress_server::bind(&addresses).await.map_err(|error| {
        let code = match error {
            ListenError::NotLoopback(_) => Code::ListenRefused,
            _ => Code::CannotListen,
        };
        Error::new(code).with("address", address).because(error)
    })
}
