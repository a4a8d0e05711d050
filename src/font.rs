//! The one font of everything that is drawn or printed: Noto Sans, with Latin, Greek and Cyrillic letters (fonts/OFL.txt).

/// The upright letters.
pub static REGULAR: &[u8] = include_bytes!("../fonts/NotoSans-Regular.ttf");

/// The bold ones.
pub static BOLD: &[u8] = include_bytes!("../fonts/NotoSans-Bold.ttf");

/// The name by which an SVG asks for it.
pub const FAMILY: &str = "Noto Sans";
