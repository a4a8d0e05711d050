//! Words that mean a button on the screen, though they are not its label.
use super::moving::Moving;
use super::press::{self, Act};
use super::view::View;
use super::words::to_desk;
use super::{advice, assent, presses, told};
use crate::core::understand::{Assent, Intent, Reading};
use crate::script::{Say, Tier};

/// What words can mean below emergency advice; what alarms comes first. That help was found is only tapped, or asked for later.
const EMERGENCY: &[&str] = &["cannot", "mistake", "tell", "there", "called", "going"];

/// The same below same-day advice.
const SAME_DAY: &[&str] = &["worse", "unreached", "mistake", "callme", "tell", "calling"];

/// Takes words below advice for the button that they mean: "no car, I can't get there". Whoever calls reads them as well. Whether
/// they mean one.
pub fn below_advice(moving: &mut Moving, reading: &Reading, words: &str) -> bool {
    let Some(tier) = moving.chart.advice().map(|advice| advice.tier) else { return false };
    let buttons = if tier == Tier::Emergency { EMERGENCY } else { SAME_DAY };
    let meant = |button: &&&str| reading.below_advice.iter().any(|heard| heard == **button);
    let Some(what) = buttons.iter().find(meant) else { return false };
    to_desk(moving, words);
    advice::press(moving, Act { verb: "em", what, which: "", how: "" });
    true
}

/// Takes words at the end of an interview for the button that they mean: "yes, send it", "please book me in". Whether they mean one.
pub fn at_the_end(moving: &mut Moving, view: &View, reading: &Reading, words: &str) -> bool {
    let yes = matches!(assent::is_alone(reading, words), Some(Assent::Yes | Assent::Okay));
    let what = match view {
        View::Understood if yes => "right",
        View::Understood => return corrected(moving, reading, words),
        View::Summary if yes => "send",
        View::Menu if reading.wants(Intent::Book) => {
            // A day has no button.
            if told::fill(moving, reading, None) || !reading.times.is_empty() {
                told::keep(moving, words);
            }
            "book"
        }
        _ => return false,
    };
    let data = press::turn(moving.chart.turn, format_args!("g.{what}"));
    presses::typed(moving, &data);
    true
}

/// "No, it is the right side": what the words name takes the place of what was understood; else every question is asked. The words are
/// kept for whoever reads the request.
fn corrected(moving: &mut Moving, reading: &Reading, words: &str) -> bool {
    let no = reading.assent.as_ref().is_some_and(|heard| heard.assent == Assent::No || heard.but);
    let filled = told::fill(moving, reading, None) | told::correct_side(moving, reading, words);
    if !filled && !no {
        return false;
    }
    told::keep(moving, words);
    if filled {
        moving.uncover();
    } else {
        match assent::is_alone(reading, words) {
            Some(Assent::No) => told::nothing_of_it(moving),
            _ => told::myself(moving),
        }
        moving.notice = Some(moving.script.say(Say::NotedForLater, &moving.chart.lang, &[]));
        moving.show();
    }
    true
}
