//! Pictures: a drawing of dialogues/art with its words, numbers and colours filled in, as SVG.
use super::{Result, Undrawable, labels};
use crate::core::attachment::{Mark, Picture, Strength};
use crate::core::chart::pictures::{MUSCLES, WORDS};
use crate::script::{Script, art};

/// The colours of the muscles, told apart by most eyes that see colours otherwise too; the numbers say the same.
const COLOURS: [&str; 4] = ["#d1382b", "#1f6fb2", "#2c8a4b", "#8a4fa3"];

/// The drawing of a picture.
pub fn svg(picture: &Picture, script: &Script) -> Result<String> {
    match picture {
        Picture::Zones { lang, question, drawing } => zones(script, lang, question, drawing),
        Picture::Muscles { lang, marks } => muscles(script, lang, marks),
    }
}

fn zones(script: &Script, lang: &str, question: &str, drawing: &str) -> Result<String> {
    let mut svg = words(script, lang, drawing)?;
    let question = script.question(question).ok_or(Undrawable::Gone)?;
    for (index, choice) in question.choices().enumerate() {
        svg = svg.replace(&format!("{{{}}}", choice.id), &(index + 1).to_string());
    }
    Ok(svg)
}

fn muscles(script: &Script, lang: &str, marks: &[Mark]) -> Result<String> {
    let svg = words(script, lang, MUSCLES)?;
    let parts = art::parts(&svg).map_err(Undrawable::Svg)?;
    let (mut shapes, mut labels) = (String::new(), labels::Labels::default());
    for (index, mark) in marks.iter().enumerate() {
        let muscle = script.muscles.iter().find(|muscle| muscle.id == mark.muscle).ok_or(Undrawable::Gone)?;
        let id = muscle.art.as_ref().ok_or(Undrawable::Gone)?.get_ref();
        let at = parts.get(id).and_then(|part| part.at).ok_or(Undrawable::Gone)?;
        let colour = COLOURS[index % COLOURS.len()];
        for (strength, side) in [(mark.left, 1.0_f32), (mark.right, -1.0)] {
            if strength != Strength::Off {
                shapes.push_str(&shape(id, colour, strength, side));
                labels.point(index + 1, colour, (side * at.0, at.1));
            }
        }
        labels.name(index + 1, colour, &script.fill(Some(&muscle.name), lang, &[]).plain());
    }
    let (labels, height) = labels.draw();
    Ok(svg.replace("{marks}", &shapes).replace("{labels}", &labels).replace("{height}", &height.to_string()))
}

/// A muscle of the drawing, drawn once for the left: coloured, and mirrored for the right.
fn shape(id: &str, colour: &str, strength: Strength, side: f32) -> String {
    let (opacity, dash) = if strength == Strength::Full { (0.85, "none") } else { (0.35, "9 6") };
    format!(
        r##"<g fill="{colour}" fill-opacity="{opacity}" stroke="{colour}" stroke-width="3" stroke-dasharray="{dash}" transform="scale({side} 1)"><use xlink:href="#{id}"/></g>"##
    )
}

/// A drawing with the words that stand in it.
fn words(script: &Script, lang: &str, drawing: &str) -> Result<String> {
    let mut svg = script.drawing(drawing).ok_or(Undrawable::Gone)?.to_owned();
    for (hole, say) in WORDS {
        svg = svg.replace(&format!("{{{hole}}}"), &labels::escape(&script.label(say, lang)));
    }
    Ok(svg)
}
