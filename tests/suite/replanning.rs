//! Planning a year again moves as few visits as possible. On small years, this is compared with all ways to move visits.

use std::collections::BTreeMap;

use rand_core::{Rng, SeedableRng};
use rand_pcg::Pcg64Mcg;
use tercet::programme::calendar::check::check;
use tercet::programme::calendar::{Calendar, Visit};
use tercet::programme::schedule::{ScheduleOptions, replan, schedule};
use tercet::programme::statement::dates::{Date, Period, days_between, days_later, parse};
use tercet::programme::statement::tables::{parse_facilitators, parse_terms};
use tercet::programme::statement::year::{Place, Unavailable, Whom, Year};
use tercet::{Options, Plan, Problem, Rules, Status, Strategy};

const SCHOOLS: usize = 6;
const OPEN_DAYS: usize = 14;

/// Two trios, one facilitator, and few days on which anyone is available, so visits conflict.
fn small_year(seed: u64) -> (Problem, Plan, Year) {
    let mut random = Pcg64Mcg::seed_from_u64(seed);
    let mut below = |end: usize| usize::try_from(random.next_u64() % end as u64).expect("below a small number");
    let rows: String = (0..SCHOOLS).map(|number| format!("{number},{}\n", number % 3)).collect();
    let cohort =
        tercet::format::csv::parse_cohort(format!("id,region\n{rows}").as_bytes(), "cohort.csv").expect("sound");
    let problem = Problem::new(cohort, Rules::default()).expect("sound");
    let options = Options::default().with_strategy(Strategy::Greedy);
    let plan = tercet::solve(&problem, &options).expect("two trios");
    let mut year = Year::default();
    year.terms = parse_terms(b"term,start,end\nAutumn,2026-08-24,2026-10-23\n", "terms.csv").expect("sound");
    year.facilitators = parse_facilitators(b"facilitator\nF1\n", "facilitators.csv").expect("sound");
    year.rules.gap_days = 7;
    let start = parse("2026-08-31").expect("a date");
    let mut open: Vec<i64> = (0..54).collect();
    while open.len() > OPEN_DAYS {
        open.remove(below(open.len()));
    }
    for day in (0..54).filter(|day| !open.contains(day)) {
        for school in 0..SCHOOLS {
            year.unavailable.push(away(&school.to_string(), days_later(start, day)));
        }
    }
    (problem, plan, year)
}

fn away(school: &str, date: Date) -> Unavailable {
    Unavailable { whom: Whom::School(school.to_owned()), period: Period::day(date), place: Place::default() }
}

/// The fewest visits that need another day. Every set of visits is tried, the smallest first, with every day for each
/// visit.
fn fewest(before: &Calendar, open: &BTreeMap<usize, Vec<Date>>, gap: i64) -> Option<u32> {
    let mut sets: Vec<u32> = (0..1 << before.visits.len()).collect();
    sets.sort_by_key(|set| set.count_ones());
    let fits = |set: &u32| {
        let mut kept = Vec::new();
        let mut moved = Vec::new();
        for (place, visit) in before.visits.iter().enumerate() {
            if set >> place & 1 == 1 { moved.push(visit) } else { kept.push((visit.group, visit.date)) }
        }
        let is_sound = (0..kept.len()).all(|place| may_join(&kept[..place], kept[place], open, gap));
        is_sound && place_all(&mut kept, &moved, open, gap)
    };
    sets.iter().find(|set| fits(set)).map(|set| set.count_ones())
}

fn may_join(
    placed: &[(usize, Date)],
    (group, date): (usize, Date),
    open: &BTreeMap<usize, Vec<Date>>,
    gap: i64,
) -> bool {
    let apart = |&(other, day): &(usize, Date)| day != date && (other != group || days_between(day, date).abs() >= gap);
    open[&group].contains(&date) && placed.iter().all(apart)
}

fn place_all(placed: &mut Vec<(usize, Date)>, moved: &[&Visit], open: &BTreeMap<usize, Vec<Date>>, gap: i64) -> bool {
    let Some((first, rest)) = moved.split_first() else { return true };
    for &date in &open[&first.group] {
        if may_join(placed, (first.group, date), open, gap) {
            placed.push((first.group, date));
            if place_all(placed, rest, open, gap) {
                return true;
            }
            placed.pop();
        }
    }
    false
}

/// The days on which a group can meet. The check is asked about a visit on each day.
fn open_days(problem: &Problem, year: &Year, calendar: &Calendar) -> BTreeMap<usize, Vec<Date>> {
    let start = parse("2026-08-24").expect("a date");
    let mut open = BTreeMap::new();
    for visit in &calendar.visits {
        let is_open = |date: &Date| {
            let mut one = calendar.clone();
            one.visits = vec![Visit::new(visit.host.clone(), visit.group, *date, Some("F1".to_owned()))];
            !check(problem, year, &one).iter().any(|breach| breach.message.contains(" is closed on "))
        };
        open.entry(visit.group)
            .or_insert_with(|| (0..61).map(|day| days_later(start, day)).filter(is_open).collect::<Vec<_>>());
    }
    open
}

#[test]
fn as_few_visits_move_as_any_calendar_allows() {
    let mut counts = BTreeMap::new();
    for seed in 0..120 {
        let (problem, plan, mut year) = small_year(seed);
        let options = ScheduleOptions::default();
        let before = schedule(&problem, &plan, &year, &options).expect("it runs");
        if !before.clashes.is_empty() {
            continue;
        }
        for lost in before.visits.iter().skip(usize::try_from(seed % 3).expect("small")).take(2) {
            year.unavailable.push(away(&lost.host, lost.date));
        }
        let least = fewest(&before, &open_days(&problem, &year, &before), 7);
        let after = replan(&problem, &plan, &year, &before, &options).expect("it runs");
        assert_eq!(check(&problem, &year, &after), [], "seed {seed}");
        let Some(least) = least else {
            assert_ne!(after.status, Status::Feasible, "seed {seed}");
            continue;
        };
        let date =
            |calendar: &Calendar, host: &str| calendar.visits.iter().find(|visit| visit.host == host).map(|v| v.date);
        let moved = before.visits.iter().filter(|visit| date(&after, &visit.host) != Some(visit.date)).count();
        assert_eq!(moved, usize::try_from(least).expect("small"), "seed {seed}");
        *counts.entry(least).or_insert(0) += 1;
    }
    assert!(counts.keys().any(|&least| least > 2), "some years must be hard: {counts:?}");
}
