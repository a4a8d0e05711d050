//! The page that the book is written on: chapters, texts, tables, and screens as a phone shows them.
use crate::core::screen::{Keyboard, Screen};
use crate::script::{Html, Lang};

/// How it looks: light or dark as the reader's device is set, one column on a phone, black on white on paper.
const STYLE: &str = include_str!("style.css");

/// A page being written.
pub struct Page {
    title: String,
    contents: String,
    body: String,
}

impl Page {
    /// An empty one.
    pub fn new(title: &str) -> Self {
        Self { title: escape(title), contents: String::new(), body: String::new() }
    }

    /// Markup that stands before the first chapter.
    pub fn front(&mut self, markup: &str) {
        self.body.push_str(markup);
        self.body.push_str("<nav class=contents><h2>Contents</h2><ol>‹contents›</ol></nav>");
    }

    /// Begins a chapter.
    pub fn chapter(&mut self, id: &str, title: &str, about: &str) {
        let title = escape(title);
        self.contents.push_str(&format!("<li><a href=\"#{id}\">{title}</a></li>"));
        self.body.push_str(&format!("<h2 id=\"{id}\">{title}</h2>"));
        self.text(about);
    }

    /// Begins a part of a chapter.
    pub fn part(&mut self, id: &str, title: &str, marks: &[(&str, &str)]) {
        let marks: String =
            marks.iter().map(|(kind, mark)| format!(" <span class=\"mark {kind}\">{}</span>", escape(mark))).collect();
        self.body.push_str(&format!("<h3 id=\"{}\">{}{marks}</h3>", anchor(id), escape(title)));
    }

    /// A paragraph.
    pub fn text(&mut self, text: &str) {
        if !text.is_empty() {
            self.body.push_str(&format!("<p>{}</p>", escape(text)));
        }
    }

    /// "Head: text", or a list where there are several.
    pub fn says(&mut self, head: &str, texts: &[String]) {
        match texts {
            [] => {}
            [one] => self.body.push_str(&format!("<p class=says><b>{}:</b> {}</p>", escape(head), escape(one))),
            many => {
                let items: String = many.iter().map(|text| format!("<li>{}</li>", escape(text))).collect();
                self.body
                    .push_str(&format!("<p class=says><b>{}, any of these:</b></p><ul>{items}</ul>", escape(head)));
            }
        }
    }

    /// A table with its head.
    pub fn table(&mut self, head: &[&str], rows: &[Vec<String>]) {
        if rows.is_empty() {
            return;
        }
        let head: String = head.iter().map(|cell| format!("<th>{}</th>", escape(cell))).collect();
        self.body.push_str(&format!("<div class=wide><table><thead><tr>{head}</tr></thead><tbody>"));
        for row in rows {
            let cells: String = row.iter().map(|cell| format!("<td>{}</td>", lines(cell))).collect();
            self.body.push_str(&format!("<tr>{cells}</tr>"));
        }
        self.body.push_str("</tbody></table></div>");
    }

    /// A screen in each language, side by side.
    pub fn screens(&mut self, when: &str, screens: &[(Lang, Screen)]) {
        self.body.push_str("<section class=screens>");
        if !when.is_empty() {
            self.body.push_str(&format!("<p class=when>{}</p>", escape(when)));
        }
        self.body.push_str("<div class=phones>");
        for (lang, screen) in screens {
            self.body.push_str(&phone(lang, screen));
        }
        self.body.push_str("</div></section>");
    }

    /// The finished page.
    pub fn end(self) -> String {
        let body = self.body.replace("‹contents›", &self.contents);
        format!(
            "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\
             <title>{} · the book of the dialogues</title><style>{STYLE}</style></head><body><main>{body}</main></body></html>\n",
            self.title
        )
    }
}

fn phone(lang: &str, screen: &Screen) -> String {
    let mut out = format!("<figure class=phone lang=\"{}\"><figcaption>{0}</figcaption>", escape(lang));
    out.push_str(&format!("<div class=bubble>{}</div>", markup(&screen.text)));
    match &screen.keyboard {
        Keyboard::Inline(rows) => {
            for row in rows {
                let buttons: String =
                    row.iter().map(|button| format!("<span>{}</span>", escape(&button.label))).collect();
                out.push_str(&format!("<div class=row>{buttons}</div>"));
            }
        }
        Keyboard::SharePhone { share, skip } => {
            for label in [share, skip] {
                out.push_str(&format!("<div class=\"row below\"><span>{}</span></div>", escape(label)));
            }
        }
        Keyboard::None | Keyboard::Remove | Keyboard::ForceReply { .. } => {}
    }
    out.push_str("</figure>");
    out
}

/// What Telegram's markup shows: what opens on a tap stands open here.
fn markup(text: &Html) -> String {
    text.as_str().replace("<blockquote expandable>", "<blockquote>")
}

/// Text as markup.
pub fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

fn lines(text: &str) -> String {
    escape(text).replace('\n', "<br>")
}

/// A name as an anchor.
pub fn anchor(name: &str) -> String {
    name.chars().map(|c| if c.is_ascii_alphanumeric() || c == '-' { c } else { '_' }).collect()
}
