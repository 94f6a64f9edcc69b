//! Serves a sandbox until Ctrl-C: `cargo run -p wxpress-sandbox --example serve -- [APPID:SECRET[:kind]]…`

use wxpress_sandbox::{Options, bind};

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut options = Options::default();
    let accounts: Vec<_> = std::env::args().skip(1).map(|text| text.parse()).collect::<Result<_, _>>()?;
    if !accounts.is_empty() {
        options.accounts = accounts;
    }
    options.listen.set_port(std::env::var("PORT").map_or(Ok(0), |port| port.parse())?);
    options.state = std::env::var_os("STATE").map(Into::into);
    let sandbox = bind(options).await?;
    #[expect(clippy::print_stdout, reason = "an example program says where it listens")]
    {
        println!("sandbox listening on {}", sandbox.url());
    }
    sandbox
        .serve(async {
            let _ = tokio::signal::ctrl_c().await;
        })
        .await?;
    Ok(())
}
