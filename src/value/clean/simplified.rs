//! The simplified form of a traditional character: the table of `OpenCC`, made one array by the compiler.

use hanconv::RawDictionary;

/// The block of characters in which nearly all of them lie (CJK Unified Ideographs).
const FIRST: u32 = 0x4E00;
const LAST: u32 = 0x9FFF;

/// By place in the block, the simplified form; 0 of what is its own.
static SIMPLIFIED: [u16; (LAST - FIRST + 1) as usize] = table(RawDictionary::TSCharacters.text());

/// The simplified form of a character; itself, if it has none or is simplified.
pub(super) fn simplified(c: char) -> char {
    let place = u32::from(c).wrapping_sub(FIRST) as usize;
    match SIMPLIFIED.get(place) {
        Some(0) | None => c,
        Some(found) => char::from_u32(u32::from(*found)).unwrap_or(c),
    }
}

/// Lines of a character, a tab, and its simplified forms, the usual one first.
#[allow(long_running_const_eval, reason = "four thousand lines, once, when it is compiled")]
#[allow(clippy::large_stack_arrays, reason = "it is made by the compiler alone")]
const fn table(text: &str) -> [u16; (LAST - FIRST + 1) as usize] {
    let (mut table, bytes, mut at) = ([0; (LAST - FIRST + 1) as usize], text.as_bytes(), 0);
    while at < bytes.len() {
        if let Some(from) = ideograph(bytes, at)
            && bytes[at + 3] == b'\t'
            && let Some(to) = ideograph(bytes, at + 4)
            && from != to
        {
            table[(from as u32 - FIRST) as usize] = to;
        }
        while at < bytes.len() && bytes[at] != b'\n' {
            at += 1;
        }
        at += 1;
    }
    table
}

/// The character of the block that begins at a byte: those have three bytes.
const fn ideograph(bytes: &[u8], at: usize) -> Option<u16> {
    if at + 3 >= bytes.len() || bytes[at] & 0xF0 != 0xE0 {
        return None;
    }
    let [high, middle, low] = [bytes[at] as u32, bytes[at + 1] as u32, bytes[at + 2] as u32];
    let code = (high & 0x0F) << 12 | (middle & 0x3F) << 6 | low & 0x3F;
    if code < FIRST || code > LAST { None } else { Some(code as u16) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_simplified_stays_so() {
        for (traditional, simple) in [('華', '华'), ('為', '为'), ('國', '国'), ('a', 'a')] {
            assert_eq!((simplified(traditional), simplified(simple)), (simple, simple));
        }
        let all = (FIRST..=LAST).filter_map(char::from_u32);
        let changed = all.filter(|c| simplified(*c) != *c);
        let (mut count, mut twice) = (0, 0);
        for c in changed {
            count += 1;
            twice += usize::from(simplified(simplified(c)) != simplified(c));
        }
        assert!(count > 2_500, "{count}");
        assert!(twice < 5, "{twice} are simplified twice");
    }
}
