//! What a client sees of its solve, as server-sent events: `accepted`, `progress` as often as something is new, and at the end
//! `plan` or `failed`.
//!
//! Only the latest state is kept: who reads slowly misses some of it, and holds up nobody.

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

/// How long nothing may be sent: long enough to be no load, short enough for proxies that close what is silent.
const SILENCE: Duration = Duration::from_secs(15);

/// What is known of a solve so far.
#[derive(Debug, Clone, Default, Serialize)]
pub(super) struct State {
    /// `waiting` for its turn, or the phase of the solve.
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

/// The observer that tells the client.
#[derive(Debug)]
pub(super) struct Teller(watch::Sender<State>);

impl Teller {
    /// The observer, and what it has said.
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

/// Where the stream of a solve is.
enum Next {
    Accepted,
    Progress,
    Nothing,
}

/// The events of a solve. Dropping the answer, as happens when the client goes away, drops the solve and so cancels it.
pub(super) fn stream(solve: Solve) -> impl IntoResponse {
    let events = unfold((solve, Next::Accepted), |(mut solve, next)| async move {
        let (event, next) = match next {
            Next::Accepted => (accepted(&solve), Next::Progress),
            Next::Progress => match solve.states.changed().await {
                Ok(()) => (progress(&solve.states.borrow_and_update()), Next::Progress),
                // The solve has let go of its observer: what comes is the end.
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

/// The plan as the bytes of `plan.json`, less the line feed at the end, which events cannot carry.
fn ended(ending: Ending) -> Event {
    match ending {
        Ok(plan) => Event::default().event("plan").data(plan.to_json().trim_end()),
        Err(refusal) => Event::default().event("failed").data(json!(refusal).to_string()),
    }
}
