//! What is printed for a therapist or a doctor: paper.toml.
use super::phrase::phrases;

phrases! {
    /// What is printed for a therapist or a doctor: paper.toml.
    PaperSay in "paper.toml":

    // ─── On every paper ───
    Foot "foot" ["rules"];
    Rules "rules" ["rules", "name", "date"];
    RulesTryOut "rules_try_out" ["rules"];
    RulesUnreviewed "rules_unreviewed" ["rules"];
    OtherLetters "other_letters" [];
    PainHead "pain_head" [];
    WordsHead "words_head" [];
    Wish "wish" [];
    Wrote "wrote" [];
    Quoted "quoted" ["words"];

    // ─── The card for the therapist ───
    CardTitle "card_title" [];
    CardUnder "card_under" [];
    CareHead "care_head" [];
    NoMassage "no_massage" [];
    DoctorFirst "doctor_first" [];
    NotDeep "not_deep" [];
    NotFaceDown "not_face_down" [];
    NoHeat "no_heat" [];
    NoManipulation "no_manipulation" [];
    CareNone "care_none" [];
    DoctorAdvised "doctor_advised" ["signs"];
    ClearedSign "cleared_sign" ["signs"];
    PersonFirst "person_first" ["signs"];
    AskHead "ask_head" [];
    AskName "ask_name" ["name", "minutes"];
    AskWhere "ask_where" ["place", "position"];
    AskNone "ask_none" [];
    AskStop "ask_stop" [];
    Consent "consent" ["date"];

    // ─── The letter for a doctor ───
    LetterTitle "letter_title" [];
    LetterUnder "letter_under" [];
    PatientHead "patient_head" [];
    Name "name" [];
    Telegram "telegram" [];
    Age "age" [];
    Mobile "mobile" [];
    MobileNone "mobile_none" [];
    Language "language" [];
    SignsHead "signs_head" [];
    SignsNone "signs_none" [];
    TierEmergency "tier_emergency" [];
    TierSameDay "tier_same_day" [];
    TierPerson "tier_person" [];
    TierRoutine "tier_routine" [];
    Code "code" ["tier", "code"];
    ByTap "by_tap" ["time"];
    ByWords "by_words" ["time"];
    FromAnswers "from_answers" ["answers"];
    TakenBack "taken_back" [];
    OldAndKnown "old_and_known" [];
    AdvisedHead "advised_head" [];
    AdvisedEmergency "advised_emergency" [];
    AdvisedMaternity "advised_maternity" [];
    AdvisedSameDay "advised_same_day" [];
    AdvisedPerson "advised_person" [];
    AdvisedPlan "advised_plan" ["muscles"];
    AdvisedDoctor "advised_doctor" [];
    HealthHead "health_head" [];
    HealthNone "health_none" [];
    AnswersHead "answers_head" [];
    AnswersUnder "answers_under" [];
    NoTo "no_to" ["signs"];
    NotMarked "not_marked" ["signs"];
    Typed "typed" [];
    NotAsked "not_asked" [];
}
