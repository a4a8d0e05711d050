//! What a picture shows, and the words below it that say the same.
use super::moving::Moving;
use super::screens::Draw;
use super::view::View;
use crate::core::attachment::{Attachment, Mark, Picture, Strength};
use crate::core::chart::judge::Verdict;
use crate::core::screen::Slot;
use crate::core::step::Effect;
use crate::script::{Html, Question, Say, Script, Side};

/// The drawing of the muscles.
pub const MUSCLES: &str = "muscles";

/// The words that stand in drawings, by their holes.
pub const WORDS: [(&str, Say); 4] = [
    ("left", Say::DrawnLeft),
    ("right", Say::DrawnRight),
    ("behind", Say::DrawnBehind),
    ("elsewhere", Say::DrawnElsewhere),
];

/// The picture that belongs to a question, if it has one.
pub fn of_question(draw: Draw, question: &Question) -> Option<Effect> {
    let drawing = question.art.as_ref()?.get_ref().clone();
    let lang = draw.chart.lang.clone();
    let attachment = Attachment::Picture(Picture::Zones { lang, question: question.id.clone(), drawing });
    Some(Effect::Hand { attachment, caption: draw.say(Say::PictureZones), slot: None, reply_to: None })
}

/// The picture that belongs to a plan, unless none of its muscles is drawn.
pub fn of_plan(draw: Draw, verdict: &Verdict, side: Option<Side>) -> Option<Effect> {
    let drawn = verdict.targets.iter().filter(|target| target.muscle.art.is_some());
    let marks: Vec<Mark> = drawn.map(|target| mark(&target.muscle.id, target.muscle.sides, side)).collect();
    if marks.is_empty() || draw.script.drawing(MUSCLES).is_none() {
        return None;
    }
    let caption = caption(draw.script, draw.lang(), &marks);
    let picture = Picture::Muscles { lang: draw.chart.lang.clone(), marks };
    Some(Effect::Hand { attachment: Attachment::Picture(picture), caption, slot: None, reply_to: None })
}

/// A muscle on the side that hurts; on the other one too, more softly, if both are worked on one after the other.
fn mark(muscle: &str, sides: u32, side: Option<Side>) -> Mark {
    let other = if sides > 1 { Strength::Soft } else { Strength::Off };
    let (left, right) = match side {
        Some(Side::Left) => (Strength::Full, other),
        Some(Side::Right) => (other, Strength::Full),
        None => (Strength::Full, Strength::Full),
    };
    Mark { muscle: muscle.to_owned(), left, right }
}

/// The picture of these muscles in words.
pub fn caption(script: &Script, lang: &str, marks: &[Mark]) -> Html {
    let mut text = script.say(Say::PicturePlan, lang, &[]);
    for (index, mark) in marks.iter().enumerate() {
        let muscle = script.muscles.iter().find(|muscle| muscle.id == mark.muscle);
        let name = script.fill(muscle.map(|muscle| &muscle.name), lang, &[]);
        let side = match (mark.left, mark.right) {
            (Strength::Full, Strength::Off) => Say::PictureLeft,
            (Strength::Off, Strength::Full) => Say::PictureRight,
            (Strength::Full, Strength::Soft) => Say::PictureMoreLeft,
            (Strength::Soft, Strength::Full) => Say::PictureMoreRight,
            _ => Say::PictureBoth,
        };
        let holes =
            [("index", Html::from((index + 1).to_string())), ("name", name), ("side", script.say(side, lang, &[]))];
        text.line(&script.say(Say::PictureLine, lang, &holes));
    }
    text.line(&script.say(Say::PictureFoot, lang, &[])).clone()
}

/// The picture of a question, above it, so that the buttons stay at the end of the chat: the question becomes a new message.
pub(super) fn hand(moving: &mut Moving, view: &View) {
    let View::Question(id) = view else { return };
    let Some(question) = moving.script.question(id) else { return };
    let Some(picture) =
        of_question(Draw { script: moving.script, chart: &moving.chart, facts: moving.facts }, question)
    else {
        return;
    };
    if moving.case().pictured.insert(id.clone()) {
        moving.effect(Effect::Strip(Slot::interview(moving.chart.generation)));
        moving.retire();
        moving.effect(picture);
    }
}
