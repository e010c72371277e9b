//! Texts cut to cells: by grapheme and display width, a wide sign never in half.

use super::width;
use unicode_segmentation::UnicodeSegmentation;

/// The beginning of a text in so many cells, `…` where it is cut.
pub fn fit(text: &str, cells: usize) -> String {
    if width(text) <= cells {
        return text.to_owned();
    }
    let mut cut = slice(text, 0, cells.saturating_sub(1));
    if cells > 0 {
        cut.push('…');
    }
    cut
}

/// The part of a text that begins so many cells in; a wide sign cut at the left is blank.
pub fn slice(text: &str, from: usize, cells: usize) -> String {
    let (mut cut, mut at) = (String::new(), 0);
    for sign in text.graphemes(true) {
        let end = at + width(sign);
        if end > from + cells {
            break;
        }
        if at >= from {
            cut.push_str(sign);
        } else if end > from {
            cut.push_str(&" ".repeat(end - from));
        }
        at = end;
    }
    cut
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cut_text_says_so_and_is_never_wider_than_its_room() {
        assert_eq!(fit("Toyota", 6), "Toyota");
        assert_eq!(fit("Toyota", 5), "Toyo…");
        assert_eq!(fit("中国华能集团", 6), "中国…");
        assert_eq!(fit("中国", 0), "");
    }

    #[test]
    fn half_of_a_wide_sign_is_blank() {
        assert_eq!(slice("中国华能", 1, 4), " 国");
        assert_eq!(slice("中国华能", 2, 4), "国华");
    }
}
