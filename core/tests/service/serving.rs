//! The answers to valid requests.

use std::path::Path;
use std::time::Duration;

use hyper::{Method, StatusCode};
use serde_json::Value;
use tercet::model::format::json::{parse_problem, problem_to_json};
use tercet::model::format::schema;
use tercet::plan::check::check;
use tercet::{Options, Plan, StopReason, Strategy, solve};

use crate::client::Client;
use crate::{QUICK, problem, settings, small, start, within};

/// The library's plan for the same problem, under the options that the service uses.
fn alone(problem: &str, options: &Options) -> Plan {
    let options = options.clone().with_threads(1).with_time_limit(settings().time_limit);
    solve(&parse_problem(problem, "body").expect("a sound problem"), &options).expect("a plan")
}

fn quick() -> Options {
    Options::default().with_strategy(Strategy::LocalSearch).with_work_limit(600)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_solve_tells_how_it_goes_and_ends_with_the_plan_of_the_library_to_the_byte() {
    let server = start(settings()).await;
    let solving = Client::connect(server.address()).await.solve(QUICK, small()).await;
    let mut events = solving.rest().await;
    let (name, plan) = events.pop().unwrap();
    assert_eq!((name.as_str(), plan.as_str()), ("plan", alone(&small(), &quick()).to_json().trim_end()));
    assert!(check(&problem(24, 1), &Plan::from_json(&plan, Path::new("event")).unwrap()).is_valid());
    let mut before = (i64::MIN, i64::MAX);
    for (name, data) in events {
        assert_eq!(name, "progress");
        let state: Value = serde_json::from_str(&data).unwrap();
        let now = (state["incumbent"].as_i64().unwrap_or(i64::MIN), state["bound"].as_i64().unwrap_or(i64::MAX));
        assert!(now.0 >= before.0 && now.1 <= before.1 && now.0 <= now.1, "{before:?}, then {data}");
        before = now;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_problem_without_a_plan_ends_with_the_reasons() {
    let server = start(settings()).await;
    let lonely = r#"{"format": "tercet-problem/1", "schools": [{"id": "1"}, {"id": "2"}]}"#;
    let (name, data) = Client::connect(server.address()).await.solve(QUICK, lonely).await.end().await;
    let plan: Value = serde_json::from_str(&data).unwrap();
    assert_eq!((name.as_str(), plan["status"].as_str()), ("plan", Some("infeasible")));
    assert!(plan["reasons"][0]["fixes"][0].is_string(), "{data}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_time_limit_ends_a_solve_and_none_is_longer_than_the_services_own() {
    let most = Duration::from_millis(1);
    let server = start(crate::Settings { time_limit: most, ..settings() }).await;
    for (path, limit) in
        [("/solves", most), ("/solves?time_limit=3600", most), ("/solves?time_limit=0", Duration::ZERO)]
    {
        let (name, data) = Client::connect(server.address()).await.solve(path, crate::large()).await.end().await;
        let plan = Plan::from_json(&data, Path::new("event")).unwrap();
        assert_eq!((name.as_str(), plan.stop, plan.options.time_limit), ("plan", StopReason::Time, Some(limit)));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn fifty_clients_at_once_get_the_plans_that_each_would_get_alone() {
    let server = start(crate::Settings { waiting: 48, ..settings() }).await;
    let address = server.address();
    let one = |seed: u64| async move {
        let (text, path) = (numbered(seed), format!("{QUICK}&seed={seed}&threads={}", seed + 1));
        let (name, plan) = Client::connect(address).await.solve(&path, text).await.end().await;
        assert_eq!(name, "plan");
        plan
    };
    let clients: Vec<_> = (0..50).map(|seed| tokio::spawn(one(seed))).collect();
    for (seed, client) in (0..).zip(clients) {
        let plan = within(client).await.unwrap();
        assert_eq!(plan, alone(&numbered(seed), &quick().with_seed(seed)).to_json().trim_end());
    }
    within(server.jobs().idle()).await;
    assert_eq!(server.jobs().counts(), (0, 0));
}

/// A problem of a few dozen schools, different for each seed.
fn numbered(seed: u64) -> String {
    problem_to_json(&problem(
        [12, 15, 18, 21][usize::from(seed.is_multiple_of(2)) + 2 * usize::from(seed.is_multiple_of(3))],
        seed,
    ))
}

#[cfg(feature = "highs")]
#[tokio::test(flavor = "multi_thread")]
async fn exact_solves_side_by_side_prove_what_each_proves_alone() {
    let server = start(crate::Settings { solves: 4, waiting: 8, threads: 2, ..settings() }).await;
    let address = server.address();
    let ask = |strategy: &'static str, seed: u64| async move {
        let path = format!("/solves?strategy={strategy}&threads={}", 1 + seed % 2);
        Client::connect(address).await.solve(&path, numbered(seed)).await.end().await.1
    };
    let all = || (0..10).map(|seed| (if seed % 3 == 0 { "mip" } else { "exact" }, seed));
    let clients: Vec<_> = all().map(|(strategy, seed)| tokio::spawn(ask(strategy, seed))).collect();
    for ((strategy, seed), client) in all().zip(clients) {
        let together = Plan::from_json(&within(client).await.unwrap(), Path::new("event")).unwrap();
        let options = Options::default().with_strategy(strategy.parse().unwrap());
        let mut alone = alone(&numbered(seed), &options);
        alone.options = together.options.clone();
        assert_eq!(together, alone);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn one_connection_asks_for_health_and_schemas_one_after_the_other() {
    let server = start(settings()).await;
    let mut client = Client::connect(server.address()).await;
    let health = client.ask(Method::GET, "/health", "").await;
    assert_eq!((health.status, &health.body["status"]), (StatusCode::OK, &Value::from("ok")));
    assert_eq!((&health.body["running"], &health.body["waiting"]), (&Value::from(0), &Value::from(0)));
    assert_eq!(client.ask(Method::GET, "/schemas/problem", "").await.body, schema::problem());
    assert_eq!(client.ask(Method::GET, "/schemas/plan", "").await.body, Plan::schema());
}
