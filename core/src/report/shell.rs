//! The frame of every HTML page: one self-contained file without scripts or network. People can read it by eye, with a
//! screen reader, on a phone and on paper (WCAG 2.2 AA).

use maud::{DOCTYPE, Markup, PreEscaped, html};

/// The style of all pages.
pub(super) const STYLE: &str = include_str!("shell/style.css");

/// What the page may load: only its built-in style.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'";

/// The parts in which pages differ.
pub(super) struct Shell<'a> {
    /// The title of the window.
    pub(super) title: String,
    /// The text of the link that lets keyboard users skip the head: "Skip to the plan".
    pub(super) skip: &'a str,
    /// Extra style for this page.
    pub(super) style: &'a str,
    /// The heading of the page.
    pub(super) heading: &'a str,
    /// The page's main message, in a sentence or two.
    pub(super) verdict: &'a str,
    /// The id and heading of each section.
    pub(super) contents: &'a [(&'a str, &'a str)],
    /// The sections.
    pub(super) main: Markup,
    /// The format that the page shows.
    pub(super) format: &'a str,
}

impl Shell<'_> {
    /// The page.
    pub(super) fn page(&self) -> String {
        let page = html! {
            (DOCTYPE)
            html lang="en-GB" {
                head {
                    meta charset="utf-8";
                    meta name="viewport" content="width=device-width, initial-scale=1";
                    meta http-equiv="Content-Security-Policy" content=(POLICY);
                    title { (self.title) }
                    style { (PreEscaped(STYLE)) (PreEscaped(self.style)) }
                }
                body {
                    a.skip href="#main" { (self.skip) }
                    header {
                        h1 { (self.heading) }
                        p.verdict { (self.verdict) }
                    }
                    nav aria-label="On this page" {
                        ul { @for (id, label) in self.contents { li { a href={ "#" (id) } { (label) } } } }
                    }
                    main id="main" tabindex="-1" { (self.main) }
                    footer { p.quiet { "Made by Tercet " (env!("CARGO_PKG_VERSION")) ", as " (self.format) "." } }
                }
            }
        };
        page.into_string()
    }
}

/// A section with its heading.
pub(super) fn section(id: &str, heading: &str, content: &Markup) -> Markup {
    html! {
        section aria-labelledby=(id) {
            h2 id=(id) { (heading) }
            (content)
        }
    }
}
