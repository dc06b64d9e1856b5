//! Runs `docs/errors.md`: every code is listed once with its meaning, and its example gives the message that is printed.

use tercet::model::format::{beside, csv, groups, json, register, rules, two_tables};
use tercet::programme::calendar::Calendar;
use tercet::programme::feedback::Feedback;
use tercet::programme::feedback::suggest::SuggestOptions;
use tercet::programme::feedback::summary::summarise;
use tercet::programme::feedback::tables::{parse_attendance, parse_survey};
use tercet::programme::schedule::request::Request;
use tercet::programme::schedule::roster::Move;
use tercet::programme::schedule::{ScheduleOptions, schedule, schedule_with};
use tercet::programme::statement::contacts::parse_contacts;
use tercet::programme::statement::dates::parse as parse_date;
use tercet::programme::statement::rules::CalendarRules;
use tercet::programme::statement::sources::{Source, Sources};
use tercet::programme::statement::year::Year;
use tercet::solve::observe::Silent;
use tercet::{Cancel, Code, Cohort, Error, Issue, Options, Problem, Rules, Strategy, Tables};

const PAGE: &str = include_str!("../docs/errors.md");

/// A fenced block: the words after the fence, and what stands in it.
#[derive(Clone)]
struct Block {
    words: Vec<String>,
    text: String,
}

/// What the page says of one code.
struct Section {
    code: String,
    prose: Vec<String>,
    blocks: Vec<Block>,
}

/// The blocks before the first section, and the sections.
fn parse(page: &str) -> (Vec<Block>, Vec<Section>) {
    let mut before = Vec::new();
    let mut sections: Vec<Section> = Vec::new();
    let mut open: Option<Block> = None;
    for line in page.lines() {
        if let Some(mut block) = open.take() {
            if line == "```" {
                sections.last_mut().map_or(&mut before, |section| &mut section.blocks).push(block);
            } else {
                block.text.push_str(line);
                block.text.push('\n');
                open = Some(block);
            }
        } else if let Some(words) = line.strip_prefix("```") {
            open = Some(Block { words: words.split(' ').map(str::to_owned).collect(), text: String::new() });
        } else if let Some(code) = line.strip_prefix("### `") {
            let code = code.trim_end_matches('`').to_owned();
            sections.push(Section { code, prose: Vec::new(), blocks: Vec::new() });
        } else if let Some(section) = sections.last_mut().filter(|_| !line.is_empty() && !line.starts_with('#')) {
            section.prose.push(line.to_owned());
        }
    }
    (before, sections)
}

/// The bytes of an example's file.
fn bytes(block: &Block) -> Vec<u8> {
    if !block.words.iter().any(|word| word == "escaped") {
        return block.text.clone().into_bytes();
    }
    let mut bytes = Vec::new();
    let mut rest = block.text.as_str();
    while let Some(place) = rest.find('\\') {
        bytes.extend_from_slice(&rest.as_bytes()[..place]);
        rest = &rest[place..];
        if let Some(after) = rest.strip_prefix("\\repeat{") {
            let (what, after) = after.split_once("}{").expect("\\repeat has two parts");
            let (count, after) = after.split_once('}').expect("\\repeat is closed");
            bytes.extend(what.repeat(count.parse().expect("a count")).into_bytes());
            rest = after;
        } else {
            bytes.push(u8::from_str_radix(&rest[2..4], 16).expect("\\x has two digits"));
            rest = &rest[4..];
        }
    }
    bytes.extend_from_slice(rest.as_bytes());
    bytes
}

/// The files of an example, by name.
struct Files<'a>(&'a [Block]);

impl Files<'_> {
    fn get(&self, name: &str) -> Option<Vec<u8>> {
        self.0.iter().rfind(|block| block.words.iter().any(|word| word == name)).map(bytes)
    }

    fn text(&self, name: &str) -> Option<String> {
        self.get(name).map(|bytes| String::from_utf8(bytes).expect("the example is text"))
    }

    fn cohort(&self) -> Result<Cohort, Error> {
        let areas = self.get("areas.csv");
        let areas = areas.as_ref().map(|bytes| (bytes.as_slice(), "areas.csv"));
        if let Some(bytes) = self.get("register.csv") {
            return register::parse_register((&bytes, "register.csv"), areas);
        }
        if let Some(bytes) = self.get("schools.csv") {
            return two_tables::parse_cohort((&bytes, "schools.csv"), areas.expect("areas.csv beside schools.csv"));
        }
        csv::parse_cohort(&self.get("cohort.csv").expect("a cohort stands before the sections"), "cohort.csv")
    }

    fn tables(&self) -> Result<Tables, Error> {
        let mut tables = Tables::default();
        if let Some(bytes) = self.get("history.csv") {
            tables.history = beside::parse_history(&bytes, "history.csv")?;
        }
        if let Some(bytes) = self.get("forbidden.csv") {
            tables.forbidden = beside::parse_forbidden(&bytes, "forbidden.csv")?.into();
        }
        if let Some(bytes) = self.get("own.csv") {
            tables.own = beside::parse_own(&bytes, "own.csv")?.into();
        }
        if let Some(bytes) = self.get("minutes.csv") {
            tables.minutes = beside::parse_minutes(&bytes, "minutes.csv")?.into();
        }
        if let Some(bytes) = self.get("days.csv") {
            tables.usable_days = beside::parse_usable_days(&bytes, "days.csv")?;
        }
        Ok(tables)
    }

    /// The warnings of what came back from the visits.
    fn feedback(&self, problem: &Problem, calendar: &Calendar) -> Result<Vec<Issue>, Error> {
        let mut feedback = Feedback::default();
        if let Some(bytes) = self.get("attendance.csv") {
            feedback.attendance = parse_attendance(&bytes, "attendance.csv")?;
        }
        if let Some(bytes) = self.get("survey.csv") {
            feedback.answers = parse_survey(&bytes, "survey.csv")?;
        }
        Ok(summarise(problem, calendar, &feedback, &SuggestOptions::default())?.warnings)
    }

    /// Everything that a program would do with these files.
    fn run(&self) -> Result<Vec<Issue>, Error> {
        if let Some(text) = self.text("problem.json") {
            return json::parse_problem(&text, "problem.json").map(|problem| problem.warnings().to_vec());
        }
        let rules =
            self.text("rules.toml").map_or(Ok(Rules::default()), |text| rules::parse_rules(&text, "rules.toml"))?;
        let problem = Problem::with_tables(self.cohort()?, rules, self.tables()?)?;
        if let Some(bytes) = self.get("groups.csv") {
            groups::parse_groups(&bytes, "groups.csv", &problem)?;
        }
        if let Some(bytes) = self.get("contacts.csv") {
            parse_contacts(&bytes, "contacts.csv", &problem)?;
        }
        if let Some(bytes) = self.get("terms.csv") {
            let source = |file: &str| self.get(file).map(|bytes| Source { file: file.to_owned(), bytes });
            let mut sources = Sources::default();
            sources.terms = Some(Source { file: "terms.csv".to_owned(), bytes });
            (sources.events, sources.fixed) = (source("events.csv"), source("fixed.csv"));
            let year = sources.year(CalendarRules::default())?;
            let options = Options::default().with_strategy(Strategy::Greedy);
            let plan = tercet::solve(&problem, &options)?;
            let mut calendar = schedule(&problem, &plan, &year, &ScheduleOptions::default().with_rounds(0))?;
            if let Some(text) = self.text("again.toml") {
                calendar = replanned(&problem, &year, calendar, &text)?;
            }
            return Ok([problem.warnings(), &year.notes, &self.feedback(&problem, &calendar)?].concat());
        }
        Ok(problem.warnings().to_vec())
    }

    fn issues(&self) -> Vec<Issue> {
        match self.run() {
            Ok(warnings) => warnings,
            Err(Error::Input(issues)) => issues,
            Err(other) => panic!("not an input error: {other}"),
        }
    }
}

/// The calendar planned again with what a call would state: `name`, `today`, `withdraw` and `from`.
fn replanned(problem: &Problem, year: &Year, mut before: Calendar, call: &str) -> Result<Calendar, Error> {
    let call: toml::Table = call.parse().expect("the arguments of a call");
    let word = |key: &str| call.get(key).and_then(toml::Value::as_str);
    let day = |key: &str| word(key).and_then(parse_date);
    before.programme = "north".to_owned();
    let moves: Vec<Move> =
        word("withdraw").zip(day("from")).map(|(id, from)| Move::withdraw(id, from)).into_iter().collect();
    let mut request = Request::new(problem, &before.groups, year);
    (request.before, request.today, request.moves, request.programme) =
        (Some(&before), day("today"), &moves, word("name"));
    schedule_with(&request, &ScheduleOptions::default().with_rounds(0), &Cancel::new(), &Silent)
}

#[test]
fn the_page_lists_every_code_in_order_with_its_meaning() {
    let (_, sections) = parse(PAGE);
    let listed: Vec<(&str, &str)> =
        sections.iter().map(|section| (section.code.as_str(), section.prose[0].as_str())).collect();
    let known: Vec<(&str, &str)> = Code::ALL.iter().map(|code| (code.as_str(), code.meaning())).collect();
    assert_eq!(listed, known);
}

#[test]
fn every_section_says_how_to_mend_it() {
    for section in parse(PAGE).1 {
        assert!(section.prose.len() >= 2, "{}", section.code);
    }
}

#[test]
fn the_cohort_of_the_page_has_no_issue() {
    let (before, _) = parse(PAGE);
    assert_eq!(Files(&before).issues(), []);
}

#[test]
fn every_example_gives_its_message() {
    let (before, sections) = parse(PAGE);
    for section in sections {
        let is_message = |block: &&Block| block.words[0] == "text";
        let message = section.blocks.iter().find(is_message).expect(&section.code).text.trim_end().to_owned();
        let own = section.blocks.iter().filter(|block| !is_message(block)).cloned();
        let files: Vec<Block> = before.iter().cloned().chain(own).collect();
        let found: Vec<String> = Files(&files)
            .issues()
            .into_iter()
            .filter(|issue| issue.code.as_str() == section.code)
            .map(|issue| issue.to_string())
            .collect();
        assert!(found.contains(&message), "{}: expected\n{message}\nfound\n{}", section.code, found.join("\n"));
    }
}
