//! `generate`: random cohorts for trials and benchmarks.

use pyo3::prelude::*;
use tercet::Error;
use tercet::model::generate::{Shape, Spread, generate as random_cohort};

use crate::background::away;
use crate::cohort::Cohort;
use crate::errors::raise;
use crate::solve::whole;

/// Generate a random cohort for trials and benchmarks.
///
/// The cohort has the structure of real cohorts of strong schools, but its schools are made up.
///
/// Parameters
/// ----------
/// schools : int, default 100
///     The number of schools, 1 to 100,000.
/// areas : int, default 12
///     The number of areas, 1 to 100.
/// regions : int, default 9
///     The number of regions of England, 1 to 9. The regions with the most strong schools come first.
/// spread : {"uneven", "even"}, default "uneven"
///     The spread of the schools over the regions. ``"uneven"`` gives each region its percentage of England's strong
///     schools, from 26.5% in London to 4.5% in the North East. ``"even"`` puts the same number in each region.
/// phases : int, default 1
///     The number of phases, 1 to 3: Primary, Secondary, Special.
/// in_trust_percent : int, default 50
///     The percentage of schools that are in a trust.
/// largest_trust : int, default 6
///     The most schools of one phase in a trust. A trust never has more than a sixth of the schools of a phase.
/// strengths : tuple of (int, int), default (1, 4)
///     The fewest and the most strengths of a school. Each strength has a level from 3 to 5 on a scale of 5.
/// needs : tuple of (int, int), default (2, 3)
///     The fewest and the most needs of a school. Each need has a priority from 1 to 3, and is in an area in which the
///     school has no strength.
/// seed : int, default 0
///     The random seed. The same arguments give the same cohort on every machine.
///
/// Returns
/// -------
/// Cohort
///     A cohort with the attributes ``region``, ``phase``, ``trust``, ``pupils`` and ``fsm_pct``, and with a location
///     for each school.
///
/// Raises
/// ------
/// OptionsError
///     If no such cohort is possible. The message lists everything that is wrong.
///
/// Examples
/// --------
/// >>> import tercet
/// >>> cohort = tercet.generate(30, seed=7)
/// >>> cohort
/// <Cohort of 30 schools, 12 areas>
/// >>> tercet.solve(cohort, strategy="greedy").status
/// 'feasible'
#[pyfunction]
#[pyo3(signature = (schools = None, *, areas = None, regions = None, spread = "uneven", phases = None,
    in_trust_percent = None, largest_trust = None, strengths = None, needs = None, seed = None),
    text_signature = "(schools=100, *, areas=12, regions=9, spread='uneven', phases=1, in_trust_percent=50, largest_trust=6, strengths=(1, 4), needs=(2, 3), seed=0)")]
#[expect(clippy::too_many_arguments, reason = "keyword arguments, as Python's users expect them")]
pub(crate) fn generate(
    py: Python<'_>,
    schools: Option<&Bound<'_, PyAny>>,
    areas: Option<&Bound<'_, PyAny>>,
    regions: Option<&Bound<'_, PyAny>>,
    spread: &str,
    phases: Option<&Bound<'_, PyAny>>,
    in_trust_percent: Option<&Bound<'_, PyAny>>,
    largest_trust: Option<&Bound<'_, PyAny>>,
    strengths: Option<(Bound<'_, PyAny>, Bound<'_, PyAny>)>,
    needs: Option<(Bound<'_, PyAny>, Bound<'_, PyAny>)>,
    seed: Option<&Bound<'_, PyAny>>,
) -> PyResult<Cohort> {
    let mut shape = Shape::default();
    for (field, given, name) in [
        (&mut shape.schools, schools, "schools"),
        (&mut shape.areas, areas, "areas"),
        (&mut shape.regions, regions, "regions"),
        (&mut shape.phases, phases, "phases"),
        (&mut shape.in_trust_percent, in_trust_percent, "in_trust_percent"),
        (&mut shape.largest_trust, largest_trust, "largest_trust"),
    ] {
        *field = count(given, name)?.unwrap_or(*field);
    }
    for (field, given, name) in [(&mut shape.strengths, strengths, "strengths"), (&mut shape.needs, needs, "needs")] {
        if let Some((least, most)) = given {
            let end = |number: &Bound<'_, PyAny>| Ok::<_, PyErr>(count(Some(number), name)?.unwrap_or(0));
            *field = end(&least)?..=end(&most)?;
        }
    }
    shape.spread = match spread {
        "uneven" => Spread::Uneven,
        "even" => Spread::Even,
        other => {
            let message = format!("spread is '{other}'; give 'uneven' or 'even'");
            return Err(raise(py, Error::Options(message)));
        }
    };
    let seed = whole(seed, "seed")?.unwrap_or(0);
    away(py, move || random_cohort(&shape, seed)).map(Cohort)
}

fn count(number: Option<&Bound<'_, PyAny>>, name: &str) -> PyResult<Option<usize>> {
    Ok(whole(number, name)?.map(|number| usize::try_from(number).unwrap_or(usize::MAX)))
}
