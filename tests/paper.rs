//! Papers, from a patient's answers to the words that a reader finds in the PDF.
#[path = "paper/patient.rs"]
mod patient;
#[path = "paper/reader.rs"]
mod reader;

use backdesk::core::paper::Form;
use patient::Patient;
use reader::Pdf;

#[test]
fn samples() {
    let mut ana = Patient::new("Ana García Núñez", "es").ordinary().else_none().sent(1042);
    ana.chart.phone = Some("+34 600 000 000".to_owned().into());
    for lang in ["en", "es"] {
        println!("{}", Pdf::of(&ana.paper(Form::Card, lang), &format!("ana-card-{lang}")).words());
        println!("{}", Pdf::of(&ana.paper(Form::Letter, lang), &format!("ana-letter-{lang}")).words());
    }
}
