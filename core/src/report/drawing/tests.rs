use super::*;

/// The relative luminance of a tone, as WCAG 2.2 defines it.
fn luminance(tone: &str) -> f64 {
    let part = |at: usize| {
        let value = f64::from(u8::from_str_radix(&tone[at..at + 2], 16).unwrap()) / 255.0;
        if value <= 0.040_45 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * part(1) + 0.7152 * part(3) + 0.0722 * part(5)
}

#[test]
fn every_tone_stands_out_on_light_and_on_dark_paper() {
    let dark = luminance("#111111");
    for tone in TONES {
        let light = luminance(tone);
        assert!(1.05 / (light + 0.05) >= 3.0, "{tone} on white");
        assert!((light + 0.05) / (dark + 0.05) >= 3.0, "{tone} on black");
    }
}

#[test]
fn what_xml_cannot_hold_becomes_a_space_and_marks_are_escaped() {
    let drawing = Drawing::new("a\u{8}b\u{fffe}<c>", "\"d\" & e", (10, 20), text(1, 2, 100, "<script>\u{0}"));
    let svg = drawing.to_svg();
    assert!(svg.contains("<title>a b &lt;c&gt;</title><desc>&quot;d&quot; &amp; e</desc>"));
    assert!(svg.contains("&lt;script&gt; </text>"));
}

#[test]
fn text_that_does_not_fit_is_cut_and_told_in_full_beside() {
    let name = "Saint Bartholomew-the-Great";
    let cut = text(0, 0, 70, name).into_string();
    assert_eq!(cut, format!("<text x=\"0\" y=\"0\"><title>{name}</title>Saint Bar…</text>"));
    assert!(!text(0, 0, 700, name).into_string().contains("title"));
}

#[test]
fn a_long_list_says_how_much_is_left_out() {
    let lines = |count: usize| (1..=count).map(|n| n.to_string()).collect::<Vec<_>>();
    assert_eq!(capped(lines(3), 3), ["1", "2", "3"]);
    assert_eq!(capped(lines(5), 3), ["1", "2", "and 3 more"]);
}

#[test]
fn only_a_file_of_its_own_brings_its_own_paper() {
    let drawing = Drawing::new("t", "d", (1, 1), html! {});
    assert!(drawing.to_svg().contains("background:Canvas"));
    assert!(!drawing.to_inline_svg().contains("background"));
}
