//! The server-sent events that a client receives about its solve: `accepted`, then `progress` whenever something is new,
//! and at the end `plan` or `failed`.
//!
//! Only the latest state is kept. A client that reads slowly misses some states, and delays nobody.

use std::convert::Infallible;
use std::time::Duration;

use axum::response::IntoResponse;
use axum::response::sse::{Event, KeepAlive, Sse};
use futures_util::stream::unfold;
use serde::Serialize;
use serde_json::json;
use tercet::plan::grouping::gap;
use tercet::units::Points;
use tercet::{Observer, Progress};
use tokio::sync::watch;

use super::jobs::{Ending, Solve};
use super::refusals::Refusal;

/// The longest time without an event. It is long enough to cause little load, and short enough for proxies that close
/// silent connections.
const SILENCE: Duration = Duration::from_secs(15);

/// The known state of a solve.
#[derive(Debug, Clone, Default, Serialize)]
pub(super) struct State {
    /// `waiting` until the solve starts, then the phase of the solve.
    phase: String,
    /// The value of the best plan so far, in points.
    incumbent: Option<Points>,
    /// No plan has a larger value.
    bound: Option<Points>,
    /// (bound - incumbent) / incumbent.
    gap: Option<f64>,
    work: u64,
    elapsed_seconds: f64,
}

/// The observer that informs the client.
#[derive(Debug)]
pub(super) struct Teller(watch::Sender<State>);

impl Teller {
    /// The observer, and its latest state.
    pub(super) fn new() -> (Self, watch::Receiver<State>) {
        let (sender, receiver) = watch::channel(State { phase: "waiting".to_owned(), ..State::default() });
        (Self(sender), receiver)
    }
}

impl Observer for Teller {
    fn phase(&self, name: &str) {
        self.0.send_modify(|state| name.clone_into(&mut state.phase));
    }

    fn progress(&self, progress: &Progress) {
        self.0.send_modify(|state| {
            state.incumbent = progress.incumbent;
            state.bound = progress.bound;
            state.gap = progress.incumbent.zip(progress.bound).map(|(value, bound)| gap(value, bound));
            state.work = progress.work;
            state.elapsed_seconds = progress.elapsed.as_secs_f64();
        });
    }
}

/// The state of a solve's stream.
enum Next {
    Accepted,
    Progress,
    Nothing,
}

/// The events of a solve. If the client goes away, the answer is dropped, which drops and so cancels the solve.
pub(super) fn stream(solve: Solve) -> impl IntoResponse {
    let events = unfold((solve, Next::Accepted), |(mut solve, next)| async move {
        let (event, next) = match next {
            Next::Accepted => (accepted(&solve), Next::Progress),
            Next::Progress => match solve.states.changed().await {
                Ok(()) => (progress(&solve.states.borrow_and_update()), Next::Progress),
                // The solve has dropped its observer, so the next event is the last.
                Err(_) => {
                    (ended((&mut solve.ending).await.unwrap_or_else(|_| Err(Refusal::internal()))), Next::Nothing)
                }
            },
            Next::Nothing => return None,
        };
        Some((Ok::<_, Infallible>(event), (solve, next)))
    });
    Sse::new(events).keep_alive(KeepAlive::new().interval(SILENCE))
}

fn accepted(solve: &Solve) -> Event {
    Event::default().event("accepted").data(json!({"id": solve.id(), "warnings": solve.warnings}).to_string())
}

fn progress(state: &State) -> Event {
    Event::default().event("progress").data(json!(state).to_string())
}

/// The plan as the bytes of `plan.json`, without the final line feed, which events cannot carry.
fn ended(ending: Ending) -> Event {
    match ending {
        Ok(plan) => Event::default().event("plan").data(plan.to_json().trim_end()),
        Err(refusal) => Event::default().event("failed").data(json!(refusal).to_string()),
    }
}
