//! The phrases that the program says to staff.
use super::phrase::phrases;

phrases! {
    /// What is said to staff: staff.toml.
    DeskSay in "staff.toml":
    // ─── The head of a card ───
    MarkGreen "mark_green" [];
    MarkYellow "mark_yellow" [];
    MarkOrange "mark_orange" [];
    MarkRed "mark_red" [];
    MarkClosed "mark_closed" [];
    Head "head" ["mark", "number", "what"];
    KindBooking "kind_booking" [];
    KindPerson "kind_person" [];
    KindDoctor "kind_doctor" [];
    KindDoctorToday "kind_doctor_today" [];
    KindEmergency "kind_emergency" ["time"];
    WarnYellow "warn_yellow" [];
    WarnOrange "warn_orange" [];
    WarnRed "warn_red" [];
    // ─── How far it has come ───
    StateWaiting "state_waiting" ["time"];
    StateCheck "state_check" ["time"];
    StateLate "state_late" ["time"];
    StateTaken "state_taken" ["name", "time"];
    StateOffered "state_offered" ["when", "name"];
    StateOfferedInstead "state_offered_instead" ["when", "stands", "name"];
    StateBooked "state_booked" ["when", "name"];
    StateClosed "state_closed" ["outcome", "name"];
    StateClosedByPatient "state_closed_by_patient" ["outcome"];
    OutcomeKept "outcome_kept" [];
    OutcomeMissed "outcome_missed" [];
    OutcomeWithdrawn "outcome_withdrawn" [];
    OutcomeNotReached "outcome_not_reached" [];
    OutcomeSawDoctor "outcome_saw_doctor" [];
    OutcomeAnswered "outcome_answered" [];
    OutcomeErased "outcome_erased" [];
    Erased "erased" [];
    // ─── Lines of a card ───
    Cleared "cleared" ["name", "time"];
    Calling "calling" ["name", "time"];
    OnTheWay "on_the_way" ["name", "time"];
    NoAnswer "no_answer" ["name", "time"];
    ReachedDoctor "reached_doctor" ["name", "time"];
    GotWorse "got_worse" ["name", "time"];
    SaysMistake "says_mistake" ["name", "time"];
    Wrote "wrote" ["name", "time"];
    Unreachable "unreachable" [];
    Says "says" ["name", "words"];
    SaysNothing "says_nothing" ["name"];
    NewsWrote "news_wrote" ["time"];
    NewsAccepts "news_accepts" ["when"];
    NewsOtherTime "news_other_time" [];
    NewsCancels "news_cancels" [];
    GuideYellow "guide_yellow" [];
    GuideOrange "guide_orange" [];
    GuideRed "guide_red" [];
    Trial "trial" [];
    Shortened "shortened" [];
    // ─── Buttons ───
    ButtonOffer "button_offer" [];
    ButtonOfferOther "button_offer_other" [];
    ButtonGone "button_gone" [];
    ButtonMessage "button_message" [];
    ButtonTake "button_take" [];
    ButtonOver "button_over" [];
    ButtonUndo "button_undo" [];
    ButtonReopen "button_reopen" [];
    ButtonClear "button_clear" [];
    ButtonClearYellow "button_clear_yellow" [];
    ButtonUnclear "button_unclear" [];
    ButtonCalling "button_calling" [];
    ButtonOnTheWay "button_on_the_way" [];
    ButtonNoAnswer "button_no_answer" [];
    ButtonNoAnswerRed "button_no_answer_red" [];
    ButtonReachedDoctor "button_reached_doctor" [];
    ButtonWorse "button_worse" [];
    ButtonMistake "button_mistake" [];
    ButtonKept "button_kept" [];
    ButtonMissed "button_missed" [];
    ButtonNotReached "button_not_reached" [];
    ButtonSawDoctor "button_saw_doctor" [];
    ButtonWithdrew "button_withdrew" [];
    ButtonAnswered "button_answered" [];
    ButtonSend "button_send" ["name"];
    ButtonAnother "button_another" [];
    ButtonNever "button_never" [];
    // ─── Answers to a press ───
    ToastOld "toast_old" [];
    ToastTaken "toast_taken" ["name"];
    ToastTakenOver "toast_taken_over" ["name"];
    ToastYours "toast_yours" [];
    ToastClearFirst "toast_clear_first" [];
    ToastClosed "toast_closed" ["outcome"];
    ToastErased "toast_erased" [];
    ToastUndoLate "toast_undo_late" [];
    ToastUndoOther "toast_undo_other" ["name"];
    ToastUndoNothing "toast_undo_nothing" [];
    ToastPast "toast_past" [];
    ToastNotYet "toast_not_yet" ["when"];
    // ─── Prompts, and what is wrong with a time ───
    AskTime "ask_time" ["who", "number"];
    AskTimeAgain "ask_time_again" ["who", "number", "why"];
    HintTime "hint_time" [];
    AskWords "ask_words" ["who", "number"];
    HintWords "hint_words" [];
    WhyUnclear "why_unclear" [];
    WhyNoTime "why_no_time" [];
    WhyPast "why_past" ["when"];
    WhyTooFar "why_too_far" ["when"];
    WhyNoSuchDate "why_no_such_date" [];
    WhyClockSkips "why_clock_skips" [];
    WhyClockTwice "why_clock_twice" [];
    WhyOtherWeekday "why_other_weekday" ["when"];
    Confirm "confirm" ["when", "name"];
    ConfirmOutside "confirm_outside" [];
    ConfirmSent "confirm_sent" ["number", "when"];
    ConfirmDropped "confirm_dropped" ["number"];
    // ─── Notices below the card ───
    Rings "rings" ["head", "age", "time"];
    RingsLate "rings_late" ["head", "age", "time"];
    RingsNoOutcome "rings_no_outcome" ["head", "name"];
    SaidYes "said_yes" ["number", "when"];
    SaidYesLate "said_yes_late" ["number", "when"];
    SaidOtherTime "said_other_time" ["number"];
    SaidCancel "said_cancel" ["number"];
    SaidCancelVisit "said_cancel_visit" ["number", "when"];
    SaidCancelOpen "said_cancel_open" ["number"];
    SaidWorse "said_worse" ["number", "name", "words"];
    Words "words" ["number", "name", "words"];
    WordsClosed "words_closed" ["number", "name", "words"];
    NoticeWorse "notice_worse" ["number"];
    NoticeMistake "notice_mistake" ["number"];
    NoticeUnreachable "notice_unreachable" ["number"];
    NotDelivered "not_delivered" ["number"];
    NotSentErased "not_sent_erased" ["number"];
    NotOfferedClosed "not_offered_closed" ["number"];
    NotOfferedTaken "not_offered_taken" ["number", "name"];
    NotOfferedUncleared "not_offered_uncleared" ["number"];
    // ─── /queue ───
    QueueEmpty "queue_empty" [];
    QueueHead "queue_head" ["n"];
    QueueLine "queue_line" ["head", "age", "state"];
    QueueMore "queue_more" ["n"];
    AgeMinutes "age_minutes" ["n"];
    AgeHours "age_hours" ["n"];
    AgeDays "age_days" ["n"];
}
