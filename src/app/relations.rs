//! What a record links to and what links to it, as a tree that is opened level by level. A
//! record that stands above already is not opened again, so that there is an end to it.

use super::App;
use super::actions::Step;
use super::page::{Line, Target, Tone};
use super::walk::Place;
use crate::record::Kind;
use crate::records::{self, KINDS};
use crate::store::{self, Sight};
use crate::value::{Id, Lang, Names as _, fit, width};
use crate::words::record_page as say;
use crate::words::screen::{NO_RECORD, RESTRICTED};
use std::collections::HashSet;

/// Most records of a kind that are listed at once.
const MOST: usize = 12;
/// Most that are listed when the rest is asked for.
const MOST_REST: usize = 500;

/// A step from a node to one below it.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
enum Turn {
    /// What the record links to, of one kind.
    To(u8),
    /// What links to the record, of one kind.
    From(u8),
    /// One of those.
    Record(Id),
    /// Those that are not listed at once.
    Rest,
}

type Path = Vec<Turn>;

/// A node that is shown.
#[derive(Debug)]
struct Node {
    path: Path,
    can_open: bool,
}

/// The tree of one record.
#[derive(Debug)]
pub struct Tree {
    /// The record at its root.
    pub of: Id,
    open: HashSet<Path>,
    nodes: Vec<Node>,
}

impl Tree {
    /// The tree of a record, whose own links are open.
    pub fn new(of: Id) -> Self {
        Self { of, open: HashSet::from([Vec::new()]), nodes: Vec::new() }
    }

    /// The record of a node.
    pub fn record(&self, node: usize) -> Option<Id> {
        match self.nodes.get(node)?.path.last() {
            None => Some(self.of),
            Some(Turn::Record(id)) => Some(*id),
            Some(_) => None,
        }
    }

    /// Opens a node; false if it is open, or cannot be.
    pub fn open(&mut self, node: usize) -> bool {
        let Some(node) = self.nodes.get(node) else { return false };
        node.can_open && self.open.insert(node.path.clone())
    }

    /// Closes a node. If it is not open, the node above it is where to go.
    pub fn close(&mut self, node: usize) -> Option<usize> {
        let path = &self.nodes.get(node)?.path;
        if self.open.remove(path) {
            return None;
        }
        let above = &path[..path.len().checked_sub(1)?];
        self.nodes.iter().position(|node| node.path == above)
    }

    /// What stands for a node whatever comes before it.
    pub fn mark(&self, node: usize) -> Option<Mark> {
        self.nodes.get(node).map(|node| Mark(node.path.clone()))
    }

    /// The node of a mark.
    pub fn find(&self, mark: &Mark) -> Option<usize> {
        self.nodes.iter().position(|node| node.path == mark.0)
    }

    /// The lines of the tree in a width of cells, as far as it is open.
    pub fn lines(&mut self, sight: &Sight, lang: Lang, room: u16) -> Vec<Line> {
        self.nodes.clear();
        let (open, nodes) = (std::mem::take(&mut self.open), Vec::new());
        let mut grown =
            Grown { of: self.of, sight, lang, room, open: &open, nodes, lines: Vec::new() };
        let title = format!("{}  {}", say::RELATIONS.say(lang), sight.name(self.of, lang));
        grown.lines.push(Line::text(title, Tone::Strong));
        grown.lines.push(Line::default());
        grown.record(&[], self.of, "", "", "");
        if grown.nodes.len() == 1 && open.contains(&Vec::new()) {
            grown.lines.push(Line::default());
            grown.lines.push(Line::text(say::NO_RELATIONS.say(lang), Tone::Dim));
        }
        let Grown { nodes, lines, .. } = grown;
        (self.nodes, self.open) = (nodes, open);
        lines
    }
}

/// A node's place in the tree.
pub struct Mark(Path);

/// The tree while it grows.
struct Grown<'a> {
    of: Id,
    sight: &'a Sight,
    lang: Lang,
    room: u16,
    open: &'a HashSet<Path>,
    nodes: Vec<Node>,
    lines: Vec<Line>,
}

/// Records of one kind beneath a record, each with the title of the field that links.
struct Branch {
    turn: Turn,
    kind: &'static Kind,
    records: Vec<(Id, &'static str)>,
}

impl Grown<'_> {
    /// A record, and what is open of it. `before` stands before its line, `below` before the
    /// lines under it.
    fn record(&mut self, path: &[Turn], id: Id, before: &str, below: &str, field: &str) {
        let is_root = path.is_empty();
        let above = path.split_last().map_or(&[][..], |(_, above)| above);
        let is_again = !is_root && (id == self.of || above.contains(&Turn::Record(id)));
        let branches = if is_again { Vec::new() } else { self.branches(id) };
        let can_open = !branches.is_empty();
        let again = if is_again { say::ABOVE.say(self.lang) } else { "" };
        let after = format!("{field} {again}");
        let name = self.sight.name(id, self.lang);
        self.node(
            path,
            can_open,
            before,
            (&name, after.trim()),
            if is_root { Tone::Strong } else { Tone::Plain },
        );
        if !self.is_open(path) {
            return;
        }
        let hidden = self.sight.restricted_links_to(id);
        let count = branches.len() + usize::from(hidden > 0);
        for (nth, branch) in branches.into_iter().enumerate() {
            let (before, below) = forks(below, nth + 1 == count);
            let path = [path, &[branch.turn]].concat();
            self.branch(&path, &branch, &before, &below);
        }
        if hidden > 0 {
            let said = RESTRICTED.fill(self.lang, &[&hidden.to_string()]);
            self.line(&forks(below, true).0, (&said, ""), Tone::Dim);
        }
    }

    fn branch(&mut self, path: &[Turn], branch: &Branch, before: &str, below: &str) {
        let words = match branch.turn {
            Turn::To(_) => say::LINKS_TO,
            _ => say::LINKED_FROM,
        };
        let title = words.fill(self.lang, &[branch.kind.title.say(self.lang)]);
        let count = branch.records.len();
        self.node(path, true, before, (&title, &count.to_string()), Tone::Dim);
        if !self.is_open(path) {
            return;
        }
        let rest = [path, &[Turn::Rest]].concat();
        let most = if self.is_open(&rest) { MOST_REST } else { MOST };
        let shown = if count > most + 1 { most } else { count };
        for (nth, (id, field)) in branch.records.iter().take(shown).enumerate() {
            let (before, below) = forks(below, nth + 1 == count);
            let path = [path, &[Turn::Record(*id)]].concat();
            self.record(&path, *id, &before, &below, field);
        }
        if shown < count {
            let more = say::MORE.fill(self.lang, &[&(count - shown).to_string()]);
            let can_open = most == MOST;
            self.node(&rest, can_open, &forks(below, true).0, (&more, ""), Tone::Dim);
        }
    }

    fn is_open(&self, path: &[Turn]) -> bool {
        self.open.contains(path)
    }

    fn node(
        &mut self,
        path: &[Turn],
        can_open: bool,
        before: &str,
        text: (&str, &str),
        tone: Tone,
    ) {
        let sign = match (can_open, self.is_open(path)) {
            (false, _) => "",
            (true, false) => "▸ ",
            (true, true) => "▾ ",
        };
        self.line(&format!("{before}{sign}"), text, tone);
        if let Some(line) = self.lines.last_mut() {
            line.target = Some(Target::Node(self.nodes.len()));
        }
        self.nodes.push(Node { path: path.to_vec(), can_open });
    }

    fn line(&mut self, before: &str, (text, after): (&str, &str), tone: Tone) {
        let at = width(before) as u16;
        let room = usize::from(self.room.saturating_sub(at));
        let text = fit(
            text,
            room.saturating_sub(if after.is_empty() { 0 } else { width(after) + 2 }).max(room / 2),
        );
        let end = at + width(&text) as u16 + 2;
        let line = Line::text(before, Tone::Dim).and(at, text, tone);
        self.lines.push(if after.is_empty() { line } else { line.and(end, after, Tone::Dim) });
    }

    /// What a record links to and what links to it, kind by kind.
    fn branches(&self, id: Id) -> Vec<Branch> {
        let mut all: Vec<Branch> = Vec::new();
        let mut put = |turn: Turn, id: Id, field: &'static str| {
            let Some(kind) = records::kind(id.kind) else { return };
            match all.iter_mut().find(|branch| branch.turn == turn) {
                // Who links here is told once; what is linked to may stand in two fields.
                Some(branch)
                    if matches!(turn, Turn::To(_))
                        && branch.records.iter().any(|(known, _)| *known == id) => {}
                Some(branch) => branch.records.push((id, field)),
                None => all.push(Branch { turn, kind, records: vec![(id, field)] }),
            }
        };
        let lang = self.lang;
        let Some(row) = self.sight.row(id) else { return all };
        let links = row
            .kind()
            .columns()
            .filter(|column| !column.is_computed() && column.shape.kinds().is_some());
        for column in links {
            for to in self.sight.at(row, &store::Path::own(column)).links() {
                // What may not be seen is told as such; what lies in the trash is no relation.
                if self.sight.row(to).is_none_or(|row| row.trashed.is_none()) {
                    put(Turn::To(to.kind), to, column.title.say(lang));
                }
            }
        }
        for (from, field) in self.sight.links_to(id) {
            let column = records::kind(from.kind).and_then(|kind| kind.column(field));
            put(Turn::From(from.kind), from, column.map_or("", |column| column.title.say(lang)));
        }
        let place = |branch: &Branch| KINDS.iter().position(|kind| kind.code == branch.kind.code);
        all.sort_by_key(|branch| (matches!(branch.turn, Turn::From(_)), place(branch)));
        all
    }
}

impl App {
    /// Goes to what is linked to the record one is at.
    pub(super) fn relations(&mut self) {
        match self.selected() {
            Some(id) => self.go(Place::Relations(id)),
            None => self.message = Some(NO_RECORD.say(self.lang).to_owned()),
        }
    }

    /// A tree of a record, unless it stands already.
    pub(super) fn plant(&mut self, id: Id) {
        if self.tree.as_ref().is_none_or(|tree| tree.of != id) {
            self.tree = Some(Tree::new(id));
            self.turns += 1;
        }
    }

    /// Goes to the record of a node; one that is none is opened.
    pub(super) fn open_node(&mut self, node: usize) {
        match self.tree.as_ref().and_then(|tree| tree.record(node)) {
            Some(id) => self.go(Place::Record(id)),
            None => self.turn_node(node, Step::Right),
        }
    }

    /// Opens a node of the tree, or closes it; of one that is closed, goes to that above it.
    pub(super) fn turn_node(&mut self, node: usize, step: Step) {
        let Some(tree) = &mut self.tree else { return };
        self.turns += 1;
        if step == Step::Right {
            tree.open(node);
        } else if let Some(above) = tree.close(node) {
            let target = Some(Target::Node(above));
            let line = self.lines.iter().position(|line| line.target == target);
            self.cursor.line = line.unwrap_or(self.cursor.line);
        }
    }
}

/// What stands before a line beneath another, and before the lines beneath that.
fn forks(below: &str, is_last: bool) -> (String, String) {
    if is_last {
        (format!("{below}└ "), format!("{below}  "))
    } else {
        (format!("{below}├ "), format!("{below}│ "))
    }
}
