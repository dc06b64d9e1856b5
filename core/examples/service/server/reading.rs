//! Turns a request into a problem and options that keep the service's limits.

use std::error::Error as _;

use axum::body::{Body, Bytes, HttpBody, to_bytes};
use axum::extract::Query;
use axum::extract::rejection::QueryRejection;
use axum::http::StatusCode;
use http_body_util::LengthLimitError;
use tercet::format::json::parse_problem;
use tercet::{Code, Error, Issue, Options, Problem};
use tokio::task::spawn_blocking;
use tokio::time::timeout;

use super::refusals::Refusal;
use super::settings::Settings;

/// The name for the problem's text in messages.
const BODY: &str = "body";

/// The options of a query such as `strategy=exact&seed=7&time_limit=2.5&work_limit=1000`. They have the same names as in a
/// plan, and all are optional.
pub(super) fn options(query: Result<Query<Options>, QueryRejection>, settings: &Settings) -> Result<Options, Refusal> {
    let Query(mut options) =
        query.map_err(|error| Refusal::new(StatusCode::BAD_REQUEST, "options", error.body_text()))?;
    options.validate()?;
    options.threads = Some(options.threads.unwrap_or(settings.threads).min(settings.threads));
    options.time_limit = Some(options.time_limit.unwrap_or(settings.time_limit).min(settings.time_limit));
    Ok(options)
}

/// The problem in a body, as JSON of the published schema. The options must suit the problem.
pub(super) async fn problem(body: Body, options: &Options, settings: &Settings) -> Result<Problem, Refusal> {
    let bytes = bytes(body, settings).await?;
    // Reading a large problem takes too long for the threads that serve all clients.
    let problem = aside(move || parse(&bytes)).await?;
    let (schools, most) = (problem.len(), settings.schools);
    if schools > most {
        let message = format!("the problem has {schools} schools, but this service takes at most {most}");
        return Err(Refusal::new(StatusCode::PAYLOAD_TOO_LARGE, "too-large", message));
    }
    let options = options.clone();
    aside(move || options.check(&problem).map(|()| problem)).await
}

async fn aside<T: Send + 'static>(work: impl FnOnce() -> Result<T, Error> + Send + 'static) -> Result<T, Refusal> {
    Ok(spawn_blocking(work).await.map_err(|_| Refusal::internal())??)
}

async fn bytes(body: Body, settings: &Settings) -> Result<Bytes, Refusal> {
    let most = settings.body_bytes;
    let too_large = || {
        let message = format!("the body is too large: this service takes at most {most} bytes");
        Refusal::new(StatusCode::PAYLOAD_TOO_LARGE, "too-large", message)
    };
    // If a client states the length in advance, it learns that the body is too large before it sends the body.
    if body.size_hint().lower() > u64::try_from(most).unwrap_or(u64::MAX) {
        return Err(too_large());
    }
    let read = timeout(settings.reading, to_bytes(body, most)).await.map_err(|_| {
        let message = format!("the body did not arrive within {} s", settings.reading.as_secs_f64());
        Refusal::new(StatusCode::REQUEST_TIMEOUT, "too-slow", message)
    })?;
    read.map_err(|error| {
        if error.source().is_some_and(<dyn std::error::Error>::is::<LengthLimitError>) {
            too_large()
        } else {
            Refusal::new(StatusCode::BAD_REQUEST, "broken-off", "the body ended before it was complete")
        }
    })
}

fn parse(bytes: &[u8]) -> Result<Problem, Error> {
    let text = std::str::from_utf8(bytes).map_err(|_| {
        let issue = Issue::error(Code::NotText, "the body is not text in UTF-8", "send JSON in UTF-8");
        Error::Input(vec![issue.in_file(BODY)])
    })?;
    parse_problem(text, BODY)
}
