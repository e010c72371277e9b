//! Which key does what to a text, for one line and for notes alike: readline's keys.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use ratatui_textarea::{CursorMove, TextArea};
use tui_input::{Input, InputRequest};

/// What a key does to a text.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::app) enum Stroke {
    Insert(char),
    Left,
    Right,
    WordLeft,
    WordRight,
    Home,
    End,
    DeleteLeft,
    DeleteRight,
    DeleteWord,
    DeleteToEnd,
    DeleteToStart,
}

impl Stroke {
    /// What a key does to a text; nothing if it is none of readline's.
    pub(in crate::app) fn of(key: KeyEvent) -> Option<Self> {
        let ctrl = key.modifiers.contains(KeyModifiers::CONTROL);
        let alt = key.modifiers.contains(KeyModifiers::ALT);
        Some(match (key.code, ctrl, alt) {
            (KeyCode::Char(c), false, false) if !c.is_control() => Self::Insert(c),
            (KeyCode::Left, false, false) | (KeyCode::Char('b'), true, false) => Self::Left,
            (KeyCode::Right, false, false) | (KeyCode::Char('f'), true, false) => Self::Right,
            (KeyCode::Char('b'), false, true) => Self::WordLeft,
            (KeyCode::Char('f'), false, true) => Self::WordRight,
            (KeyCode::Home, ..) | (KeyCode::Char('a'), true, false) => Self::Home,
            (KeyCode::End, ..) | (KeyCode::Char('e'), true, false) => Self::End,
            (KeyCode::Backspace, false, true) | (KeyCode::Char('w'), true, false) => {
                Self::DeleteWord
            }
            (KeyCode::Backspace, ..) | (KeyCode::Char('h'), true, false) => Self::DeleteLeft,
            (KeyCode::Delete, ..) | (KeyCode::Char('d'), true, false) => Self::DeleteRight,
            (KeyCode::Char('k'), true, false) => Self::DeleteToEnd,
            (KeyCode::Char('u'), true, false) => Self::DeleteToStart,
            _ => return None,
        })
    }

    /// What it asks of one line.
    pub(in crate::app) fn request(self) -> InputRequest {
        match self {
            Self::Insert(c) => InputRequest::InsertChar(c),
            Self::Left => InputRequest::GoToPrevChar,
            Self::Right => InputRequest::GoToNextChar,
            Self::WordLeft => InputRequest::GoToPrevWord,
            Self::WordRight => InputRequest::GoToNextWord,
            Self::Home => InputRequest::GoToStart,
            Self::End => InputRequest::GoToEnd,
            Self::DeleteLeft => InputRequest::DeletePrevChar,
            Self::DeleteRight => InputRequest::DeleteNextChar,
            Self::DeleteWord => InputRequest::DeletePrevWord,
            Self::DeleteToEnd => InputRequest::DeleteTillEnd,
            Self::DeleteToStart => InputRequest::DeleteFromStart,
        }
    }

    /// Does it to notes; whether their text changed.
    pub(in crate::app) fn edit(self, notes: &mut TextArea<'_>) -> bool {
        let to = match self {
            Self::Insert(c) => {
                notes.insert_char(c);
                return true;
            }
            Self::DeleteLeft => return notes.delete_char(),
            Self::DeleteRight => return notes.delete_next_char(),
            Self::DeleteWord => return notes.delete_word(),
            Self::DeleteToEnd => return notes.delete_line_by_end(),
            Self::DeleteToStart => return notes.delete_line_by_head(),
            Self::Left => CursorMove::Back,
            Self::Right => CursorMove::Forward,
            Self::WordLeft => CursorMove::WordBack,
            Self::WordRight => CursorMove::WordForward,
            Self::Home => CursorMove::Head,
            Self::End => CursorMove::End,
        };
        notes.move_cursor(to);
        false
    }
}

/// Does it to one line; whether its text changed.
pub(in crate::app) fn type_in(input: &mut Input, stroke: Stroke) -> bool {
    input.handle(stroke.request()).is_some_and(|changed| changed.value)
}
