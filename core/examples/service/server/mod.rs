//! The service without its process: a listener and settings in, a running server out.
//!
//! One file each for what a request passes through: `connections` accepts it, `routes` names it, `admission` finds it a place,
//! `reading` makes a problem and options of it, `jobs` solves, `events` tells of it, `refusals` says why not.

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

/// What every handler sees.
#[derive(Debug, Clone)]
struct Service {
    settings: Arc<Settings>,
    jobs: Jobs,
}

/// A server that runs, until it is shut down.
#[derive(Debug)]
pub(crate) struct Server {
    address: SocketAddr,
    jobs: Jobs,
    end: oneshot::Sender<()>,
    accepting: JoinHandle<()>,
}

impl Server {
    /// Serves what comes in by this listener.
    ///
    /// # Errors
    /// Where the listener has no address.
    pub(crate) fn start(listener: TcpListener, settings: Settings) -> std::io::Result<Self> {
        let address = listener.local_addr()?;
        let jobs = Jobs::new(&settings);
        let service = Service { settings: Arc::new(settings), jobs: jobs.clone() };
        let (end, ended) = oneshot::channel();
        let accepting = tokio::spawn(connections::serve(listener, service, ended));
        Ok(Self { address, jobs, end, accepting })
    }

    /// Where it listens.
    pub(crate) fn address(&self) -> SocketAddr {
        self.address
    }

    /// The solves that run or wait.
    #[cfg_attr(not(test), expect(dead_code, reason = "the tests look at it; the process has no need to"))]
    pub(crate) fn jobs(&self) -> &Jobs {
        &self.jobs
    }

    /// Takes no more, has every solve hand over its best plan, and waits until the last event has gone out, or the grace
    /// is over.
    pub(crate) async fn shutdown(self) {
        self.jobs.close();
        // The accepting task is gone only if it panicked; then there is nobody to tell.
        let _ = self.end.send(());
        let _ = self.accepting.await;
    }
}
