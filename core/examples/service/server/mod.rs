//! The service without its process: a listener and settings make a running server.
//!
//! Each step of a request has one file. `connections` accepts it, `routes` finds its path, and `admission` gives it a
//! place. `reading` turns it into a problem and options, and `jobs` solves the problem. `events` reports the progress, and
//! `refusals` says why a request is refused.

mod admission;
mod connections;
mod events;
mod jobs;
mod reading;
mod refusals;
mod routes;
mod settings;

use std::net::SocketAddr;
use std::sync::Arc;

use tokio::net::TcpListener;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

use jobs::Jobs;
pub(crate) use settings::Settings;

/// The data that every handler sees.
#[derive(Debug, Clone)]
struct Service {
    settings: Arc<Settings>,
    jobs: Jobs,
}

/// A running server, until it is shut down.
#[derive(Debug)]
pub(crate) struct Server {
    address: SocketAddr,
    jobs: Jobs,
    end: oneshot::Sender<()>,
    accepting: JoinHandle<()>,
}

impl Server {
    /// Serves the connections of this listener.
    ///
    /// # Errors
    /// If the listener has no address.
    pub(crate) fn start(listener: TcpListener, settings: Settings) -> std::io::Result<Self> {
        let address = listener.local_addr()?;
        let jobs = Jobs::new(&settings);
        let service = Service { settings: Arc::new(settings), jobs: jobs.clone() };
        let (end, ended) = oneshot::channel();
        let accepting = tokio::spawn(connections::serve(listener, service, ended));
        Ok(Self { address, jobs, end, accepting })
    }

    /// The address on which it listens.
    pub(crate) fn address(&self) -> SocketAddr {
        self.address
    }

    /// The running and waiting solves.
    #[cfg_attr(not(test), expect(dead_code, reason = "the tests look at it; the process has no need to"))]
    pub(crate) fn jobs(&self) -> &Jobs {
        &self.jobs
    }

    /// Accepts no more requests, and makes every solve send its best plan. Then waits until the last event is sent, or the
    /// grace period is over.
    pub(crate) async fn shutdown(self) {
        self.jobs.close();
        // The accepting task has ended early only if it panicked. Then there is nobody to tell.
        let _ = self.end.send(());
        let _ = self.accepting.await;
    }
}
