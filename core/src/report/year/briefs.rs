//! The brief of each visit as a card that prints on a separate page.

use maud::{Markup, html};

use crate::programme::calendar::Visit;
use crate::programme::calendar::edition::Edition;
use crate::report::brief::{Entry, Part, Sheet, sheet};

pub(super) fn briefs(edition: &Edition<'_>) -> Markup {
    html! { @for (number, visit) in (1..).zip(&edition.calendar.visits) { (card(edition, number, visit)) } }
}

/// The brief of a visit. `number` is its place on the page.
pub(in crate::report) fn card(edition: &Edition<'_>, number: usize, visit: &Visit) -> Markup {
    let Some(Sheet { title, head, parts }) = sheet(edition, visit) else { return html! {} };
    html! {
        article.card.plain.brief id={ "b" (number) } aria-labelledby={ "h" (number) } {
            h3 id={ "h" (number) } { bdi { (title) } }
            (entries(&head))
            @for part in &parts { (self::part(part)) }
        }
    }
}

fn part(Part { heading, intro, entries: below }: &Part) -> Markup {
    html! {
        h4 { (heading) }
        p.quiet { bdi { (intro) } }
        (entries(below))
    }
}

fn entries(entries: &[Entry]) -> Markup {
    html! {
        @if !entries.is_empty() {
            ul {
                @for Entry { lead, rest } in entries {
                    li {
                        bdi { (lead) }
                        @if !rest.is_empty() { ul { @for below in rest { li { bdi { (below) } } } } }
                    }
                }
            }
        }
    }
}
