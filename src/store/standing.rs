//! Which change is the next to be taken back, and which to be given again, by whose they are
//! and by what was taken back since. It reads heads alone and never the clock or the records.

use super::change::{Cause, Head};
use std::collections::HashSet;

/// A person's own changes that still stand, newest first: what an undo takes back. Left out
/// are those taken back already, by whomever, and the takings back themselves. One of which a
/// part was taken back counts as taken back: what was left was left on purpose, and is taken back
/// by the change's number alone. `head` reads
/// the head of a sequence number up to `last`; after an error there is nothing more.
pub fn to_undo<'a, E: 'a>(
    who: &'a str,
    last: u64,
    head: impl Fn(u64) -> Result<Head, E> + 'a,
) -> impl Iterator<Item = Result<u64, E>> + 'a {
    let mut gone = HashSet::new();
    // Which one an older program took back was not kept: the last that stood then.
    let mut unnamed = 0_usize;
    let mut next = last;
    std::iter::from_fn(move || {
        while next > 0 {
            let sequence = std::mem::take(&mut next);
            let head = match head(sequence) {
                Ok(head) => head,
                Err(error) => return Some(Err(error)),
            };
            next = sequence - 1;
            let (is_own, is_gone) = (*head.who == *who, gone.remove(&sequence));
            match head.cause {
                _ if is_gone => {}
                Cause::TakenBack(of) => drop(gone.insert(of)),
                Cause::Undo if is_own => unnamed += 1,
                Cause::Edit | Cause::Import if is_own && unnamed > 0 => unnamed -= 1,
                Cause::Edit | Cause::Import if is_own => return Some(Ok(sequence)),
                Cause::Undo | Cause::Edit | Cause::Import | Cause::Seated => {}
            }
        }
        None
    })
}

/// The undo that a person's redo takes back: their own last one, if they have changed nothing
/// since but by giving again.
pub fn to_redo<E>(
    who: &str,
    last: u64,
    head: impl Fn(u64) -> Result<Head, E>,
) -> Result<Option<u64>, E> {
    let mut gone = HashSet::new();
    for sequence in (1..=last).rev() {
        let Head { who: by, cause, .. } = head(sequence)?;
        if gone.remove(&sequence) {
            continue;
        }
        match cause {
            _ if *by == *who && is_undo(sequence, cause, &head)? => return Ok(Some(sequence)),
            Cause::TakenBack(of) => drop(gone.insert(of)),
            Cause::Seated => {}
            _ if *by == *who => return Ok(None),
            _ => {}
        }
    }
    Ok(None)
}

/// Whether a change takes one back rather than gives one again.
fn is_undo<E>(
    mut sequence: u64,
    mut cause: Cause,
    head: impl Fn(u64) -> Result<Head, E>,
) -> Result<bool, E> {
    let mut is_undo = true;
    while let Cause::TakenBack(of) = cause {
        // What is taken back was there before.
        if of == 0 || of >= sequence {
            return Ok(false);
        }
        (sequence, cause) = (of, head(of)?.cause);
        is_undo = !is_undo;
    }
    // Each taking back turned it over once; so is the oldest of them one by itself.
    Ok(is_undo != (cause != Cause::Undo))
}

#[cfg(test)]
mod tests {
    use super::Cause::{Edit, Import, Seated, TakenBack, Undo};
    use super::*;

    type Made<'a> = &'a [(&'a str, Cause)];
    const NONE: [u64; 0] = [];

    fn head(all: Made<'_>, sequence: u64) -> Head {
        let (who, cause) = all[sequence as usize - 1];
        Head { when: 0, who: who.into(), cause }
    }

    fn undone(all: Made<'_>) -> Vec<u64> {
        let read = |sequence| Ok::<_, ()>(head(all, sequence));
        to_undo("li", all.len() as u64, read).map(|next| next.expect("readable")).collect()
    }

    fn redone(all: Made<'_>) -> Option<u64> {
        to_redo("li", all.len() as u64, |sequence| Ok::<_, ()>(head(all, sequence)))
            .expect("readable")
    }

    #[test]
    fn own_changes_that_stand_are_taken_back_newest_first() {
        assert_eq!(undone(&[]), NONE);
        assert_eq!(undone(&[("wang", Edit)]), NONE);
        assert_eq!(undone(&[("li", Import), ("wang", Edit), ("li", Edit)]), [3, 1]);
        assert_eq!(undone(&[("li", Seated), ("li", Edit), ("li", Seated)]), [2]);
        assert_eq!(undone(&[("li", Edit), ("li", Edit), ("li", TakenBack(2))]), [1]);
        assert_eq!(undone(&[("li", Edit), ("wang", TakenBack(1))]), NONE, "by whomever");
    }

    #[test]
    fn what_was_given_again_can_be_taken_back_again() {
        let given = [("li", Edit), ("li", TakenBack(1)), ("li", TakenBack(2))];
        assert_eq!(undone(&given), [1]);
        let again = [&given[..], &[("li", TakenBack(1))]].concat();
        assert_eq!(undone(&again), NONE);
        let taken = [&given[..], &[("li", TakenBack(3))]].concat();
        assert_eq!(undone(&taken), NONE, "by the giving's own number too");
    }

    #[test]
    fn an_undo_of_an_older_program_took_back_the_last_that_stood() {
        assert_eq!(undone(&[("li", Edit), ("li", Edit), ("li", Undo)]), [1]);
        assert_eq!(undone(&[("li", Edit), ("wang", Undo)]), [1]);
        assert_eq!(redone(&[("li", Edit), ("li", Undo)]), Some(2));
        assert_eq!(redone(&[("li", Edit), ("li", Undo), ("li", TakenBack(2))]), None);
    }

    #[test]
    fn the_own_last_undo_is_given_again_one_after_the_other() {
        let two = [("li", Edit), ("li", Edit), ("li", TakenBack(2)), ("li", TakenBack(1))];
        assert_eq!(redone(&two), Some(4));
        let one = [&two[..], &[("li", TakenBack(4))]].concat();
        assert_eq!(redone(&one), Some(3));
        let both = [&one[..], &[("li", TakenBack(3))]].concat();
        assert_eq!(redone(&both), None);
        assert_eq!(undone(&both), [2, 1]);
    }

    #[test]
    fn after_a_change_of_ones_own_nothing_is_given_again() {
        let all = [("li", Edit), ("li", TakenBack(1)), ("li", Edit)];
        assert_eq!(redone(&all), None);
        let all = [("li", Edit), ("li", TakenBack(1)), ("wang", Edit)];
        assert_eq!(redone(&all), Some(2), "others may");
        let all = [("li", Edit), ("wang", TakenBack(1))];
        assert_eq!(redone(&all), None, "nor what another took back");
    }

    #[test]
    fn nothing_comes_after_what_cannot_be_read() {
        let read = |sequence| {
            if sequence == 2 { Err("torn") } else { Ok(head(&[("li", Edit); 3], sequence)) }
        };
        assert_eq!(to_undo("li", 3, read).collect::<Vec<_>>(), [Ok(3), Err("torn")]);
        let wild = [("li", TakenBack(9)), ("li", TakenBack(2))];
        assert_eq!(redone(&wild), None, "nor goes it round in a circle");
    }
}
