//! The paths, and their handlers.

use axum::body::Body;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Path, Query, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{delete, get, post};
use axum::{Json, Router};
use serde::Serialize;
use tercet::model::format::schema;
use tercet::{Options, Plan};

use super::admission::Place;
use super::refusals::Refusal;
use super::{Service, events, reading};

/// Every path of the service.
pub(super) fn of(service: Service) -> Router {
    Router::new()
        .route("/health", get(health))
        .route("/schemas/problem", get(|| async { Json(schema::problem()) }))
        .route("/schemas/plan", get(|| async { Json(Plan::schema()) }))
        .route("/solves", post(solve))
        .route("/solves/{id}", delete(cancel))
        .fallback(|| async { Refusal::new(StatusCode::NOT_FOUND, "not-found", "there is nothing at this path") })
        .method_not_allowed_fallback(|| async {
            let message = "this path does not answer to this method";
            Refusal::new(StatusCode::METHOD_NOT_ALLOWED, "method-not-allowed", message)
        })
        .with_state(service)
}

/// The path for a load balancer's health check.
#[derive(Debug, Serialize)]
struct Health {
    status: &'static str,
    version: &'static str,
    running: usize,
    waiting: usize,
}

async fn health(State(service): State<Service>) -> Json<Health> {
    let (running, waiting) = service.jobs.counts();
    Json(Health { status: "ok", version: env!("CARGO_PKG_VERSION"), running, waiting })
}

/// Takes a problem as the body and options as the query. Answers with the events of the solve.
///
/// The place comes first, so that a client without a place is refused before its body is read.
async fn solve(
    State(service): State<Service>,
    place: Place,
    query: Result<Query<Options>, QueryRejection>,
    body: Body,
) -> Result<Response, Refusal> {
    let options = reading::options(query, &service.settings)?;
    let problem = reading::problem(body, &options, &service.settings).await?;
    let solve = service.jobs.start(problem, options, place);
    let location = [(header::LOCATION, format!("/solves/{}", solve.id()))];
    Ok((location, events::stream(solve)).into_response())
}

/// Cancels a solve. Its events end with its best plan so far.
async fn cancel(State(service): State<Service>, Path(id): Path<String>) -> Result<StatusCode, Refusal> {
    if service.jobs.cancel(&id) {
        Ok(StatusCode::NO_CONTENT)
    } else {
        Err(Refusal::new(
            StatusCode::NOT_FOUND,
            "not-found",
            "no running or waiting solve has this id; it may have ended",
        ))
    }
}
