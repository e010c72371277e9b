//! Plain mode: results as numbered sentences, for screen readers and for the shell.

use super::answer::Failure;
use super::turn::Turn;
use crate::words::command as say;

/// Writes sentences, each with its number among them.
pub(super) fn numbered(turn: &mut Turn<'_, '_>, sentences: &[String]) -> Result<(), Failure> {
    let (lang, all) = (turn.lang(), sentences.len().to_string());
    if sentences.is_empty() {
        turn.tell(say::NONE.say(lang));
    }
    for (number, sentence) in (1..).zip(sentences) {
        turn.line(say::NTH.fill(lang, &[&number.to_string(), &all, sentence]))?;
    }
    Ok(())
}
