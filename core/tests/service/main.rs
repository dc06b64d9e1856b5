//! Drives the service of `examples/service` over real sockets: its answers, its limits, and what becomes of its solves when
//! clients cancel, vanish or dawdle.
//!
//! Nothing here waits for a while: a test waits for what must happen, and only a hang guard knows a time.

mod client;
mod ending;
mod refusing;
mod serving;

// The modules of the example themselves, so that what is tested is what runs.
#[path = "../../examples/service/server/mod.rs"]
mod server;

use std::time::Duration;

use tercet::model::format::json::problem_to_json;
use tercet::model::generate::{Shape, generate};
use tercet::{Problem, Rules};
use tokio::net::TcpListener;

use server::{Server, Settings};

/// Far longer than anything here takes: what is not there by then never comes.
const HANG: Duration = Duration::from_secs(300);

/// What must happen, or the test fails.
async fn within<T>(what: impl Future<Output = T>) -> T {
    tokio::time::timeout(HANG, what).await.expect("it hangs")
}

/// Settings of a small service, with time limits that no test reaches unless it wants to.
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

/// A problem that is solved at once.
fn small() -> String {
    problem_to_json(&problem(24, 1))
}

/// A problem that a local search has work with for longer than a client takes to cancel it.
fn large() -> String {
    problem_to_json(&problem(300, 1))
}

/// The path of a solve that ends by itself soon.
const QUICK: &str = "/solves?strategy=local_search&work_limit=600";

/// The path of a solve that goes on.
const LONG: &str = "/solves?strategy=local_search";
