//! Every picture that can be sent: drawn, small, and opaque, for Telegram makes black of what is not.
use backdesk::core::attachment::{Attachment, Mark, Picture, Strength};
use backdesk::script::{Script, Source};
use backdesk::shell::render;

/// The most bytes of a picture: it comes at once on a slow line.
const MOST: usize = 60_000;

const SIDES: [(Strength, Strength); 5] = [
    (Strength::Full, Strength::Off),
    (Strength::Off, Strength::Full),
    (Strength::Full, Strength::Full),
    (Strength::Full, Strength::Soft),
    (Strength::Soft, Strength::Full),
];

fn script() -> Script {
    Script::load(&Source::BuiltIn).unwrap()
}

fn mark(muscle: &str, (left, right): (Strength, Strength)) -> Mark {
    Mark { muscle: muscle.to_owned(), left, right }
}

fn muscles(lang: &str, marks: Vec<Mark>) -> Attachment {
    Attachment::Picture(Picture::Muscles { lang: lang.to_owned(), marks })
}

#[track_caller]
fn drawn(what: &Attachment, script: &Script) -> Vec<u8> {
    let file = render::render(what, script).unwrap();
    assert!(file.bytes.len() < MOST, "{what:?}: {} bytes", file.bytes.len());
    assert!(
        file.bytes.starts_with(b"\x89PNG\r\n\x1a\n") && file.bytes[25] == 3,
        "a PNG of a palette, without transparency"
    );
    if let Ok(folder) = std::env::var("BACKDESK_PICTURES") {
        // To be looked at.
        let hash = render::hash(what, script).unwrap();
        std::fs::write(format!("{folder}/{}.png", &hash[..12]), &file.bytes).unwrap();
    }
    file.bytes
}

#[test]
fn the_body_map_is_drawn_in_every_language() {
    let script = script();
    for lang in &script.clinic.languages {
        let (question, drawing) = ("where".to_owned(), "body".to_owned());
        drawn(&Attachment::Picture(Picture::Zones { lang: lang.clone(), question, drawing }), &script);
    }
}

/// Every pair that a plan can name, on the sides that it can name them, in every language. The dearest combinations are all
/// drawn; of the others each has the hash that tells it apart.
#[test]
fn every_plan_has_a_picture_of_its_own_and_a_small_one() {
    let script = script();
    let named: Vec<&str> = script.muscles.iter().filter(|m| m.art.is_some()).map(|m| m.id.as_str()).collect();
    assert!(named.len() >= 10, "{named:?}");
    let mut seen = std::collections::BTreeSet::new();
    for lang in &script.clinic.languages {
        for (place, first) in named.iter().enumerate() {
            for sides in SIDES {
                drawn(&muscles(lang, vec![mark(first, sides)]), &script);
            }
            for second in named.iter().skip(place + 1) {
                drawn(&muscles(lang, vec![mark(first, SIDES[3]), mark(second, SIDES[2])]), &script);
                for (one, other) in SIDES.iter().flat_map(|one| SIDES.iter().map(move |other| (*one, *other))) {
                    let what = muscles(lang, vec![mark(first, one), mark(second, other)]);
                    assert!(seen.insert(render::hash(&what, &script).unwrap()), "{what:?} looks like another");
                }
            }
        }
    }
}

#[test]
fn a_muscle_is_where_its_side_is() {
    let script = script();
    let red = |sides| {
        let bytes = drawn(&muscles("en", vec![mark("quadratus_lumborum", sides)]), &script);
        let mut decoder = png::Decoder::new(std::io::Cursor::new(bytes));
        decoder.set_transformations(png::Transformations::EXPAND);
        let mut reader = decoder.read_info().unwrap();
        let mut pixels = vec![0; reader.output_buffer_size().unwrap()];
        let info = reader.next_frame(&mut pixels).unwrap();
        let wide = usize::try_from(info.width).unwrap();
        // Above the names below the drawing.
        let drawing = pixels.chunks_exact(3).take(wide * 640).enumerate();
        let is_red = |pixel: &[u8]| pixel[0] > 180 && pixel[1] < 100 && pixel[2] < 100;
        let (mut left, mut right) = (0, 0);
        for (at, _) in drawing.filter(|(_, pixel)| is_red(pixel)) {
            *(if at % wide < wide / 2 { &mut left } else { &mut right }) += 1;
        }
        (left, right)
    };
    let (left, right) = red(SIDES[0]);
    assert!(left > 3000 && right == 0, "{left} {right}");
    let (left, right) = red(SIDES[1]);
    assert!(right > 3000 && left == 0, "{left} {right}");
    let (left, right) = red(SIDES[3]);
    assert!(left > 2 * right && right > 0, "the side that hurts is the stronger one: {left} {right}");
}
