//! The resources that the visits of all groups share: the facilitators' days and terms, and the year's days, weeks and
//! months. Some resources are limited. For others, use beyond a share costs points.

/// A visit in numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Placing {
    pub(crate) host: usize,
    pub(crate) day: u16,
    pub(crate) term: u16,
    pub(crate) facilitator: Option<u16>,
}

/// Something that visits use. Each visit uses one unit of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Resource {
    /// How many more visits have room, after the visits that have taken place. It is below 0 if the past visits exceed the
    /// room. `None` means any number.
    pub(crate) room: Option<i64>,
    /// The cost of each visit beyond the room, in thousandths of points. `None` means that no visit can go beyond the room.
    pub(crate) penalty: Option<i64>,
}

impl Resource {
    /// A resource whose room cannot be exceeded.
    pub(crate) fn hard(room: Option<i64>) -> Self {
        Self { room: room.map(|room| room.max(0)), penalty: None }
    }

    /// A resource whose room can be exceeded at a cost.
    pub(crate) fn soft(room: i64, penalty: i64) -> Self {
        Self { room: Some(room), penalty: Some(penalty) }
    }

    /// Whether there is no room for one more visit than this many.
    pub(crate) fn is_full(self, count: i64) -> bool {
        self.penalty.is_none() && self.room.is_some_and(|room| count >= room)
    }

    /// The cost of this many visits.
    pub(crate) fn cost(self, count: i64) -> i64 {
        self.penalty.zip(self.room).map_or(0, |(penalty, room)| penalty * (count - room).max(0))
    }

    /// The cost of one more visit than this many.
    pub(crate) fn marginal(self, count: i64) -> i64 {
        self.penalty.filter(|_| self.room.is_some_and(|room| count >= room)).unwrap_or(0)
    }
}

/// All resources by kind, and the resources that a visit uses.
#[derive(Debug, Clone, Default)]
pub(crate) struct Resources {
    pub(crate) all: Vec<Resource>,
    num_days: usize,
    num_terms: usize,
    /// The places of the first stint and of the first facilitator in the list.
    stints: usize,
    loads: usize,
    /// For each day, the resources that every visit on it uses.
    by_day: Vec<Vec<usize>>,
    /// The cost of past visits that use none of the resources.
    pub(crate) lost: i64,
}

/// The number of resources of each kind.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Numbers {
    pub(crate) days: usize,
    pub(crate) terms: usize,
    pub(crate) facilitators: usize,
}

impl Resources {
    /// The days and stints of the facilitators, and their visits in the year, in this order. `stints` is the room of each
    /// facilitator's stint, and `loads` the room of each facilitator.
    pub(crate) fn new(counts: Numbers, stints: &[Option<i64>], loads: &[Resource]) -> Self {
        let slots = counts.facilitators * counts.days;
        let mut all = vec![Resource::hard(Some(1)); slots];
        all.extend(stints.iter().map(|&room| Resource::hard(room)));
        let first_load = all.len();
        all.extend_from_slice(loads);
        Self {
            all,
            num_days: counts.days,
            num_terms: counts.terms,
            stints: slots,
            loads: first_load,
            by_day: vec![Vec::new(); counts.days],
            lost: 0,
        }
    }

    /// Adds resources that every visit uses, depending only on its day.
    pub(crate) fn add(&mut self, resources: &[Resource], of_day: impl Fn(usize) -> usize) {
        let first = self.all.len();
        self.all.extend_from_slice(resources);
        for (day, taken) in self.by_day.iter_mut().enumerate() {
            taken.push(first + of_day(day));
        }
    }

    pub(crate) fn len(&self) -> usize {
        self.all.len()
    }

    /// The resources that every visit on a day uses, whoever leads it.
    pub(crate) fn of_day(&self, day: u16) -> &[usize] {
        &self.by_day[usize::from(day)]
    }

    /// The resources that a facilitator's visit uses.
    pub(crate) fn of_lead(&self, who: u16, day: u16, term: u16) -> [usize; 3] {
        let who = usize::from(who);
        let (slot, stint) = (who * self.num_days + usize::from(day), who * self.num_terms + usize::from(term));
        [slot, self.stints + stint, self.loads + who]
    }

    /// All resources that a visit uses.
    pub(crate) fn of(&self, visit: &Placing) -> impl Iterator<Item = usize> + '_ {
        let lead = visit.facilitator.map(|who| self.of_lead(who, visit.day, visit.term));
        lead.into_iter().flatten().chain(self.of_day(visit.day).iter().copied())
    }

    /// The cost of all groups' visits, including past ones.
    pub(crate) fn cost<'a>(&self, visits: impl Iterator<Item = &'a Placing>) -> i64 {
        let mut counts = vec![0_i64; self.len()];
        for visit in visits {
            self.of(visit).for_each(|resource| counts[resource] += 1);
        }
        self.lost + self.all.iter().zip(counts).map(|(resource, count)| resource.cost(count)).sum::<i64>()
    }
}
