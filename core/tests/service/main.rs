//! Tests the service of `examples/service` over real sockets: its answers, its limits, and the end of its solves when
//! clients cancel, vanish or are slow.
//!
//! No test waits for a fixed time. Each waits for an event that must happen, and only a guard against hanging uses a clock.

mod client;
mod ending;
mod refusing;
mod serving;

// These are the example's own modules, so the tests cover the code that runs.
#[path = "../../examples/service/server/mod.rs"]
mod server;

use std::time::Duration;

use tercet::model::format::json::problem_to_json;
use tercet::model::generate::{Shape, generate};
use tercet::{Problem, Rules};
use tokio::net::TcpListener;

use server::{Server, Settings};

/// Far longer than anything here takes. Whatever is missing by then will never come.
const HANG: Duration = Duration::from_secs(300);

/// Waits for an event that must happen, or fails the test.
async fn within<T>(what: impl Future<Output = T>) -> T {
    tokio::time::timeout(HANG, what).await.expect("it hangs")
}

/// Settings of a small service, with time limits that a test reaches only if it wants to.
fn settings() -> Settings {
    Settings { solves: 2, waiting: 2, time_limit: Duration::from_secs(3_600), ..Settings::default() }
}

async fn start(settings: Settings) -> Server {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    Server::start(listener, settings).expect("a listener has an address")
}

fn problem(schools: usize, seed: u64) -> Problem {
    let cohort = generate(&Shape::default().with_schools(schools), seed).expect("a shape that exists");
    Problem::new(cohort, Rules::default()).expect("a sound problem")
}

/// A problem that is solved immediately.
fn small() -> String {
    problem_to_json(&problem(24, 1))
}

/// A problem that keeps a local search busy for longer than a client needs to cancel it.
fn large() -> String {
    problem_to_json(&problem(300, 1))
}

/// The path of a solve that soon ends by itself.
const QUICK: &str = "/solves?strategy=local_search&work_limit=600";

/// The path of a solve that continues.
const LONG: &str = "/solves?strategy=local_search";
