//! The answers to wrong requests, to requests for too much, and to requests at a bad time.

use std::time::Duration;

use hyper::{Method, StatusCode};
use serde_json::{Value, json};
use tercet::model::format::json::parse_problem;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::client::Client;
use crate::{LONG, QUICK, Settings, large, settings, small, start, within};

async fn post(address: std::net::SocketAddr, path: &str, body: impl Into<hyper::body::Bytes>) -> (u16, Value) {
    let answer = Client::connect(address).await.ask(Method::POST, path, body).await;
    (answer.status.as_u16(), answer.body)
}

#[tokio::test(flavor = "multi_thread")]
async fn bad_input_is_answered_with_the_issues_that_the_library_finds() {
    let server = start(settings()).await;
    let wrong = json!({
        "format": "tercet-problem/1",
        "schools": [{"id": "1", "strengths": {"reading": 7}}, {"id": "1", "needs": {"eal": -1}}],
        "rules": {"sizes": {"allowed": [9]}},
        "extra": 1
    });
    let cases = [("", 400), ("{\"format\":\n oops", 400), ("[]", 422), ("{\"format\": \"other/1\"}", 422)];
    for (text, status) in
        cases.map(|(text, status)| (text.to_owned(), status)).into_iter().chain([(wrong.to_string(), 422)])
    {
        let issues = parse_problem(&text, "body").unwrap_err().issues().to_vec();
        let (found, body) = post(server.address(), QUICK, text.clone()).await;
        assert_eq!((found, &body["error"], &body["issues"]), (status, &json!("input"), &json!(issues)), "{text}");
        assert!(!issues.is_empty());
    }
    let (status, body) = post(server.address(), QUICK, vec![b'{', 0xff]).await;
    assert_eq!((status, &body["issues"][0]["code"]), (400, &json!("not-text")));
}

#[tokio::test(flavor = "multi_thread")]
async fn bad_options_are_answered_with_what_to_change() {
    let server = start(settings()).await;
    for (query, status, says) in [
        ("strategy=best", 400, "local_search"),
        ("sed=1", 400, "seed"),
        ("seed=-1", 400, "seed"),
        ("time_limit=-1", 400, "negative"),
        ("time_limit=NaN", 400, "time_limit"),
        ("threads=0", 422, "threads is 0"),
    ] {
        let (found, body) = post(server.address(), &format!("/solves?{query}"), small()).await;
        assert_eq!((found, &body["error"]), (status, &json!("options")), "{query}");
        assert!(body["message"].as_str().unwrap().contains(says), "{query}: {body}");
    }
}

#[cfg(feature = "highs")]
#[tokio::test(flavor = "multi_thread")]
async fn options_that_the_problem_cannot_be_solved_by_are_refused_before_the_stream_begins() {
    let server = start(settings()).await;
    let mut worst_first: Value = serde_json::from_str(&small()).unwrap();
    worst_first["rules"]["aim"] = json!({"kind": "worst_first"});
    let mut too_many: Value = serde_json::from_str(&large()).unwrap();
    too_many["rules"]["sizes"] = json!({"allowed": [6]});
    for (problem, says) in [(worst_first, "worst_first"), (too_many, "mip lists every feasible group")] {
        let (status, body) = post(server.address(), "/solves?strategy=mip", problem.to_string()).await;
        assert_eq!((status, &body["error"]), (422, &json!("options")), "{body}");
        assert!(body["message"].as_str().unwrap().contains(says), "{body}");
    }
    assert_eq!(server.jobs().counts(), (0, 0));
}

#[tokio::test(flavor = "multi_thread")]
async fn too_large_a_body_or_problem_is_refused() {
    let server = start(Settings { body_bytes: 20_000, schools: 23, ..settings() }).await;
    let (status, body) = post(server.address(), QUICK, vec![b' '; 20_001]).await;
    assert_eq!((status, &body["error"]), (413, &json!("too-large")));
    assert!(body["message"].as_str().unwrap().contains("20000"), "{body}");
    let (status, body) = post(server.address(), QUICK, small()).await;
    assert_eq!((status, &body["error"]), (413, &json!("too-large")));
    assert!(body["message"].as_str().unwrap().contains("24 schools"), "{body}");

    // A chunked body does not state its length.
    let mut stream = TcpStream::connect(server.address()).await.unwrap();
    stream.write_all(b"POST /solves HTTP/1.1\r\nhost: t\r\ntransfer-encoding: chunked\r\n\r\n").await.unwrap();
    let chunk = [b"4e21\r\n".as_slice(), &[b' '; 20_001], b"\r\n"].concat();
    stream.write_all(&chunk).await.unwrap();
    assert!(first_line(&mut stream).await.contains(" 413 "));
    within(server.jobs().idle()).await;
    assert_eq!(server.jobs().counts(), (0, 0));
}

/// The first line of an answer; empty if the connection ends without one.
async fn first_line(stream: &mut TcpStream) -> String {
    let mut bytes = Vec::new();
    while !bytes.contains(&b'\n') {
        match within(stream.read_u8()).await {
            Ok(byte) => bytes.push(byte),
            Err(_) => break,
        }
    }
    String::from_utf8(bytes).expect("text")
}

#[tokio::test(flavor = "multi_thread")]
async fn unknown_paths_and_methods_are_told_so_as_json() {
    let server = start(settings()).await;
    let mut client = Client::connect(server.address()).await;
    for (method, path, status, error) in [
        (Method::GET, "/", StatusCode::NOT_FOUND, "not-found"),
        (Method::POST, "/solve", StatusCode::NOT_FOUND, "not-found"),
        (Method::DELETE, "/solves/0123", StatusCode::NOT_FOUND, "not-found"),
        (Method::GET, "/solves", StatusCode::METHOD_NOT_ALLOWED, "method-not-allowed"),
        (Method::PUT, "/health", StatusCode::METHOD_NOT_ALLOWED, "method-not-allowed"),
    ] {
        let answer = client.ask(method, path, "").await;
        assert_eq!((answer.status, &answer.body["error"]), (status, &json!(error)), "{path}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn where_every_place_is_taken_503_says_when_to_try_again() {
    let server = start(Settings { solves: 1, waiting: 1, ..settings() }).await;
    let mut runs = Client::connect(server.address()).await.solve(LONG, large()).await;
    runs.until_search().await;
    let waits = Client::connect(server.address()).await.solve(LONG, large()).await;
    assert_eq!(server.jobs().counts(), (1, 1));
    let mut client = Client::connect(server.address()).await;
    let answer = client.ask(Method::POST, QUICK, small()).await;
    assert_eq!((answer.status, &answer.body["error"]), (StatusCode::SERVICE_UNAVAILABLE, &json!("busy")));
    assert_eq!(answer.retry_after.as_deref(), Some("3600"));
    drop((runs, waits));
    within(server.jobs().idle()).await;
    let (name, _) = Client::connect(server.address()).await.solve(QUICK, small()).await.end().await;
    assert_eq!(name, "plan");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_client_that_sends_too_slowly_loses_its_place() {
    let server = start(Settings { reading: Duration::from_secs(2), solves: 1, waiting: 0, ..settings() }).await;
    let mut body = TcpStream::connect(server.address()).await.unwrap();
    body.write_all(b"POST /solves HTTP/1.1\r\nhost: t\r\ncontent-length: 100\r\n\r\n{\"format\":").await.unwrap();
    let mut head = TcpStream::connect(server.address()).await.unwrap();
    head.write_all(b"POST /solves HTTP/1.1\r\nho").await.unwrap();
    assert!(first_line(&mut body).await.contains(" 408 "));
    assert_eq!(first_line(&mut head).await, "");
    let (name, _) = Client::connect(server.address()).await.solve(QUICK, small()).await.end().await;
    assert_eq!(name, "plan");
}
