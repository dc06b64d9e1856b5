//! The stable codes of input issues: one variant each, with its text form and its meaning.

use std::fmt;

use serde::{Deserialize, Serialize};

macro_rules! codes {
    ($($variant:ident $text:literal $meaning:literal,)*) => {
        /// The stable name of a kind of issue, written in kebab case everywhere (messages, JSON, Python, `docs/errors.md`).
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, schemars::JsonSchema)]
        #[non_exhaustive]
        pub enum Code {
            $(#[doc = $meaning] #[serde(rename = $text)] $variant,)*
        }

        impl Code {
            /// Every code, in the order of the catalogue.
            pub const ALL: &[Self] = &[$(Self::$variant),*];

            /// The code as text.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $text,)* }
            }

            /// Whether it only says how a file was read, which changes nothing: such issues come last.
            #[must_use]
            pub fn is_note(self) -> bool {
                matches!(self, Self::Encoding | Self::PassedOver | Self::ColumnTaken | Self::AmbiguousDate)
            }

            /// What the code means, as one sentence.
            #[must_use]
            pub fn meaning(self) -> &'static str {
                match self { $(Self::$variant => $meaning,)* }
            }
        }
    };
}

// A macro, because a variant, its text and its meaning must never drift apart.
codes! {
    // Files as bytes and tables.
    EmptyFile "empty-file" "The file is empty, or has only blank lines.",
    NotText "not-text" "The file is not text, or its encoding is not one that Tercet reads.",
    Encoding "encoding" "The file is not in UTF-8, or another program has spoilt its letters (a warning).",
    PassedOver "passed-over" "A part of the file is ignored, such as a title above the header (a warning).",
    LineTooLong "line-too-long" "A line is longer than any line of a table of schools.",
    NoSchools "no-schools" "The table has a header but no school below it.",
    MissingColumn "missing-column" "A required column is missing.",
    DuplicateColumn "duplicate-column" "Two columns have the same name.",
    UnnamedColumn "unnamed-column" "A column that holds values has no name.",
    WrongFieldCount "wrong-field-count" "A row has more or fewer fields than the header.",
    NearName "near-name" "A column's name is nearly one that has a meaning.",
    ColumnTaken "column-taken" "A column is taken for one that is known, in another spelling (a warning).",
    ReadAsBlank "read-as-blank" "Cells say that there is nothing, such as N/A, and are read as blank (a warning).",
    FailedFormula "failed-formula" "A cell shows that its formula failed.",
    MixedColumn "mixed-column" "A column holds numbers, but for a few cells.",
    NotADate "not-a-date" "A date is not written as dd-mm-yyyy (a warning).",
    RowLeftOut "row-left-out" "A row of the register cannot be trusted and is left out (a warning).",
    ClosingSchool "closing-school" "A school of the register is open and proposed to close (a warning).",
    MissingValue "missing-value" "A cell that must be filled is blank.",
    DuplicateEntry "duplicate-entry" "A table has the same entry twice.",
    // Schools.
    MissingId "missing-id" "A school has no id.",
    DuplicateId "duplicate-id" "Two schools have the same id.",
    RewrittenId "rewritten-id" "An id looks like one that a spreadsheet has rewritten.",
    NearValues "near-values" "Values of one attribute differ only in their spelling (a warning).",
    NearAreas "near-areas" "Two spellings of an area are read as one (a warning).",
    OneSidedArea "one-sided-area" "An area is needed and nobody is strong in it, or the other way round (a warning).",
    NotANumber "not-a-number" "A number was expected.",
    NumberOutOfRange "number-out-of-range" "A number is outside the range that makes sense for it.",
    LevelOutOfRange "level-out-of-range" "A strength is below 0 or above the top of the scale.",
    NegativePriority "negative-priority" "A need's priority is below 0.",
    LocationIncomplete "location-incomplete" "Only one of easting and northing is given.",
    LocationOutOfRange "location-out-of-range" "A location is outside the British National Grid.",
    PlaceNotMetres "place-not-metres" "Places look as if they were not metres of the British National Grid.",
    NoStrengths "no-strengths" "A school declares no strength, so no peer can learn from it (a warning).",
    NoNeeds "no-needs" "A school declares no need, so it counts as fully served (a warning).",
    UnknownArea "unknown-area" "A table or rule names an area that the cohort does not have.",
    UnknownSchool "unknown-school" "A table or rule names a school that is not in the cohort.",
    UnknownAttribute "unknown-attribute" "A rule or term names an attribute that the cohort does not have.",
    // Rules files and JSON.
    InvalidSyntax "invalid-syntax" "The file is not valid TOML, JSON or CSV.",
    UnknownKey "unknown-key" "A key does not exist in this place.",
    MissingKey "missing-key" "A required key is missing.",
    UnknownChoice "unknown-choice" "A word is not one of the possible choices.",
    WrongKind "wrong-kind" "A value is of the wrong kind, such as text for a number.",
    UnknownFormat "unknown-format" "A JSON file names a format that this version does not read.",
    EmptySizes "empty-sizes" "No group size is allowed.",
    SizeOutOfRange "size-out-of-range" "A group size is not 2 to 6.",
    SizeNotAllowed "size-not-allowed" "The rules ask for groups of a size that is not allowed.",
    EmptyRange "empty-range" "A range ends before it begins.",
    NoBenefit "no-benefit" "Every weight is zero, so no plan is better than another.",
    MissingTable "missing-table" "A rule or term needs a table that was not given.",
    UnusedTable "unused-table" "A table was given, and no rule or term uses it (a warning).",
    MissingYear "missing-year" "There are past groups, and nothing says which year is being planned.",
    MissingLocation "missing-location" "A rule or term needs the location of a school that has none.",
    MissingDays "missing-days" "A rule needs the usable days of a school that the table leaves out.",
    UnusedValue "unused-value" "A rule names a value that no school has (a warning).",
    // Rules against one another.
    TooFewNames "too-few-names" "A list of schools is too short for its rule.",
    RepeatedName "repeated-name" "A list has the same name twice.",
    LockedTwice "locked-twice" "A school is in two locked groups.",
    LockedBreaksRule "locked-breaks-rule" "A locked group breaks another rule.",
    TogetherTooLarge "together-too-large" "More schools must be together than the largest group can hold.",
    TogetherBreaksRule "together-breaks-rule" "Another rule keeps schools apart that must be together.",
    RulesContradict "rules-contradict" "Two rules cannot both hold.",
    // Plans.
    SchoolTwice "school-twice" "A school is in two groups of a plan.",
    // The year of visits.
    InvalidDate "invalid-date" "A date cannot be read, or does not exist.",
    AmbiguousDate "ambiguous-date" "Dates could be read with the month first, and are read with the day first (a warning).",
    OutsideYear "outside-year" "A date is outside the terms of the year (a warning).",
    NoTerms "no-terms" "A school has no terms, so nobody can visit it on any day.",
    HolidaysUnknown "holidays-unknown" "The year is outside the list of known bank holidays.",
    UnknownFacilitator "unknown-facilitator" "The name of a facilitator is not in the list of facilitators.",
    InvalidEmail "invalid-email" "A text is not a valid e-mail address.",
    FixedBreaksRule "fixed-breaks-rule" "A fixed visit breaks a rule of the calendar.",
    NameChanged "name-changed" "A calendar is planned again under another name, which would make every entry a new one.",
    DayIsOver "day-is-over" "A change in mid-year is from a day that is over.",
    // What comes back from the visits.
    UnknownVisit "unknown-visit" "A row names a visit that is not in the calendar.",
    NotAMember "not-a-member" "A row says that a school was at the visit of another group.",
    NotAttended "not-attended" "An answer comes from someone who is not in the attendance table (a warning).",
    NotOpaque "not-opaque" "A person's key looks like a name or an address.",
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
