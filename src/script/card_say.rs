//! What the patient's side writes on a card for staff: card.toml.
use super::phrase::phrases;

phrases! {
    /// What the patient's side writes on a card for staff: card.toml.
    CardSay in "card.toml":

    // ─── What the patient let know ───
    OnTheWay "on_the_way" [];
    CannotGo "cannot_go" [];
    IsThere "is_there" [];
    NotYet "not_yet" [];
    CallsDoctor "calls_doctor" [];
    WantsCall "wants_call" [];
    ReachedDoctor "reached_doctor" [];
    NotReachedDoctor "not_reached_doctor" [];
    SaysAllowed "says_allowed" [];
    WaitsResults "waits_results" [];
    SaysMistake "says_mistake" [];
    SaysOld "says_old" [];
    NewSign "new_sign" [];
    FeelsWorse "feels_worse" [];
    Despair "despair" [];
    OtherSign "other_sign" ["number"];
    Uncleared "uncleared" ["number"];

    // ─── The lines of a card ───
    NoPhone "no_phone" [];
    Wants "wants" ["wishes"];
    DoctorLetter "doctor_letter" [];
    DoctorCall "doctor_call" [];
    DoctorOwn "doctor_own" [];
    NoMassage "no_massage" ["caution"];
    DoctorFirst "doctor_first" ["caution"];
    Therapist "therapist" ["caution"];
    Routine "routine" ["sign", "code"];
    ClearedSign "cleared_sign" ["sign", "code"];
    PersonSign "person_sign" ["sign", "code"];
    Tapped "tapped" ["sign", "code"];
    Wrote "wrote" ["sign", "code"];
    TappedThenNo "tapped_then_no" ["sign", "code"];
    TappedOld "tapped_old" ["sign", "code"];
    ToldEmergency "told_emergency" ["time"];
    ToldSameDay "told_same_day" ["time"];
    Pain "pain" ["pain"];
    Score "score" ["score"];
    Ask "ask" ["muscles"];
    Muscle "muscle" ["muscle", "position"];
    Words "words" ["words"];
    Wish "wish" ["words"];
    AnswerLine "answer_line" ["question", "answer"];
    Manipulation "manipulation" [];
    NoManipulation "no_manipulation" [];
    Rules "rules" ["rules", "name", "date"];
    RulesTryOut "rules_try_out" ["rules"];
    RulesUnreviewed "rules_unreviewed" ["rules"];
}
