//! What is said to a patient: phrases.toml.
use super::phrase::phrases;

phrases! {
    /// What is said to a patient: phrases.toml.
    Say in "phrases.toml":

    // ─── Home ───
    LanguageName "language_name" [];
    Welcome "welcome" [];
    BackPain "back_pain" [];
    BookOrChange "book_or_change" [];
    SomethingElse "something_else" [];
    Person "person" [];
    HelpNow "help_now" [];
    MyRequests "my_requests" [];
    ToStart "to_start" [];
    ChooseLanguage "choose_language" [];
    Other "other" ["hours", "prices"];
    Help "help" [];
    Net "net" [];
    VeryIll "very_ill" [];

    // ─── Consent and rights ───
    Consent "consent" ["days"];
    ConsentYes "consent_yes" [];
    ConsentMore "consent_more" [];
    ConsentNo "consent_no" [];
    Privacy "privacy" ["days"];
    Forget "forget" [];
    ForgetOpen "forget_open" ["numbers"];
    ForgetYes "forget_yes" [];
    ForgetNo "forget_no" [];
    Erased "erased" [];
    DataHead "data_head" ["name", "called", "mobile", "wish", "consent"];
    DataWords "data_words" ["words"];
    DataNone "data_none" [];
    DataCase "data_case" ["time"];
    DataSign "data_sign" ["sign", "time"];
    DataRequest "data_request" ["number", "time", "state"];
    OutcomeOpen "outcome_open" [];
    OutcomeKept "outcome_kept" [];
    OutcomeMissed "outcome_missed" [];
    OutcomeWithdrawn "outcome_withdrawn" [];
    OutcomeNotReached "outcome_not_reached" [];
    OutcomeSawDoctor "outcome_saw_doctor" [];
    OutcomeAnswered "outcome_answered" [];

    // ─── Requests ───
    RequestsHead "requests_head" [];
    NoRequests "no_requests" [];
    RequestWaiting "request_waiting" ["number", "kind", "time"];
    RequestTaken "request_taken" ["number", "kind", "time"];
    RequestOffered "request_offered" ["number", "kind", "time"];
    RequestOfferedInstead "request_offered_instead" ["number", "kind", "time", "stands"];
    RequestBooked "request_booked" ["number", "kind", "time"];
    KindBooking "kind_booking" [];
    KindDoctor "kind_doctor" [];
    KindPerson "kind_person" [];
    KindEmergency "kind_emergency" [];
    CancelNumber "cancel_number" ["number"];
    CancelSure "cancel_sure" ["number"];
    CancelYes "cancel_yes" [];
    CancelNo "cancel_no" [];
    RequestCancelled "request_cancelled" ["number"];

    // ─── Going on ───
    Resume "resume" [];
    GoOn "go_on" [];
    StartOver "start_over" [];
    SamePainAsk "same_pain_ask" [];
    SamePain "same_pain" [];
    OtherPain "other_pain" [];
    Stopped "stopped" [];
    Stale "stale" [];
    NewChecks "new_checks" [];
    Nudge "nudge" ["net"];
    OldButton "old_button" [];

    // ─── Questions ───
    Back "back" [];
    Next "next" [];
    Why "why" [];
    BackToQuestion "back_to_question" [];
    TapOne "tap_one" [];
    TickedBeside "ticked_beside" [];
    OneByOne "one_by_one" [];
    MustAsk "must_ask" [];
    OnceMore "once_more" [];
    Yes "yes" [];
    No "no" [];
    NotSure "not_sure" [];
    OldAndKnown "old_and_known" [];
    MistakeNoted "mistake_noted" [];
    Unreviewed "unreviewed" [];
    Unsure "unsure" ["answer"];
    AnswerLine "answer_line" ["question", "answer"];
    InYourWords "in_your_words" ["words"];

    // ─── Plan ───
    PlanIntro "plan_intro" ["reasons"];
    PlanGeneral "plan_general" ["reasons"];
    PlanLine "plan_line" ["index", "name", "place", "position", "minutes", "ask"];
    Minutes "minutes" ["n"];
    MinutesEachSide "minutes_each_side" ["n"];
    PlanLineGeneral "plan_line_general" ["name", "position", "minutes", "ask"];
    PlanHalf "plan_half" [];
    PictureZones "picture_zones" [];
    PicturePlan "picture_plan" [];
    PictureLine "picture_line" ["index", "name", "side"];
    PictureFoot "picture_foot" [];
    PictureLeft "picture_left" [];
    PictureRight "picture_right" [];
    PictureBoth "picture_both" [];
    PictureMoreLeft "picture_more_left" [];
    PictureMoreRight "picture_more_right" [];
    DrawnLeft "drawn_left" [];
    DrawnRight "drawn_right" [];
    DrawnBehind "drawn_behind" [];
    DrawnElsewhere "drawn_elsewhere" [];
    PlanRoutine "plan_routine" ["signs"];
    PlanStopped "plan_stopped" [];
    PlanCleared "plan_cleared" [];
    And "and" [];
    Then "then" [];
    Menu "menu" [];
    Book "book" [];
    ParentBooks "parent_books" [];
    SeeDoctor "see_doctor" [];
    DoctorAndVisit "doctor_and_visit" [];
    DoctorOnly "doctor_only" [];
    VisitOnly "visit_only" [];
    WhatToSay "what_to_say" [];
    GoodToKnow "good_to_know" [];
    AboutHead "about_head" [];
    AboutMuscle "about_muscle" ["name", "about"];
    ChangeAnswer "change_answer" [];
    SayThis "say_this" ["names", "press"];
    CardPaper "card_paper" [];
    CardCaption "card_caption" [];
    LetterCaption "letter_caption" [];
    PaperAgain "paper_again" [];
    PressStretch "press_stretch" [];
    PressLight "press_light" [];
    DoctorHow "doctor_how" [];
    DoctorHowBoth "doctor_how_both" [];
    GiveLetter "give_letter" [];
    PersonCalls "person_calls" [];
    HaveDoctor "have_doctor" [];

    // ─── Summary ───
    SummaryHead "summary_head" [];
    SignsAllNo "signs_all_no" [];
    SignsSome "signs_some" [];
    WantsLetter "wants_letter" [];
    WantsCallback "wants_callback" [];
    HasDoctor "has_doctor" [];
    SummaryFoot "summary_foot" [];
    Send "send" [];
    SeeSigns "see_signs" [];
    SignsHead "signs_head" [];
    ChangeWhich "change_which" [];
    Sent "sent" ["number", "when"];
    SentDoctor "sent_doctor" ["number", "when"];
    SentNoPhone "sent_no_phone" [];
    AnswerBy "answer_by" ["time"];
    AnswerClosed "answer_closed" ["opens", "time"];
    ShowMe "show_me" [];
    AddAnswer "add_answer" ["question"];
    AddName "add_name" [];
    AddPhone "add_phone" [];
    AddWish "add_wish" [];
    CancelRequest "cancel_request" [];
    AddedAnswer "added_answer" ["question"];
    AddedName "added_name" [];
    AddedPhone "added_phone" [];
    AddedWish "added_wish" [];
    AskName "ask_name" [];
    AskWish "ask_wish" [];
    AskPhone "ask_phone" [];
    SharePhone "share_phone" [];
    SkipPhone "skip_phone" [];
    PhoneNoted "phone_noted" [];
    PhoneSkipped "phone_skipped" [];

    // ─── Advice ───
    EmergencyHospital "emergency_hospital" ["said", "tapped", "more"];
    EmergencyAmbulance "emergency_ambulance" ["said", "first", "more"];
    EmergencyMaternity "emergency_maternity" ["said", "tapped", "more"];
    YouTapped "you_tapped" ["tapped"];
    YouWrote "you_wrote" ["tapped"];
    AskedForHelp "asked_for_help" [];
    FeelsWorse "feels_worse" [];
    IAmGoing "i_am_going" [];
    CannotGetThere "cannot_get_there" [];
    ICalled "i_called" [];
    CannotCall "cannot_call" [];
    ByMistake "by_mistake" [];
    TellClinic "tell_clinic" [];
    SameDay "same_day" ["said", "tapped", "more"];
    WillCall "will_call" [];
    CallMeToo "call_me_too" [];
    SendLetter "send_letter" [];
    CheckHelp "check_help" [];
    IAmThere "i_am_there" [];
    OnTheWay "on_the_way" [];
    NotYet "not_yet" [];
    WasMistake "was_mistake" [];
    CheckDoctor "check_doctor" [];
    TheySeeMe "they_see_me" [];
    FeelWorse "feel_worse" [];
    ReturningEmergency "returning_emergency" ["time"];
    ReturningSameDay "returning_same_day" ["time"];
    MassageAllowed "massage_allowed" [];
    WaitResults "wait_results" [];
    NoteGoing "note_going" ["net"];
    NoteCalled "note_called" ["net"];
    NoteUnreached "note_unreached" ["net"];
    NoteAdvised "note_advised" ["number", "when"];
    NoteCannot "note_cannot" ["net"];
    NoteThere "note_there" ["net"];
    NoteNotYet "note_not_yet" ["net"];
    NoteCalling "note_calling" ["net"];
    NoteCallMe "note_call_me" ["net"];
    NoteReached "note_reached" ["net"];
    NoteChecking "note_checking" ["net"];
    NoteWaiting "note_waiting" ["net"];
    NoteTold "note_told" ["net"];
    NotePerson "note_person" ["number", "when"];
    NoteDespair "note_despair" ["number", "when"];
    NotePassed "note_passed" ["number", "when"];

    // ─── Words ───
    UnheardWords "unheard_words" [];
    UnheardAgain "unheard_again" [];
    ShowButtons "show_buttons" [];
    UnheardVoice "unheard_voice" [];
    UnheardPicture "unheard_picture" [];
    UnheardSticker "unheard_sticker" [];
    UnheardContact "unheard_contact" [];
    UnheardLocation "unheard_location" [];
    PassOn "pass_on" [];
    Crisis "crisis" [];
    CrisisCall "crisis_call" [];
    CrisisNotNow "crisis_not_now" [];
    ReadWords "read_words" [];
    UnderstoodHead "understood_head" [];
    UnderstoodFoot "understood_foot" [];
    ThatIsRight "that_is_right" [];
    AnswerMyself "answer_myself" [];
    NotedForLater "noted_for_later" [];
    WhichOne "which_one" ["options"];
    ReplyPrice "reply_price" ["prices"];
    ReplyHours "reply_hours" ["hours"];
    ReplyAddress "reply_address" [];
    ReplyLanguages "reply_languages" ["languages"];
    ReplyOtherComplaint "reply_other_complaint" [];
    ReplyThanks "reply_thanks" [];
    ReplyGreeting "reply_greeting" [];
    ReplyInsult "reply_insult" [];

    // ─── News from the clinic ───
    TakenByPerson "taken_by_person" ["number"];
    TakenAdvised "taken_advised" ["number"];
    ClinicWrites "clinic_writes" ["number", "words"];
    Offer "offer" ["time", "number"];
    OfferYes "offer_yes" [];
    OfferOther "offer_other" [];
    OfferCancel "offer_cancel" [];
    OfferAccepted "offer_accepted" ["time", "number"];
    OfferDeclined "offer_declined" ["time", "number"];
    OfferCancelled "offer_cancelled" ["time", "number"];
    OfferGone "offer_gone" ["number"];
    ClearedByPerson "cleared_by_person" ["number"];
    UnclearedByPerson "uncleared_by_person" ["number"];
    ClosedKept "closed_kept" ["number"];
    ClosedMissed "closed_missed" ["number"];
    ClosedNotReached "closed_not_reached" ["number"];
    ClosedSawDoctor "closed_saw_doctor" ["number"];
    ClosedAnswered "closed_answered" ["number"];

    // ─── Letter ───
    LetterHead "letter_head" ["name", "time"];
    LetterSigns "letter_signs" ["signs"];
    LetterAdvisedEmergency "letter_advised_emergency" [];
    LetterAdvisedToday "letter_advised_today" [];
    LetterAdvised "letter_advised" [];
    LetterFoot "letter_foot" ["rules", "codes"];
}
