//! The drawing as SVG, in a layout of our own: a row for each question, so that nothing can lie over anything else.
//!
//! Questions of everyone stand on the left, those with a condition beside them, and what leaves on the right.
use super::{Drawing, Exit, Step, between, stages, tier_class, tier_words};
use crate::script::Script;

/// The width of a letter, in pixels, taken wide: a label must never run over its box.
const LETTER: f64 = 7.6;
const LINE: f64 = 17.0;
const PAD: f64 = 12.0;
const GAP: f64 = 22.0;
/// Where the three columns begin, and how wide they are.
const SPINE: (f64, f64) = (24.0, 230.0);
const ASIDE: (f64, f64) = (300.0, 340.0);
const EXITS: (f64, f64) = (720.0, 500.0);
const WIDTH: f64 = 1244.0;

const STYLE: &str = "svg{color-scheme:light dark;background:#fbfaf7}text{font:13px system-ui,'Segoe UI','Noto Sans',sans-serif;fill:#1d2328}\
.b{font-weight:700}.soft{fill:#5b6670}rect{fill:#fff;stroke:#7d8890}.aside{stroke-dasharray:5 4}.stage{fill:#e7edf0;stroke:#1d2328}\
path{fill:none;stroke:#7d8890;stroke-width:1.5}.head{fill:#7d8890;stroke:none}\
.emergency{fill:#fde2e1;stroke:#a4161a}.today{fill:#ffe8d1;stroke:#9a4a00}.person{fill:#fff6cc;stroke:#6b5900}.routine{fill:#def3e4;stroke:#1f6b3a}\
@media(prefers-color-scheme:dark){svg{background:#14181b}text{fill:#e7e9ea}.soft{fill:#a3adb5}rect{fill:#1f262b}.stage{fill:#2c3941;stroke:#e7e9ea}\
.emergency{fill:#4a1416;stroke:#ff9a97}.today{fill:#4a2a0c;stroke:#ffb877}.person{fill:#3d370f;stroke:#e9d465}.routine{fill:#143522;stroke:#8fd6a5}}";

/// The drawing as one SVG picture.
pub fn svg(script: &Script) -> String {
    let drawing = Drawing::of(script);
    let mut canvas = Canvas { y: 24.0, body: String::new() };
    canvas.words(SPINE.0, 16.0, "b", std::slice::from_ref(&drawing.title));
    canvas.y = 48.0;
    let mut end = None;
    for (stage, steps) in stages(&drawing) {
        end = Some(canvas.stage(between(stage), end));
        for step in steps {
            end = Some(canvas.step(step, end.unwrap_or(0.0)));
        }
    }
    canvas.stage("Done", end);
    let height = canvas.y + 8.0;
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{WIDTH}\" height=\"{height}\" viewBox=\"0 0 {WIDTH} {height}\" role=\"img\">\
         <title>{}</title><style>{STYLE}</style>{}</svg>\n",
        escape(&drawing.title),
        canvas.body
    )
}

struct Canvas {
    /// Where the next row begins.
    y: f64,
    body: String,
}

/// A box before it has its place: lines of words, the first of them bold.
struct Label {
    lines: Vec<String>,
    bold: usize,
    class: &'static str,
}

impl Label {
    fn new(class: &'static str, width: f64, head: &str, texts: &[String]) -> Self {
        let most = ((width - 2.0 * PAD) / LETTER) as usize;
        let mut lines = wrapped(head, most);
        let bold = lines.len();
        lines.extend(texts.iter().flat_map(|text| wrapped(text, most)));
        Self { lines, bold, class }
    }

    fn height(&self) -> f64 {
        self.lines.len() as f64 * LINE + PAD
    }
}

impl Canvas {
    /// A box over the whole spine, joined to what stood above it. Returns where its lower edge is.
    fn stage(&mut self, words: &str, above: Option<f64>) -> f64 {
        let label = Label::new("stage", SPINE.1, words, &[]);
        let top = self.y;
        self.place(SPINE, top, &label);
        if let Some(above) = above {
            self.arrow_down(above, top);
        }
        self.y = top + label.height() + GAP;
        top + label.height()
    }

    /// A question with its exits in a row of its own. Returns from where the way goes on.
    fn step(&mut self, step: &Step, above: f64) -> f64 {
        let always = step.only_if.is_empty();
        let column = if always { SPINE } else { ASIDE };
        let mut texts = vec![step.id.clone()];
        texts.extend(step.only_if.iter().enumerate().map(|(index, condition)| {
            let start = if index == 0 { "only if" } else { "or if" };
            format!("{start} {condition}")
        }));
        let label = Label::new(if always { "" } else { "aside" }, column.1, &step.name, &texts);
        let exits: Vec<Label> = step.exits.iter().map(exit).collect();
        let exits_height: f64 = exits.iter().map(|exit| exit.height() + 8.0).sum();
        let top = self.y;
        self.place(column, top, &label);
        let middle = top + label.height() / 2.0;
        let mut y = top;
        for exit in &exits {
            self.place(EXITS, y, exit);
            self.bend(column.0 + column.1, middle, EXITS.0, y + exit.height() / 2.0);
            y += exit.height() + 8.0;
        }
        self.y = top + label.height().max(exits_height - 8.0) + GAP;
        if always {
            self.arrow_down(above, top);
            return top + label.height();
        }
        // Out to the side, and back to the spine below.
        let spine = SPINE.0 + SPINE.1 / 2.0;
        self.path(&format!("M{spine} {}H{}", middle - 6.0, ASIDE.0 - 8.0));
        self.head(ASIDE.0, middle - 6.0, "right");
        self.path(&format!("M{} {}H{}", ASIDE.0, middle + 8.0, spine + 8.0));
        self.head(spine, middle + 8.0, "left");
        above
    }

    fn place(&mut self, (x, width): (f64, f64), y: f64, label: &Label) {
        let height = label.height();
        let class = label.class;
        self.body.push_str(&format!(
            "<rect class=\"{class}\" x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" rx=\"8\"/>"
        ));
        let (bold, rest) = label.lines.split_at(label.bold);
        self.words(x + PAD, y + LINE, "b", bold);
        self.words(x + PAD, y + LINE + label.bold as f64 * LINE, "", rest);
    }

    fn words(&mut self, x: f64, y: f64, class: &str, lines: &[String]) {
        for (index, line) in lines.iter().enumerate() {
            let y = y + index as f64 * LINE;
            self.body.push_str(&format!("<text class=\"{class}\" x=\"{x}\" y=\"{y}\">{}</text>", escape(line)));
        }
    }

    fn arrow_down(&mut self, from: f64, to: f64) {
        let x = SPINE.0 + SPINE.1 / 2.0;
        self.path(&format!("M{x} {from}V{}", to - 8.0));
        self.head(x, to, "down");
    }

    /// From one box to another on its right: across, along a gutter of their own, across.
    fn bend(&mut self, x: f64, y: f64, to_x: f64, to_y: f64) {
        let gutter = EXITS.0 - 30.0;
        self.path(&format!("M{x} {y}H{gutter}V{to_y}H{}", to_x - 8.0));
        self.head(to_x, to_y, "right");
    }

    fn path(&mut self, d: &str) {
        self.body.push_str(&format!("<path d=\"{d}\"/>"));
    }

    fn head(&mut self, x: f64, y: f64, way: &str) {
        let d = match way {
            "down" => format!("M{x} {y}l-4 -8h8z"),
            "left" => format!("M{x} {y}l8 -4v8z"),
            _ => format!("M{x} {y}l-8 -4v8z"),
        };
        self.body.push_str(&format!("<path class=\"head\" d=\"{d}\"/>"));
    }
}

fn exit(exit: &Exit) -> Label {
    Label::new(tier_class(exit.tier), EXITS.1, tier_words(exit.tier), &exit.signs)
}

/// Lines of at most so many letters, broken between words; a word that is longer stands broken.
fn wrapped(text: &str, most: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split_whitespace() {
        let letters: Vec<char> = word.chars().collect();
        for piece in letters.chunks(most.max(1)) {
            let Some(line) = lines.last_mut() else { continue };
            let room = line.chars().count() + usize::from(!line.is_empty()) + piece.len();
            if line.is_empty() || room <= most {
                if !line.is_empty() {
                    line.push(' ');
                }
                line.extend(piece);
            } else {
                lines.push(piece.iter().collect());
            }
        }
    }
    lines
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_never_longer_than_their_box() {
        for most in 1..40 {
            let lines = wrapped("Only if Place is “Low back, left” or Donaudampfschifffahrtsgesellschaft", most);
            assert!(lines.iter().all(|line| line.chars().count() <= most), "{most}: {lines:?}");
        }
    }
}
