//! A paper as one long column of lines, before it is parted into pages.
use super::face::{Faces, Weight};
use super::letters::printable;
use super::sheet::Sheet;
use super::wrap::wrap;
use crate::core::paper::{Body, Form, Paper, Part, Row, Worth};

/// What belongs together, and what it is to somebody who listens to it.
pub struct Block {
    pub kind: Kind,
    pub lines: Vec<Line>,
    /// Whether it must not be the last on its page.
    pub keep: bool,
}

/// What a block is.
#[derive(Clone, PartialEq, Eq)]
pub enum Kind {
    Title(String),
    Heading(String),
    Text,
    /// A name and its value.
    Row,
    /// Lines and empty room.
    Ornament,
}

/// A line, or two beside each other.
#[derive(Default)]
pub struct Line {
    pub height: f32,
    pub fills: Vec<Fill>,
    pub inks: Vec<Ink>,
}

/// A coloured area as tall as its line, or as `tall` says.
pub struct Fill {
    pub x: f32,
    pub width: f32,
    pub tall: Option<f32>,
    pub colour: Colour,
}

/// Words at a place: `x` from the sheet's edge, `base` below the top of their line.
pub struct Ink {
    pub x: f32,
    pub base: f32,
    pub size: f32,
    pub weight: Weight,
    pub colour: Colour,
    pub words: String,
    /// Whether they name a row.
    pub name: bool,
}

/// Red, green and blue.
pub type Colour = [u8; 3];

pub const BLACK: Colour = [0x1b, 0x1f, 0x24];
pub const GREY: Colour = [0x4f, 0x5a, 0x65];
const ACCENT: Colour = [0x0b, 0x4f, 0x5e];
const ALERT: Colour = [0xa8, 0x1f, 0x17];
const TINT: Colour = [0xfc, 0xf0, 0xed];

/// How tall a line is, against its letters.
const LEADING: f32 = 1.34;

impl Block {
    /// Its height.
    pub fn height(&self) -> f32 {
        self.lines.iter().map(|line| line.height).sum()
    }
}

impl Line {
    /// Whether nothing is on it.
    pub fn is_blank(&self) -> bool {
        self.inks.is_empty() && self.fills.is_empty()
    }
}

/// The paper's lines.
pub fn set(paper: &Paper, faces: &Faces, sheet: Sheet) -> Vec<Block> {
    let mut galley = Galley { faces, sheet, foreign: false, blocks: Vec::new() };
    galley.head(paper);
    for part in paper.parts.iter().filter(|part| !sheet.short || part.worth == Worth::Must) {
        galley.part(part, paper.form);
    }
    if galley.foreign {
        galley.gap(6.0);
        galley.text(&paper.other_letters, 8.0, Weight::Regular, GREY);
    }
    galley.blocks
}

struct Galley<'a> {
    faces: &'a Faces,
    sheet: Sheet,
    foreign: bool,
    blocks: Vec<Block>,
}

/// How words are written: size before scaling, weight, colour.
type Style = (f32, Weight, Colour);

impl Galley<'_> {
    fn head(&mut self, paper: &Paper) {
        let (left, wide) = (self.sheet.margin, self.sheet.measure());
        let number: (f32, Weight, Colour) = (13.0, Weight::Bold, BLACK);
        let number = self.lines(paper.number.as_deref().unwrap_or_default(), number, 0.0, wide * 0.4);
        let number = self.to_the_right(number);
        let clinic = self.lines(&paper.clinic, (11.0, Weight::Bold, ACCENT), left, wide * 0.68);
        self.push(Kind::Text, beside(clinic, number));
        let date = self.lines(&paper.date, (8.5, Weight::Regular, GREY), 0.0, wide * 0.45);
        let date = self.to_the_right(date);
        let address = self.lines(&paper.address, (8.5, Weight::Regular, GREY), left, wide * 0.52);
        self.push(Kind::Text, beside(address, date));
        self.rule(5.0, ACCENT, 1.2);
        self.gap(9.0);
        let size = if paper.form == Form::Card { 16.0 } else { 19.0 };
        let title = self.lines(&paper.title, (size, Weight::Bold, BLACK), left, wide);
        self.push(Kind::Title(paper.title.clone()), title);
        self.text(&paper.under, 9.5, Weight::Regular, GREY);
    }

    fn part(&mut self, part: &Part, form: Form) {
        self.gap(if form == Form::Card { 8.0 } else { 10.0 });
        if !part.heading.is_empty() {
            let style = (11.0, Weight::Bold, ACCENT);
            let lines = self.lines(&part.heading, style, self.sheet.margin, self.sheet.measure());
            self.push(Kind::Heading(part.heading.clone()), lines);
            self.keep();
            self.gap(2.5);
            self.keep();
        }
        match &part.body {
            Body::Warning { limits, why } => self.warning(limits, why),
            Body::Rows(rows) => rows.iter().for_each(|row| self.row(row)),
            Body::Steps(steps) => steps.iter().enumerate().for_each(|(index, step)| self.step(index + 1, step)),
            Body::Lines(lines) => lines.iter().for_each(|line| self.text(line, 10.0, Weight::Regular, BLACK)),
        }
    }

    fn row(&mut self, row: &Row) {
        let (left, wide) = (self.sheet.margin, self.sheet.measure());
        let (x, measure, kind) = if row.name.is_empty() { (left, wide, Kind::Text) } else { self.second() };
        let mut value = self.lines(&row.value, (10.0, Weight::Regular, BLACK), x, measure);
        value.extend(self.lines(&row.more, (8.0, Weight::Regular, GREY), x, measure));
        let name = self.lines(&row.name, (9.5, Weight::Regular, GREY), left, wide - measure - self.scaled(8.0));
        self.push(kind, beside(named(name), value));
        self.gap(2.5);
    }

    /// The second of two columns.
    fn second(&self) -> (f32, f32, Kind) {
        let first = (self.sheet.measure() * 0.26).max(self.scaled(92.0));
        (self.sheet.margin + first, self.sheet.measure() - first, Kind::Row)
    }

    fn step(&mut self, number: usize, step: &Row) {
        let indent = self.scaled(16.0);
        let (x, measure) = (self.sheet.margin + indent, self.sheet.measure() - indent);
        let number = self.lines(&format!("{number}."), (11.0, Weight::Bold, ACCENT), self.sheet.margin, indent);
        let mut lines = beside(number, self.lines(&step.name, (11.0, Weight::Bold, BLACK), x, measure));
        lines.extend(self.lines(&step.value, (9.5, Weight::Regular, GREY), x, measure));
        lines.extend(self.lines(&step.more, (10.0, Weight::Regular, BLACK), x, measure));
        self.push(Kind::Text, lines);
        self.gap(4.0);
    }

    /// A box with a bar at its side, which goes on wherever its lines do.
    fn warning(&mut self, limits: &[String], why: &[Row]) {
        let from = self.blocks.len();
        let (left, wide) = (self.sheet.margin + self.scaled(14.0), self.sheet.measure() - self.scaled(22.0));
        self.gap(6.0);
        for limit in limits {
            let lines = self.lines(limit, (13.0, Weight::Bold, ALERT), left, wide);
            self.push(Kind::Text, lines);
            self.keep();
        }
        if !limits.is_empty() && !why.is_empty() {
            self.gap(3.0);
        }
        for row in why {
            let two = !row.name.is_empty();
            let first = if two { (wide * 0.25).max(self.scaled(105.0)) } else { 0.0 };
            let weight = if two || limits.is_empty() { Weight::Bold } else { Weight::Regular };
            let mut value = self.lines(&row.value, (10.0, weight, BLACK), left + first, wide - first);
            let more = if self.sheet.short { "" } else { &row.more };
            value.extend(self.lines(more, (8.0, Weight::Regular, GREY), left + first, wide - first));
            let name = self.lines(&row.name, (9.5, Weight::Bold, ALERT), left, first - self.scaled(8.0));
            self.push(if two { Kind::Row } else { Kind::Text }, beside(named(name), value));
            self.gap(3.0);
        }
        self.gap(3.0);
        let (x, width, bar) = (self.sheet.margin, self.sheet.measure(), self.scaled(4.0));
        for line in self.blocks[from..].iter_mut().flat_map(|block| &mut block.lines) {
            line.fills.push(Fill { x, width, tall: None, colour: TINT });
            line.fills.push(Fill { x, width: bar, tall: None, colour: ALERT });
        }
    }

    fn text(&mut self, words: &str, size: f32, weight: Weight, colour: Colour) {
        let lines = self.lines(words, (size, weight, colour), self.sheet.margin, self.sheet.measure());
        self.push(Kind::Text, lines);
    }

    fn lines(&mut self, words: &str, (size, weight, colour): Style, x: f32, measure: f32) -> Vec<Line> {
        if words.is_empty() {
            return Vec::new();
        }
        let size = self.scaled(size);
        let printable = printable(words, self.faces);
        self.foreign |= printable.foreign;
        let lines = wrap(&printable.text, self.faces, weight, size, measure).into_iter();
        let ink = |words| Ink { x, base: size * 1.06, size, weight, colour, words, name: false };
        lines.map(|words| Line { height: size * LEADING, fills: Vec::new(), inks: vec![ink(words)] }).collect()
    }

    fn to_the_right(&self, mut lines: Vec<Line>) -> Vec<Line> {
        for ink in lines.iter_mut().flat_map(|line| &mut line.inks) {
            let width = self.faces.width(ink.words.trim_end(), ink.weight, ink.size);
            ink.x = self.sheet.width - self.sheet.margin - width;
        }
        lines
    }

    fn rule(&mut self, above: f32, colour: Colour, tall: f32) {
        self.gap(above);
        let fill = Fill { x: self.sheet.margin, width: self.sheet.measure(), tall: Some(tall), colour };
        self.push(Kind::Ornament, vec![Line { height: tall, fills: vec![fill], inks: Vec::new() }]);
    }

    fn gap(&mut self, height: f32) {
        let height = self.scaled(height);
        self.push(Kind::Ornament, vec![Line { height, ..Line::default() }]);
    }

    fn keep(&mut self) {
        if let Some(block) = self.blocks.last_mut() {
            block.keep = true;
        }
    }

    fn scaled(&self, length: f32) -> f32 {
        length * self.sheet.scale
    }

    fn push(&mut self, kind: Kind, lines: Vec<Line>) {
        if !lines.is_empty() {
            self.blocks.push(Block { kind, lines, keep: false });
        }
    }
}

fn named(mut lines: Vec<Line>) -> Vec<Line> {
    lines.iter_mut().flat_map(|line| &mut line.inks).for_each(|ink| ink.name = true);
    lines
}

/// Two columns of lines beside each other: each line as tall as the taller of the two, on one base line.
fn beside(left: Vec<Line>, right: Vec<Line>) -> Vec<Line> {
    let (mut left, mut right) = (left.into_iter(), right.into_iter());
    let mut lines = Vec::new();
    loop {
        let (a, b) = (left.next(), right.next());
        let mut pair: Vec<Line> = [a, b].into_iter().flatten().collect();
        if pair.is_empty() {
            return lines;
        }
        let base = pair.iter().flat_map(|line| &line.inks).map(|ink| ink.base).fold(0.0, f32::max);
        let height = pair.iter().map(|line| line.height).fold(0.0, f32::max);
        let mut inks: Vec<Ink> = pair.iter_mut().flat_map(|line| std::mem::take(&mut line.inks)).collect();
        inks.iter_mut().for_each(|ink| ink.base = base);
        lines.push(Line { height, fills: Vec::new(), inks });
    }
}
