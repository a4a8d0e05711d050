//! What one picture costs, from the value to the bytes of the file: a patient waits for it.
#![allow(missing_docs)] // criterion's macro makes functions without any.
use std::hint::black_box;

use backdesk::core::attachment::{Attachment, Mark, Picture, Strength};
use backdesk::script::{Script, Source};
use backdesk::shell::render;
use criterion::{Criterion, criterion_group, criterion_main};

criterion_group!(benches, pictures);
criterion_main!(benches);

fn pictures(criterion: &mut Criterion) {
    let script = Script::load(&Source::BuiltIn).expect("the built-in dialogues load");
    let (lang, question, drawing) = ("en".to_owned(), "where".to_owned(), "body".to_owned());
    let map = Attachment::Picture(Picture::Zones { lang: lang.clone(), question, drawing });
    let mark = |muscle: &str, right| Mark { muscle: muscle.to_owned(), left: Strength::Full, right };
    let marks = vec![mark("quadratus_lumborum", Strength::Soft), mark("gluteus_medius", Strength::Off)];
    let plan = Attachment::Picture(Picture::Muscles { lang, marks });
    let mut group = criterion.benchmark_group("picture");
    for (name, what) in [("the body map", map), ("a plan of two muscles", plan)] {
        group.bench_function(name, |bencher| bencher.iter(|| black_box(render::render(&what, &script))));
        group.bench_function(format!("the hash of {name}"), |bencher| {
            bencher.iter(|| black_box(render::hash(&what, &script)));
        });
    }
}
