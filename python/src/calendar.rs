//! The calendar: its visits with value, bound, gap and status, and all that is handed out with it.

use std::path::PathBuf;
use std::sync::Arc;

use pyo3::exceptions::{PyKeyError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyDate, PyDateTime, PyDict, PyList};
use tercet::model::format::folder::write_again;
use tercet::model::format::write;
use tercet::programme::calendar::changes::{VisitChange, changes, event_changes};
use tercet::programme::calendar::check::{self as checker, Breach};
use tercet::programme::calendar::edition::Edition;
use tercet::programme::calendar::ics::{self, Audience};
use tercet::programme::calendar::{self, csv};
use tercet::programme::proposals::{Proposal, proposals};
use tercet::programme::statement::contacts::Contacts;
use tercet::programme::statement::year;
use tercet::report;

use crate::contacts;
use crate::convert::{from_serde, in_bytes, name};
use crate::errors::raise;
use crate::problem::Problem;
use crate::year::{Year, date, source};

/// The visits of a year. Made by `schedule` or `replan`.
///
/// Value and bound are whole points, up to 10,000 for each visit.
///
/// Examples
/// --------
/// >>> import tercet
/// >>> plan = tercet.solve(tercet.example_cohort(), tercet.Rules(sizes=[3]))
/// >>> calendar = tercet.schedule(plan, tercet.example_year())
/// >>> len(calendar.visits), calendar.clashes
/// (12, [])
/// >>> calendar.value <= calendar.bound
/// True
#[pyclass(frozen, module = "tercet")]
pub(crate) struct Calendar {
    pub(crate) calendar: calendar::Calendar,
    pub(crate) problem: Arc<tercet::Problem>,
    pub(crate) year: Arc<year::Year>,
    pub(crate) stated: Py<Year>,
}

#[pymethods]
impl Calendar {
    /// Make a calendar from its JSON text.
    ///
    /// Parameters
    /// ----------
    /// text : str
    ///     The result of `to_json`.
    /// problem : Problem
    ///     The problem that its groups come from.
    /// year : Year, optional
    ///     The year that it was planned for. Everything that uses its dates needs the year, but `feedback` does not.
    ///
    /// Returns
    /// -------
    /// Calendar
    ///     The calendar as the text states it. `check_calendar` tells whether it is right.
    ///
    /// Raises
    /// ------
    /// InputError
    ///     With every issue found.
    ///
    /// Examples
    /// --------
    /// >>> import tercet
    /// >>> plan = tercet.solve(tercet.example_cohort())
    /// >>> year = tercet.example_year()
    /// >>> calendar = tercet.schedule(plan, year)
    /// >>> tercet.Calendar.from_json(calendar.to_json(), plan.problem, year).visits == calendar.visits
    /// True
    #[staticmethod]
    #[pyo3(signature = (text, problem, year = None))]
    fn from_json(text: &str, problem: &Bound<'_, Problem>, year: Option<Bound<'_, Year>>) -> PyResult<Self> {
        let py = problem.py();
        let calendar = calendar::Calendar::from_json(text, "calendar".as_ref()).map_err(|error| raise(py, error))?;
        Ok(Self::new(calendar, problem.get(), &year_or_blank(py, year)?))
    }

    /// Read a calendar from a file that `save` wrote.
    ///
    /// Parameters
    /// ----------
    /// path : str or os.PathLike
    ///     A file such as ``calendar.json``.
    /// problem : Problem
    ///     The problem that its groups come from.
    /// year : Year, optional
    ///     The year that it was planned for. Everything that uses its dates needs the year, but `feedback` does not.
    ///
    /// Returns
    /// -------
    /// Calendar
    ///     The calendar as the file states it. `check_calendar` tells whether it is right.
    ///
    /// Raises
    /// ------
    /// InputError
    ///     With every issue found.
    /// OSError
    ///     If the file cannot be read.
    ///
    /// Examples
    /// --------
    /// >>> import tercet
    /// >>> plan = tercet.solve(tercet.example_cohort())
    /// >>> calendar = tercet.schedule(plan, tercet.example_year())
    /// >>> calendar.save("calendar.json")
    /// >>> tercet.Calendar.load("calendar.json", plan.problem, calendar.year).value == calendar.value
    /// True
    #[staticmethod]
    #[pyo3(signature = (path, problem, year = None))]
    fn load(path: PathBuf, problem: &Bound<'_, Problem>, year: Option<Bound<'_, Year>>) -> PyResult<Self> {
        let py = problem.py();
        let calendar = py.detach(move || calendar::Calendar::read(path)).map_err(|error| raise(py, error))?;
        Ok(Self::new(calendar, problem.get(), &year_or_blank(py, year)?))
    }

    /// The problem that the groups come from.
    #[getter]
    fn problem(&self) -> Problem {
        Problem(Arc::clone(&self.problem))
    }

    /// The year it was planned for.
    #[getter]
    fn year(&self, py: Python<'_>) -> Py<Year> {
        self.stated.clone_ref(py)
    }

    /// The ids of each group's schools, in the order of the plan.
    #[getter]
    fn groups(&self) -> Vec<Vec<String>> {
        self.calendar.groups.clone()
    }

    /// The visits by date: ``date``, ``group`` (from 1), ``host``, ``visitors`` (ids), ``facilitator`` (an id or None) and
    /// ``sequence``, which counts the changes of a visit.
    #[getter]
    fn visits<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyList>> {
        let visits: Vec<_> = self.calendar.visits.iter().map(|visit| self.visit(py, visit)).collect::<PyResult<_>>()?;
        PyList::new(py, visits)
    }

    /// The name of the programme's year, by which calendar programs know its entries again.
    #[getter]
    fn name(&self) -> String {
        self.edition("", None).programme()
    }

    /// The last day that was over when the year was planned again; None if no day was.
    #[getter]
    fn today<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyDate>>> {
        date(py, self.calendar.today)
    }

    /// The schools that are or were in a group for a part of the year only: ``school``, ``group`` (from 1), ``from`` and
    /// ``until``, the first and the last day or None.
    #[getter]
    fn memberships<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyList>> {
        let rows = PyList::empty(py);
        for part in &self.calendar.memberships {
            let row = PyDict::new(py);
            row.set_item("school", &part.school)?;
            row.set_item("group", part.group)?;
            row.set_item("from", date(py, part.from)?)?;
            row.set_item("until", date(py, part.until)?)?;
            rows.append(row)?;
        }
        Ok(rows)
    }

    /// The groups without visits and why, each with ``group`` (from 1; 0 for all), ``have``, ``need`` and ``fix``.
    #[getter]
    fn clashes<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyList>> {
        Ok(from_serde(py, &self.calendar.clashes)?.cast_into()?)
    }

    /// The value in points.
    #[getter]
    fn value(&self) -> i64 {
        self.calendar.value
    }

    /// No calendar that places every group has a larger value. None if such a bound is not known, for example after
    /// `replan`.
    #[getter]
    fn bound(&self) -> Option<i64> {
        self.calendar.bound
    }

    /// (bound - value) / value: 0.005 means that no calendar can beat this by more than 0.5%.
    #[getter]
    fn gap(&self) -> Option<f64> {
        self.calendar.gap
    }

    /// The proved status: ``"optimal"``, ``"feasible"``, ``"infeasible"`` (a group certainly cannot be placed) or
    /// ``"unknown"`` (no place was found for a group).
    #[getter]
    fn status(&self) -> String {
        name(&self.calendar.status)
    }

    /// Why the search stopped: ``"finished"``, ``"time"`` or ``"interrupted"``.
    #[getter]
    fn stop(&self) -> String {
        name(&self.calendar.stop)
    }

    /// A row for each visit, by date.
    ///
    /// Returns
    /// -------
    /// list of dict
    ///     With ``date``, ``group`` (from 1), ``host`` (the id), ``name``, ``facilitator`` and ``visitors`` (names).
    ///
    /// Examples
    /// --------
    /// >>> import tercet
    /// >>> calendar = tercet.schedule(tercet.solve(tercet.example_cohort()), tercet.example_year())
    /// >>> sorted(calendar.to_dicts()[0])
    /// ['date', 'facilitator', 'group', 'host', 'name', 'visitors']
    fn to_dicts<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyList>> {
        let shown = |id: &str| self.display_name(id).to_owned();
        let rows = PyList::empty(py);
        for visit in &self.calendar.visits {
            let row = PyDict::new(py);
            row.set_item("date", date(py, Some(visit.date))?)?;
            row.set_item("group", visit.group)?;
            row.set_item("host", &visit.host)?;
            row.set_item("name", shown(&visit.host))?;
            row.set_item("facilitator", &visit.facilitator)?;
            let visitors: Vec<String> = self.calendar.visitors(visit).map(shown).collect();
            row.set_item("visitors", visitors.join("; "))?;
            rows.append(row)?;
        }
        Ok(rows)
    }

    /// The same rows as a data frame.
    ///
    /// Parameters
    /// ----------
    /// backend : {"pandas", "polars", "pyarrow"}, optional
    ///     The kind of data frame. The default is a package that is already imported, or else one that is installed.
    ///
    /// Returns
    /// -------
    /// data frame
    ///     A pandas or Polars data frame or an Arrow table.
    ///
    /// Raises
    /// ------
    /// ImportError
    ///     If no such package is installed.
    ///
    /// Examples
    /// --------
    /// >>> import tercet
    /// >>> calendar = tercet.schedule(tercet.solve(tercet.example_cohort()), tercet.example_year())
    /// >>> calendar.to_frame("pandas").shape
    /// (12, 6)
    #[pyo3(signature = (backend = None))]
    fn to_frame<'py>(&self, py: Python<'py>, backend: Option<&str>) -> PyResult<Bound<'py, PyAny>> {
        py.import("tercet.frames")?.call_method1("to_frame", (self.to_dicts(py)?, backend))
    }

    /// The calendar as JSON text, as in ``calendar.json``.
    ///
    /// Returns
    /// -------
    /// str
    ///
    /// Examples
    /// --------
    /// >>> import json, tercet
    /// >>> calendar = tercet.schedule(tercet.solve(tercet.example_cohort()), tercet.example_year())
    /// >>> json.loads(calendar.to_json())["format"]
    /// 'tercet-calendar/1'
    fn to_json(&self) -> String {
        self.calendar.to_json()
    }

    /// The visits as the bytes of a workbook (.xlsx), with real dates and a row for each visit. `edited` reads an edited copy.
    ///
    /// Returns
    /// -------
    /// bytes
    ///
    /// Examples
    /// --------
    /// >>> import tercet
    /// >>> calendar = tercet.schedule(tercet.solve(tercet.example_cohort()), tercet.example_year())
    /// >>> calendar.to_xlsx()[:2]
    /// b'PK'
    fn to_xlsx<'py>(&self, py: Python<'py>) -> Bound<'py, PyBytes> {
        PyBytes::new(py, &py.detach(|| report::workbook::calendar(&self.problem, &self.calendar)))
    }

    /// The visits as CSV text, with a row for each visit. Cells that a spreadsheet would run as formulas are escaped.
    ///
    /// Returns
    /// -------
    /// str
    ///
    /// Examples
    /// --------
    /// >>> import tercet
    /// >>> calendar = tercet.schedule(tercet.solve(tercet.example_cohort()), tercet.example_year())
    /// >>> calendar.to_csv().splitlines()[0]
    /// 'date,group,host,name,facilitator,visitors'
    fn to_csv(&self) -> String {
        csv::render(&self.problem, &self.calendar)
    }

    /// The summary that a manager reads in a terminal.
    ///
    /// Returns
    /// -------
    /// str
    ///
    /// Examples
    /// --------
    /// >>> import tercet
    /// >>> calendar = tercet.schedule(tercet.solve(tercet.example_cohort()), tercet.example_year())
    /// >>> calendar.to_text().splitlines()[0]
    /// '12 visits of 3 groups'
    fn to_text(&self) -> String {
        report::calendar::render(&self.problem, &self.calendar)
    }

    /// An iCalendar file (RFC 5545) of all visits, or of the visits of one school or one facilitator, as whole days.
    ///
    /// A visit that the school or the facilitator had in an earlier calendar, and no longer has, is in the file as cancelled.
    ///
    /// Parameters
    /// ----------
    /// stamp : datetime.datetime
    ///     The time at which the file is made, with a time zone. The same calendar and stamp give the same bytes.
    /// school : str, optional
    ///     A school's id: the visits that it hosts or attends.
    /// facilitator : str, optional
    ///     A facilitator's id: the visits that they lead.
    /// contacts : table, optional
    ///     The people who attend: a CSV file, a data frame or rows with ``school`` and, if known, ``head``, ``head_email``,
    ///     ``second`` and ``second_email``. The text names the leaders and lists them as contacts. The calendar does not
    ///     keep them.
    ///
    /// Returns
    /// -------
    /// str
    ///     With lines that end in CR LF. Write it as bytes, or with ``newline=""``.
    ///
    /// Raises
    /// ------
    /// InputError
    ///     With every issue of the contacts.
    /// KeyError
    ///     If there is no such school or facilitator.
    /// ValueError
    ///     If `stamp` has no time zone, or if both a school and a facilitator are given.
    ///
    /// Examples
    /// --------
    /// >>> import tercet
    /// >>> from datetime import UTC, datetime
    /// >>> calendar = tercet.schedule(tercet.solve(tercet.example_cohort()), tercet.example_year())
    /// >>> text = calendar.to_ics(stamp=datetime(2026, 7, 1, tzinfo=UTC), school="01")
    /// >>> text.count("SUMMARY:Visit to")
    /// 3
    #[pyo3(signature = (*, stamp, school = None, facilitator = None, contacts = None))]
    fn to_ics(
        &self,
        stamp: &Bound<'_, PyDateTime>,
        school: Option<&str>,
        facilitator: Option<&str>,
        contacts: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<String> {
        self.need_year(stamp.py())?;
        let known = |id: &str, is_known: bool, what: &str| {
            if is_known { Ok(()) } else { Err(PyKeyError::new_err(format!("the calendar has no {what} {id:?}"))) }
        };
        let audience = match (school, facilitator) {
            (None, None) => Audience::All,
            (Some(id), None) => {
                let calendar = &self.calendar;
                let mut ever = (1..=calendar.groups.len()).flat_map(|group| calendar.ever_in(group));
                let told = calendar.cancelled.iter().flat_map(|notice| &notice.schools).any(|one| one == id);
                known(id, told || ever.any(|member| member == id), "school")?;
                Audience::School(id)
            }
            (None, Some(id)) => {
                let led = self.calendar.visits.iter().any(|visit| visit.facilitator.as_deref() == Some(id));
                let told = self.calendar.cancelled.iter().flat_map(|notice| &notice.facilitators).any(|one| one == id);
                known(id, led || told || self.year.facilitators.iter().any(|who| who.id == id), "facilitator")?;
                Audience::Facilitator(id)
            }
            _ => return Err(PyValueError::new_err("give a school or a facilitator, not both")),
        };
        let (stamp, contacts) = (utc(stamp)?, self.contacts(contacts)?);
        Ok(ics::render(&self.edition(&stamp, contacts.as_ref()), audience))
    }

    /// The brief of a visit, one page of Markdown.
    ///
    /// It lists those who attend, what the host shows to each visitor, who can help the host, and the needs that nobody meets.
    ///
    /// Parameters
    /// ----------
    /// host : str
    ///     The id of the school that hosts.
    /// contacts : table, optional
    ///     The people who attend, as for `to_ics`.
    ///
    /// Returns
    /// -------
    /// str
    ///
    /// Raises
    /// ------
    /// InputError
    ///     With every issue of the contacts.
    /// KeyError
    ///     If this school hosts no visit.
    ///
    /// Examples
    /// --------
    /// >>> import tercet
    /// >>> calendar = tercet.schedule(tercet.solve(tercet.example_cohort()), tercet.example_year())
    /// >>> calendar.brief("01").splitlines()[0]
    /// '# Visit to Ash Lane Primary'
    /// >>> text = calendar.brief("01", contacts=[{"school": "01", "head": "Eve Carr"}])
    /// >>> "Ash Lane Primary, the host: Eve Carr (headteacher)" in text
    /// True
    #[pyo3(signature = (host, *, contacts = None))]
    fn brief(&self, py: Python<'_>, host: &str, contacts: Option<&Bound<'_, PyAny>>) -> PyResult<String> {
        self.need_year(py)?;
        let visit = self.calendar.visits.iter().find(|visit| visit.host == host);
        let visit = visit.ok_or_else(|| PyKeyError::new_err(format!("the calendar has no visit at {host:?}")))?;
        let contacts = self.contacts(contacts)?;
        Ok(report::brief::render(&self.edition("", contacts.as_ref()), visit))
    }

    /// The year as one HTML page: month by month, visit by visit, and a brief for each visit to print.
    ///
    /// The page needs no other file, and reads well on a phone, in dark mode and on paper.
    ///
    /// Parameters
    /// ----------
    /// contacts : table, optional
    ///     The people who attend, as for `to_ics`. The briefs then name these people, so share the page with care.
    ///
    /// Returns
    /// -------
    /// str
    ///
    /// Raises
    /// ------
    /// InputError
    ///     With every issue of the contacts.
    ///
    /// Examples
    /// --------
    /// >>> import tercet
    /// >>> calendar = tercet.schedule(tercet.solve(tercet.example_cohort()), tercet.example_year())
    /// >>> calendar.to_html().count("Visit to Ash Lane Primary")
    /// 1
    #[pyo3(signature = (*, contacts = None))]
    fn to_html(&self, py: Python<'_>, contacts: Option<&Bound<'_, PyAny>>) -> PyResult<String> {
        self.need_year(py)?;
        let contacts = self.contacts(contacts)?;
        Ok(report::year::render(&self.edition("", contacts.as_ref())))
    }

    /// The calendar with its visits replaced by those of a table.
    ///
    /// The table is, for example, a ``calendar.csv`` that was edited in a spreadsheet.
    ///
    /// Parameters
    /// ----------
    /// visits : table
    ///     A CSV file, a data frame or rows, with ``date``, ``host`` and ``facilitator``. Other columns are ignored.
    ///
    /// Returns
    /// -------
    /// Calendar
    ///     A calendar with the same groups, the value of its new visits, and no bound. `check_calendar` says whether it
    ///     keeps the rules.
    ///
    /// Raises
    /// ------
    /// InputError
    ///     With every issue of the table.
    /// OSError
    ///     If the file cannot be read.
    ///
    /// Examples
    /// --------
    /// >>> import tercet
    /// >>> calendar = tercet.schedule(tercet.solve(tercet.example_cohort()), tercet.example_year())
    /// >>> frame = calendar.to_frame("pandas")
    /// >>> frame.loc[0, "date"] = "2026-12-25"
    /// >>> [found["rule"] for found in tercet.check_calendar(calendar.edited(frame)) if found["rule"] == "open"][:1]
    /// ['open']
    fn edited(slf: &Bound<'_, Self>, visits: &Bound<'_, PyAny>) -> PyResult<Self> {
        let (py, own) = (slf.py(), slf.get());
        own.need_year(py)?;
        let edited = source(visits, "visits")?
            .and_then(|source| py.detach(|| own.calendar.edited(&own.problem, &own.year, &source.bytes, &source.file)));
        let edited = edited.map_err(|error| raise(py, error))?;
        Ok(Self::new(edited, &own.problem(), own.stated.bind(py)))
    }

    /// List the visits that differ from those of an earlier calendar.
    ///
    /// Parameters
    /// ----------
    /// before : Calendar
    ///     The earlier one.
    ///
    /// Returns
    /// -------
    /// list of dict
    ///     A row for each visit that changed: ``host``, ``name``, ``kind`` (``"moved"``, ``"facilitator"``, ``"visitors"``,
    ///     ``"added"`` or ``"dropped"``), ``old_date``, ``new_date``, ``old_facilitator`` and ``new_facilitator``.
    ///
    /// Examples
    /// --------
    /// >>> import tercet
    /// >>> before = tercet.schedule(tercet.solve(tercet.example_cohort()), tercet.example_year())
    /// >>> after = tercet.replan(before, fell_through=["01"])
    /// >>> [(change["name"], change["kind"]) for change in after.changes(before)]
    /// [('Ash Lane Primary', 'moved')]
    fn changes<'py>(&self, py: Python<'py>, before: &Self) -> PyResult<Bound<'py, PyList>> {
        let rows = PyList::empty(py);
        for change in self.changed(before) {
            let row = PyDict::new(py);
            row.set_item("host", &change.host)?;
            row.set_item("name", self.display_name(&change.host))?;
            row.set_item("kind", name(&change.kind))?;
            row.set_item("old_date", date(py, change.old_date)?)?;
            row.set_item("new_date", date(py, change.new_date)?)?;
            row.set_item("old_facilitator", change.old_facilitator)?;
            row.set_item("new_facilitator", change.new_facilitator)?;
            rows.append(row)?;
        }
        Ok(rows)
    }

    /// The same as text: how many visits changed, then each, and then each event that has other days.
    ///
    /// Parameters
    /// ----------
    /// before : Calendar
    ///     The earlier one.
    ///
    /// Returns
    /// -------
    /// str
    ///
    /// Examples
    /// --------
    /// >>> import tercet
    /// >>> calendar = tercet.schedule(tercet.solve(tercet.example_cohort()), tercet.example_year())
    /// >>> calendar.changes_to_text(calendar)
    /// 'No visit changes.\n'
    fn changes_to_text(&self, before: &Self) -> String {
        let events = event_changes(&before.calendar, &self.calendar);
        report::calendar::render_changes(&self.problem, &self.changed(before), &events)
    }

    /// The ways on for each group that has fewer schools than the rules allow, such as a trio that a school has left.
    ///
    /// The schools of the group can join other groups. The group can also take a school in, or go on as it is. Each
    /// way is checked against the rules of
    /// the problem and planned from the day after `today`.
    ///
    /// Returns
    /// -------
    /// list of dict
    ///     With ``group`` (from 1), ``kind`` (``"join"``, ``"take_in"`` or ``"go_on"``), ``moves`` (pairs of a school's id and the
    ///     group that it joins), ``gain`` (points that the changed groups gain), ``broken`` (the rules that break, in sentences),
    ///     ``cannot_meet`` (groups that would find no days) and ``moved_visits``. The best of each kind comes first.
    ///
    /// Raises
    /// ------
    /// InputError
    ///     As for `schedule`.
    ///
    /// Examples
    /// --------
    /// >>> import tercet
    /// >>> before = tercet.schedule(tercet.solve(tercet.example_cohort()), tercet.example_year())
    /// >>> leavers, day = before.groups[0][:2], before.visits[0]["date"]
    /// >>> after = tercet.replan(before, today=day, withdraw=leavers)
    /// >>> [way["kind"] for way in after.proposals()][-1:]
    /// ['go_on']
    fn proposals<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyList>> {
        Ok(from_serde(py, &self.ways(py)?)?.cast_into()?)
    }

    /// The same as text, for the manager of the programme.
    ///
    /// Returns
    /// -------
    /// str
    ///     Empty if no group is too small.
    ///
    /// Examples
    /// --------
    /// >>> import tercet
    /// >>> calendar = tercet.schedule(tercet.solve(tercet.example_cohort()), tercet.example_year())
    /// >>> calendar.proposals_to_text()
    /// ''
    fn proposals_to_text(&self, py: Python<'_>) -> PyResult<String> {
        Ok(report::proposals::render(&self.problem, &self.calendar, &self.ways(py)?))
    }

    /// List the groups that cannot meet as plain text: what each has, what it needs, and what would help.
    ///
    /// Returns
    /// -------
    /// str
    ///     Empty if every group has its visits.
    ///
    /// Examples
    /// --------
    /// >>> import tercet
    /// >>> calendar = tercet.schedule(tercet.solve(tercet.example_cohort()), tercet.example_year())
    /// >>> calendar.clashes_to_text()
    /// ''
    fn clashes_to_text(&self) -> String {
        report::calendar::render_clashes(&self.calendar)
    }

    /// Check the calendar, as `check_calendar` does, and report the result as plain text.
    ///
    /// Parameters
    /// ----------
    /// year : Year, optional
    ///     The year to check it against. The default is its own year.
    ///
    /// Returns
    /// -------
    /// str
    ///
    /// Examples
    /// --------
    /// >>> import tercet
    /// >>> calendar = tercet.schedule(tercet.solve(tercet.example_cohort()), tercet.example_year())
    /// >>> print(calendar.breaches_to_text(), end="")
    /// The calendar keeps every rule.
    #[pyo3(signature = (year = None))]
    fn breaches_to_text(&self, py: Python<'_>, year: Option<&Bound<'_, Year>>) -> PyResult<String> {
        Ok(report::calendar::render_breaches(&self.breaches(py, year)?))
    }

    /// Write the calendar to a JSON file, whole or not at all.
    ///
    /// Parameters
    /// ----------
    /// path : str or os.PathLike
    ///     The file to write. An existing file is replaced.
    ///
    /// Raises
    /// ------
    /// OSError
    ///     If the file cannot be written.
    ///
    /// Examples
    /// --------
    /// >>> import tercet
    /// >>> calendar = tercet.schedule(tercet.solve(tercet.example_cohort()), tercet.example_year())
    /// >>> calendar.save("calendar.json")
    fn save(&self, py: Python<'_>, path: PathBuf) -> PyResult<()> {
        py.detach(|| write::write_whole(path, self.to_json().as_bytes())).map_err(|error| raise(py, error))
    }

    /// Write the calendar and all files that go with it into a folder, all of them or none.
    ///
    /// The export removes files that an earlier export wrote there, if it does not write them again. An example is the
    /// brief of a cancelled visit. No other file is touched.
    ///
    /// Parameters
    /// ----------
    /// folder : str or os.PathLike
    ///     Made if it is not there. Gets ``calendar.json``, ``calendar.csv``, ``calendar.xlsx``, ``year.html``, ``all.ics``, a file for each school
    ///     in ``schools``, one for each facilitator in ``facilitators``, a page for each group in ``groups``, in ``briefs`` one
    ///     for each visit, by its host, and ``mailmerge.csv``. ``files.json`` lists them.
    /// stamp : datetime.datetime
    ///     When the files are made, with a time zone, as for `to_ics`.
    /// contacts : table, optional
    ///     The people, as for `to_ics`. They are named in the calendar files, the briefs, the pages and ``mailmerge.csv``, never
    ///     in ``calendar.json``, ``calendar.csv`` and ``calendar.xlsx``.
    ///
    /// Returns
    /// -------
    /// list of str
    ///     The files of an earlier export that are no longer part of it, and stay because somebody has edited them.
    ///
    /// Raises
    /// ------
    /// InputError
    ///     With every issue of the contacts.
    /// OSError
    ///     If a file cannot be written.
    /// ValueError
    ///     If `stamp` has no time zone.
    ///
    /// Examples
    /// --------
    /// >>> import tercet
    /// >>> from datetime import UTC, datetime
    /// >>> calendar = tercet.schedule(tercet.solve(tercet.example_cohort()), tercet.example_year())
    /// >>> calendar.export("year", stamp=datetime(2026, 7, 1, tzinfo=UTC))
    /// []
    #[pyo3(signature = (folder, *, stamp, contacts = None))]
    fn export(
        &self,
        folder: PathBuf,
        stamp: &Bound<'_, PyDateTime>,
        contacts: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Vec<String>> {
        let py = stamp.py();
        self.need_year(py)?;
        let (utc, contacts) = (utc(stamp)?, self.contacts(contacts)?);
        let written = py.detach(move || {
            let book = report::workbook::calendar(&self.problem, &self.calendar);
            let files = in_bytes(report::files::calendar(&self.edition(&utc, contacts.as_ref())));
            let files: Vec<_> = files.into_iter().chain([("calendar.xlsx".to_owned(), book)]).collect();
            let files: Vec<(&str, &[u8])> =
                files.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
            write_again(folder, &files)
        });
        written.map_err(|error| raise(py, error))
    }

    #[expect(clippy::type_complexity, reason = "what pickle wants: a callable and its arguments")]
    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<(Bound<'py, PyAny>, (String, Problem, Py<Year>))> {
        let calendar = slf.get();
        let parts = (calendar.to_json(), calendar.problem(), calendar.year(slf.py()));
        Ok((slf.get_type().getattr("from_json")?, parts))
    }

    fn __repr__(&self) -> String {
        let (visits, status) = (self.calendar.visits.len(), name(&self.calendar.status));
        let bound = self.calendar.bound.filter(|_| self.calendar.gap.is_some());
        let gap = bound.map_or(String::new(), |bound| format!(", gap {}", report::excess(self.calendar.value, bound)));
        format!("<Calendar of {visits} visits: {status}, value {}{gap}>", self.calendar.value)
    }

    /// The table that a notebook shows.
    fn _repr_html_(&self) -> String {
        report::notebook::calendar(&self.problem, &self.calendar)
    }
}

impl Calendar {
    /// The broken rules of a year, which is its own year by default.
    pub(crate) fn breaches(&self, py: Python<'_>, year: Option<&Bound<'_, Year>>) -> PyResult<Vec<Breach>> {
        if year.is_none() {
            self.need_year(py)?;
        }
        let year = year.map_or_else(|| Arc::clone(&self.year), |year| Arc::clone(&year.get().year));
        Ok(py.detach(|| checker::check(&self.problem, &year, &self.calendar)))
    }

    fn ways(&self, py: Python<'_>) -> PyResult<Vec<Proposal>> {
        self.need_year(py)?;
        let found = py.detach(|| proposals(&self.problem, &self.year, &self.calendar));
        found.map_err(|error| raise(py, error))
    }

    /// Refuses work that needs the year, if the calendar was read without it.
    pub(crate) fn need_year(&self, py: Python<'_>) -> PyResult<()> {
        if self.year.terms.is_empty() {
            let message = "the calendar was read without its year; give the year to Calendar.load or from_json";
            return Err(raise(py, tercet::Error::Options(message.to_owned())));
        }
        Ok(())
    }

    pub(crate) fn new(calendar: calendar::Calendar, problem: &Problem, year: &Bound<'_, Year>) -> Self {
        let (problem, statement) = (Arc::clone(&problem.0), Arc::clone(&year.get().year));
        Self { calendar, problem, year: statement, stated: year.clone().unbind() }
    }

    fn visit<'py>(&self, py: Python<'py>, visit: &calendar::Visit) -> PyResult<Bound<'py, PyDict>> {
        let dict = PyDict::new(py);
        dict.set_item("date", date(py, Some(visit.date))?)?;
        dict.set_item("group", visit.group)?;
        dict.set_item("host", &visit.host)?;
        dict.set_item("visitors", self.calendar.visitors(visit).collect::<Vec<_>>())?;
        dict.set_item("facilitator", &visit.facilitator)?;
        dict.set_item("sequence", visit.sequence)?;
        Ok(dict)
    }

    fn display_name<'a>(&'a self, id: &'a str) -> &'a str {
        self.problem.index(id).map_or(id, |school| self.problem.school(school).display_name())
    }

    fn changed(&self, before: &Self) -> Vec<VisitChange> {
        changes(&before.calendar, &self.calendar)
    }

    fn edition<'a>(&'a self, stamp: &'a str, contacts: Option<&'a Contacts>) -> Edition<'a> {
        Edition::new(&self.problem, &self.year, &self.calendar, stamp).with_contacts(contacts)
    }

    /// The people as given, for one call; no object holds them.
    fn contacts(&self, given: Option<&Bound<'_, PyAny>>) -> PyResult<Option<Contacts>> {
        given.map(|table| contacts::read(&self.problem, table)).transpose()
    }
}

fn year_or_blank<'py>(py: Python<'py>, year: Option<Bound<'py, Year>>) -> PyResult<Bound<'py, Year>> {
    year.map_or_else(|| Bound::new(py, Year::blank()), Ok)
}

/// A point in time as calendar files write it.
fn utc(stamp: &Bound<'_, PyDateTime>) -> PyResult<String> {
    if stamp.call_method0("utcoffset")?.is_none() {
        let fix = "give one with a time zone, such as datetime.now(timezone.utc)";
        return Err(PyValueError::new_err(format!("the stamp {stamp} has no time zone; {fix}")));
    }
    let zone = stamp.py().import("datetime")?.getattr("timezone")?.getattr("utc")?;
    stamp.call_method1("astimezone", (zone,))?.call_method1("strftime", ("%Y%m%dT%H%M%SZ",))?.extract()
}
