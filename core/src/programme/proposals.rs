//! The options for a group that has become too small: its schools join other groups, it takes a school in, or it stays as
//! it is. Each option is checked against the problem's rules and then planned, to show whether all groups can still meet.

use std::collections::BTreeSet;

use serde::Serialize;

use crate::error::Error;
use crate::ids::SchoolIndex;
use crate::model::problem::Problem;
use crate::programme::calendar::Calendar;
use crate::programme::calendar::changes::{ChangeKind, changes};
use crate::programme::schedule::request::Request;
use crate::programme::schedule::roster::Move;
use crate::programme::schedule::{ScheduleOptions, schedule_with};
use crate::programme::statement::dates::{Date, days_later};
use crate::programme::statement::year::Year;
use crate::solve::limits::Cancel;
use crate::solve::observe::Silent;
use crate::units::Points;

/// The most options of one kind that are proposed for a group.
const MOST: usize = 3;

/// What happens to a group that has become too small.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum ProposalKind {
    /// The group's schools join other groups.
    Join,
    /// A school from another group joins the group.
    TakeIn,
    /// The group stays as it is.
    GoOn,
}

/// One option for a group that has become too small.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Proposal {
    /// The number of the group, from 1.
    pub group: usize,
    /// The kind of option.
    pub kind: ProposalKind,
    /// Who joins which group: the school's id and the group's number. Empty if the group stays as it is.
    pub moves: Vec<(String, usize)>,
    /// How much the total benefit of all changed groups' schools rises, in points; negative if it falls. This compares with
    /// the present groups. It is no bound on what other groups could reach.
    pub gain: Points,
    /// The rules of the problem that this option breaks, in one sentence each. Only staying as it is breaks any.
    pub broken: Vec<String>,
    /// The numbers of the groups that could then not meet.
    pub cannot_meet: Vec<usize>,
    /// How many agreed visits would move to another day, or be cancelled.
    pub moved_visits: usize,
}

/// The options for every group that has fewer schools than the rules allow. For each group, the schools join others first,
/// then the group takes a school in, the best first, and last it stays as it is. Each change starts on the first day that
/// is not over.
///
/// # Errors
/// As for [`schedule_with`].
pub fn proposals(problem: &Problem, year: &Year, calendar: &Calendar) -> Result<Vec<Proposal>, Error> {
    let next_day = calendar.today.map(|today| days_later(today, 1));
    let Some(from) = next_day.or_else(|| year.window().map(|window| window.start)) else { return Ok(Vec::new()) };
    let groups: Vec<Vec<SchoolIndex>> =
        (calendar.groups.iter()).map(|group| group.iter().filter_map(|id| problem.index(id)).collect()).collect();
    let least = problem.rules().sizes.allowed.first().copied().unwrap_or(0);
    let ways = Ways { problem, groups: &groups };
    let mut found = Vec::new();
    for (place, group) in groups.iter().enumerate().filter(|(_, group)| !group.is_empty() && group.len() < least) {
        let mut kinds = [(ProposalKind::Join, ways.join(place)), (ProposalKind::TakeIn, ways.take_in(place))];
        for (kind, ways) in &mut kinds {
            ways.sort_by(|a, b| (b.gain, &a.moves).cmp(&(a.gain, &b.moves)));
            for way in ways.iter().take(MOST) {
                found.push(checked((problem, year, calendar), place + 1, *kind, (way, from))?);
            }
        }
        let broken = problem.broken_by_group(group).into_iter().map(|broken| broken.message).collect();
        let stays = Way { gain: 0, moves: Vec::new() };
        found.push(Proposal {
            broken,
            ..checked((problem, year, calendar), place + 1, ProposalKind::GoOn, (&stays, from))?
        });
    }
    Ok(found)
}

/// Plans an option, without searching for better days.
fn checked(
    (problem, year, calendar): (&Problem, &Year, &Calendar),
    group: usize,
    kind: ProposalKind,
    (way, from): (&Way, Date),
) -> Result<Proposal, Error> {
    let id = |school| problem.school(school).id.clone();
    let moves: Vec<(String, usize)> = way.moves.iter().map(|&(school, to)| (id(school), to + 1)).collect();
    let stated: Vec<Move> = moves.iter().map(|(school, to)| Move::join(school, *to, from)).collect();
    let request = Request { before: Some(calendar), moves: &stated, ..Request::new(problem, &calendar.groups, year) };
    let options = ScheduleOptions::default().with_rounds(0);
    let after = schedule_with(&request, &options, &Cancel::new(), &Silent)?;
    let known: BTreeSet<usize> = calendar.clashes.iter().map(|clash| clash.group).collect();
    let clashes: BTreeSet<usize> =
        after.clashes.iter().map(|clash| clash.group).filter(|it| !known.contains(it)).collect();
    let is_moved = |kind| matches!(kind, ChangeKind::Moved | ChangeKind::Dropped);
    let moved_visits = changes(calendar, &after).iter().filter(|change| is_moved(change.kind)).count();
    let cannot_meet = clashes.into_iter().collect();
    Ok(Proposal { group, kind, moves, gain: way.gain, broken: Vec::new(), cannot_meet, moved_visits })
}

/// Each school, and the place of the group that it joins; and the gain.
struct Way {
    gain: Points,
    moves: Vec<(SchoolIndex, usize)>,
}

struct Ways<'a> {
    problem: &'a Problem,
    groups: &'a [Vec<SchoolIndex>],
}

impl Ways<'_> {
    /// The gain if a group changes its members; `None` if the changed group breaks a rule.
    fn gain(&self, place: usize, after: &[SchoolIndex]) -> Option<Points> {
        let keeps = after.is_empty() || self.problem.broken_by_group(after).is_empty();
        keeps.then(|| self.problem.value(after) - self.problem.value(&self.groups[place]))
    }

    fn with(&self, place: usize, more: &[SchoolIndex]) -> Vec<SchoolIndex> {
        [self.groups[place].as_slice(), more].concat()
    }

    fn others(&self, place: usize) -> impl Iterator<Item = usize> + '_ {
        (0..self.groups.len()).filter(move |&other| other != place && !self.groups[other].is_empty())
    }

    /// Every school of the group joins another group: each a different one, or all the same one. A group of more than two
    /// schools is seldom too small. For such a group, only the best few groups of each school are tried.
    fn join(&self, place: usize) -> Vec<Way> {
        let group = &self.groups[place];
        let own = self.problem.value(group);
        let mut ways = Vec::new();
        for other in self.others(place).filter(|_| group.len() > 1) {
            if let Some(gain) = self.gain(other, &self.with(other, group)) {
                ways.push(Way { gain: gain - own, moves: group.iter().map(|&school| (school, other)).collect() });
            }
        }
        let mut parts = vec![Way { gain: -own, moves: Vec::new() }];
        for &school in group {
            let mut options: Vec<(Points, usize)> = (self.others(place))
                .filter_map(|other| self.gain(other, &self.with(other, &[school])).map(|gain| (gain, other)))
                .collect();
            options.sort_by_key(|&(gain, other)| (std::cmp::Reverse(gain), other));
            options.truncate(MOST + group.len());
            let extended = parts.iter().flat_map(|part| {
                let is_free = |other| part.moves.iter().all(|&(_, taken)| taken != other);
                let options = options.iter().filter(move |&&(_, other)| is_free(other));
                options.map(|&(gain, other)| Way {
                    gain: part.gain + gain,
                    moves: part.moves.iter().copied().chain([(school, other)]).collect(),
                })
            });
            parts = extended.collect();
        }
        ways.extend(parts);
        ways
    }

    /// A school joins this group from a group that can spare it.
    fn take_in(&self, place: usize) -> Vec<Way> {
        let mut ways = Vec::new();
        for other in self.others(place) {
            for &school in &self.groups[other] {
                let rest: Vec<SchoolIndex> = self.groups[other].iter().copied().filter(|&one| one != school).collect();
                let gains = self.gain(place, &self.with(place, &[school])).zip(self.gain(other, &rest));
                if let Some((here, there)) = gains.filter(|_| !rest.is_empty()) {
                    ways.push(Way { gain: here + there, moves: vec![(school, place)] });
                }
            }
        }
        ways
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::rules::Rules;
    use crate::programme::schedule::schedule;
    use crate::testing::example;

    #[test]
    fn a_trio_that_falls_to_two_is_offered_every_way_that_keeps_the_rules_with_its_gain() {
        let (problem, plan) = (example::problem_with(example::schools(), Rules::default()), example::plan());
        let year = example::year();
        let before = schedule(&problem, &plan, &year, &ScheduleOptions::default()).unwrap();
        let today = before.visits[0].date;
        let leaver = before.groups[0].iter().find(|id| **id != before.visits[0].host).unwrap();
        let moves = [Move::withdraw(leaver, days_later(today, 1))];
        let request = Request {
            before: Some(&before),
            today: Some(today),
            moves: &moves,
            ..Request::new(&problem, &plan.groups, &year)
        };
        let after = schedule_with(&request, &ScheduleOptions::default(), &Cancel::new(), &Silent).unwrap();
        let found = proposals(&problem, &year, &after).unwrap();
        let index = |id: &String| problem.index(id).unwrap();
        let value = |groups: &[Vec<String>]| -> Points {
            groups.iter().map(|group| problem.value(&group.iter().map(index).collect::<Vec<_>>())).sum()
        };
        for proposal in &found {
            let mut groups = after.groups.clone();
            for (school, to) in &proposal.moves {
                groups.iter_mut().for_each(|group| group.retain(|id| id != school));
                groups[to - 1].push(school.clone());
            }
            assert_eq!(proposal.gain, value(&groups) - value(&after.groups), "{proposal:?}");
            let broken: Vec<String> = (groups.iter().filter(|group| !group.is_empty()))
                .flat_map(|group| problem.broken_by_group(&group.iter().map(index).collect::<Vec<_>>()))
                .map(|broken| broken.message)
                .collect();
            assert_eq!(proposal.broken, broken, "{proposal:?}");
            assert_eq!(proposal.cannot_meet, [0_usize; 0]);
        }
        let last = found.last().expect("going on is always proposed");
        assert_eq!((last.kind, last.gain, last.broken.len()), (ProposalKind::GoOn, 0, 1));
    }
}
