//! The font of every picture and paper: Latin, Greek, Cyrillic and more, in the program itself.

/// The upright face.
pub const BOOK: &[u8] = include_bytes!("../../../assets/font/DejaVuSansCondensed.ttf");
/// The bold face.
pub const BOLD: &[u8] = include_bytes!("../../../assets/font/DejaVuSansCondensed-Bold.ttf");
