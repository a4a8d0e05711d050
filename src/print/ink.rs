//! Lines on pages, written as PDF, with what each of them is for whoever listens to it.
use std::num::NonZeroU16;

use krilla::Document;
use krilla::SerializeSettings;
use krilla::color::rgb;
use krilla::configure::{Accessibility, ConfigurationBuilder};
use krilla::destination::XyzDestination;
use krilla::geom::{PathBuilder, Point, Rect};
use krilla::metadata::Metadata;
use krilla::outline::{Outline, OutlineNode};
use krilla::page::PageSettings;
use krilla::paint;
use krilla::surface::Surface;
use krilla::tagging::{
    Artifact, ArtifactType, ContentTag, Identifier, SpanTag, TableHeaderScope, Tag, TagGroup, TagTree,
};
use krilla::text::TextDirection;

use super::Unprintable;
use super::face::{Faces, Weight};
use super::galley::{BLACK, Block, Colour, GREY, Ink, Kind, Line};
use super::letters::printable;
use super::sheet::{Placed, Sheet};
use super::wrap::wrap;
use crate::core::paper::Paper;

/// Writes the pages.
pub fn write(
    paper: &Paper,
    faces: &Faces,
    sheet: Sheet,
    blocks: &[Block],
    pages: &[Vec<Placed>],
) -> Result<Vec<u8>, Unprintable> {
    let configuration = ConfigurationBuilder::new().with_accessibility_validator(Accessibility::UA1).finish();
    let configuration = configuration.map_err(|_| Unprintable::Pdf)?;
    let settings = SerializeSettings { configuration, enable_tagging: true, ..SerializeSettings::default() };
    let mut press = Press {
        paper,
        faces,
        sheet,
        names: blocks.iter().map(|_| Vec::new()).collect(),
        values: blocks.iter().map(|_| Vec::new()).collect(),
        foot: Vec::new(),
    };
    let (mut document, mut outline) = (Document::new_with(settings), Outline::new());
    for (number, page) in pages.iter().enumerate() {
        let settings = PageSettings::from_wh(sheet.width, sheet.height).ok_or(Unprintable::Pdf)?;
        let mut sheet = document.start_page_with(settings);
        let mut surface = sheet.surface();
        for placed in page {
            let block = &blocks[placed.block];
            press.line(&mut surface, placed.block, &block.lines[placed.line], placed.top);
            if let (Kind::Title(title) | Kind::Heading(title), 0) = (&block.kind, placed.line) {
                let place = XyzDestination::new(number, Point::from_xy(0.0, placed.top));
                outline.push_child(OutlineNode::new(title.clone(), place));
            }
        }
        press.edges(&mut surface, number, pages.len());
        surface.finish();
        sheet.finish();
    }
    document.set_metadata(metadata(paper));
    document.set_outline(outline);
    document.set_tag_tree(press.tree(blocks));
    document.finish().map_err(|_| Unprintable::Pdf)
}

/// No date of its own and no name of a patient: the same paper is the same file.
fn metadata(paper: &Paper) -> Metadata {
    let title = [paper.title.as_str(), paper.number.as_deref().unwrap_or_default()].join(" ");
    let metadata = Metadata::new().title(title.trim().to_owned()).language(paper.lang.clone());
    metadata.authors(vec![paper.clinic.clone()]).creator(env!("CARGO_PKG_NAME").to_owned())
}

struct Press<'a> {
    paper: &'a Paper,
    faces: &'a Faces,
    sheet: Sheet,
    /// For each block, the written words that name a row.
    names: Vec<Vec<Identifier>>,
    /// For each block, the other words.
    values: Vec<Vec<Identifier>>,
    /// The words of the foot, read once.
    foot: Vec<Identifier>,
}

impl Press<'_> {
    fn line(&mut self, surface: &mut Surface, block: usize, line: &Line, top: f32) {
        for fill in &line.fills {
            // A hair more than the line: no white seam between two lines of one box.
            let tall = fill.tall.unwrap_or(line.height + 0.2);
            ornament(surface, |surface| area(surface, (fill.x, top, fill.width, tall), fill.colour));
        }
        for ink in &line.inks {
            let id = surface.start_tagged(ContentTag::Span(SpanTag::empty()));
            self.ink(surface, ink, top);
            surface.end_tagged();
            let of = if ink.name { &mut self.names } else { &mut self.values };
            of[block].push(id);
        }
    }

    fn ink(&self, surface: &mut Surface, ink: &Ink, top: f32) {
        surface.set_fill(Some(colour(ink.colour)));
        let at = Point::from_xy(ink.x, top + ink.base);
        surface.draw_text(at, self.faces.font(ink.weight), ink.size, &ink.words, false, TextDirection::LeftToRight);
    }

    /// The foot of every page, and the head of a further one.
    fn edges(&mut self, surface: &mut Surface, page: usize, pages: usize) {
        let (sheet, paper) = (self.sheet, self.paper);
        let number = paper.number.as_deref().unwrap_or_default();
        let foot = printable(&paper.foot, self.faces).text;
        let size = 7.5 * sheet.scale;
        let lines = wrap(&foot, self.faces, Weight::Regular, size, sheet.measure() * 0.8);
        let height = size * 1.34;
        let top = sheet.height - sheet.margin - height * lines.len() as f32;
        let rule = (sheet.margin, top - 5.0, sheet.measure(), 0.5);
        ornament(surface, |surface| area(surface, rule, GREY));
        for (index, words) in lines.into_iter().enumerate() {
            let ink = ink_at(words, sheet.margin, size, GREY);
            let top = top + height * index as f32;
            if page == 0 {
                let id = surface.start_tagged(ContentTag::Span(SpanTag::empty()));
                self.ink(surface, &ink, top);
                surface.end_tagged();
                self.foot.push(id);
            } else {
                ornament(surface, |surface| self.ink(surface, &ink, top));
            }
        }
        let count = format!("{number}   {}/{pages}", page + 1);
        let words = if pages == 1 { number.to_owned() } else { count };
        let x = sheet.width - sheet.margin - self.faces.width(&words, Weight::Regular, size);
        ornament(surface, |surface| self.ink(surface, &ink_at(words, x, size, BLACK), top));
        if page > 0 {
            let words = printable(&format!("{} · {} · {}", paper.clinic, paper.title, number), self.faces).text;
            let ink = ink_at(words.trim_end_matches([' ', '·']).to_owned(), sheet.margin, size, GREY);
            ornament(surface, |surface| self.ink(surface, &ink, sheet.margin));
        }
    }

    /// What is what, in the order in which it is read.
    fn tree(mut self, blocks: &[Block]) -> TagTree {
        let mut tree = TagTree::new().with_lang(Some(self.paper.lang.clone()));
        let mut table: Option<TagGroup> = None;
        for (index, block) in blocks.iter().enumerate() {
            let names = std::mem::take(&mut self.names[index]);
            let values = std::mem::take(&mut self.values[index]);
            match &block.kind {
                Kind::Row => {
                    let mut row = TagGroup::new(Tag::TR);
                    row.push(of(TagGroup::new(Tag::TH(TableHeaderScope::Row)), names));
                    row.push(of(TagGroup::new(Tag::TD), values));
                    table.get_or_insert_with(|| TagGroup::new(Tag::Table)).push(row);
                    continue;
                }
                Kind::Ornament => continue,
                Kind::Title(_) | Kind::Heading(_) | Kind::Text => {}
            }
            table.take().into_iter().for_each(|table| tree.push(table));
            let group = match &block.kind {
                Kind::Title(title) => TagGroup::new(Tag::Hn(level(1), Some(title.clone()))),
                Kind::Heading(title) => TagGroup::new(Tag::Hn(level(2), Some(title.clone()))),
                _ => TagGroup::new(Tag::P),
            };
            tree.push(of(group, names.into_iter().chain(values).collect()));
        }
        table.into_iter().for_each(|table| tree.push(table));
        tree.push(of(TagGroup::new(Tag::P), self.foot));
        tree
    }
}

fn of(mut group: TagGroup, words: Vec<Identifier>) -> TagGroup {
    words.into_iter().for_each(|id| group.push(id));
    group
}

fn level(level: u16) -> NonZeroU16 {
    NonZeroU16::new(level).unwrap_or(NonZeroU16::MIN)
}

fn ink_at(words: String, x: f32, size: f32, colour: Colour) -> Ink {
    Ink { x, base: size, size, weight: Weight::Regular, colour, words, name: false }
}

/// Draws what is not read out.
fn ornament(surface: &mut Surface, draw: impl FnOnce(&mut Surface)) {
    surface.start_tagged(ContentTag::Artifact(Artifact::with_kind(ArtifactType::Other)));
    draw(surface);
    surface.end_tagged();
}

fn area(surface: &mut Surface, (x, y, width, height): (f32, f32, f32, f32), of: Colour) {
    let mut path = PathBuilder::new();
    if let Some(rect) = Rect::from_xywh(x, y, width, height) {
        path.push_rect(rect);
    }
    if let Some(path) = path.finish() {
        surface.set_fill(Some(colour(of)));
        surface.draw_path(&path);
    }
}

fn colour([red, green, blue]: Colour) -> paint::Fill {
    paint::Fill { paint: rgb::Color::new(red, green, blue).into(), ..paint::Fill::default() }
}
