//! The numbers beside a drawing of muscles, each with a line to its muscle, and their names below.

/// The middle of the drawing, in its own units: it goes from -30 to 630.
const MIDDLE: f32 = 300.0;
/// How far from the middle the numbers stand.
const ASIDE: f32 = 266.0;
/// Where the numbers begin: below the words "left" and "right".
const TOP: f32 = 96.0;
/// Two numbers stand at least this far apart.
const APART: f32 = 62.0;
/// Where the names begin, and how far apart they are.
const NAMES: usize = 646;
const LINE: usize = 50;
/// How many letters of a name have room at full size.
const ROOM: usize = 34;

/// Numbers and names to be drawn.
#[derive(Default)]
pub struct Labels {
    points: Vec<Point>,
    names: Vec<String>,
}

struct Point {
    number: usize,
    colour: &'static str,
    at: (f32, f32),
}

impl Labels {
    /// A number whose line ends at this point, seen from the middle.
    pub fn point(&mut self, number: usize, colour: &'static str, at: (f32, f32)) {
        self.points.push(Point { number, colour, at });
    }

    /// What a number means.
    pub fn name(&mut self, number: usize, colour: &str, name: &str) {
        let y = NAMES + self.names.len() * LINE;
        let size = 29 * ROOM / name.chars().count().max(ROOM);
        let dot = y - 9;
        self.names.push(format!(
            r##"<circle cx="10" cy="{dot}" r="19" fill="{colour}"/><text x="10" y="{y}" font-size="25" text-anchor="middle" fill="#fff">{number}</text><text x="44" y="{y}" font-size="{size}">{}</text>"##,
            escape(name)
        ));
    }

    /// All of it as SVG, and how high the picture becomes.
    pub fn draw(mut self) -> (String, usize) {
        self.points.sort_by(|a, b| a.at.1.total_cmp(&b.at.1));
        let mut svg = String::new();
        for left in [true, false] {
            let mut free = TOP;
            for point in self.points.iter().filter(|point| (point.at.0 < 0.0) == left) {
                let y = point.at.1.max(free);
                free = y + APART;
                svg.push_str(&line(point, if left { MIDDLE - ASIDE } else { MIDDLE + ASIDE }, y));
            }
        }
        let height = NAMES + self.names.len() * LINE - 20;
        svg.extend(self.names);
        (svg, height)
    }
}

fn line(Point { number, colour, at }: &Point, x: f32, y: f32) -> String {
    let (to, down, text) = (MIDDLE + at.0, at.1, y + 11.0);
    format!(
        r##"<path d="M{x} {y} L{to} {down}" stroke="#fff" stroke-width="7"/><path d="M{x} {y} L{to} {down}" stroke="#1d2b38" stroke-width="3"/><circle cx="{to}" cy="{down}" r="6" stroke="#fff" stroke-width="2"/><circle cx="{x}" cy="{y}" r="25" fill="{colour}" stroke="#fff" stroke-width="4"/><text x="{x}" y="{text}" font-size="30" text-anchor="middle" fill="#fff">{number}</text>"##
    )
}

/// Words as they may stand in an SVG.
pub fn escape(words: &str) -> String {
    words.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_one_side_keep_apart_and_a_long_name_shrinks() {
        let mut labels = Labels::default();
        for (number, y) in [(1, 300.0), (2, 310.0)] {
            labels.point(number, "#d1382b", (-80.0, y));
            labels.name(number, "#d1382b", &"a & ".repeat(15 * (number - 1)));
        }
        let (svg, height) = labels.draw();
        assert!(svg.contains(r#"cx="34" cy="300""#) && svg.contains(r#"cx="34" cy="362""#), "{svg}");
        assert!(svg.contains(r#"font-size="16""#) && svg.contains("a &amp; a"), "{svg}");
        assert_eq!(height, 726);
    }
}
