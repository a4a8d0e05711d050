//! Drawings of dialogues/art: the parts that the program finds in them by name.
use std::collections::BTreeMap;

use resvg::usvg::roxmltree::{Document, Node};

use super::Script;

/// A part of a drawing.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    /// Where a line to its number ends, if it says so in `data-at`.
    pub at: Option<(f32, f32)>,
    /// The words in it, holes included.
    pub words: String,
}

/// The file of the drawing with this name.
pub fn file(name: &str) -> String {
    format!("{}/{name}.svg", super::files::ART)
}

/// The parts of a drawing, by id; an error in its own words, if it is no XML.
pub fn parts(svg: &str) -> Result<BTreeMap<String, Part>, String> {
    // The only hole that stands where a number must.
    let svg = svg.replace("{height}", "1");
    let drawing = Document::parse(&svg).map_err(|why| why.to_string())?;
    let groups = drawing.descendants().filter(|node| node.has_tag_name("g"));
    Ok(groups.filter_map(|group| Some((group.attribute("id")?.to_owned(), part(&group)))).collect())
}

impl Script {
    /// The drawing of this name, as it stands.
    pub fn drawing(&self, name: &str) -> Option<&str> {
        self.files.get(&file(name)).map(String::as_str)
    }
}

fn part(group: &Node) -> Part {
    let at = group.attribute("data-at").and_then(|at| at.split_once(' '));
    let at = at.and_then(|(x, y)| Some((x.parse().ok()?, y.parse().ok()?)));
    let words: Vec<&str> = group.descendants().filter(Node::is_text).filter_map(|node| node.text()).collect();
    Part { at, words: words.join(" ") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_groups_with_an_id() {
        let svg =
            r#"<svg height="{height}"><g id="a" data-at="-3 4.5"><g><text>{a}</text></g></g><path id="b"/></svg>"#;
        let parts = parts(svg).unwrap();
        assert_eq!(parts.keys().collect::<Vec<_>>(), ["a"]);
        assert_eq!(parts["a"], Part { at: Some((-3.0, 4.5)), words: "{a}".to_owned() });
        assert!(super::parts("<svg><g>").is_err());
    }
}
