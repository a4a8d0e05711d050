//! The ways through the conversation: which button on which screen.
use crate::phone::Phone;

/// Words of a screen, and a button on it.
pub type Tap = (&'static str, &'static str);

/// From welcome to the question where it hurts.
pub const HEALTHY: [Tap; 7] = [
    ("How can I help", "I have back pain"),
    ("May I ask", "Yes, I agree"),
    ("Who has the pain", "Me, 18 to 54"),
    ("1 of 3", "No, none of these"),
    ("2 of 3", "No, none of these"),
    ("3 of 3", "No, none of these"),
    ("Fever", "No, none of these"),
];

/// From there to the plan.
pub const PAIN: [Tap; 8] = [
    ("Where is the worst pain", "Low back, left"),
    ("What is it like", "Dull ache"),
    ("What sets it off", "Sink, counter, desk"),
    ("What sets it off", "Next"),
    ("How long", "3 days to 6 weeks"),
    ("About this pain", "No, none of these"),
    ("health problems", "No, none of these"),
    ("And these", "No, none of these"),
];

/// From the plan onwards.
pub const PLAN: [Tap; 1] = [("What would you like to do", "Book a visit")];

/// To the request.
pub const WISH: [Tap; 2] = [("When can you come", "First free time"), ("Please check", "Send to the clinic")];

/// From welcome to a booking that is sent.
pub fn booking() -> Vec<Tap> {
    [&HEALTHY[..], &PAIN, &PLAN, &WISH].concat()
}

impl Phone<'_> {
    /// Goes a way to its end.
    pub async fn walks(&self, way: &[Tap]) {
        for (words, label) in way {
            self.tap(words, label).await;
        }
    }

    /// Asks for a person: the shortest way to a card. Returns when the bot has said its number.
    pub async fn asks_for_a_person(&self) {
        self.tap("How can I help", "Talk to a person").await;
        self.sees("Your number: H-").await;
    }
}
