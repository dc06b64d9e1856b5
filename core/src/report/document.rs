//! A document of headings, paragraphs, lists and tables, before it becomes Markdown or plain text.

use std::fmt::Write;

use crate::report::markdown::{Page, escape};
use crate::report::words::line;

/// A document with its title.
pub(super) struct Document {
    title: String,
    blocks: Vec<Block>,
}

enum Block {
    Heading(String),
    Paragraph(String),
    Items(Vec<String>),
    Table(Vec<String>, Vec<Vec<String>>),
}

impl Document {
    pub(super) fn titled(title: &str) -> Self {
        Self { title: title.to_owned(), blocks: Vec::new() }
    }

    pub(super) fn heading(&mut self, text: &str) {
        self.blocks.push(Block::Heading(text.to_owned()));
    }

    pub(super) fn paragraph(&mut self, text: &str) {
        self.blocks.push(Block::Paragraph(text.to_owned()));
    }

    /// A list; nothing if there are no entries.
    pub(super) fn items(&mut self, items: impl Iterator<Item = String>) {
        let items: Vec<String> = items.collect();
        if !items.is_empty() {
            self.blocks.push(Block::Items(items));
        }
    }

    pub(super) fn table(&mut self, header: &[&str], rows: impl Iterator<Item = Vec<String>>) {
        self.blocks.push(Block::Table(header.iter().map(|&name| name.to_owned()).collect(), rows.collect()));
    }

    /// The document as Markdown. No text from the input acts as Markdown.
    pub(super) fn to_markdown(&self) -> String {
        let mut page = Page::titled(&self.title);
        for block in &self.blocks {
            match block {
                Block::Heading(text) => page.heading(2, text),
                Block::Paragraph(text) => page.paragraph(text),
                Block::Items(items) => page.items(items.iter().cloned()),
                Block::Table(header, rows) => {
                    let header: Vec<&str> = header.iter().map(String::as_str).collect();
                    page.table(&header, rows.iter().map(|row| row.iter().map(|cell| escape(cell)).collect()));
                }
            }
        }
        page.0
    }

    /// The document as plain text for a terminal: headings at the margin, everything else indented, tables in columns.
    pub(super) fn to_text(&self) -> String {
        let mut text = format!("{}\n", line(&self.title));
        let mut push = |line: &str| writeln!(text, "{}", line.trim_end()).expect("writing to a string never fails");
        for block in &self.blocks {
            match block {
                Block::Heading(heading) => push(&format!("\n{}", line(heading))),
                Block::Paragraph(paragraph) => push(&format!("  {}", line(paragraph))),
                Block::Items(items) => items.iter().for_each(|item| push(&format!("  - {}", line(item)))),
                Block::Table(header, rows) => columns(header, rows).iter().for_each(|row| push(&format!("  {row}"))),
            }
        }
        text
    }
}

/// The header and rows of a table. Each cell is as wide as the widest in its column.
fn columns(header: &[String], rows: &[Vec<String>]) -> Vec<String> {
    let rows: Vec<Vec<String>> = std::iter::once(header)
        .chain(rows.iter().map(Vec::as_slice))
        .map(|row| row.iter().map(|c| line(c)).collect())
        .collect();
    let width =
        |place: usize| rows.iter().filter_map(|row| row.get(place)).map(|cell| cell.chars().count()).max().unwrap_or(0);
    let widths: Vec<usize> = (0..header.len()).map(width).collect();
    let row = |row: &Vec<String>| {
        let cells: Vec<String> = row.iter().zip(&widths).map(|(cell, &width)| format!("{cell:width$}")).collect();
        cells.join("  ")
    };
    rows.iter().map(row).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_has_columns_and_no_marks_and_markdown_escapes_once() {
        let mut document = Document::titled("A & B");
        document.heading("One");
        document.paragraph("Two <b>");
        document.table(&["", "came"], [vec!["all".to_owned(), "80%".to_owned()]].into_iter());
        document.items(["x & y".to_owned()].into_iter());
        assert_eq!(document.to_text(), "A & B\n\nOne\n  Two <b>\n       came\n  all  80%\n  - x & y\n");
        let markdown =
            "# A &amp; B\n\n## One\n\nTwo &lt;b&gt;\n\n|  | came |\n| --- | --- |\n| all | 80% |\n\n- x &amp; y\n";
        assert_eq!(document.to_markdown(), markdown);
    }
}
