//! Writes `plan.json`. Only the outer levels are indented, so that the many numbers of a certificate do not take a line
//! each.

use std::io;

use serde::Serialize;
use serde_json::Serializer;
use serde_json::ser::{Formatter, PrettyFormatter};

use crate::plan::grouping::Plan;

/// Deeper values are on one line: for example each node of a certificate's tree, with its duals.
const DEEPEST: usize = 5;

impl Plan {
    /// The plan as indented JSON text that ends with a line feed: the contents of `plan.json`.
    ///
    /// # Panics
    /// Never: every key in a plan is text.
    #[must_use]
    pub fn to_json(&self) -> String {
        let mut bytes = Vec::new();
        self.serialize(&mut Serializer::with_formatter(&mut bytes, Indented::default()))
            .expect("a plan's maps have text keys, so it always serialises");
        bytes.push(b'\n');
        String::from_utf8(bytes).expect("JSON is text")
    }
}

/// Indents down to [`DEEPEST`].
#[derive(Default)]
struct Indented {
    pretty: PrettyFormatter<'static>,
    depth: usize,
}

impl Indented {
    fn is_deep(&self) -> bool {
        self.depth > DEEPEST
    }

    fn comma<W: ?Sized + io::Write>(writer: &mut W, first: bool) -> io::Result<()> {
        if first { Ok(()) } else { writer.write_all(b", ") }
    }
}

impl Formatter for Indented {
    fn begin_array<W: ?Sized + io::Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.depth += 1;
        if self.is_deep() { writer.write_all(b"[") } else { self.pretty.begin_array(writer) }
    }

    fn end_array<W: ?Sized + io::Write>(&mut self, writer: &mut W) -> io::Result<()> {
        let deep = self.is_deep();
        self.depth -= 1;
        if deep { writer.write_all(b"]") } else { self.pretty.end_array(writer) }
    }

    fn begin_array_value<W: ?Sized + io::Write>(&mut self, writer: &mut W, first: bool) -> io::Result<()> {
        if self.is_deep() { Self::comma(writer, first) } else { self.pretty.begin_array_value(writer, first) }
    }

    fn end_array_value<W: ?Sized + io::Write>(&mut self, writer: &mut W) -> io::Result<()> {
        if self.is_deep() { Ok(()) } else { self.pretty.end_array_value(writer) }
    }

    fn begin_object<W: ?Sized + io::Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.depth += 1;
        if self.is_deep() { writer.write_all(b"{") } else { self.pretty.begin_object(writer) }
    }

    fn end_object<W: ?Sized + io::Write>(&mut self, writer: &mut W) -> io::Result<()> {
        let deep = self.is_deep();
        self.depth -= 1;
        if deep { writer.write_all(b"}") } else { self.pretty.end_object(writer) }
    }

    fn begin_object_key<W: ?Sized + io::Write>(&mut self, writer: &mut W, first: bool) -> io::Result<()> {
        if self.is_deep() { Self::comma(writer, first) } else { self.pretty.begin_object_key(writer, first) }
    }

    fn begin_object_value<W: ?Sized + io::Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.pretty.begin_object_value(writer)
    }

    fn end_object_value<W: ?Sized + io::Write>(&mut self, writer: &mut W) -> io::Result<()> {
        if self.is_deep() { Ok(()) } else { self.pretty.end_object_value(writer) }
    }
}

#[cfg(test)]
mod tests {
    use crate::plan::certificate::{Certificate, DualProof, Duals, PartProof, ProofNode};
    use crate::testing::example::plan;

    #[test]
    fn a_node_of_a_certificate_stands_on_one_line_and_the_rest_as_before() {
        let mut plan = plan();
        let mut pretty = serde_json::to_string_pretty(&plan).unwrap();
        pretty.push('\n');
        assert_eq!(plan.to_json(), pretty);
        let steps = vec![Duals { schools: vec![1, -2], sizes: [(3, 4)].into(), ..Duals::default() }];
        let nodes = vec![ProofNode { steps, branch: None }];
        let part = PartProof { schools: vec!["101".to_owned(), "102".to_owned()], bound: 5, nodes, levels: Vec::new() };
        plan.certificate = Some(Certificate::Duals(DualProof { scale: 1_000, parts: vec![part] }));
        let text = plan.to_json();
        let node = "          {\"steps\": [{\"schools\": [1, -2], \"sizes\": {\"3\": 4}}]}\n";
        assert!(text.contains(node), "{text}");
        assert_eq!(serde_json::from_str::<crate::plan::grouping::Plan>(&text).unwrap(), plan);
    }
}
