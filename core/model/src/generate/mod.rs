//! Random cohorts: a shape and a seed determine a cohort, for benchmarks, tests and first trials of rules.
//!
//! The structure is that of real cohorts of strong schools: a few strengths, a few needs, regions of very different size,
//! and trusts that mostly stay in one region. The schools are invented. All draws are in integers from a named generator,
//! so a shape and a seed give the same cohort on every machine.

mod draw;
mod names;
mod places;
mod practice;
mod shape;
mod trusts;

pub use places::Spread;
pub use shape::Shape;

use crate::cohort::Cohort;
use crate::error::Error;
use crate::school::{Location, School};
use draw::Draw;
use places::Region;
use practice::Practice;

/// The number before the first id. With it, all ids have six digits and are in the order of the draws.
const BEFORE_FIRST_ID: usize = 100_000;

/// A phase: its name, its share of the schools in percent, and the number of pupils in its schools. The pupils range from
/// the first number to the sum of all three.
struct Phase {
    name: &'static str,
    percent: i64,
    pupils: [usize; 3],
}

const PHASES: [Phase; 3] = [
    Phase { name: "Primary", percent: 55, pupils: [80, 300, 300] },
    Phase { name: "Secondary", percent: 29, pupils: [600, 800, 700] },
    Phase { name: "Special", percent: 16, pupils: [40, 120, 100] },
];

/// A random cohort with this shape. The same shape and seed give the same cohort on every machine.
///
/// Every school has an id, a name, a location, and the attributes `region`, `phase`, `pupils` and `fsm_pct`. It has
/// strengths of 3 to 5 on the scale of 5, and needs of priority 1 to 3 in other areas. Some schools have a `trust`. Each
/// phase is drawn as a separate cohort, because groups stay within a phase by default.
///
/// ```
/// # use tercet_model as tercet;
/// use tercet::model::generate::{Shape, generate};
/// use tercet::{Problem, Rules};
/// let cohort = generate(&Shape::default().with_schools(60), 7)?;
/// assert_eq!((cohort.len(), cohort.areas().len()), (60, 12));
/// assert_eq!(cohort, generate(&Shape::default().with_schools(60), 7)?);
/// let problem = Problem::new(cohort, Rules::default())?;
/// assert_eq!(problem.attributes_of(tercet::model::rules::Rule::Differ).collect::<Vec<_>>(), ["region", "trust"]);
/// # Ok::<(), tercet::Error>(())
/// ```
///
/// # Errors
/// [`Error::Options`] if no cohort has this shape. The message says what to change.
pub fn generate(shape: &Shape, seed: u64) -> Result<Cohort, Error> {
    shape.validate()?;
    let mut parts = Parts::new(seed);
    let percents: Vec<i64> = PHASES[..shape.phases].iter().map(|phase| phase.percent).collect();
    let mut schools = Vec::with_capacity(shape.schools);
    let areas = practice::areas(shape.areas);
    let mut num_trusts = 0;
    for (phase, count) in PHASES.iter().zip(places::parts(&percents, shape.schools)) {
        let regions = places::regions(&mut parts.regions, count, shape.regions, shape.spread);
        let names: Vec<&str> = regions.iter().map(|region| region.name).collect();
        let trusts = trusts::trusts(&mut parts.trusts, &names, shape.in_trust_percent, shape.largest_trust);
        for (region, &trust) in regions.into_iter().zip(&trusts) {
            let school = parts.school(phase, region, schools.len());
            let practice = Practice::draw(&mut parts.practice, shape.areas, &shape.strengths, &shape.needs);
            let school = with_practice(school, &areas, &practice);
            schools.push(match trust {
                Some(number) => school.with_attribute("trust", names::trust(num_trusts + number)),
                None => school,
            });
        }
        num_trusts += trusts.iter().flatten().max().map_or(0, |last| last + 1);
    }
    Cohort::new(schools, areas)
}

/// A stream for each aspect of a cohort.
struct Parts {
    regions: Draw,
    trusts: Draw,
    practice: Draw,
    places: Draw,
    sizes: Draw,
}

impl Parts {
    fn new(seed: u64) -> Self {
        let mut streams = Draw::streams(seed);
        let mut next = || streams.next().expect("streams never end");
        Self { regions: next(), trusts: next(), practice: next(), places: next(), sizes: next() }
    }

    /// The school at this place in the cohort, without trust, strengths and needs.
    fn school(&mut self, phase: &Phase, region: &Region, place: usize) -> School {
        let Location { easting, northing } = places::location(&mut self.places, region);
        let [least, one, other] = phase.pupils;
        let pupils = least + self.sizes.below(one + 1) + self.sizes.below(other + 1);
        // The smaller of two draws: many schools have few pupils with free school meals, and few schools have many.
        let tenths = 20 + self.sizes.below(681).min(self.sizes.below(681));
        School::new((BEFORE_FIRST_ID + 1 + place).to_string(), names::school(place, phase.name))
            .with_location(easting, northing)
            .with_attribute("region", region.name)
            .with_attribute("phase", phase.name)
            .with_attribute("pupils", float(pupils))
            .with_attribute("fsm_pct", float(tenths) / 10.0)
    }
}

fn with_practice(mut school: School, areas: &[String], practice: &Practice) -> School {
    for &(area, level) in &practice.strengths {
        school = school.with_strength(&areas[area], float(level));
    }
    for &(area, priority) in &practice.needs {
        school = school.with_need(&areas[area], float(priority));
    }
    school
}

fn float(number: usize) -> f64 {
    f64::from(u32::try_from(number).expect("a few thousand at most"))
}

#[cfg(test)]
mod tests;
