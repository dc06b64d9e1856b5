//! An HTTP service around the library. Run `cargo run --example service -- 127.0.0.1:8080`, and then
//! `curl --no-buffer --data-binary @problem.json 'http://127.0.0.1:8080/solves?strategy=local_search'`.
//!
//! The service has no authentication and uses plain HTTP, so put it behind a proxy that adds authentication and encryption.
//! `server` contains everything but the process; `tests/service` tests it over real sockets.
#![expect(clippy::print_stderr, reason = "a process says where it listens and why it ends")]

mod server;

use server::{Server, Settings};
use tokio::net::TcpListener;

/// The address to listen on, unless the first argument gives another.
const ADDRESS: &str = "127.0.0.1:8080";

#[tokio::main]
async fn main() -> std::io::Result<()> {
    let address = std::env::args().nth(1).unwrap_or_else(|| ADDRESS.to_owned());
    let server = Server::start(TcpListener::bind(address).await?, Settings::default())?;
    eprintln!("listening on http://{}", server.address());
    asked_to_end().await?;
    eprintln!("ending: solves hand over the best plan they have");
    server.shutdown().await;
    Ok(())
}

/// Ends with the first Ctrl-C, or with SIGTERM on systems that have it.
async fn asked_to_end() -> std::io::Result<()> {
    #[cfg(unix)]
    {
        let mut terminated = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate())?;
        tokio::select! {
            interrupted = tokio::signal::ctrl_c() => interrupted,
            _ = terminated.recv() => Ok(()),
        }
    }
    #[cfg(not(unix))]
    tokio::signal::ctrl_c().await
}
