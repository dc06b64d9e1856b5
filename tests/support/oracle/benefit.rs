//! The benefit terms, as the design defines them, in exact fractions.

use std::collections::{BTreeMap, BTreeSet};

use tercet::School;
use tercet::model::benefit::{Benefit, Term};
use tercet::model::school::{Location, Value};

use super::Oracle;
use crate::rational::Rational;
use crate::stated::Stated;

/// All of it: one school whose needs are all met at the top of the scale.
const FULL: i128 = 10_000;

/// Per area, the strength as percent of the scale, rounded half up; not declared counts as 0 here.
pub(super) fn levels(stated: &Stated, school: &School) -> Vec<i128> {
    let scale = Rational::decimal(stated.rules.scale.strength);
    let level = |area: &String| match school.strengths.get(area) {
        Some(&strength) => {
            let percent = Rational::whole(100) * Rational::decimal(strength) / scale;
            (percent + Rational::new(1, 2)).floor()
        }
        None => 0,
    };
    stated.areas.iter().map(level).collect()
}

/// Per area, the priority as whole percent that sum to 100; ties go to the area that is first by its name.
pub(super) fn needs(stated: &Stated, school: &School) -> Vec<i128> {
    let names: BTreeSet<&String> = stated.areas.iter().collect();
    let priority = |area: &&String| Rational::decimal(school.needs.get(*area).copied().unwrap_or(0.0));
    let shares = apportion(&names.iter().map(priority).collect::<Vec<_>>(), 100);
    let percent: BTreeMap<&String, i128> = names.into_iter().zip(shares).collect();
    stated.areas.iter().map(|area| percent[area]).collect()
}

/// The terms with whole thousandths that sum to 1,000.
pub(super) fn term_weights(benefit: &Benefit) -> Vec<(Term, i128)> {
    let mut terms = vec![(Term::Learn, benefit.learn), (Term::Share, benefit.share)];
    for (name, &weight) in &benefit.variety {
        terms.push((Term::Variety(name.clone()), weight));
    }
    for (name, &weight) in &benefit.likeness {
        terms.push((Term::Likeness(name.clone()), weight));
    }
    if let Some(closeness) = &benefit.closeness {
        terms.push((Term::Closeness, closeness.weight));
    }
    if let Some(novelty) = &benefit.novelty {
        terms.push((Term::Novelty, novelty.weight));
    }
    terms.push((Term::Own, benefit.own));
    let stated: Vec<Rational> = terms.iter().map(|(_, weight)| Rational::decimal(*weight)).collect();
    terms.into_iter().map(|(term, _)| term).zip(apportion(&stated, 1_000)).collect()
}

/// Largest remainder: the floors of the exact shares, then one more for the largest remainders, the earlier one first.
fn apportion(parts: &[Rational], total: i128) -> Vec<i128> {
    let sum: Rational = parts.iter().copied().sum();
    if sum == Rational::whole(0) {
        return vec![0; parts.len()];
    }
    let exact: Vec<Rational> = parts.iter().map(|&part| part * Rational::whole(total) / sum).collect();
    let mut shares: Vec<i128> = exact.iter().map(|share| share.floor()).collect();
    while shares.iter().sum::<i128>() < total {
        let remainder = |i: usize| exact[i] - Rational::whole(shares[i]);
        let largest = (0..parts.len()).rev().max_by_key(|&i| remainder(i)).expect("there are parts");
        shares[largest] += 1;
    }
    shares
}

/// One term for a school in its group.
pub(super) fn term(oracle: &Oracle, term: &Term, school: usize, group: &[usize]) -> i128 {
    match term {
        Term::Learn => learn(oracle, school, group),
        Term::Share => share(oracle, school, group),
        Term::Variety(name) => average(school, group, |peer| variety(oracle.stated, name, school, peer)),
        Term::Likeness(name) => average(school, group, |peer| likeness(oracle.stated, name, school, peer)),
        Term::Closeness => average(school, group, |peer| closeness(oracle.stated, school, peer)),
        Term::Novelty => average(school, group, |peer| novelty(oracle.stated, school, peer)),
        Term::Own => average(school, group, |peer| own(oracle.stated, school, peer)),
    }
}

/// sum over areas of the need's weight * the best level among the peers; all of it for a school without needs.
pub(super) fn learn(oracle: &Oracle, school: usize, group: &[usize]) -> i128 {
    let needs = &oracle.needs[school];
    if needs.iter().all(|&weight| weight == 0) {
        return FULL;
    }
    let mut points = 0;
    for (area, weight) in needs.iter().enumerate() {
        let levels = group.iter().filter(|&&peer| peer != school).map(|&peer| oracle.levels[peer][area]);
        points += weight * levels.max().unwrap_or(0);
    }
    points
}

/// floor of the average, over the peers, of how much of their needs the school's levels meet.
pub(super) fn share(oracle: &Oracle, school: usize, group: &[usize]) -> i128 {
    average(school, group, |peer| oracle.needs[peer].iter().zip(&oracle.levels[school]).map(|(w, l)| w * l).sum())
}

fn average(school: usize, group: &[usize], pair: impl Fn(usize) -> i128) -> i128 {
    let peers: Vec<usize> = group.iter().copied().filter(|&peer| peer != school).collect();
    match i128::try_from(peers.len()) {
        Ok(0) | Err(_) => 0,
        Ok(count) => Rational::new(peers.into_iter().map(pair).sum(), count).floor(),
    }
}

/// Text: all or nothing. Numbers: floor(10,000 * difference / range over the cohort). Missing: nothing.
fn variety(stated: &Stated, name: &str, a: usize, b: usize) -> i128 {
    match (stated.schools[a].attribute(name), stated.schools[b].attribute(name)) {
        (Some(Value::Text(a)), Some(Value::Text(b))) => FULL * i128::from(a != b),
        (Some(&Value::Number(a)), Some(&Value::Number(b))) => {
            let range = range(stated, name);
            if range == Rational::whole(0) {
                return 0;
            }
            let difference = (Rational::decimal(a) - Rational::decimal(b)).abs();
            (Rational::whole(FULL) * difference / range).floor()
        }
        _ => 0,
    }
}

/// What variety leaves of the full points, where both values are there.
fn likeness(stated: &Stated, name: &str, a: usize, b: usize) -> i128 {
    let declared = |school: usize| stated.schools[school].attribute(name).is_some();
    if declared(a) && declared(b) { FULL - variety(stated, name, a, b) } else { 0 }
}

fn range(stated: &Stated, name: &str) -> Rational {
    let numbers = stated.schools.iter().filter_map(|school| match school.attribute(name) {
        Some(&Value::Number(number)) => Some(Rational::decimal(number)),
        _ => None,
    });
    let (low, high) = (numbers.clone().min(), numbers.max());
    high.zip(low).map_or(Rational::whole(0), |(high, low)| high - low)
}

/// floor(10,000 * (1 - distance / reach)): the most points k whose distance reach * (1 - k / 10,000) the pair is within.
fn closeness(stated: &Stated, a: usize, b: usize) -> i128 {
    let Some(reach) = stated.rules.benefit.closeness.map(|closeness| closeness.zero_at_km) else {
        return 0;
    };
    let Some((a, b)) = stated.schools[a].location.zip(stated.schools[b].location) else {
        return 0;
    };
    let reach = Rational::decimal(reach) * Rational::whole(1_000);
    let is_within = |points: i128| {
        let metres = reach * Rational::new(FULL - points, FULL);
        Rational::whole(squared_metres(a, b)) <= metres * metres
    };
    // The points that hold are 0 up to the answer, so halving finds it.
    let (mut holds, mut fails) = (0, FULL + 1);
    while fails - holds > 1 {
        let middle = (holds + fails) / 2;
        if is_within(middle) { holds = middle } else { fails = middle }
    }
    holds
}

/// The square of the distance between two places.
pub(crate) fn squared_metres(a: Location, b: Location) -> i128 {
    let (east, north) = (i128::from(a.easting - b.easting), i128::from(a.northing - b.northing));
    east * east + north * north
}

/// 10,000 if the pair never met, else floor(10,000 * (1 - decay^years)).
fn novelty(stated: &Stated, a: usize, b: usize) -> i128 {
    let Some(decay) = stated.rules.benefit.novelty.map(|novelty| novelty.decay) else {
        return 0;
    };
    match years_since(stated, a, b) {
        None => FULL,
        Some(years) => (Rational::whole(FULL) * (Rational::whole(1) - Rational::decimal(decay).power(years))).floor(),
    }
}

/// The years from the last meeting of a pair to the year that is planned, at least 1.
pub(super) fn years_since(stated: &Stated, a: usize, b: usize) -> Option<u32> {
    let history = &stated.tables.history;
    let planned = stated.tables.year.expect("a problem with past groups states the year");
    let (a, b) = (&stated.schools[a].id, &stated.schools[b].id);
    let meetings = history.iter().filter(|past| past.schools.contains(a) && past.schools.contains(b));
    let met = meetings.map(|past| past.year).max()?;
    Some(u32::try_from(planned - met).unwrap_or(0).max(1))
}

fn own(stated: &Stated, school: usize, peer: usize) -> i128 {
    let (school, peer) = (&stated.schools[school].id, &stated.schools[peer].id);
    let entry = stated.tables.own.entries().iter().find(|own| own.school == *school && own.peer == *peer);
    entry.map_or(0, |own| i128::from(own.points))
}
