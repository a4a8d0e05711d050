//! The drawing as mermaid text, for pages that draw it themselves.
use super::{Drawing, Step, between, stages, tier_class, tier_words};
use crate::script::Script;

/// The drawing as a mermaid flowchart.
pub fn mermaid(script: &Script) -> String {
    let drawing = Drawing::of(script);
    let mut chart = Chart { out: String::from("flowchart TD\n"), last: None, always: None };
    for (index, (stage, steps)) in stages(&drawing).enumerate() {
        chart.always(&format!("stage{index}"), &format!("([\"{}\"])", text(between(stage))));
        for step in steps {
            chart.question(step);
        }
    }
    chart.always("ended", "([\"Done\"])");
    for (class, style) in [
        ("emergency", "fill:#fde2e1,stroke:#a4161a,color:#5c0a0c"),
        ("today", "fill:#ffe8d1,stroke:#9a4a00,color:#5c2c00"),
        ("person", "fill:#fff6cc,stroke:#6b5900,color:#403500"),
        ("routine", "fill:#def3e4,stroke:#1f6b3a,color:#0f3a1f"),
    ] {
        chart.out.push_str(&format!("  classDef {class} {style}\n"));
    }
    chart.out
}

struct Chart {
    out: String,
    /// The node drawn last.
    last: Option<String>,
    /// The last node that everyone comes past.
    always: Option<String>,
}

impl Chart {
    /// A node that everyone comes past: through the questions before, or past those that were left out.
    fn always(&mut self, node: &str, shape: &str) {
        self.out.push_str(&format!("  {node}{shape}\n"));
        if let Some(last) = &self.last {
            self.out.push_str(&format!("  {last} --> {node}\n"));
        }
        if let Some(always) = self.always.as_ref().filter(|always| Some(*always) != self.last.as_ref()) {
            self.out.push_str(&format!("  {always} -->|otherwise| {node}\n"));
        }
        self.last = Some(node.to_owned());
        self.always = self.last.clone();
    }

    fn question(&mut self, step: &Step) {
        let node = format!("q_{}", step.id);
        let shape = format!("[\"<b>{}</b><br/>{}\"]", text(&step.name), text(&step.id));
        if step.only_if.is_empty() {
            self.always(&node, &shape);
        } else {
            self.out.push_str(&format!("  {node}{shape}\n"));
            let conditions: Vec<String> = step.only_if.iter().map(|condition| text(condition)).collect();
            if let Some(last) = &self.last {
                let label = conditions.join("<br/>or if ");
                self.out.push_str(&format!("  {last} -->|\"only if {label}\"| {node}\n"));
            }
            self.last = Some(node.clone());
        }
        for exit in &step.exits {
            let class = tier_class(exit.tier);
            let signs: Vec<String> = exit.signs.iter().map(|sign| text(sign)).collect();
            let words = format!("<b>{}</b><br/>{}", tier_words(exit.tier), signs.join("<br/>"));
            self.out.push_str(&format!("  {node}_{class}>\"{words}\"]:::{class}\n  {node} -.-> {node}_{class}\n"));
        }
    }
}

/// Words that mermaid takes as words.
fn text(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for char in words.chars() {
        match char {
            '"' => out.push_str("#quot;"),
            '#' => out.push_str("#35;"),
            '<' => out.push_str("#lt;"),
            '>' => out.push_str("#gt;"),
            ';' => out.push_str("#59;"),
            other => out.push(other),
        }
    }
    out
}
