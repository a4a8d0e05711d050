//! What a letter and a card cost, from the answers to the PDF. It must stay under 50 ms.
#![allow(missing_docs)] // criterion's macro makes functions without any.
#[path = "../tests/paper/patient.rs"]
#[allow(dead_code)]
mod patient;

use std::hint::black_box;

use backdesk::core::paper::Form;
use backdesk::print::pdf;
use criterion::{Criterion, criterion_group, criterion_main};
use patient::Patient;

criterion_group!(benches, papers);
criterion_main!(benches);

fn papers(criterion: &mut Criterion) {
    let ana = Patient::new("Ana García Núñez", "es").ordinary().else_none().sent(1042);
    for (name, form) in [("card", Form::Card), ("letter", Form::Letter)] {
        criterion.bench_function(name, |bencher| bencher.iter(|| black_box(pdf(&ana.paper(form, "es")))));
    }
}
