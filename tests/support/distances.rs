//! The rules over the distance of two schools, as the design defines them, and how random problems draw them.

use tercet::model::rules::Rule;

use crate::choices::Choices;
use crate::oracle::squared_metres;
use crate::rational::Rational;
use crate::stated::Stated;

/// Whether two schools of one group keep each of these rules.
pub(crate) fn expected(stated: &Stated, a: usize, b: usize) -> Vec<(Rule, bool)> {
    vec![
        (Rule::MaxKm, within_km(stated, a, b)),
        (Rule::MinKm, beyond_km(stated, a, b)),
        (Rule::MaxMinutes, within_minutes(stated, a, b)),
    ]
}

/// Sometimes draws the rules.
pub(crate) fn draw(choices: &mut Choices, stated: &mut Stated) {
    let hard = &mut stated.rules.hard;
    if choices.once_in(5) {
        hard.max_km = Some(choices.one_of(&[150.0, 100.0, 60.5, 200.123]));
    }
    if choices.once_in(12) {
        hard.min_km = Some(choices.one_of(&[10.0, 40.0, 25.5, 0.123]));
    }
}

/// The squared distance of two schools in metres, if both have a place.
fn squared(stated: &Stated, a: usize, b: usize) -> Option<Rational> {
    let (a, b) = stated.schools[a].location.zip(stated.schools[b].location)?;
    Some(Rational::whole(squared_metres(a, b)))
}

fn within_km(stated: &Stated, a: usize, b: usize) -> bool {
    let limit = stated.rules.hard.max_km.map(|km| Rational::decimal(km) * Rational::whole(1_000));
    limit.zip(squared(stated, a, b)).is_none_or(|(metres, squared)| squared <= metres * metres)
}

fn beyond_km(stated: &Stated, a: usize, b: usize) -> bool {
    let limit = stated.rules.hard.min_km.map(|km| Rational::decimal(km) * Rational::whole(1_000));
    limit.zip(squared(stated, a, b)).is_none_or(|(metres, squared)| squared >= metres * metres)
}

fn within_minutes(stated: &Stated, a: usize, b: usize) -> bool {
    let Some(most) = stated.rules.hard.max_minutes else {
        return true;
    };
    let (a, b) = (&stated.schools[a].id, &stated.schools[b].id);
    let is_pair = |x: &String, y: &String| (x == a && y == b) || (x == b && y == a);
    stated.tables.minutes.entries().iter().any(|travel| is_pair(&travel.school, &travel.peer) && travel.minutes <= most)
}
