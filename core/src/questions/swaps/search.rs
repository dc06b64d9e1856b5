//! Goes through every move, exchange and rotation, and keeps the best. Rotations are as many as the cube of the schools, so
//! a pair whose third school cannot lift it to the best ones so far is passed over.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use rayon::prelude::*;

use crate::questions::swaps::tables::{Places, Replacements, changed};
use crate::units::Points;

/// What is looked for.
#[derive(Debug)]
pub(super) struct Wanted {
    pub(super) most: usize,
    /// Whether those that break rules count like others.
    pub(super) break_rules: bool,
    pub(super) moves: bool,
    pub(super) exchanges: bool,
    pub(super) rotations: bool,
    /// For each school, whether swaps of it are wanted.
    pub(super) about: Vec<bool>,
}

/// A swap; the better one is the smaller one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Candidate {
    pub(super) gain: Reverse<Points>,
    /// The schools that change places, counted from 1 so that fewer schools come first. The first goes to the place of the
    /// second, and so on in turn.
    schools: [u32; 3],
    /// Where the school of a move goes.
    pub(super) to: usize,
}

impl Candidate {
    fn new(gain: Points, schools: &[usize], to: usize) -> Self {
        let mut numbers = [0; 3];
        for (number, &school) in numbers.iter_mut().zip(schools) {
            *number = u32::try_from(school + 1).expect("an index of a school fits");
        }
        Self { gain: Reverse(gain), schools: numbers, to }
    }

    /// The schools, as positions in the problem.
    pub(super) fn schools(&self) -> impl Iterator<Item = usize> + use<> {
        self.schools.into_iter().filter(|&number| number > 0).map(|number| number as usize - 1)
    }
}

/// The best swaps, and how many that break rules are better than the best that breaks none.
#[derive(Debug)]
pub(super) struct FoundSwaps {
    pub(super) swaps: Vec<Candidate>,
    pub(super) better: u64,
    /// How many of the better ones break each statement.
    pub(super) by_statement: Vec<u64>,
}

/// The best swaps of a plan.
pub(super) fn find(places: &Places<'_>, wanted: &Wanted, statements: usize) -> FoundSwaps {
    let tables = if wanted.exchanges || wanted.rotations { Some(Replacements::new(places)) } else { None };
    let swaps = AllSwaps::new(places, tables.as_ref(), wanted);
    let most = wanted.most.max(1);
    let first =
        swaps.go([true, wanted.exchanges, false], || Best::new(most, Points::MIN, wanted.break_rules), Best::join);
    let floor = first.floor();
    let last = swaps.go([false, false, wanted.rotations], || Best::new(most, floor, wanted.break_rules), Best::join);
    let mut best = first.join(last).heap.into_sorted_vec();
    let mut found = FoundSwaps { better: 0, by_statement: vec![0; statements], swaps: Vec::new() };
    if !wanted.break_rules {
        let floor = best.first().map_or(Points::MIN, |best| best.gain.0.saturating_add(1));
        let count = || Better { floor, total: 0, by_statement: vec![0; statements] };
        let parts = swaps.go([true, wanted.exchanges, wanted.rotations], count, Better::join);
        (found.better, found.by_statement) = (parts.total, parts.by_statement);
    }
    best.truncate(wanted.most);
    found.swaps = best;
    found
}

/// Takes swaps one by one.
trait Visitor: Send {
    /// Swaps that gain less are of no use.
    fn floor(&self) -> Points;
    /// A swap that gains that much, with the statements that each place breaks by it.
    fn visit(&mut self, swap: Candidate, broken: [&[usize]; 3]);
}

/// Keeps the best.
struct Best {
    most: usize,
    floor: Points,
    break_rules: bool,
    /// The worst of them on top.
    heap: BinaryHeap<Candidate>,
}

impl Best {
    fn new(most: usize, floor: Points, break_rules: bool) -> Self {
        Self { most, floor, break_rules, heap: BinaryHeap::new() }
    }

    fn push(&mut self, swap: Candidate) {
        if self.heap.len() < self.most {
            self.heap.push(swap);
        } else if self.heap.peek().is_some_and(|worst| swap < *worst) {
            self.heap.pop();
            self.heap.push(swap);
        }
    }

    fn join(mut self, other: Self) -> Self {
        other.heap.into_iter().for_each(|swap| self.push(swap));
        self
    }
}

impl Visitor for Best {
    fn floor(&self) -> Points {
        let worst = self.heap.peek().filter(|_| self.heap.len() >= self.most);
        worst.map_or(self.floor, |worst| worst.gain.0.max(self.floor))
    }

    fn visit(&mut self, swap: Candidate, broken: [&[usize]; 3]) {
        if self.break_rules || broken.iter().all(|statements| statements.is_empty()) {
            self.push(swap);
        }
    }
}

/// Counts those that break rules.
struct Better {
    floor: Points,
    total: u64,
    by_statement: Vec<u64>,
}

impl Better {
    fn join(mut self, other: Self) -> Self {
        self.total += other.total;
        self.by_statement.iter_mut().zip(other.by_statement).for_each(|(sum, part)| *sum += part);
        self
    }
}

impl Visitor for Better {
    fn floor(&self) -> Points {
        self.floor
    }

    fn visit(&mut self, _: Candidate, broken: [&[usize]; 3]) {
        self.total += u64::from(broken.iter().any(|statements| !statements.is_empty()));
        for (place, statements) in broken.iter().enumerate() {
            for statement in *statements {
                let is_first = !broken[..place].iter().any(|earlier| earlier.contains(statement));
                self.by_statement[*statement] += u64::from(is_first);
            }
        }
    }
}

/// All swaps of a plan.
struct AllSwaps<'a> {
    places: &'a Places<'a>,
    tables: Option<&'a Replacements>,
    about: &'a [bool],
    /// For each school its moves, with the statements that they break.
    moves: Vec<Vec<(Candidate, Vec<usize>)>>,
    /// The most that any replacement of this school gains, and any by it.
    best_leaving: Vec<Points>,
    best_entering: Vec<Points>,
}

impl<'a> AllSwaps<'a> {
    fn new(places: &'a Places<'a>, tables: Option<&'a Replacements>, wanted: &'a Wanted) -> Self {
        let schools = 0..places.len();
        let is_wanted = |school: usize| wanted.moves && wanted.about[school];
        let moves_of = |school: usize| if is_wanted(school) { moves(places, school) } else { Vec::new() };
        let best = |row: &[Points]| row.iter().copied().max().unwrap_or(0);
        Self {
            places,
            tables,
            about: &wanted.about,
            moves: schools.clone().into_par_iter().map(moves_of).collect(),
            best_leaving: schools.clone().flat_map(|school| Some(best(tables?.leaving(school)))).collect(),
            best_entering: schools.flat_map(|school| Some(best(tables?.entering(school)))).collect(),
        }
    }

    /// Shows swaps of some kinds to visitors and joins these.
    fn go<V: Visitor>(
        &self,
        [moves, exchanges, rotations]: [bool; 3],
        start: impl Fn() -> V + Sync + Send,
        join: impl Fn(V, V) -> V + Sync + Send,
    ) -> V {
        let visit = |mut visitor: V, first: usize| {
            if moves {
                self.show_moves(first, &mut visitor);
            }
            if let Some(tables) = self.tables {
                if exchanges {
                    self.show_exchanges(tables, first, &mut visitor);
                }
                if rotations {
                    self.show_rotations(tables, first, &mut visitor);
                }
            }
            visitor
        };
        (0..self.places.len()).into_par_iter().fold(&start, visit).reduce(&start, join)
    }

    fn show_moves(&self, school: usize, visitor: &mut impl Visitor) {
        for (swap, broken) in &self.moves[school] {
            if swap.gain.0 >= visitor.floor() {
                visitor.visit(*swap, [broken, &[], &[]]);
            }
        }
    }

    fn show_exchanges(&self, tables: &Replacements, a: usize, visitor: &mut impl Visitor) {
        for b in a + 1..self.places.len() {
            let gain = tables.leaving(a)[b] + tables.leaving(b)[a];
            let is_wanted = self.about[a] || self.about[b];
            if is_wanted && self.are_apart(a, b) && gain >= visitor.floor() && !self.is_mirrored(&[a, b]) {
                let broken = [tables.broken(a, b), tables.broken(b, a), &[]];
                visitor.visit(Candidate::new(gain, &[a, b], 0), broken);
            }
        }
    }

    /// Those whose first school is `a`: it goes to the place of `b`, `b` to that of `c`, and `c` to that of `a`.
    fn show_rotations(&self, tables: &Replacements, a: usize, visitor: &mut impl Visitor) {
        for b in (a + 1..self.places.len()).filter(|&b| self.are_apart(a, b)) {
            let pair = tables.leaving(b)[a];
            if pair + self.best_entering[b] + self.best_leaving[a] < visitor.floor() {
                continue;
            }
            let (after_b, for_a) = (tables.entering(b), tables.leaving(a));
            let is_wanted = self.about[a] || self.about[b];
            for c in a + 1..self.places.len() {
                let gain = pair + after_b[c] + for_a[c];
                if gain >= visitor.floor()
                    && (is_wanted || self.about[c])
                    && self.are_apart(a, c)
                    && self.are_apart(b, c)
                    && !self.is_mirrored(&[a, b, c])
                {
                    let broken = [tables.broken(b, a), tables.broken(c, b), tables.broken(a, c)];
                    visitor.visit(Candidate::new(gain, &[a, b, c], 0), broken);
                }
            }
        }
    }

    fn are_apart(&self, a: usize, b: usize) -> bool {
        self.places.of[a] != self.places.of[b]
    }

    /// Whether the other schools of pairs, going the other way round, make the same groups, and are shown instead.
    fn is_mirrored(&self, schools: &[usize]) -> bool {
        let peer = |&school: &usize| match self.places.groups.get(self.places.of[school])?.as_slice() {
            [a, b] if a.position() == school => Some(b.position()),
            [a, _] => Some(a.position()),
            _ => None,
        };
        let peers: Option<Vec<usize>> = schools.iter().map(peer).collect();
        peers.is_some_and(|peers| {
            peers.iter().min() < schools.iter().min() && peers.iter().any(|&school| self.about[school])
        })
    }
}

/// The moves of a school to every other place, sizes permitting.
fn moves(places: &Places<'_>, school: usize) -> Vec<(Candidate, Vec<usize>)> {
    let from = places.of[school];
    let left = changed(places.at(from), Some(school), None);
    let lost = places.gain(from, &left);
    let (mut groups, mut unmatched) = (places.groups.clone(), places.unmatched.clone());
    put(&mut groups, &mut unmatched, from, &left);
    let mut found = Vec::new();
    for to in (0..=places.outside()).filter(|&to| to != from) {
        let joined = changed(places.at(to), None, Some(school));
        let inside = [(from, &left), (to, &joined)].into_iter().filter(|&(place, _)| place != places.outside());
        let mut broken: Vec<usize> = inside
            .clone()
            .flat_map(|(place, after)| places.judge.broken_by_change(&places.groups[place], after))
            .collect();
        if broken.iter().any(|&statement| places.judge.is_size(statement)) {
            continue;
        }
        put(&mut groups, &mut unmatched, to, &joined);
        broken.extend(places.judge.broken_in_plan(&groups, &unmatched));
        put(&mut groups, &mut unmatched, to, places.at(to));
        broken.sort_unstable();
        broken.dedup();
        found.push((Candidate::new(lost + places.gain(to, &joined), &[school], to), broken));
    }
    found
}

fn put<T: Clone>(groups: &mut [Vec<T>], unmatched: &mut Vec<T>, place: usize, schools: &[T]) {
    let at = groups.get_mut(place).unwrap_or(unmatched);
    at.clear();
    at.extend_from_slice(schools);
}
