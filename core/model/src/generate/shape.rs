//! The shape of a random cohort, and which shapes are possible.

use std::ops::RangeInclusive;

use crate::error::Error;
use crate::generate::PHASES;
use crate::generate::places::{REGIONS, Spread};

/// The most schools, because every id has six digits.
const MOST_SCHOOLS: usize = 100_000;

/// The most areas. Real cohorts have about twelve.
const MOST_AREAS: usize = 100;

/// The shape of a random cohort. Plain data with a default for everything; change what you need with the `with_*` setters.
///
/// ```
/// # use tercet_model as tercet;
/// use tercet::model::generate::{Shape, Spread, generate};
/// let shape = Shape::default().with_schools(30).with_spread(Spread::Even).with_strengths(2..=4);
/// assert_eq!(generate(&shape, 0)?.len(), 30);
/// let error = generate(&shape.with_regions(12), 0).unwrap_err();
/// assert_eq!(error.to_string(), "regions is 12; give 1 to 9");
/// # Ok::<(), tercet::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Shape {
    /// The number of schools, 1 to 100,000. Default 100.
    pub schools: usize,
    /// The number of areas, 1 to 100. Default 12.
    pub areas: usize,
    /// The number of regions in England, 1 to 9. The regions with the most strong schools come first. Default 9. Groups
    /// whose regions all differ need at least four regions if the schools are spread evenly, and six if not. With fewer
    /// regions, one region has a third of the schools.
    pub regions: usize,
    /// How the schools are spread over the regions, exact to one school. Default uneven.
    pub spread: Spread,
    /// The number of phases, 1 to 3: Primary, Secondary (29 %), Special (16 %). Default 1.
    pub phases: usize,
    /// How many schools in a hundred are in a trust, 0 to 100. Default 50.
    pub in_trust_percent: usize,
    /// The most schools of a phase in one trust, 1 or more. Default 6; never more than a sixth of the phase.
    pub largest_trust: usize,
    /// The range for a school's number of strengths. All numbers in the range are equally likely. Default 1 to 4.
    pub strengths: RangeInclusive<usize>,
    /// The range for a school's number of needs. All numbers in the range are equally likely. Default 2 to 3.
    pub needs: RangeInclusive<usize>,
}

impl Default for Shape {
    fn default() -> Self {
        Self {
            schools: 100,
            areas: 12,
            regions: REGIONS.len(),
            spread: Spread::default(),
            phases: 1,
            in_trust_percent: 50,
            largest_trust: 6,
            strengths: 1..=4,
            needs: 2..=3,
        }
    }
}

impl Shape {
    /// Sets the number of schools.
    #[must_use]
    pub fn with_schools(mut self, schools: usize) -> Self {
        self.schools = schools;
        self
    }

    /// Sets the number of areas.
    #[must_use]
    pub fn with_areas(mut self, areas: usize) -> Self {
        self.areas = areas;
        self
    }

    /// Sets the number of regions.
    #[must_use]
    pub fn with_regions(mut self, regions: usize) -> Self {
        self.regions = regions;
        self
    }

    /// Sets how the schools are spread over the regions.
    #[must_use]
    pub fn with_spread(mut self, spread: Spread) -> Self {
        self.spread = spread;
        self
    }

    /// Sets the number of phases.
    #[must_use]
    pub fn with_phases(mut self, phases: usize) -> Self {
        self.phases = phases;
        self
    }

    /// Sets how many schools in a hundred are in a trust.
    #[must_use]
    pub fn with_in_trust_percent(mut self, percent: usize) -> Self {
        self.in_trust_percent = percent;
        self
    }

    /// Sets the size of the largest trust.
    #[must_use]
    pub fn with_largest_trust(mut self, schools: usize) -> Self {
        self.largest_trust = schools;
        self
    }

    /// Sets the range for a school's number of strengths.
    #[must_use]
    pub fn with_strengths(mut self, strengths: RangeInclusive<usize>) -> Self {
        self.strengths = strengths;
        self
    }

    /// Sets the range for a school's number of needs.
    #[must_use]
    pub fn with_needs(mut self, needs: RangeInclusive<usize>) -> Self {
        self.needs = needs;
        self
    }

    /// Refuses a shape that no cohort can have.
    ///
    /// # Errors
    /// [`Error::Options`] with everything that is wrong and how to fix it.
    pub fn validate(&self) -> Result<(), Error> {
        let numbers = [
            ("schools", self.schools, 1, MOST_SCHOOLS),
            ("areas", self.areas, 1, MOST_AREAS),
            ("regions", self.regions, 1, REGIONS.len()),
            ("phases", self.phases, 1, PHASES.len()),
            ("in_trust_percent", self.in_trust_percent, 0, 100),
            ("largest_trust", self.largest_trust, 1, usize::MAX),
        ];
        let mut wrong = Vec::new();
        for (name, number, least, most) in numbers {
            if !(least..=most).contains(&number) {
                let range = if most == usize::MAX { format!("{least} or more") } else { format!("{least} to {most}") };
                wrong.push(format!("{name} is {number}; give {range}"));
            }
        }
        for (name, range) in [("strengths", &self.strengths), ("needs", &self.needs)] {
            if range.is_empty() {
                let (least, most) = (range.start(), range.end());
                wrong.push(format!("{name} is {least} to {most}; give the smaller number first"));
            }
        }
        let (strengths, needs) = (*self.strengths.end(), *self.needs.end());
        if strengths.saturating_add(needs) > self.areas {
            wrong.push(format!(
                "areas is {}, and a school may have {strengths} strengths and {needs} needs, all in different areas; give \
                 more areas, or fewer strengths and needs",
                self.areas
            ));
        }
        if wrong.is_empty() { Ok(()) } else { Err(Error::Options(wrong.join(". "))) }
    }
}
