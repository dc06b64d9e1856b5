//! The year of visits on real cohorts, with real holidays, three school terms, eight facilitators, and schools that are
//! away at random.

use rand_core::{Rng, SeedableRng};
use rand_pcg::Pcg64Mcg;
use tercet::plan::check::check as check_plan;
use tercet::programme::calendar::check::check;
use tercet::programme::schedule::usable_days::{enough_days, usable_days};
use tercet::programme::schedule::{ScheduleOptions, replan, schedule};
use tercet::programme::statement::dates::{Date, Period, days_between, days_later, parse};
use tercet::programme::statement::tables::{parse_facilitators, parse_terms};
use tercet::programme::statement::year::{Place, Unavailable, Whom, Year};
use tercet::{Plan, Problem, Status, Strategy, Tables};

use crate::cohorts::{problem, solved};

const TERMS: &[u8] =
    b"term,start,end\nAutumn,2026-09-01,2026-10-23\nAutumn,2026-11-02,2026-12-18\nSpring,2027-01-04,2027-02-12\n\
      Spring,2027-02-22,2027-03-25\nSummer,2027-04-12,2027-05-28\nSummer,2027-06-07,2027-07-21\n";

/// Facilitators across England, who can lead about a tenth more visits than there are. Each school is away on this many
/// days.
pub(crate) fn year(problem: &Problem, days_away: usize, seed: u64) -> Year {
    let mut random = Pcg64Mcg::seed_from_u64(seed);
    let mut below = |end: usize| usize::try_from(random.next_u64() % end as u64).expect("below a small number");
    let places = [(530, 180), (385, 398), (425, 565), (407, 287), (358, 172), (458, 340), (430, 434), (620, 310)];
    let most = problem.len() * 11 / 240 + 1;
    let mut table = "facilitator,easting,northing,visits_a_term\n".to_owned();
    for (number, (east, north)) in places.iter().enumerate() {
        table.push_str(&format!("F{number},{east}000,{north}000,{most}\n"));
    }
    let start = parse("2026-09-01").expect("a date");
    let mut unavailable = Vec::new();
    for school in problem.cohort().schools() {
        for _ in 0..days_away {
            let period = Period::day(days_later(start, i64::try_from(below(324)).expect("small")));
            unavailable.push(Unavailable { whom: Whom::School(school.id.clone()), period, place: Place::default() });
        }
    }
    let mut year = Year::default();
    year.terms = parse_terms(TERMS, "terms.csv").expect("the terms are sound");
    year.facilitators = parse_facilitators(table.as_bytes(), "facilitators.csv").expect("they are sound");
    year.unavailable = unavailable;
    year
}

#[test]
fn the_year_of_a_real_cohort_is_whole_passes_the_check_and_is_bounded() {
    for name in ["primary_30", "primary_120", "mixed_200"] {
        let problem = problem(name);
        let plan = solved(&problem, Strategy::LocalSearch);
        let year = year(&problem, 30, 7);
        let calendar = schedule(&problem, &plan, &year, &ScheduleOptions::default().with_rounds(40)).expect("it runs");
        assert_eq!(calendar.status, Status::Feasible, "{name}: {:?}", calendar.clashes);
        assert_eq!(check(&problem, &year, &calendar), [], "{name}");
        assert_eq!(calendar.visits.len(), problem.len());
        assert!(calendar.gap.is_some_and(|gap| gap < 0.05), "{name}: {:?}", calendar.gap);
    }
}

#[test]
fn when_schools_are_away_too_often_the_groups_that_cannot_meet_are_named() {
    let problem = problem("primary_30");
    let plan = solved(&problem, Strategy::LocalSearch);
    let year = year(&problem, 700, 7);
    let calendar = schedule(&problem, &plan, &year, &ScheduleOptions::default().with_rounds(0)).expect("it runs");
    assert_eq!(calendar.status, Status::Infeasible);
    assert!(calendar.clashes.iter().all(|clash| clash.have.contains("open for all of")), "{:?}", calendar.clashes);
    assert_eq!(check(&problem, &year, &calendar), []);
}

#[test]
fn with_days_in_common_no_group_is_formed_that_cannot_meet() {
    let stated = problem("primary_30");
    let mut year = year(&stated, 0, 7);
    year.facilitators.clear();
    // Every second school hosts and travels in only one half of the year.
    for (place, school) in stated.cohort().schools().iter().enumerate() {
        let (start, end) = if place % 2 == 0 { ("2026-09-01", "2027-01-31") } else { ("2027-02-01", "2027-07-31") };
        let period = Period { start: parse(start).expect("a date"), end: parse(end).expect("a date") };
        year.unavailable.push(Unavailable { whom: Whom::School(school.id.clone()), period, place: Place::default() });
    }
    let options = ScheduleOptions::default().with_rounds(5);
    let calendar = |problem: &Problem, plan: &Plan| schedule(problem, plan, &year, &options).expect("it runs");
    let plan = solved(&stated, Strategy::LocalSearch);
    assert_eq!(calendar(&stated, &plan).status, Status::Infeasible);

    let mut rules = stated.rules().clone();
    let least = enough_days(&year.rules, 4);
    rules.hard.common_days = Some(u32::try_from(least).expect("some weeks"));
    let usable_days = usable_days(stated.cohort(), &year).expect("the year is sound");
    let mut tables = Tables::default();
    tables.usable_days = usable_days;
    let problem = Problem::with_tables(stated.cohort().clone(), rules, tables).expect("the rules hold together");
    assert!(!check_plan(&problem, &plan).broken.is_empty());
    let plan = solved(&problem, Strategy::LocalSearch);
    assert_eq!(check_plan(&problem, &plan).broken, []);
    let calendar = calendar(&problem, &plan);
    assert_eq!(calendar.clashes, []);
    assert_eq!(calendar.visits.len(), problem.len());
}

#[test]
fn one_day_lost_moves_one_visit() {
    let problem = problem("primary_30");
    let plan = solved(&problem, Strategy::LocalSearch);
    let mut year = year(&problem, 30, 7);
    let options = ScheduleOptions::default().with_rounds(40);
    let before = schedule(&problem, &plan, &year, &options).expect("it runs");
    let lost = &before.visits[3];
    let period = Period::day(lost.date);
    year.unavailable.push(Unavailable { whom: Whom::School(lost.host.clone()), period, place: Place::default() });
    let after = replan(&problem, &plan, &year, &before, &options).expect("it runs");
    assert_eq!(check(&problem, &year, &after), []);
    let dates = |visits: &[tercet::programme::calendar::Visit]| -> std::collections::BTreeMap<String, _> {
        visits.iter().map(|visit| (visit.host.clone(), visit.date)).collect()
    };
    let (old, new) = (dates(&before.visits), dates(&after.visits));
    assert_eq!(old.iter().filter(|(host, date)| new[*host] != **date).count(), 1);
}

/// How far a visit is from the ends of the half-terms in `TERMS`: the school days before it and after it.
fn from_edges(date: Date) -> (usize, usize) {
    let off: Vec<Date> = tercet::programme::statement::holidays::england_and_wales().collect();
    let is_school_day = |date: &Date| date.weekday().to_monday_zero_offset() < 5 && !off.contains(date);
    let terms = parse_terms(TERMS, "terms.csv").expect("the terms are sound");
    let half = terms.iter().map(|term| term.period).find(|period| period.contains(date)).expect("it is in term");
    let count = |from: Date, to: Date| {
        (0..=days_between(from, to)).map(|after| days_later(from, after)).filter(is_school_day).count()
    };
    (count(half.start, date) - 1, count(date, half.end) - 1)
}

#[test]
fn visits_keep_away_from_the_edges_of_half_terms_and_every_month_has_its_part() {
    for name in ["primary_120", "mixed_200"] {
        let problem = problem(name);
        let plan = solved(&problem, Strategy::LocalSearch);
        let year = year(&problem, 10, 3);
        let calendar = schedule(&problem, &plan, &year, &ScheduleOptions::default().with_rounds(60)).expect("it runs");
        assert_eq!(check(&problem, &year, &calendar), [], "{name}");
        let edges: Vec<(usize, usize)> = calendar.visits.iter().map(|visit| from_edges(visit.date)).collect();
        assert_eq!(edges.iter().filter(|(before, _)| *before < 2).count(), 0, "{name}: after a holiday");
        let at_edge = edges.iter().filter(|(before, after)| *before < 5 || *after < 5).count();
        assert!(at_edge * 100 <= 15 * edges.len(), "{name}: {at_edge} of {}", edges.len());
        let by_month = |dates: &mut dyn Iterator<Item = Date>| {
            let mut months = std::collections::BTreeMap::new();
            dates.for_each(|date| *months.entry((date.year(), date.month())).or_insert(0_usize) += 1);
            months
        };
        let usable = usable_days(problem.cohort(), &year).expect("the year is sound");
        let open = by_month(&mut usable.iter().flat_map(|school| school.dates.iter().copied()));
        let visits = by_month(&mut calendar.visits.iter().map(|visit| visit.date));
        let all: usize = open.values().sum();
        for (month, open) in open {
            let count = visits.get(&month).copied().unwrap_or(0);
            assert!(2 * count * all >= open * calendar.visits.len(), "{name}: {count} visits in {month:?}");
        }
        assert!(calendar.gap.is_some_and(|gap| gap < 0.05), "{name}: {:?}", calendar.gap);
    }
}
