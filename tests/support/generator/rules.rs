//! The rules, terms and tables of a small problem; each is drawn now and then, so that a few are in force at a time.

use std::collections::{BTreeMap, BTreeSet};

use tercet::model::benefit::{Closeness, Novelty};
use tercet::model::dates;
use tercet::model::rules::at_least::AtLeast;
use tercet::model::rules::at_most::{AtMost, AtMostKind};
use tercet::model::rules::traits::Trait;
use tercet::model::rules::unmatched::Unmatched;
use tercet::model::school::Value;
use tercet::model::sizes::Count;
use tercet::model::tables::{OwnBenefit, PastGroup, Travel, UsableDays};

use super::{REGIONS, decimal};
use crate::choices::Choices;
use crate::distances;
use crate::stated::Stated;

const WEIGHTS: [f64; 5] = [1.0, 0.5, 2.0, 7.0, 0.1];

pub(super) fn draw(choices: &mut Choices, stated: &mut Stated) {
    sizes(choices, stated);
    terms(choices, stated);
    over_attributes(choices, stated);
    over_numbers(choices, stated);
    over_names(choices, stated);
    history(choices, stated);
    pair_tables(choices, stated);
    usable_days(choices, stated);
    distances::draw(choices, stated);
    if choices.once_in(2) {
        stated.rules.hard.unmatched = Unmatched::Price(choices.one_of(&[4_000, 0, 500, 12_000]));
    }
}

fn sizes(choices: &mut Choices, stated: &mut Stated) {
    let sizes = &mut stated.rules.sizes;
    if choices.once_in(3) {
        sizes.allowed = choices.some_of(&[2, 3, 4, 5, 6]).into_iter().collect();
        if sizes.allowed.is_empty() {
            sizes.allowed = BTreeSet::from([2]);
        }
    }
    for size in sizes.allowed.clone() {
        if choices.once_in(8) {
            let least = choices.between(0, 2);
            let most = least + choices.below(2);
            let count = if least == most { Count::Exactly(least) } else { Count::Between(least, most) };
            sizes.exactly.insert(size, count);
        }
    }
}

/// Which of these attributes some school declares; the cohort does not have the others.
fn known(stated: &Stated, names: &[&str]) -> Vec<String> {
    let declared = |name: &str| stated.schools.iter().any(|school| school.attribute(name).is_some());
    names.iter().filter(|name| declared(name)).map(ToString::to_string).collect()
}

fn terms(choices: &mut Choices, stated: &mut Stated) {
    let varied = known(stated, &["fsm_pct", "pupils", "faith", "region"]);
    let alike = known(stated, &["fsm_pct", "pupils", "faith", "trust"]);
    let benefit = &mut stated.rules.benefit;
    if choices.once_in(4) {
        benefit.learn = choices.one_of(&[1.0, 0.0, 3.3]);
        benefit.share = choices.one_of(&[1.0, 0.0, 0.7]);
    }
    let weights = |choices: &mut Choices, names: Vec<String>| -> BTreeMap<String, f64> {
        let drawn: Vec<String> = names.into_iter().filter(|_| choices.once_in(8)).collect();
        drawn.into_iter().map(|name| (name, choices.one_of(&WEIGHTS))).collect()
    };
    benefit.variety = weights(choices, varied);
    benefit.likeness = weights(choices, alike);
    if choices.once_in(5) {
        let (weight, zero_at_km) = (choices.one_of(&WEIGHTS), choices.one_of(&[250.0, 100.0, 33.3, 0.5]));
        benefit.closeness = Some(Closeness { weight, zero_at_km });
    }
    if choices.once_in(5) {
        let (weight, decay) = (choices.one_of(&WEIGHTS), choices.one_of(&[0.5, 0.9, 0.3, 0.0, 1.0]));
        benefit.novelty = Some(Novelty { weight, decay });
    }
    if choices.once_in(5) {
        benefit.own = choices.one_of(&WEIGHTS);
    }
    // All weights zero is an error of its own.
    if benefit.terms().iter().all(|(_, weight)| *weight == 0.0) {
        benefit.learn = 1.0;
    }
}

fn over_attributes(choices: &mut Choices, stated: &mut Stated) {
    let differing = known(stated, &["region", "trust", "pupils", "faith"]);
    let alike = known(stated, &["phase", "faith", "trust"]);
    let countable = known(stated, &["phase", "region", "trust", "pupils", "faith"]);
    let areas = stated.areas.clone();
    let hard = &mut stated.rules.hard;
    let some = |choices: &mut Choices, names: &[String]| {
        names.iter().filter(|_| choices.once_in(4)).cloned().collect::<Vec<String>>()
    };
    if choices.once_in(2) {
        hard.differ = Some(some(choices, &differing));
    }
    if choices.once_in(3) {
        hard.same = Some(some(choices, &alike));
    }
    let kind = |choices: &mut Choices| match choices.below(3) {
        0 => Trait::Strength { strength: choices.one_of(&areas), level: choices.one_of(&[60, 0, 50, 100]) },
        1 => Trait::Need { need: choices.one_of(&areas) },
        _ => {
            let value = Value::from(choices.one_of(&REGIONS[..3]));
            Trait::Attribute { attribute: "region".to_owned(), value }
        }
    };
    let has_region = countable.contains(&"region".to_owned());
    let is_known = |kind: &Trait| has_region || !matches!(kind, Trait::Attribute { .. });
    if choices.once_in(5) {
        let kind = kind(choices);
        let count = choices.between(1, 2);
        if is_known(&kind) {
            hard.at_most.push(AtMost { kind: AtMostKind::Trait(kind), count });
        }
    }
    if choices.once_in(5) {
        let (attribute, count) = (choices.one_of(&countable), choices.between(1, 2));
        hard.at_most.push(AtMost { kind: AtMostKind::AnyValue { attribute }, count });
    }
    if choices.once_in(6) {
        let kind = kind(choices);
        if is_known(&kind) {
            hard.at_least.push(AtLeast { kind, count: 1 });
        }
    }
}

fn over_numbers(choices: &mut Choices, stated: &mut Stated) {
    let hard = &mut stated.rules.hard;
    if choices.once_in(5) {
        hard.learn_at_least = Some(decimal(choices.between(1, 40), 100));
    }
    if choices.once_in(5) {
        hard.share_at_least = Some(decimal(choices.between(1, 25), 100));
    }
    if choices.once_in(4) {
        hard.no_repeat_years = Some(choices.one_of(&[1, 2, 3]));
    }
}

fn over_names(choices: &mut Choices, stated: &mut Stated) {
    let ids: Vec<String> = stated.schools.iter().map(|school| school.id.clone()).collect();
    if ids.len() < 4 {
        return;
    }
    let hard = &mut stated.rules.hard;
    for _ in 0..choices.below(3) {
        if choices.once_in(2) {
            let count = choices.between(2, 3);
            hard.apart.push(choices.distinct(count, &ids));
        }
        if choices.once_in(4) {
            let count = choices.between(2, 3);
            hard.together.push(choices.distinct(count, &ids));
        }
    }
    if choices.once_in(6) {
        let sizes: Vec<usize> = stated.rules.sizes.allowed.iter().copied().filter(|&size| size <= ids.len()).collect();
        if !sizes.is_empty() {
            let size = choices.one_of(&sizes);
            hard.locked.push(choices.distinct(size, &ids));
        }
    }
}

fn history(choices: &mut Choices, stated: &mut Stated) {
    let ids: Vec<String> = stated.schools.iter().map(|school| school.id.clone()).collect();
    if stated.rules.hard.no_repeat_years.is_none() && stated.rules.benefit.novelty.is_none() || ids.len() < 2 {
        return;
    }
    // At least one past group, because the rule and the term need a table.
    for _ in 0..=choices.below(3) {
        let size = choices.between(2, 4);
        let mut schools = choices.distinct(size, &ids);
        if choices.once_in(4) {
            schools.push("gone".to_owned());
        }
        let year = 2025 - i32::try_from(choices.below(4)).expect("a few years");
        stated.tables.history.push(PastGroup { year, schools });
    }
    // The year that is being planned has to be stated: the year after the last group, or a later one.
    let last = stated.tables.history.iter().map(|past| past.year).max().unwrap_or(2025);
    stated.tables.year = Some(if choices.once_in(2) { choices.one_of(&[2026, 2028]) } else { last + 1 });
}

fn pair_tables(choices: &mut Choices, stated: &mut Stated) {
    let ids: Vec<String> = stated.schools.iter().map(|school| school.id.clone()).collect();
    if ids.len() < 2 {
        stated.rules.benefit.own = 0.0;
        return;
    }
    let (mut forbidden, mut travel, mut own) = (Vec::new(), Vec::new(), Vec::new());
    if choices.once_in(3) {
        for _ in 0..choices.between(1, 4) {
            let pair = choices.distinct(2, &ids);
            forbidden.push([pair[0].clone(), pair[1].clone()]);
        }
    }
    let all_minutes = choices.once_in(6);
    if all_minutes {
        stated.rules.hard.max_minutes = Some(choices.one_of(&[90, 60, 120]));
    }
    for (place, school) in ids.iter().enumerate() {
        for peer in &ids[place + 1..] {
            if all_minutes && (travel.is_empty() || !choices.once_in(10)) {
                let minutes = u32::try_from(choices.below(130)).expect("a small number");
                travel.push(Travel { school: school.clone(), peer: peer.clone(), minutes });
            }
        }
    }
    if stated.rules.benefit.own > 0.0 {
        // The first pair always has an entry, because the term needs a table.
        for school in &ids {
            for peer in ids.iter().filter(|&peer| peer != school) {
                if own.is_empty() || choices.once_in(2) {
                    let points = i64::try_from(choices.between(0, 10_000)).expect("a small number");
                    own.push(OwnBenefit { school: school.clone(), peer: peer.clone(), points });
                }
            }
        }
    }
    stated.tables.forbidden = forbidden.into();
    stated.tables.minutes = travel.into();
    stated.tables.own = own.into();
}

fn usable_days(choices: &mut Choices, stated: &mut Stated) {
    if !choices.once_in(5) {
        return;
    }
    // Most days are usable for most schools: three schools then fall short of what each two of them have.
    let most = choices.between(3, 8);
    stated.rules.hard.common_days = Some(u32::try_from(choices.between(1, most - 1)).expect("a few days"));
    // Days further apart than a word of bits.
    let date = |day: usize| dates::parse(&format!("2027-{:02}-01", day + 1)).expect("the first of a month");
    for school in &stated.schools {
        let dates = (0..most).filter(|_| !choices.once_in(5)).map(date).collect();
        stated.tables.usable_days.push(UsableDays { school: school.id.clone(), dates });
    }
}
