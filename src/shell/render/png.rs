//! SVG -> PNG, with the font of the program and nothing of the machine's.
use std::sync::{Arc, LazyLock};

use png::{BitDepth, ColorType, Compression, Encoder, Filter};
use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{Options, Tree, fontdb};

use super::{Result, Undrawable, palette};
use crate::font;

/// How wide a picture is, in pixels: sharp on a phone, and small.
const WIDTH: u16 = 720;
/// The highest picture that is drawn.
const HIGHEST: f32 = 3000.0;

/// The options of every drawing, with the font read once.
static OPTIONS: LazyLock<Options<'static>> = LazyLock::new(|| {
    let mut fonts = fontdb::Database::new();
    fonts.load_font_data(font::REGULAR.to_vec());
    fonts.load_font_data(font::BOLD.to_vec());
    fonts.set_sans_serif_family(font::FAMILY);
    Options { fontdb: Arc::new(fonts), font_family: font::FAMILY.to_owned(), ..Options::default() }
});

/// A drawing as PNG. It covers its whole picture: what is transparent becomes black.
pub fn png(svg: &str) -> Result<Vec<u8>> {
    let tree = Tree::from_str(svg, &OPTIONS).map_err(|why| Undrawable::Svg(why.to_string()))?;
    let scale = f32::from(WIDTH) / tree.size().width();
    let height = (tree.size().height() * scale).round();
    if !(1.0..=HIGHEST).contains(&height) {
        return Err(Undrawable::Picture);
    }
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 1 and 3000")]
    let (width, height) = (u32::from(WIDTH), height as u32);
    let mut pixels = Pixmap::new(width, height).ok_or(Undrawable::Picture)?;
    resvg::render(&tree, Transform::from_scale(scale, scale), &mut pixels.as_mut());
    encode(width, height, pixels.data()).map_err(|_| Undrawable::Picture)
}

/// With a palette of the commonest colours: drawings have few, and the rest are edges.
fn encode(width: u32, height: u32, rgba: &[u8]) -> std::result::Result<Vec<u8>, png::EncodingError> {
    let (palette, indexes) = palette::reduce(rgba);
    let mut out = Vec::new();
    let mut encoder = Encoder::new(&mut out, width, height);
    encoder.set_color(ColorType::Indexed);
    encoder.set_depth(BitDepth::Eight);
    encoder.set_palette(palette);
    encoder.set_compression(Compression::Balanced);
    encoder.set_filter(Filter::NoFilter);
    let mut writer = encoder.write_header()?;
    writer.write_image_data(&indexes)?;
    writer.finish()?;
    Ok(out)
}
