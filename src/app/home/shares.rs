//! How many lines each part of Home gets: what waits comes first, and all of it fits.

/// Lines for what is overdue, due today and due soon where the screen is no higher than 24.
const DUE: usize = 8;
/// Entries for decisions, and for quiet partners: one line more is the heading.
const OTHERS: usize = 1;
/// How many lines a page has on a screen that is 24 high.
pub const USUAL: usize = 21;

/// How many entries each section has.
pub type Entries = [usize; 5];

/// How many entries of each section are shown, where so many lines more than usual may be used.
pub fn shares(entries: Entries, mut more: usize) -> Entries {
    let mut shown = entries.map(|all| all.min(1));
    let heads = entries[..3].iter().filter(|all| **all > 0).count();
    let mut due = DUE - heads - shown[..3].iter().sum::<usize>();
    round(&mut shown[..3], &entries[..3], &mut due);
    for at in [3, 4] {
        shown[at] = entries[at].min(OTHERS);
    }
    round(&mut shown, &entries, &mut more);
    shown
}

/// One more to each in turn, as long as there are lines.
fn round(shown: &mut [usize], entries: &[usize], lines: &mut usize) {
    while *lines > 0 && shown.iter().zip(entries).any(|(shown, all)| shown < all) {
        for (shown, all) in shown.iter_mut().zip(entries) {
            if *shown < *all && *lines > 0 {
                *shown += 1;
                *lines -= 1;
            }
        }
    }
}

/// The blocks of each group one after another, with blank lines between as far as so many rows
/// have them to spare: between all blocks, else between groups, from below.
pub fn spaced<T: Default>(groups: Vec<Vec<Vec<T>>>, rows: usize) -> Vec<T> {
    let mut groups: Vec<Vec<Vec<T>>> = groups;
    for group in &mut groups {
        group.retain(|block| !block.is_empty());
    }
    groups.retain(|group| !group.is_empty());
    let used: usize = groups.iter().flatten().map(Vec::len).sum();
    let spare = rows.saturating_sub(used);
    let blocks: usize = groups.iter().map(Vec::len).sum();
    let (everywhere, between) = (spare >= blocks.saturating_sub(1), groups.len().saturating_sub(1));
    let without = if everywhere { 0 } else { between.saturating_sub(spare) };
    let mut lines = Vec::new();
    for (nth, group) in groups.into_iter().enumerate() {
        for (at, block) in group.into_iter().enumerate() {
            let begins = at == 0 && nth > without;
            if begins || at > 0 && everywhere {
                lines.push(T::default());
            }
            lines.extend(block);
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(shown: Entries) -> usize {
        shown.iter().filter(|shown| **shown > 0).count() + shown.iter().sum::<usize>()
    }

    #[test]
    fn what_is_due_has_eight_lines_and_the_others_two() {
        assert_eq!(shares([30, 20, 10, 5, 5], 0), [2, 2, 1, 1, 1]);
        assert_eq!(shares([30, 0, 0, 0, 9], 0), [7, 0, 0, 0, 1]);
        assert_eq!(shares([1, 1, 2, 0, 0], 0), [1, 1, 2, 0, 0]);
        assert_eq!(shares([0; 5], 9), [0; 5]);
        assert_eq!(lines(shares([99; 5], 0)), 12);
    }

    #[test]
    fn a_higher_screen_gives_its_lines_to_all_in_turn() {
        assert_eq!(shares([3, 20, 1, 2, 9], 5), [3, 4, 1, 2, 2]);
        assert_eq!(lines(shares([99; 5], 16)), 28);
        assert_eq!(shares([2, 2, 2, 2, 2], 99), [2; 5]);
    }

    #[test]
    fn blank_lines_are_only_where_there_is_room_for_them() {
        let groups = || vec![vec![vec![1]], vec![vec![2], vec![3, 3]], vec![vec![]], vec![vec![4]]];
        assert_eq!(spaced(groups(), 5), [1, 2, 3, 3, 4]);
        assert_eq!(spaced(groups(), 6), [1, 2, 3, 3, 0, 4]);
        assert_eq!(spaced(groups(), 7), [1, 0, 2, 3, 3, 0, 4]);
        assert_eq!(spaced(groups(), 8), [1, 0, 2, 0, 3, 3, 0, 4]);
        assert_eq!(spaced(groups(), 3), [1, 2, 3, 3, 4]);
        assert_eq!(spaced::<u8>(vec![vec![vec![]]], usize::MAX), [0; 0]);
    }
}
