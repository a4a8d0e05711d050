//! Which side of the body is named, whatever is there.
use super::hearing::Hearing;
use super::matching::{Match, Mention};
use super::scope::Scope;
use crate::script::Side;

/// The one side that is named and not denied: "on the right, not left".
pub fn side(hearing: &Hearing, scope: &Scope) -> Option<Side> {
    let named = |name: &str| {
        let said = |at: &Mention| !scope.denied(hearing, &Match { whole: *at, pieces: vec![*at] }).no;
        hearing.list(scope.tongue, name).iter().any(said)
    };
    match (named("left"), named("right")) {
        (true, false) => Some(Side::Left),
        (false, true) => Some(Side::Right),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use crate::core::understand::tried::heard;
    use crate::script::Side;

    #[test]
    fn one_side_is_named_and_not_denied() {
        let side = |words: &str| heard(words).side;
        assert_eq!(side("no sorry, right side"), Some(Side::Right));
        assert_eq!(side("not left, right"), Some(Side::Right));
        assert_eq!(side("ой нет, слева"), Some(Side::Left));
        assert_eq!(side("left and right"), None);
        assert_eq!(side("perdón, el derecho"), Some(Side::Right));
    }
}
