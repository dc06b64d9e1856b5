//! How solves end: cancelled, without a listener, or interrupted by a shutdown of the service.

use std::path::Path;

use hyper::{Method, StatusCode};
use serde_json::Value;
use tercet::{Plan, StopReason};

use crate::client::Client;
use crate::{LONG, QUICK, Settings, large, settings, small, start, within};

fn plan((name, data): (String, String)) -> Plan {
    assert_eq!(name, "plan", "{data}");
    Plan::from_json(&data, Path::new("event")).expect("a plan")
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cancelled_solve_hands_over_the_best_plan_it_has() {
    let server = start(settings()).await;
    let mut solving = Client::connect(server.address()).await.solve(LONG, large()).await;
    solving.until_search().await;
    let mut other = Client::connect(server.address()).await;
    let location = solving.location.clone();
    assert_eq!(other.ask(Method::DELETE, &location, "").await.status, StatusCode::NO_CONTENT);
    let plan = plan(solving.end().await);
    assert_eq!((plan.stop, plan.is_found()), (StopReason::Interrupted, true));
    within(server.jobs().idle()).await;
    assert_eq!(other.ask(Method::DELETE, &location, "").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_solve_that_is_cancelled_before_its_turn_gives_its_place_back() {
    let server = start(Settings { solves: 1, waiting: 1, ..settings() }).await;
    let mut runs = Client::connect(server.address()).await.solve(LONG, large()).await;
    runs.until_search().await;
    let waits = Client::connect(server.address()).await.solve(LONG, large()).await;
    let location = waits.location.clone();
    Client::connect(server.address()).await.ask(Method::DELETE, &location, "").await;
    let (name, data) = waits.end().await;
    let failed: Value = serde_json::from_str(&data).unwrap();
    assert_eq!((name.as_str(), failed["error"].as_str()), ("failed", Some("cancelled")));
    assert_eq!(server.jobs().counts(), (1, 0));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_solves_of_clients_that_vanish_end() {
    let server = start(Settings { waiting: 6, ..settings() }).await;
    let mut solves = Vec::new();
    for _ in 0..8 {
        solves.push(Client::connect(server.address()).await.solve(LONG, large()).await);
    }
    // The first solves have certainly begun. For the others it does not matter.
    solves[0].until_search().await;
    solves[1].until_search().await;
    assert_eq!(server.jobs().counts(), (2, 6));
    drop(solves);
    within(server.jobs().idle()).await;
    assert_eq!(server.jobs().counts(), (0, 0));
    plan(Client::connect(server.address()).await.solve(QUICK, small()).await.end().await);
}

#[tokio::test(flavor = "multi_thread")]
async fn who_reads_nothing_holds_up_no_solve() {
    let server = start(Settings { solves: 1, waiting: 1, ..settings() }).await;
    let deaf = Client::connect(server.address()).await.solve("/solves?strategy=greedy", large()).await;
    let after = Client::connect(server.address()).await.solve(QUICK, small()).await;
    plan(after.end().await);
    within(server.jobs().idle()).await;
    assert!(plan(deaf.end().await).is_found());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_shutdown_lets_every_solve_say_its_last_word() {
    let server = start(Settings { solves: 1, waiting: 1, ..settings() }).await;
    let address = server.address();
    let mut runs = Client::connect(address).await.solve(LONG, large()).await;
    runs.until_search().await;
    let waits = Client::connect(address).await.solve(LONG, large()).await;
    let ends = tokio::spawn(server.shutdown());
    assert_eq!(plan(runs.end().await).stop, StopReason::Interrupted);
    let (name, data) = waits.end().await;
    let failed: Value = serde_json::from_str(&data).unwrap();
    assert_eq!((name.as_str(), failed["error"].as_str()), ("failed", Some("ending")));
    within(ends).await.unwrap();
    assert!(within(tokio::net::TcpStream::connect(address)).await.is_err());
}
