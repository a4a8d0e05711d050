//! A PDF as its reader has it: pages, words, and what the file says about itself.
use backdesk::core::paper::Paper;
use backdesk::print::pdf;
use lopdf::{Document, Object};

/// A printed paper.
pub struct Pdf {
    pub bytes: Vec<u8>,
    document: Document,
}

impl Pdf {
    /// Prints; with `BACKDESK_PAPERS` set to a folder, also into it, to be looked at.
    pub fn of(paper: &Paper, name: &str) -> Self {
        let bytes = pdf(paper).unwrap();
        if let Some(folder) = std::env::var_os("BACKDESK_PAPERS") {
            std::fs::write(std::path::Path::new(&folder).join(format!("{name}.pdf")), &bytes).unwrap();
        }
        let document = Document::load_mem(&bytes).unwrap();
        Self { bytes, document }
    }

    pub fn pages(&self) -> usize {
        self.document.get_pages().len()
    }

    /// The words of all pages, on one line.
    pub fn words(&self) -> String {
        let pages: Vec<u32> = self.document.get_pages().into_keys().collect();
        self.words_of(&pages)
    }

    /// The words of these pages, on one line.
    pub fn words_of(&self, pages: &[u32]) -> String {
        let text = self.document.extract_text(pages).unwrap();
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// The width of the first page in points.
    pub fn width(&self) -> f32 {
        let page = self.document.get_pages()[&1];
        let media = self.document.get_dictionary(page).unwrap().get(b"MediaBox").unwrap();
        media.as_array().unwrap()[2].as_float().unwrap()
    }

    /// A text of the catalogue.
    pub fn lang(&self) -> String {
        let lang = self.document.catalog().unwrap().get(b"Lang").unwrap();
        String::from_utf8(lang.as_str().unwrap().to_vec()).unwrap()
    }

    /// Whether what is what is said for whoever listens.
    pub fn is_tagged(&self) -> bool {
        let mark = self.document.catalog().unwrap().get(b"MarkInfo").and_then(Object::as_dict);
        mark.is_ok_and(|mark| mark.get(b"Marked").is_ok_and(|marked| matches!(marked, Object::Boolean(true))))
    }
}
