//! Days, dates and hours.
use super::At;
use super::digits::Valued;
use super::hearing::Hearing;
use super::matching::{Mention, outermost};
use super::numbers::{beside, just_before};

/// Days, dates and hours, in order. Whether they are wished for is for the caller to judge.
pub fn times(hearing: &Hearing, tongue: usize, words: &str) -> Vec<(Mention, At)> {
    let mut found: Vec<(Mention, At)> = Vec::new();
    let mut list = |name: &str, at: At| found.extend(hearing.list(tongue, name).iter().map(|mention| (*mention, at)));
    list("time.today", At::InDays(0));
    list("time.tomorrow", At::InDays(1));
    list("time.day_after", At::InDays(2));
    (0..7).for_each(|day| list(&format!("time.weekday.{day}"), At::Weekday(day)));
    for month in 1..=12 {
        for at in hearing.list(tongue, &format!("time.month.{month}")) {
            let near = |number: &&Valued| {
                (10..=310).contains(&number.value) && number.at.last + 3 >= at.first && number.at.first <= at.last + 2
            };
            if let Some(day) = hearing.numbers.iter().find(near) {
                let whole = Mention { first: day.at.first.min(at.first), last: day.at.last.max(at.last) };
                found.push((whole, At::Date(month, (day.value / 10) as u8)));
            }
        }
    }
    found.extend(hours(hearing, tongue, words));
    outermost(&mut found, |(at, _)| *at);
    found
}

fn hours(hearing: &Hearing, tongue: usize, words: &str) -> Vec<(Mention, At)> {
    let mut found = Vec::new();
    let mut taken = 0;
    let behind = ["time.pm", "time.am", "time.age_not"].map(|name| hearing.list(tongue, name));
    let before = ["time.after", "time.before", "time.at"].map(|name| hearing.list(tongue, name));
    for (index, number) in hearing.numbers.iter().enumerate() {
        let (Ok(mut hour), place) = (u8::try_from(number.value / 10), number.at.last) else { continue };
        let word = hearing.tokens.word(place as usize);
        let dotted = dotted(word);
        if dotted.is_none() && !number.value.is_multiple_of(10) || hour > 23 || number.at.first < taken {
            continue;
        }
        let next = hearing.numbers.get(index + 1).filter(|next| next.at.first <= place + 2 && next.value < 600);
        let colon = |next: &&Valued| {
            let text = &words[hearing.tokens.span(place as usize, next.at.first as usize)];
            text.contains([':', 'h', 'ч']) && text.chars().count() <= 5
        };
        let after_colon = next.filter(colon);
        let end = after_colon.map_or(place, |next| next.at.last);
        let [pm, am, other] = behind.map(|list| beside(list, end + 1, 0));
        let [after, before, at] = before.map(|list| just_before(hearing, list, number.at, 0));
        let cued = at || after || before;
        if !(after_colon.is_some() || pm.is_some() || am.is_some() || cued && other.is_none()) {
            continue;
        }
        let minutes = after_colon.map(|next| (next.value / 10) as u8).or(dotted);
        // A clinic's hours: "at 4" is in the afternoon, and so is "at 4:30", but not "04:30".
        let afternoon = am.is_none() && (minutes.is_none() || cued && !word.starts_with('0'));
        if pm.is_some() && hour < 12 || afternoon && (1..8).contains(&hour) {
            hour += 12;
        }
        let minute = minutes.unwrap_or(0);
        let last = pm.or(am).map_or(end, |at| at.last);
        taken = last + 1;
        let what = match (after, before) {
            (true, _) => At::After(hour, minute),
            (_, true) => At::Before(hour, minute),
            _ => At::Hour(hour, minute),
        };
        found.push((Mention { first: number.at.first.saturating_sub(u32::from(cued)), last }, what));
    }
    found
}

/// The minutes of "15.30".
fn dotted(word: &str) -> Option<u8> {
    let (_, minutes) = word.split_once('.')?;
    minutes.parse().ok().filter(|minute| minutes.len() == 2 && *minute < 60)
}

#[cfg(test)]
mod tests {
    use crate::core::understand::tried::heard;
    use crate::core::understand::{At, Time};

    #[test]
    fn hours_are_written_in_many_ways() {
        let hours = |words: &str| heard(words).times.iter().map(|time: &Time| time.at).collect::<Vec<_>>();
        assert_eq!(hours("can i come at 4:30"), [At::Hour(16, 30)]);
        assert_eq!(hours("can i come at 04:30"), [At::Hour(4, 30)]);
        assert_eq!(hours("can i come at 15.30"), [At::Hour(15, 30)]);
        assert_eq!(hours("puedo ir a las 17h30"), [At::Hour(17, 30)]);
        assert_eq!(hours("запишите после 18.30"), [At::After(18, 30)]);
        assert_eq!(hours("book me after 4"), [At::After(16, 0)]);
        assert_eq!(hours("can i come, it is 39.5"), []);
    }
}
