//! Refusals of requests: a status, a stable word, a sentence, and the issues of the input.

use std::time::Duration;

use axum::Json;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use tercet::{Code, Error, Issue};

/// The fault, as JSON: `{"error": "input", "message": "...", "issues": [{"code": "unknown-area", ...}]}`.
#[derive(Debug, Serialize)]
pub(super) struct Refusal {
    #[serde(skip)]
    status: StatusCode,
    #[serde(skip)]
    retry_after: Option<Duration>,
    /// The kind of fault, for programs.
    error: &'static str,
    /// The fault, for people.
    message: String,
    /// Every issue of the input, each with its code and its fix.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    issues: Vec<Issue>,
}

impl Refusal {
    pub(super) fn new(status: StatusCode, error: &'static str, message: impl Into<String>) -> Self {
        Self { status, retry_after: None, error, message: message.into(), issues: Vec::new() }
    }

    /// The service is shutting down.
    pub(super) fn ending() -> Self {
        Self::new(StatusCode::SERVICE_UNAVAILABLE, "ending", "the service is shutting down")
    }

    /// The solve was cancelled before its turn came, so there is no plan to send.
    pub(super) fn cancelled() -> Self {
        Self::new(StatusCode::CONFLICT, "cancelled", "the solve was cancelled before it began")
    }

    /// A fault that the client cannot fix. Its details are not sent.
    pub(super) fn internal() -> Self {
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, "internal", "the service failed; another try may succeed")
    }

    /// Sets when to try again.
    pub(super) fn after(mut self, wait: Duration) -> Self {
        self.retry_after = Some(wait);
        self
    }
}

/// Text that is not JSON gives 400. JSON that is not a valid problem gives 422.
const UNREADABLE: [Code; 3] = [Code::EmptyFile, Code::NotText, Code::InvalidSyntax];

impl From<Error> for Refusal {
    fn from(error: Error) -> Self {
        match error {
            Error::Input(issues) => {
                let is_unreadable = issues.iter().any(|issue| UNREADABLE.contains(&issue.code));
                let status = if is_unreadable { StatusCode::BAD_REQUEST } else { StatusCode::UNPROCESSABLE_ENTITY };
                Self { issues, ..Self::new(status, "input", "the problem cannot be solved as it is stated") }
            }
            Error::Options(message) => Self::new(StatusCode::UNPROCESSABLE_ENTITY, "options", message),
            _ => Self::internal(),
        }
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let seconds = self.retry_after.map(|wait| wait.as_secs().to_string());
        let wait = seconds.map(|seconds| [(header::RETRY_AFTER, seconds)]);
        (self.status, wait, Json(self)).into_response()
    }
}
