//! The columns of a list: which are shown, in what order, how wide, and which heads the groups.
//! What is arranged counts once it is taken.

use super::actions::{Action, Context, Keys, Side};
use super::list::{moved, scrolled};
use super::look::{Look, Shelved};
use crate::record::Kind;
use crate::store::Path;
use crossterm::event::KeyEvent;

/// The panel while it is open.
pub struct Columns {
    kind: &'static Kind,
    /// Every column of the kind, those that are shown first, and whether it is.
    pub all: Vec<(Shelved, bool)>,
    /// The column whose values head the groups.
    pub group: Option<Path>,
    /// The column the cursor is on.
    pub place: usize,
    /// The first on the screen.
    pub top: usize,
}

/// What became of a key.
pub enum Shelving {
    /// It goes on.
    Stay,
    /// Everything stays as it was.
    Close,
    /// The list takes these columns and groups.
    Take(Vec<Shelved>, Option<Path>),
}

impl Columns {
    /// The columns as a list shows them, the cursor on one of them.
    pub fn new(kind: &'static Kind, look: &Look, place: usize) -> Self {
        let mut panel = Self { kind, all: Vec::new(), group: look.group, place, top: 0 };
        panel.fill(look);
        panel
    }

    fn fill(&mut self, look: &Look) {
        self.all = look.columns.iter().map(|column| (*column, true)).collect();
        let own = super::look::own_columns(self.kind).into_iter();
        let fields = self.kind.columns().map(|column| Shelved::of(self.kind, Path::own(column)));
        for column in own.chain(fields) {
            if self.all.iter().all(|(known, _)| known.path != column.path) {
                self.all.push((column, false));
            }
        }
    }

    /// A key of the person, on a screen of so many columns.
    pub fn key(&mut self, key: &KeyEvent, height: usize, keys: &Keys) -> Shelving {
        match keys.action(Context::Columns, key) {
            Some(Action::Close) => return Shelving::Close,
            Some(Action::Open) => return self.taken(),
            Some(Action::Move(step)) => {
                self.place = moved(self.place, step, height, self.all.len());
            }
            Some(Action::Show) => self.turn(),
            Some(Action::Widen) => self.widen(1),
            Some(Action::Narrow) => self.widen(-1),
            Some(Action::Shift(side)) => self.shift(side),
            Some(Action::Group) => {
                let path = self.all.get(self.place).map(|(column, _)| column.path);
                self.group = path.filter(|path| self.group != Some(*path));
            }
            Some(Action::Default) => {
                self.group = None;
                self.fill(&Look::of(self.kind));
            }
            _ => {}
        }
        self.top = scrolled(self.top, self.place, height, self.all.len());
        Shelving::Stay
    }

    fn taken(&self) -> Shelving {
        let shown = self.all.iter().filter(|(_, shown)| *shown);
        Shelving::Take(shown.map(|(column, _)| *column).collect(), self.group)
    }

    /// Shows a column or not; one is always left.
    fn turn(&mut self) {
        let shown = self.all.iter().filter(|(_, shown)| *shown).count();
        if let Some((_, is_shown)) = self.all.get_mut(self.place)
            && (shown > 1 || !*is_shown)
        {
            *is_shown = !*is_shown;
        }
    }

    fn widen(&mut self, by: i16) {
        if let Some((column, _)) = self.all.get_mut(self.place) {
            column.widen(by);
        }
    }

    fn shift(&mut self, side: Side) {
        let to = match side {
            Side::Before => self.place.checked_sub(1),
            Side::After => Some(self.place + 1).filter(|to| *to < self.all.len()),
        };
        if let Some(to) = to {
            self.all.swap(self.place, to);
            self.place = to;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crossterm::event::{KeyCode, KeyModifiers};

    fn press(panel: &mut Columns, keys: &str) -> Shelving {
        let mut last = Shelving::Stay;
        for c in keys.chars() {
            let code = if c == '\n' { KeyCode::Enter } else { KeyCode::Char(c) };
            let key = KeyEvent::new(code, KeyModifiers::NONE);
            last = panel.key(&key, 20, &Keys::default());
        }
        last
    }

    fn panel(kind: &str) -> Columns {
        let kind = crate::records::kind_named(kind).expect("a kind");
        Columns::new(kind, &Look::of(kind), 0)
    }

    #[test]
    fn columns_are_moved_hidden_widened_and_grouped_by() {
        let mut panel = panel("members");
        let Shelving::Take(columns, group) = press(&mut panel, "jK++j-gj \n") else {
            unreachable!("they are taken")
        };
        let own = Look::of(panel.kind).columns;
        assert_eq!(columns[0].path, own[1].path);
        assert_eq!(columns[0].width, own[1].width + 2);
        assert_eq!((columns[1].path, columns[1].width), (own[0].path, own[0].width - 1));
        assert_eq!(group, Some(own[0].path));
        assert!(columns.iter().all(|column| column.path != own[2].path));
    }

    #[test]
    fn one_column_is_always_left_and_the_default_comes_back() {
        let mut panel = panel("units");
        let own = Look::of(panel.kind).columns;
        press(&mut panel, &" j".repeat(own.len()));
        let Shelving::Take(columns, _) = press(&mut panel, "\n") else { unreachable!("taken") };
        assert_eq!(columns.len(), 1);
        let Shelving::Take(columns, _) = press(&mut panel, "0\n") else { unreachable!("taken") };
        assert_eq!(columns, own);
    }
}
