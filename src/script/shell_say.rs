//! The phrases that the program itself says: to a presser, to staff who set it up, and in Telegram's menus.
use super::phrase::phrases;

phrases! {
    /// What the program itself says: shell.toml.
    ShellSay in "shell.toml":
    // Over the screen of whoever presses.
    Checking "checking" [];
    NotStaff "not_staff" [];
    OldButton "old_button" [];
    // In a staff chat.
    CannotCheck "cannot_check" [];
    NotOurs "not_ours" [];
    StaffHelp "staff_help" [];
    PairedReception "paired_reception" [];
    PairedDoctors "paired_doctors" [];
    PairNotAdministrator "pair_not_administrator" [];
    PairWrongCode "pair_wrong_code" [];
    PairTaken "pair_taken" [];
    MovedHere "moved_here" ["n"];
    FormerChat "former_chat" [];
    AlarmAside "alarm_aside" ["n"];
    AlarmRefused "alarm_refused" [];
    AlarmPlain "alarm_plain" [];
    NotShown "not_shown" [];
    NotShownToStaff "not_shown_to_staff" ["number"];
    AlarmDialogues "alarm_dialogues" ["fault", "n"];
    AlarmReview "alarm_review" ["name", "date", "n"];
    DialoguesMended "dialogues_mended" ["rules"];
    MaybeRepeated "maybe_repeated" [];
    // In Telegram's own places: the profile and the menu.
    About "about" [];
    ShortAbout "short_about" [];
    CommandStart "command_start" [];
    CommandHelp "command_help" [];
    CommandHuman "command_human" [];
    CommandRequests "command_requests" [];
    CommandLanguage "command_language" [];
    CommandCancel "command_cancel" [];
    CommandPrivacy "command_privacy" [];
    CommandMyData "command_mydata" [];
    CommandForget "command_forget" [];
    CommandQueue "command_queue" [];
    CommandStats "command_stats" [];
    CommandStaffHelp "command_staff_help" [];
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::script::phrase::{PhraseKey, Phrases};

    #[test]
    fn the_file_says_each_phrase_with_its_own_holes() {
        let said = toml::from_str(include_str!("../../dialogues/shell.toml")).unwrap();
        let (phrases, faults) = Phrases::<ShellSay>::sort(said);
        assert_eq!(faults, []);
        for (key, words) in phrases.each() {
            for (lang, text, _) in words.each() {
                for hole in text.holes() {
                    let known = key.holes().contains(&hole) || crate::script::clinic::HOLES.contains(&hole);
                    assert!(known, "{} in {lang}: {hole}", key.name());
                }
            }
            let langs: Vec<&str> = words.each().map(|(lang, ..)| lang.as_str()).collect();
            assert_eq!(langs, ["en", "es", "ru"], "{}", key.name());
        }
    }
}
