//! Sheets of paper, and what stands on which page.
use super::galley::Block;
use crate::core::paper::Form;

/// A sheet, with the size of its type. All lengths are points.
#[derive(Clone, Copy, Debug)]
pub struct Sheet {
    /// Its width.
    pub width: f32,
    /// Its height.
    pub height: f32,
    /// What stays empty at each side.
    pub margin: f32,
    /// How tall the foot of each page is, above the margin.
    pub foot: f32,
    /// How large letters are, against their usual size.
    pub scale: f32,
    /// Whether what may go has gone.
    pub short: bool,
}

const A4: (f32, f32) = (595.28, 841.89);
const A5: (f32, f32) = (419.53, 595.28);

impl Sheet {
    /// The sheets to try, one after the other.
    pub fn tries(form: Form) -> Vec<Self> {
        let sheet = |(width, height): (f32, f32), margin, scale, short| Self {
            width,
            height,
            margin,
            foot: 34.0 * scale,
            scale,
            short,
        };
        match form {
            Form::Letter => [1.0, 0.92, 1.0].map(|scale| sheet(A4, 51.0, scale, false)).to_vec(),
            Form::Card => {
                let smaller = [1.0, 0.9, 0.8, 0.7, 0.6].map(|scale| sheet(A4, 40.0, scale, true));
                let whole = [(A5, 31.0, 1.0), (A5, 29.0, 0.9), (A4, 45.0, 1.2), (A4, 45.0, 1.0), (A4, 42.0, 0.9)];
                let whole = whole.map(|(size, margin, scale)| sheet(size, margin, scale, false));
                whole.into_iter().chain(smaller).collect()
            }
        }
    }

    /// How wide a line may be.
    pub fn measure(self) -> f32 {
        self.width - 2.0 * self.margin
    }

    /// Where the first line of a page begins: below the head of a further page.
    pub fn top(self, page: usize) -> f32 {
        if page == 0 { self.margin } else { self.margin + 22.0 }
    }

    /// Where the last line of a page ends.
    pub fn bottom(self) -> f32 {
        self.height - self.margin - self.foot
    }
}

/// A line on a page: which line of which block, and where it begins.
#[derive(Clone, Copy, Debug)]
pub struct Placed {
    pub block: usize,
    pub line: usize,
    pub top: f32,
}

/// How much room these blocks must find where they begin: those that stay with the next, and what they stay with.
fn least(blocks: &[Block], half: f32) -> f32 {
    let kept = blocks.iter().take_while(|block| block.keep).count();
    let last = blocks.get(kept).filter(|block| !block.lines.is_empty());
    // Of what is longer than half a page three lines are enough.
    let last = last.map_or(0.0, |block| match block.height() {
        height if height <= half => height,
        _ => block.lines.iter().take(3).map(|line| line.height).sum(),
    });
    blocks[..kept].iter().map(Block::height).sum::<f32>() + last
}

/// The lines of each page. A block of less than half a page stands whole, and a heading with what follows it.
pub fn pages(blocks: &[Block], sheet: Sheet) -> Vec<Vec<Placed>> {
    let mut pages: Vec<Vec<Placed>> = vec![Vec::new()];
    let mut at = sheet.top(0);
    let half = (sheet.bottom() - sheet.top(1)) / 2.0;
    for (index, block) in blocks.iter().enumerate() {
        if at + least(&blocks[index..], half) > sheet.bottom() && at > sheet.top(pages.len() - 1) {
            pages.push(Vec::new());
            at = sheet.top(pages.len() - 1);
        }
        for (number, line) in block.lines.iter().enumerate() {
            if at + line.height > sheet.bottom() {
                pages.push(Vec::new());
                at = sheet.top(pages.len() - 1);
            }
            // What only parts two blocks is not carried to a new page.
            if let Some(page) = pages.last_mut().filter(|page| !page.is_empty() || !line.is_blank()) {
                page.push(Placed { block: index, line: number, top: at });
                at += line.height;
            }
        }
    }
    pages.retain(|page| !page.is_empty());
    pages
}
