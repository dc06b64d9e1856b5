//! The runs as rows of a Markdown or CSV table.

use std::str::FromStr;

use crate::run::Run;

/// The format of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Format {
    Markdown,
    Csv,
}

impl FromStr for Format {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        match name {
            "markdown" => Ok(Self::Markdown),
            "csv" => Ok(Self::Csv),
            _ => Err("give markdown or csv".to_owned()),
        }
    }
}

const COLUMNS: [&str; 13] = [
    "cohort",
    "schools",
    "strategy",
    "seed",
    "value",
    "bound",
    "gap_pct",
    "status",
    "stop",
    "seconds",
    "seconds_to_best",
    "peak_mib",
    "check",
];

/// The header of the table.
pub(crate) fn header(format: Format) -> String {
    let columns = COLUMNS.map(str::to_owned);
    match format {
        Format::Markdown => format!("{}\n|{}", line(format, &columns), "---|".repeat(COLUMNS.len())),
        Format::Csv => line(format, &columns),
    }
}

/// One run as a row.
pub(crate) fn row(format: Format, cohort: &str, run: &Run) -> String {
    let plan = &run.plan;
    let points = |points: Option<i64>| points.map_or_else(String::new, |points| points.to_string());
    let cells: [String; COLUMNS.len()] = [
        cohort.to_owned(),
        run.schools.to_string(),
        plan.strategy.to_string(),
        plan.seed.to_string(),
        points(plan.value),
        points(plan.bound),
        plan.gap.map_or_else(String::new, |gap| format!("{:.3}", 100.0 * gap)),
        format!("{:?}", plan.status).to_lowercase(),
        format!("{:?}", plan.stop).to_lowercase(),
        format!("{:.2}", run.time.as_secs_f64()),
        format!("{:.2}", run.time_to_best.as_secs_f64()),
        run.peak_bytes.map_or_else(String::new, |bytes| (bytes >> 20).to_string()),
        if run.is_sound() { "ok".to_owned() } else { run.findings.join("; ") },
    ];
    line(format, &cells)
}

fn line(format: Format, cells: &[String; COLUMNS.len()]) -> String {
    match format {
        Format::Markdown => format!("| {} |", cells.join(" | ")),
        // The names of cohorts, and the findings, may contain commas or quotes. Everything else is plain.
        Format::Csv => {
            let quoted = cells.iter().map(|cell| match cell.contains([',', '"', '\n']) {
                true => format!("\"{}\"", cell.replace('"', "\"\"")),
                false => cell.clone(),
            });
            quoted.collect::<Vec<String>>().join(",")
        }
    }
}
