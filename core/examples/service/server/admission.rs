//! A place for a solve that runs or waits. The service takes it before it reads the body, and frees it when the solve has
//! ended.

use axum::extract::FromRequestParts;
use axum::http::StatusCode;
use axum::http::request::Parts;
use tokio::sync::{OwnedSemaphorePermit, TryAcquireError};

use super::Service;
use super::refusals::Refusal;

/// A place. Dropping it frees the place.
#[derive(Debug)]
pub(super) struct Place(#[expect(dead_code, reason = "held, not read")] OwnedSemaphorePermit);

impl FromRequestParts<Service> for Place {
    type Rejection = Refusal;

    async fn from_request_parts(_: &mut Parts, service: &Service) -> Result<Self, Refusal> {
        let wait = service.settings.retry_after();
        service.jobs.place().map(Self).map_err(|error| match error {
            TryAcquireError::NoPermits => {
                Refusal::new(StatusCode::SERVICE_UNAVAILABLE, "busy", "every place is taken").after(wait)
            }
            TryAcquireError::Closed => Refusal::ending().after(wait),
        })
    }
}
