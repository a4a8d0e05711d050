//! Pictures: a drawing of dialogues/art with its words and colours filled in, as SVG and as PNG.
use std::sync::{Arc, LazyLock};

use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{Options, Tree, fontdb};

use super::{Result, Undrawable, font};
use crate::core::attachment::Picture;
use crate::script::Script;

/// How wide a picture is, in pixels: sharp on a phone, and small.
const WIDTH: f32 = 900.0;

/// The options of every drawing, with the font read once.
static OPTIONS: LazyLock<Options<'static>> = LazyLock::new(|| {
    let mut fonts = fontdb::Database::new();
    fonts.load_font_data(font::BOOK.to_vec());
    fonts.load_font_data(font::BOLD.to_vec());
    // Whatever family a drawing names, there is this one.
    let family = fonts.faces().next().and_then(|face| face.families.first()).map(|(name, _)| name.clone());
    let family = family.unwrap_or_default();
    fonts.set_sans_serif_family(family.clone());
    Options { fontdb: Arc::new(fonts), font_family: family, ..Options::default() }
});

/// The drawing of a picture.
pub fn svg(picture: &Picture, script: &Script) -> Result<String> {
    let name = match picture {
        Picture::Body { .. } => "art/body.svg",
        Picture::Muscles { .. } => "art/muscles.svg",
    };
    script.files.get(name).cloned().ok_or(Undrawable::Absent(name))
}

/// A drawing as PNG.
pub fn png(svg: &str) -> Result<Vec<u8>> {
    let tree = Tree::from_str(svg, &OPTIONS).map_err(|why| Undrawable::Svg(why.to_string()))?;
    let scale = WIDTH / tree.size().width();
    let height = tree.size().height() * scale;
    if !(1.0..=4000.0).contains(&height) {
        return Err(Undrawable::Picture);
    }
    // Both are small and not negative.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "bounded above")]
    let (width, height) = (WIDTH as u32, height.round() as u32);
    let mut pixels = Pixmap::new(width, height).ok_or(Undrawable::Picture)?;
    resvg::render(&tree, Transform::from_scale(scale, scale), &mut pixels.as_mut());
    pixels.encode_png().map_err(|_| Undrawable::Picture)
}
