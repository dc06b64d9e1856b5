//! The options of a solve.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::error::Error;
use crate::model::rules::AimKind;
use crate::solve::tuning::Tuning;

/// The most threads that may be asked for.
const MOST_THREADS: usize = 1_024;

/// Options of a search. Plain data with a default for everything; change what you need with the `with_*` setters.
///
/// ```
/// use std::time::Duration;
/// use tercet::{Options, Strategy};
/// let options = Options::default().with_strategy(Strategy::LocalSearch).with_time_limit(Duration::from_secs(2));
/// assert_eq!(options.seed, 0);
/// ```
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct Options {
    /// The strategy. Default `auto`.
    pub strategy: Strategy,
    /// The seed of all random choices. Default 0.
    pub seed: u64,
    /// The longest time to search, in seconds in files. By default there is no limit, and the strategy ends by itself. A
    /// run that a time limit stops is not reproducible.
    #[serde(with = "seconds", skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<f64>")]
    pub time_limit: Option<Duration>,
    /// The most work to do, in the strategy's own units (for local search: assignments solved). The result is reproducible.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub work_limit: Option<u64>,
    /// How many threads to use; all cores by default. The number never changes the plan of a run that no time limit stops.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub threads: Option<usize>,
    /// The parameters of the algorithms, for benchmarks. Their names and defaults may change with any version.
    #[doc(hidden)]
    #[serde(skip_serializing_if = "Tuning::is_default")]
    pub tuning: Tuning,
}

/// The strategies. All are public and can be compared.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Strategy {
    /// The best mix for the size of the problem. It runs `exact`, but ends by itself if neither time nor work is limited.
    /// Without the feature `highs`, it runs local search with the bound of the relaxation.
    #[default]
    Auto,
    /// Random groups that keep the rules: the baseline.
    Random,
    /// Places the hardest school first, each time in its best group.
    Greedy,
    /// Takes schools out of their groups and puts them back by exact assignment, with random kicks.
    LocalSearch,
    /// Branch and price. Groups are columns, generated as they are needed, until the plan is proved optimal or a limit ends
    /// the search. Needs the feature `highs`.
    Exact,
    /// All feasible groups are columns of one integer program. This is the benchmark for the others. Needs the feature
    /// `highs`.
    Mip,
}

impl Strategy {
    /// Every strategy.
    pub const ALL: [Self; 6] = [Self::Auto, Self::Random, Self::Greedy, Self::LocalSearch, Self::Exact, Self::Mip];

    /// The strategy's name, as options files and the command line spell it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Random => "random",
            Self::Greedy => "greedy",
            Self::LocalSearch => "local_search",
            Self::Exact => "exact",
            Self::Mip => "mip",
        }
    }
}

impl std::fmt::Display for Strategy {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.as_str())
    }
}

impl std::str::FromStr for Strategy {
    type Err = Error;

    fn from_str(name: &str) -> Result<Self, Error> {
        Self::ALL.into_iter().find(|strategy| strategy.as_str() == name).ok_or_else(|| {
            let known: Vec<&str> = Self::ALL.iter().map(|strategy| strategy.as_str()).collect();
            Error::Options(format!("there is no strategy {name:?}; give one of {}", known.join(", ")))
        })
    }
}

impl Options {
    /// Sets the strategy.
    #[must_use]
    pub fn with_strategy(mut self, strategy: Strategy) -> Self {
        self.strategy = strategy;
        self
    }

    /// Sets the seed.
    #[must_use]
    pub fn with_seed(mut self, seed: u64) -> Self {
        self.seed = seed;
        self
    }

    /// Limits the time.
    #[must_use]
    pub fn with_time_limit(mut self, limit: Duration) -> Self {
        self.time_limit = Some(limit);
        self
    }

    /// Limits the work.
    #[must_use]
    pub fn with_work_limit(mut self, limit: u64) -> Self {
        self.work_limit = Some(limit);
        self
    }

    /// Sets the number of threads.
    #[must_use]
    pub fn with_threads(mut self, threads: usize) -> Self {
        self.threads = Some(threads);
        self
    }

    /// Sets the parameters of the algorithms.
    #[doc(hidden)]
    #[must_use]
    pub fn with_tuning(mut self, tuning: Tuning) -> Self {
        self.tuning = tuning;
        self
    }

    /// Refuses options that contradict one another, or that this build cannot follow, whatever the problem.
    /// [`check`](Self::check) also tests them against a problem.
    ///
    /// # Errors
    /// [`Error::Options`] with everything that is wrong and how to fix it.
    pub fn validate(&self) -> Result<(), Error> {
        refused(&self.wrong())
    }

    /// Like [`validate`](Self::validate), for a problem with this aim.
    ///
    /// # Errors
    /// As for [`validate`](Self::validate), and if the strategy cannot work towards the aim.
    pub fn validate_towards(&self, aim: AimKind) -> Result<(), Error> {
        let mut wrong = self.wrong();
        if aim == AimKind::WorstFirst && self.strategy == Strategy::Mip {
            let message = "mip can only raise the total; for the aim worst_first choose another strategy, such as auto";
            wrong.push(message.to_owned());
        }
        refused(&wrong)
    }

    /// Refuses a solve from an earlier plan by a strategy that cannot begin with one.
    ///
    /// # Errors
    /// [`Error::Options`] with the strategies that can.
    pub(crate) fn validate_start(&self) -> Result<(), Error> {
        match self.strategy {
            Strategy::Auto | Strategy::LocalSearch | Strategy::Exact => Ok(()),
            Strategy::Random | Strategy::Greedy | Strategy::Mip => Err(Error::Options(format!(
                "the strategy {} cannot start from an earlier plan; choose auto, local_search or exact",
                self.strategy
            ))),
        }
    }

    fn wrong(&self) -> Vec<String> {
        let mut wrong = Vec::new();
        if let Some(threads) = self.threads
            && !(1..=MOST_THREADS).contains(&threads)
        {
            wrong.push(format!("threads is {threads}; give 1 to {MOST_THREADS}, or leave it out for all cores"));
        }
        if matches!(self.strategy, Strategy::Exact | Strategy::Mip) && cfg!(not(feature = "highs")) {
            let message =
                "this build has no LP and MIP backend; build with the feature `highs`, or choose another strategy";
            wrong.push(message.to_owned());
        }
        wrong.extend(self.tuning.wrong());
        wrong
    }
}

fn refused(wrong: &[String]) -> Result<(), Error> {
    if wrong.is_empty() { Ok(()) } else { Err(Error::Options(wrong.join(". "))) }
}

/// A duration in files: a number of seconds.
mod seconds {
    use std::time::Duration;

    use serde::{Deserialize, Deserializer, Serializer};

    #[expect(clippy::ref_option, reason = "the signature that serde's `with` asks for")]
    pub(super) fn serialize<S: Serializer>(limit: &Option<Duration>, serializer: S) -> Result<S::Ok, S::Error> {
        match limit {
            Some(limit) => serializer.serialize_f64(limit.as_secs_f64()),
            None => serializer.serialize_none(),
        }
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Duration>, D::Error> {
        let seconds = Option::<f64>::deserialize(deserializer)?;
        // The longest duration, written as a float, is rounded up and exceeds the largest possible duration.
        let read = |seconds: f64| {
            let is_longest = seconds.to_bits() == Duration::MAX.as_secs_f64().to_bits();
            if is_longest { Ok(Duration::MAX) } else { Duration::try_from_secs_f64(seconds) }
        };
        seconds.map(read).transpose().map_err(serde::de::Error::custom)
    }
}
