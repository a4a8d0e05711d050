//! What else is sent where a button was expected: a photo, a phone number.
use super::card;
use super::moving::Moving;
use super::view::View;
use crate::core::event::Media;
use crate::core::private::Private;
use crate::core::screen::{Keyboard, Screen, Slot};
use crate::core::step::Tone;
use crate::script::Say;

/// A photo, a voice message, a sticker: nobody here can read it.
pub fn media(moving: &mut Moving, kind: Media) {
    moving.patient_acts(None);
    moving.overlay(View::Unheard(Some(kind)));
}

/// A phone number shared by Telegram's button. Somebody else's is not taken for the patient's.
pub fn phone(moving: &mut Moving, number: &Private<String>, own: bool) {
    if !own {
        return media(moving, Media::Contact);
    }
    moving.patient_acts(None);
    moving.chart.phone = Some(number.clone());
    phone_done(moving, Say::PhoneNoted);
    card::refresh(moving);
}

/// The keyboard of the phone question is taken away, with a word about it.
pub fn phone_done(moving: &mut Moving, say: Say) {
    let text = moving.script.say(say, &moving.chart.lang, &[]);
    let screen = Screen { text, keyboard: Keyboard::Remove };
    moving.ring(Slot::named("phone", ""), screen, Tone::Silent);
    moving.uncover();
}
