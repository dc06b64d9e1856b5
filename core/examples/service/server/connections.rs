//! Accepts connections, limits the lifetime of each, and lets all of them end at a shutdown.
//!
//! `axum::serve` has no such time limits. A client that sends its headers slowly, or never reads its answer, would hold its
//! connection for ever.

use std::sync::Arc;
use std::time::Duration;

use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use tokio::net::TcpListener;
use tokio::sync::{Semaphore, oneshot};
use tokio::time::{sleep, timeout};

use super::{Service, routes};

/// How long to wait if the machine has no more sockets.
const BREATH: Duration = Duration::from_millis(100);

/// Serves until `ended`, and then until the last answer is sent or the grace period is over.
pub(super) async fn serve(listener: TcpListener, service: Service, mut ended: oneshot::Receiver<()>) {
    let settings = Arc::clone(&service.settings);
    let places = Arc::new(Semaphore::new(settings.connections));
    let graceful = GracefulShutdown::new();
    let routes = routes::of(service);
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(settings.reading);
    loop {
        let accepted = async {
            let place = Arc::clone(&places).acquire_owned().await;
            (place, listener.accept().await)
        };
        let (place, accepted) = tokio::select! {
            accepted = accepted => accepted,
            _ = &mut ended => break,
        };
        let Ok((stream, _)) = accepted else {
            sleep(BREATH).await;
            continue;
        };
        let connection = http.serve_connection(TokioIo::new(stream), TowerToHyperService::new(routes.clone()));
        let watched = graceful.watch(connection);
        let lifetime = settings.lifetime();
        tokio::spawn(async move {
            // Only the client can act on a broken connection. Its request ends with its body.
            let _ = timeout(lifetime, watched).await;
            drop(place);
        });
    }
    drop(listener);
    let _ = timeout(settings.grace, graceful.shutdown()).await;
}
