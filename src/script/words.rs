//! A text in every language of the clinic, with plurals and holes.
use std::collections::BTreeMap;

use intl_pluralrules::{PluralCategory, PluralRuleType, PluralRules};
use serde::{Deserialize, Deserializer, de};
use toml::Spanned;
use unic_langid::LanguageIdentifier;

use super::html::Html;

/// A language of the clinic, as its code stands in dialogues/: `en`, `es`.
pub type Lang = String;

/// What fills the holes of a text: name and value.
pub type Holes<'a> = &'a [(&'a str, Html)];

/// One text in each language of the clinic.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(transparent)]
pub struct Words(BTreeMap<Lang, Spanned<Text>>);

/// A text in one language: either plain, or one for each plural form of `{n}`.
#[derive(Clone, Debug, PartialEq)]
pub enum Text {
    /// The same text for every number.
    Plain(Form),
    /// By the CLDR category of the number in the hole `{n}`; `other` always stands.
    Plural(BTreeMap<String, Form>),
}

/// A text as it was written, and as markup.
#[derive(Clone, Debug, PartialEq)]
pub struct Form {
    written: String,
    html: Html,
}

impl Words {
    /// The text in `lang`, else in whatever language there is; a checked script has all.
    pub fn text(&self, lang: &str) -> Option<&Text> {
        self.0.get(lang).or_else(|| self.0.values().next()).map(Spanned::get_ref)
    }

    /// Markup in `lang` with the holes filled.
    pub fn html(&self, lang: &str, holes: Holes) -> Html {
        self.html_with(lang, holes, |_| None)
    }

    /// Markup in `lang` with the holes filled, by `more` where `holes` does not know one.
    pub fn html_with(&self, lang: &str, holes: Holes, more: impl Fn(&str) -> Option<Html>) -> Html {
        let Some(text) = self.text(lang) else { return Html::new() };
        let known = |name: &str| holes.iter().find(|(known, _)| *known == name).map(|(_, value)| value.clone());
        let n = || known("n").and_then(|value| value.as_str().parse().ok());
        text.choose(lang, n).html.fill_with(|name| known(name).or_else(|| more(name)))
    }

    /// Plain words in `lang` with the holes filled: for labels and toasts, which know no markup.
    pub fn plain(&self, lang: &str, holes: Holes) -> String {
        self.html(lang, holes).plain()
    }

    /// Each language with its text and where it stands in its file.
    pub fn each(&self) -> impl Iterator<Item = (&Lang, &Text, std::ops::Range<usize>)> {
        self.0.iter().map(|(lang, text)| (lang, text.get_ref(), text.span()))
    }

    /// The names of the holes, in any language.
    pub fn holes(&self) -> Vec<&str> {
        self.0.values().flat_map(|text| text.get_ref().holes()).collect()
    }

    /// Drops what is not in one of these languages.
    pub fn keep(&mut self, languages: &[Lang]) {
        self.0.retain(|lang, _| languages.contains(lang));
    }

    /// Fills the holes that `fill` knows, by language, for good.
    pub fn settle(&mut self, fill: &impl Fn(&str, &str) -> Option<String>) {
        for (lang, text) in &mut self.0 {
            let fill = |hole: &str| fill(lang, hole);
            match text.get_mut() {
                Text::Plain(form) => form.settle(fill),
                Text::Plural(forms) => forms.values_mut().for_each(|form| form.settle(fill)),
            }
        }
    }

    /// Puts this before each text.
    pub fn before(&mut self, mark: &str) {
        for text in self.0.values_mut().map(Spanned::get_mut) {
            match text {
                Text::Plain(form) => form.before(mark),
                Text::Plural(forms) => forms.values_mut().for_each(|form| form.before(mark)),
            }
        }
    }

    /// Whether no language has a text.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl Text {
    /// Every form that this text has.
    pub fn forms(&self) -> Vec<&str> {
        match self {
            Text::Plain(form) => vec![&form.written],
            Text::Plural(forms) => forms.values().map(|form| form.written.as_str()).collect(),
        }
    }

    /// The names of the holes of every form.
    pub fn holes(&self) -> Vec<&str> {
        self.forms().into_iter().flat_map(holes).collect()
    }

    fn choose(&self, lang: &str, n: impl Fn() -> Option<u64>) -> &Form {
        static NONE: Form = Form { written: String::new(), html: Html::new() };
        match self {
            Text::Plain(form) => form,
            Text::Plural(forms) => {
                let form = n().and_then(|n| category(lang, n)).and_then(|name| forms.get(name));
                form.or_else(|| forms.get("other")).unwrap_or(&NONE)
            }
        }
    }
}

impl Form {
    fn new(text: &str) -> Self {
        Self { written: text.trim().to_owned(), html: Html::from_script(text.trim()) }
    }

    fn settle(&mut self, fill: impl Fn(&str) -> Option<String>) {
        let known = holes(&self.written).into_iter().filter_map(|hole| Some((format!("{{{hole}}}"), fill(hole)?)));
        let known: Vec<(String, String)> = known.collect();
        if !known.is_empty() {
            let filled = |text: String, (hole, value): &(String, String)| text.replace(hole, value);
            *self = Self::new(&known.iter().fold(self.written.clone(), filled));
        }
    }

    fn before(&mut self, mark: &str) {
        *self = Self::new(&format!("{mark}{}", self.written));
    }
}

/// The names between braces in `text`, in order.
pub fn holes(text: &str) -> Vec<&str> {
    text.split('{').skip(1).filter_map(|rest| rest.split_once('}').map(|(name, _)| name)).collect()
}

/// The plural forms that a language needs, by CLDR; `None` for a language that is not known.
pub fn plural_forms(lang: &str) -> Option<Vec<&'static str>> {
    let sample = (0..=200).filter_map(|n| category(lang, n));
    let mut forms: Vec<&str> = sample.chain(["other"]).collect();
    forms.sort_unstable();
    forms.dedup();
    lang.parse::<LanguageIdentifier>().ok().map(|_| forms)
}

fn category(lang: &str, n: u64) -> Option<&'static str> {
    let lang: LanguageIdentifier = lang.parse().ok()?;
    let rules = PluralRules::create(lang, PluralRuleType::CARDINAL).ok()?;
    Some(match rules.select(n).ok()? {
        PluralCategory::ZERO => "zero",
        PluralCategory::ONE => "one",
        PluralCategory::TWO => "two",
        PluralCategory::FEW => "few",
        PluralCategory::MANY => "many",
        PluralCategory::OTHER => "other",
    })
}

impl<'de> Deserialize<'de> for Text {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Visitor;
        impl<'de> de::Visitor<'de> for Visitor {
            type Value = Text;
            fn expecting(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
                f.write_str("a text, or a table of plural forms such as { one = \"…\", other = \"…\" }")
            }
            fn visit_str<E: de::Error>(self, text: &str) -> Result<Text, E> {
                Ok(Text::Plain(Form::new(text)))
            }
            fn visit_map<A: de::MapAccess<'de>>(self, mut map: A) -> Result<Text, A::Error> {
                let mut forms = BTreeMap::new();
                while let Some((form, text)) = map.next_entry::<String, String>()? {
                    if !["zero", "one", "two", "few", "many", "other"].contains(&form.as_str()) {
                        return Err(de::Error::custom(format!("`{form}` is not a plural form")));
                    }
                    forms.insert(form, Form::new(&text));
                }
                if forms.contains_key("other") {
                    Ok(Text::Plural(forms))
                } else {
                    Err(de::Error::custom("plural forms need `other`"))
                }
            }
        }
        from.deserialize_any(Visitor)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Deserialize)]
    struct One {
        say: Words,
    }

    #[test]
    fn fills_holes_and_chooses_the_plural() {
        let toml = r#"say.en = { one = "{n} day for {who}", other = "{n} days for {who}" }"#;
        let one: One = toml::from_str(toml).unwrap();
        let fill = |n: &str| one.say.plain("en", &[("n", n.into()), ("who", "<Ana>".into())]);
        assert_eq!(fill("1"), "1 day for <Ana>");
        assert_eq!(fill("5"), "5 days for <Ana>");
    }

    #[test]
    fn knows_the_plural_forms_of_languages() {
        assert_eq!(plural_forms("en").unwrap(), ["one", "other"]);
        assert_eq!(plural_forms("ru").unwrap(), ["few", "many", "one", "other"]);
    }
}
