//! The running and waiting solves. Each has a place, waits for its turn, runs on a separate thread, and can be cancelled.

use std::collections::BTreeMap;
use std::hash::{BuildHasher, RandomState};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use tercet::{Cancel, Issue, Options, Plan, Problem, solve_with};
use tokio::sync::{Notify, OwnedSemaphorePermit, Semaphore, TryAcquireError, oneshot, watch};
use tokio::task::spawn_blocking;

use super::admission::Place;
use super::events::{State, Teller};
use super::refusals::Refusal;
use super::settings::Settings;

/// All solves of a service. Clones share them.
#[derive(Debug, Clone)]
pub(crate) struct Jobs(Arc<Shared>);

#[derive(Debug)]
struct Shared {
    num_turns: usize,
    num_places: usize,
    /// Permits for running solves.
    turns: Arc<Semaphore>,
    /// Permits for running and waiting solves.
    places: Arc<Semaphore>,
    live: watch::Sender<BTreeMap<String, Arc<Job>>>,
    num_started: AtomicU64,
    secret: RandomState,
}

/// The data needed to end a solve.
#[derive(Debug, Default)]
struct Job {
    cancel: Cancel,
    cancelled: Notify,
}

impl Job {
    fn cancel(&self) {
        self.cancel.cancel();
        self.cancelled.notify_one();
    }
}

/// The result of a solve.
pub(super) type Ending = Result<Plan, Refusal>;

/// A solve, as its client holds it. Dropping it cancels the solve.
#[derive(Debug)]
pub(super) struct Solve {
    id: String,
    job: Arc<Job>,
    /// Warnings for the problem's author.
    pub(super) warnings: Vec<Issue>,
    /// The latest state; gone when the solve has ended.
    pub(super) states: watch::Receiver<State>,
    /// The result.
    pub(super) ending: oneshot::Receiver<Ending>,
}

impl Solve {
    /// The name by which a client can cancel the solve. Nobody can guess another client's name.
    pub(super) fn id(&self) -> &str {
        &self.id
    }
}

impl Drop for Solve {
    fn drop(&mut self) {
        self.job.cancel();
    }
}

impl Jobs {
    pub(super) fn new(settings: &Settings) -> Self {
        let (num_turns, num_places) = (settings.solves, settings.solves.saturating_add(settings.waiting));
        Self(Arc::new(Shared {
            num_turns,
            num_places,
            turns: Arc::new(Semaphore::new(num_turns)),
            places: Arc::new(Semaphore::new(num_places)),
            live: watch::Sender::default(),
            num_started: AtomicU64::new(0),
            secret: RandomState::new(),
        }))
    }

    /// A place, if one is free.
    pub(super) fn place(&self) -> Result<OwnedSemaphorePermit, TryAcquireError> {
        Arc::clone(&self.0.places).try_acquire_owned()
    }

    /// How many solves run, and how many have a place and wait.
    pub(crate) fn counts(&self) -> (usize, usize) {
        let running = self.0.num_turns - self.0.turns.available_permits();
        let placed = self.0.num_places - self.0.places.available_permits();
        (running, placed.saturating_sub(running))
    }

    /// Waits until no solve runs or waits.
    #[cfg_attr(not(test), expect(dead_code, reason = "the tests wait for it; a shutdown waits for the answers"))]
    pub(crate) async fn idle(&self) {
        // The sender lives as long as `self`.
        let _ = self.0.live.subscribe().wait_for(BTreeMap::is_empty).await;
    }

    /// Starts a solve, or lets it wait for its turn.
    pub(super) fn start(&self, problem: Problem, options: Options, place: Place) -> Solve {
        let job = Arc::new(Job::default());
        // A keyed hash of a number, so that a client cannot derive the names of other clients' solves from its own.
        let number = self.0.num_started.fetch_add(1, Ordering::Relaxed);
        let id = format!("{:016x}", self.0.secret.hash_one(number));
        self.0.live.send_modify(|live| _ = live.insert(id.clone(), Arc::clone(&job)));
        let (teller, states) = Teller::new();
        let (end, ending) = oneshot::channel();
        let solve =
            Solve { id: id.clone(), job: Arc::clone(&job), warnings: problem.warnings().to_vec(), states, ending };
        let jobs = self.clone();
        tokio::spawn(async move {
            let ended = jobs.run(&job, (problem, options), teller).await;
            drop(place);
            jobs.0.live.send_modify(|live| _ = live.remove(&id));
            // If the client has gone, nobody listens.
            let _ = end.send(ended);
        });
        solve
    }

    async fn run(&self, job: &Job, (problem, options): (Problem, Options), teller: Teller) -> Ending {
        let turn = tokio::select! {
            biased;
            turn = Arc::clone(&self.0.turns).acquire_owned() => turn.map_err(|_| Refusal::ending())?,
            () = job.cancelled.notified() => return Err(Refusal::cancelled()),
        };
        let cancel = job.cancel.clone();
        let solved = spawn_blocking(move || {
            let _turn = turn;
            solve_with(&problem, &options, &cancel, &teller)
        });
        // A panic would be a defect of the library. It ends this solve and no other.
        Ok(solved.await.map_err(|_| Refusal::internal())??)
    }

    /// Cancels the solve with this id. Returns whether it exists.
    pub(super) fn cancel(&self, id: &str) -> bool {
        self.0.live.borrow().get(id).map(|job| job.cancel()).is_some()
    }

    /// Gives out no more places and turns, and cancels every solve.
    pub(super) fn close(&self) {
        self.0.places.close();
        self.0.turns.close();
        self.0.live.borrow().values().for_each(|job| job.cancel());
    }
}
