//! Numbers as people read them: percent, points, kilometres and counts. Every page, table and text uses these functions.

use crate::units::{Points, billionths};

/// Points as a percentage of one school's maximum, with one decimal: 5,281 is "52.8%".
#[must_use]
pub fn percent(points: Points) -> String {
    #[expect(clippy::cast_precision_loss, reason = "shown with one decimal")]
    let share = points as f64 / 100.0;
    format!("{share:.1}%")
}

/// Whole percent: "60%".
#[must_use]
pub fn whole_percent(percent: impl TryInto<i128>) -> String {
    format!("{}%", thousands(percent))
}

/// Thousandths as percent with one decimal: 350 is "35.0%".
#[must_use]
pub fn percent_of_thousandths(thousandths: i64) -> String {
    percent(thousandths.saturating_mul(10))
}

/// A fraction from 0 to 1 that a person typed, as percent with as many decimals as needed: 0.55 is "55%", 0.125 is "12.5%".
#[must_use]
pub fn fraction(fraction: f64) -> String {
    let billionths = billionths(fraction).unwrap_or(0);
    let (whole, rest) = (billionths / 10_000_000, billionths % 10_000_000);
    let decimals = format!("{:07}", rest.unsigned_abs());
    let decimals = decimals.trim_end_matches('0');
    if decimals.is_empty() { format!("{whole}%") } else { format!("{whole}.{decimals}%") }
}

/// A measured share from 0 to 1 as whole percent: 0.804 is "80%".
#[must_use]
pub fn share(share: f64) -> String {
    format!("{}%", share_number(share))
}

/// Like [`share`] but without the sign, for two numbers with one sign: "49 to 94%".
#[must_use]
pub fn share_number(share: f64) -> String {
    format!("{:.0}", share * 100.0)
}

/// A fraction of a whole in percent, to the nearest hundredth; 0 if the whole is 0.
#[must_use]
pub fn part_of(part: u64, whole: u64) -> String {
    let (part, whole) = (u128::from(part), u128::from(whole));
    if whole == 0 {
        return hundredths(0);
    }
    hundredths((part * 20_000 + whole) / (2 * whole))
}

/// A level in percent, on the scale that schools use to rate themselves: 80 is "4" out of 5.
#[must_use]
pub fn rating(level: u8, scale: f64) -> String {
    let hundredths = (f64::from(level) * scale).round() / 100.0;
    format!("{hundredths}")
}

/// How much larger a bound is than a value, rounded up so that "not better by more than this" stays true. The result is in
/// percent, or in points if the value is not above 0.
///
/// ```
/// assert_eq!(tercet_model::numbers::excess(1_000_000, 1_000_001), "0.01%");
/// ```
#[must_use]
pub fn excess(value: Points, bound: Points) -> String {
    let more = i128::from(bound) - i128::from(value);
    if value <= 0 {
        return points(more);
    }
    let value = i128::from(value);
    hundredths(((more * 10_000 + value - 1) / value).unsigned_abs())
}

fn hundredths(hundredths: u128) -> String {
    format!("{}.{:02}%", thousands(hundredths / 100), hundredths % 100)
}

/// "1 point", "1,869 points".
#[must_use]
pub fn points(points: impl TryInto<i128>) -> String {
    count(points, "point", "points")
}

/// Metres as whole kilometres: "12 km".
#[must_use]
pub fn kilometres(metres: i64) -> String {
    format!("{} km", thousands((metres + 500) / 1_000))
}

/// A number with its noun: "1 school", "1,200 schools".
#[must_use]
pub fn count(number: impl TryInto<i128>, one: &str, many: &str) -> String {
    let number = number.try_into().unwrap_or(i128::MAX);
    if number == 1 { format!("1 {one}") } else { format!("{} {many}", thousands(number)) }
}

/// A whole number with commas: "1,234,567".
#[must_use]
pub fn thousands(number: impl TryInto<i128>) -> String {
    let number = number.try_into().unwrap_or(i128::MAX);
    let digits = number.unsigned_abs().to_string();
    let mut text = if number < 0 { "-".to_owned() } else { String::new() };
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// Alternatives: "3 or 4".
#[must_use]
pub fn either<'a>(numbers: impl IntoIterator<Item = &'a usize>) -> String {
    let numbers: Vec<String> = numbers.into_iter().map(ToString::to_string).collect();
    match numbers.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} or {last}", rest.join(", ")),
        _ => numbers.concat(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percent_has_one_decimal_and_no_blank() {
        assert_eq!(percent(5_281), "52.8%");
        assert_eq!(percent(10_000), "100.0%");
        assert_eq!([percent(6), percent(-12_346)], ["0.1%", "-123.5%"]);
        assert_eq!(percent_of_thousandths(350), "35.0%");
        assert_eq!([whole_percent(60), share(0.804), share_number(0.804)], ["60%", "80%", "80"]);
        for (typed, told) in
            [(0.55, "55%"), (0.07, "7%"), (0.14, "14%"), (0.28, "28%"), (0.29, "29%"), (0.125, "12.5%")]
        {
            assert_eq!(fraction(typed), told);
        }
        assert_eq!([rating(80, 5.0), rating(60, 4.0), rating(100, 10.0)], ["4", "2.4", "10"]);
        assert_eq!([part_of(1, 20_000), part_of(1, 30_000), part_of(1, 0)], ["0.01%", "0.00%", "0.00%"]);
    }

    #[test]
    fn an_excess_is_rounded_up_and_in_points_where_there_is_no_value() {
        assert_eq!(excess(1_000_000, 1_000_801), "0.09%");
        assert_eq!(excess(1_000_000_000, 1_000_000_001), "0.01%");
        assert_eq!(excess(100, 250), "150.00%");
        assert_eq!([excess(0, 1_234), excess(-1, 0)], ["1,234 points", "1 point"]);
    }

    #[test]
    fn counts_say_one_and_many() {
        assert_eq!([count(1, "school", "schools"), count(1_200, "school", "schools")], ["1 school", "1,200 schools"]);
        assert_eq!([points(1), points(-1_869)], ["1 point", "-1,869 points"]);
        assert_eq!([kilometres(499), kilometres(1_234_500)], ["0 km", "1,235 km"]);
    }
}
