//! The two faces of the font: what they can write, and how wide it is.
use krilla::text::Font;
use skrifa::charmap::Charmap;
use skrifa::instance::{LocationRef, Size};
use skrifa::metrics::GlyphMetrics;
use skrifa::{FontRef, MetadataProvider};

use crate::font;

/// How heavy the letters are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weight {
    Regular,
    Bold,
}

/// Both faces.
pub struct Faces {
    regular: Face,
    bold: Face,
}

struct Face {
    font: Font,
    letters: Charmap<'static>,
    widths: GlyphMetrics<'static>,
    em: f32,
}

impl Faces {
    /// The built-in font.
    pub fn load() -> Option<Self> {
        Some(Self { regular: Face::load(font::REGULAR)?, bold: Face::load(font::BOLD)? })
    }

    /// The face to write with.
    pub fn font(&self, weight: Weight) -> Font {
        self.face(weight).font.clone()
    }

    /// Whether there is such a letter. Both faces have the same.
    pub fn has(&self, letter: char) -> bool {
        self.regular.letters.map(letter).is_some()
    }

    /// How wide `words` are, in points, at most: kerning only draws letters together.
    pub fn width(&self, words: &str, weight: Weight, size: f32) -> f32 {
        let face = self.face(weight);
        let width = |letter| face.letters.map(letter).and_then(|glyph| face.widths.advance_width(glyph));
        words.chars().filter_map(width).sum::<f32>() * size / face.em
    }

    fn face(&self, weight: Weight) -> &Face {
        match weight {
            Weight::Regular => &self.regular,
            Weight::Bold => &self.bold,
        }
    }
}

impl Face {
    fn load(bytes: &'static [u8]) -> Option<Self> {
        let read = FontRef::new(bytes).ok()?;
        let font = Font::new(bytes.to_vec().into(), 0)?;
        let em = font.units_per_em();
        let widths = read.glyph_metrics(Size::unscaled(), LocationRef::default());
        Some(Self { font, letters: read.charmap(), widths, em })
    }
}
