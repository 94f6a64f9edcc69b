//! How many attributes the tags of a text have, before a parser that compares each with all before it reads them.

/// Where a tag may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    Name,
    Between,
    Attribute,
    AfterAttribute,
    Equals,
    Bare,
    Double,
    Single,
}

impl State {
    /// Where the tag is after one more byte; none where it has ended.
    fn next(self, byte: u8) -> Option<Self> {
        let is_space = byte.is_ascii_whitespace();
        Some(match (self, byte) {
            (Self::Double, b'"') | (Self::Single, b'\'') => Self::Between,
            (Self::Double | Self::Single, _) => self,
            (_, b'>') => return None,
            (Self::Equals, b'"') => Self::Double,
            (Self::Equals, b'\'') => Self::Single,
            (Self::Equals, _) if is_space => Self::Equals,
            (Self::Bare, _) if is_space => Self::Between,
            (Self::Equals | Self::Bare, _) => Self::Bare,
            (Self::Attribute | Self::AfterAttribute, b'=') => Self::Equals,
            (_, b'/') => Self::Between,
            (Self::Attribute | Self::AfterAttribute, _) if is_space => Self::AfterAttribute,
            (_, _) if is_space => Self::Between,
            (Self::Name, _) => Self::Name,
            (Self::Between | Self::Attribute | Self::AfterAttribute, _) => Self::Attribute,
        })
    }
}

/// The most attributes that any tag of a text has, wherever tags may begin: in a comment or in a value as well, for
/// only a parser knows which of them do.
pub(super) fn most(markup: &str) -> usize {
    let bytes = markup.as_bytes();
    // For each state that a tag begun anywhere before may be in, the most attributes it may have by now.
    let mut open: Vec<(State, usize)> = Vec::new();
    let mut after: Vec<(State, usize)> = Vec::new();
    let mut most = 0;
    let mut at = 0;
    while at < bytes.len() {
        if open.is_empty() {
            let Some(next) = memchr::memchr(b'<', &bytes[at..]) else { break };
            at += next;
        }
        for (state, count) in open.drain(..) {
            let Some(next) = state.next(bytes[at]) else { continue };
            let is_begun = next == State::Attribute && state != State::Attribute;
            let count = count + usize::from(is_begun);
            most = most.max(count);
            reach(&mut after, next, count);
        }
        std::mem::swap(&mut open, &mut after);
        if bytes[at] == b'<' && bytes.get(at + 1).is_some_and(u8::is_ascii_alphabetic) {
            reach(&mut open, State::Name, 0);
        }
        at += 1;
    }
    most
}

fn reach(open: &mut Vec<(State, usize)>, state: State, count: usize) {
    match open.iter_mut().find(|(own, _)| *own == state) {
        Some((_, own)) => *own = (*own).max(count),
        None => open.push((state, count)),
    }
}

#[cfg(test)]
mod tests {
    use super::most;

    #[test]
    fn attributes_are_counted_wherever_a_tag_may_begin() {
        for (markup, expected) in [
            ("a < b c d", 0),
            ("<p>a b c", 0),
            ("<p a b=c d = 'e f' g=\"h i\"j/k>", 6),
            ("<p a='>' b c>", 3),
            ("<!-- <p a=\" --><p a b c d", 4),
            ("<a=\" b c d", 3),
            ("<p a==\" b c", 3),
            ("<p =\" b c", 3),
            ("</p><br/><i a><p b c></p>", 2),
        ] {
            assert_eq!(most(markup), expected, "{markup}");
        }
    }
}
