//! What the visits of all groups share: the days and terms of facilitators, and the days, weeks and months of the year. Of some
//! there is only so much; of the others more than a share costs points.

/// A visit in numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Placing {
    pub(crate) host: usize,
    pub(crate) day: u16,
    pub(crate) term: u16,
    pub(crate) facilitator: Option<u16>,
}

/// Something that visits take one of each.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Resource {
    /// How many visits there is room for, apart from those that have taken place. It is below 0 if these took more. None: any
    /// number.
    pub(crate) room: Option<i64>,
    /// What each visit beyond the room costs, in thousandths of points. None: there can be none beyond it.
    pub(crate) penalty: Option<i64>,
}

impl Resource {
    /// One that cannot be exceeded.
    pub(crate) fn hard(room: Option<i64>) -> Self {
        Self { room: room.map(|room| room.max(0)), penalty: None }
    }

    /// One that costs.
    pub(crate) fn soft(room: i64, penalty: i64) -> Self {
        Self { room: Some(room), penalty: Some(penalty) }
    }

    /// Whether a visit more than these has no room.
    pub(crate) fn is_full(self, count: i64) -> bool {
        self.penalty.is_none() && self.room.is_some_and(|room| count >= room)
    }

    /// The cost of this many visits.
    pub(crate) fn cost(self, count: i64) -> i64 {
        self.penalty.zip(self.room).map_or(0, |(penalty, room)| penalty * (count - room).max(0))
    }

    /// What a visit more than these costs.
    pub(crate) fn marginal(self, count: i64) -> i64 {
        self.penalty.filter(|_| self.room.is_some_and(|room| count >= room)).unwrap_or(0)
    }
}

/// All resources, by kind, and which a visit takes.
#[derive(Debug, Clone, Default)]
pub(crate) struct Resources {
    pub(crate) all: Vec<Resource>,
    num_days: usize,
    num_terms: usize,
    /// The first term of a facilitator, and the first facilitator, by place.
    stints: usize,
    loads: usize,
    /// What every visit of a day takes, day by day.
    by_day: Vec<Vec<usize>>,
    /// What visits that have taken place cost because nothing of theirs is among the resources.
    pub(crate) lost: i64,
}

/// How many there are of what visits take.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Numbers {
    pub(crate) days: usize,
    pub(crate) terms: usize,
    pub(crate) facilitators: usize,
}

impl Resources {
    /// The days and terms of facilitators, and their visits of the year, in this order. `stints` is the room of each
    /// facilitator's term, and `loads` that of each facilitator.
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

    /// Adds resources of which every visit takes one by its day.
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

    /// What every visit of a day takes, whoever leads it.
    pub(crate) fn of_day(&self, day: u16) -> &[usize] {
        &self.by_day[usize::from(day)]
    }

    /// What a facilitator gives to a visit.
    pub(crate) fn of_lead(&self, who: u16, day: u16, term: u16) -> [usize; 3] {
        let who = usize::from(who);
        let (slot, stint) = (who * self.num_days + usize::from(day), who * self.num_terms + usize::from(term));
        [slot, self.stints + stint, self.loads + who]
    }

    /// All that a visit takes.
    pub(crate) fn of(&self, visit: &Placing) -> impl Iterator<Item = usize> + '_ {
        let lead = visit.facilitator.map(|who| self.of_lead(who, visit.day, visit.term));
        lead.into_iter().flatten().chain(self.of_day(visit.day).iter().copied())
    }

    /// What visits of all groups cost, those that have taken place among them.
    pub(crate) fn cost<'a>(&self, visits: impl Iterator<Item = &'a Placing>) -> i64 {
        let mut counts = vec![0_i64; self.len()];
        for visit in visits {
            self.of(visit).for_each(|resource| counts[resource] += 1);
        }
        self.lost + self.all.iter().zip(counts).map(|(resource, count)| resource.cost(count)).sum::<i64>()
    }
}
