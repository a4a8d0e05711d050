//! Builds anew when a dialogue changes: dialogues/ is part of the program.
fn main() {
    println!("cargo:rerun-if-changed=dialogues");
}
