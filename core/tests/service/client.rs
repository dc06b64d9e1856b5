//! A client with one connection. It sends requests and reads answers and events. Dropping it closes the connection
//! immediately.

use std::net::SocketAddr;

use http_body_util::{BodyExt, Full};
use hyper::body::{Bytes, Incoming};
use hyper::client::conn::http1::{SendRequest, handshake};
use hyper::{Method, Request, Response, StatusCode, header};
use hyper_util::rt::TokioIo;
use serde_json::Value;
use tokio::net::TcpStream;
use tokio::task::JoinHandle;

use crate::within;

/// One connection to the service.
pub(crate) struct Client {
    sender: SendRequest<Full<Bytes>>,
    connection: JoinHandle<()>,
}

impl Drop for Client {
    fn drop(&mut self) {
        self.connection.abort();
    }
}

/// An answer that has been read completely.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) retry_after: Option<String>,
    pub(crate) body: Value,
}

impl Client {
    pub(crate) async fn connect(address: SocketAddr) -> Self {
        let stream = within(TcpStream::connect(address)).await.expect("the service listens");
        let (sender, connection) = within(handshake(TokioIo::new(stream))).await.expect("a handshake sends nothing");
        // If the connection ends in the middle, the next read shows it.
        let connection = tokio::spawn(async move { _ = connection.await });
        Self { sender, connection }
    }

    async fn send(&mut self, method: Method, path: &str, body: impl Into<Bytes>) -> Response<Incoming> {
        let request = Request::builder().method(method).uri(path).header(header::HOST, "test");
        let request = request.body(Full::new(body.into())).expect("a sound request");
        within(self.sender.ready()).await.expect("the connection holds");
        within(self.sender.send_request(request)).await.expect("an answer")
    }

    /// Sends a request whose answer is JSON or empty.
    pub(crate) async fn ask(&mut self, method: Method, path: &str, body: impl Into<Bytes>) -> Answer {
        let response = self.send(method, path, body).await;
        let status = response.status();
        let retry_after =
            response.headers().get(header::RETRY_AFTER).map(|value| value.to_str().expect("text").to_owned());
        let bytes = within(response.into_body().collect()).await.expect("a whole body").to_bytes();
        let body = if bytes.is_empty() { Value::Null } else { serde_json::from_slice(&bytes).expect("JSON") };
        Answer { status, retry_after, body }
    }

    /// Starts a solve that must be accepted, and reads its first event.
    pub(crate) async fn solve(mut self, path: &str, problem: impl Into<Bytes>) -> Solving {
        let response = self.send(Method::POST, path, problem).await;
        assert_eq!(response.status(), StatusCode::OK);
        assert_eq!(response.headers()[header::CONTENT_TYPE], "text/event-stream");
        let location = response.headers()[header::LOCATION].to_str().expect("text").to_owned();
        let mut solving = Solving { location, body: response.into_body(), rest: String::new(), _client: self };
        let (name, data) = solving.next().await.expect("an event");
        assert_eq!(name, "accepted");
        let accepted: Value = serde_json::from_str(&data).expect("JSON");
        assert_eq!(solving.location, format!("/solves/{}", accepted["id"].as_str().expect("an id")));
        solving
    }
}

/// A solve whose events are being read.
pub(crate) struct Solving {
    pub(crate) location: String,
    body: Incoming,
    rest: String,
    _client: Client,
}

impl Solving {
    /// The name and the data of the next event; `None` at the end. Comments, which keep a connection open, are skipped.
    pub(crate) async fn next(&mut self) -> Option<(String, String)> {
        loop {
            if let Some((event, rest)) = self.rest.split_once("\n\n") {
                let (event, rest) = (event.to_owned(), rest.to_owned());
                self.rest = rest;
                let field = |name: &str| -> Vec<&str> {
                    event.lines().filter_map(|line| line.strip_prefix(name)?.strip_prefix(": ")).collect()
                };
                if let Some(name) = field("event").first() {
                    return Some(((*name).to_owned(), field("data").join("\n")));
                }
                continue;
            }
            let frame = within(self.body.frame()).await?.expect("the connection holds");
            let data = frame.into_data().unwrap_or_default();
            self.rest.push_str(std::str::from_utf8(&data).expect("each event is sent whole, and is text"));
        }
    }

    /// Reads events until the search has begun with a first plan.
    pub(crate) async fn until_search(&mut self) {
        loop {
            let (name, data) = self.next().await.expect("more events");
            assert_eq!(name, "progress", "{data}");
            let state: Value = serde_json::from_str(&data).expect("JSON");
            if state["phase"] == "search" {
                return;
            }
        }
    }

    /// Every further event.
    pub(crate) async fn rest(mut self) -> Vec<(String, String)> {
        let mut events = Vec::new();
        while let Some(event) = self.next().await {
            events.push(event);
        }
        events
    }

    /// The name and the data of the last event.
    pub(crate) async fn end(self) -> (String, String) {
        self.rest().await.pop().expect("an end")
    }
}
