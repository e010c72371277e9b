//! The session's backend: frames to bytes. It writes nowhere and must never ask a terminal
//! anything, for the terminal may be at the far end of a slow line: size and cursor are
//! answered from memory, and a frame leaves only as a whole.

mod look;
mod pen;
mod text;

#[cfg(test)]
mod tests;

use std::convert::Infallible;
use std::mem;
use std::ops::Range;

use crossterm::Command as _;
use crossterm::clipboard::CopyToClipboard;
use ratatui::backend::{Backend, ClearType, WindowSize};
use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::{Position, Size};

pub use look::{Ground, Look, Within};
pub use pen::Colors;
use pen::Pen;
use text::Glyph;

/// How much GNU screen hands on at once, of the 768 bytes that its string buffer holds.
const SCREEN_PIECE: usize = 512;
const FRAME_BEGINS: &[u8] = b"\x1b[?2026h";
const FRAME_ENDS: &[u8] = b"\x1b[?2026l";
const ERASE_TO_END_OF_ROW: &[u8] = b"\x1b[K";

/// What a terminal is sent before the first frame: keep the window's title, alternate screen,
/// bracketed paste, no wrapping at the edge (a glyph drawn wider than we count would scroll the
/// page), no cursor, everything blank. `Screen::new` counts on it.
pub const fn enter() -> &'static [u8] {
    b"\x1b[22;2t\x1b[?1049h\x1b[?2004h\x1b[?7l\x1b[?25l\x1b[m\x1b[2J"
}

/// Undoes `enter`, whatever was being drawn when the end came.
pub const fn leave() -> &'static [u8] {
    b"\x1b[?2026l\x1b[m\x1b[?7h\x1b[?2004l\x1b[?25h\x1b[?1049l\x1b[23;2t"
}

/// Makes every wide character in `buffer` whole or blank: one whose second half was drawn over
/// (by a popup's edge, say) goes, and the second halves are marked, so that ratatui's comparison
/// sees when one is laid bare. To be called when all is drawn.
pub fn mend_halves(buffer: &mut Buffer) {
    let width = usize::from(buffer.area.width).max(1);
    for row in buffer.content.chunks_mut(width) {
        let mut x = 0;
        while x < row.len() {
            // Nearly every glyph takes one cell, as one sees at once.
            x += if row[x].symbol().len() == 1 { 1 } else { mend_first(&mut row[x..]) };
        }
    }
}

/// Mends the first glyph of the cells, which are the rest of a row, and says how many it takes.
fn mend_first(cells: &mut [Cell]) -> usize {
    let columns = usize::from(text::columns(cells[0].symbol()));
    if columns == 1 {
        return 1;
    }
    let halves = cells.get_mut(1..columns);
    let Some(halves) = halves.filter(|cells| cells.iter().all(|c| c.symbol().trim().is_empty()))
    else {
        cells[0].set_symbol(" ");
        return 1;
    };
    for half in halves {
        half.reset();
        half.set_symbol("");
    }
    columns
}

/// One terminal as far as we have told it: the backend of a `ratatui::Terminal`, and the frame
/// being made for it.
#[derive(Debug)]
pub struct Screen {
    size: Size,
    colors: Colors,
    frame: Vec<u8>,
    title: String,
    /// Where the terminal's cursor stands, `x == width` after the last column; `None` if unsure.
    at: Option<Position>,
    pen: Option<Pen>,
    /// Where the cursor shall stand when the frame is done, and whether it shall be seen.
    cursor: Position,
    cursor_visible: bool,
    cursor_shown: Option<bool>,
    /// For each cell, row by row, whether it surely shows what an erased one does.
    erased: Vec<bool>,
}

impl Screen {
    /// For a terminal that was sent `enter()`; `size` in cells.
    pub fn new(size: Size, colors: Colors) -> Self {
        Self {
            size,
            colors,
            frame: Vec::new(),
            title: String::new(),
            at: None,
            pen: None,
            cursor: Position::ORIGIN,
            cursor_visible: false,
            cursor_shown: Some(false),
            erased: vec![true; usize::from(size.width) * usize::from(size.height)],
        }
    }

    /// The terminal has this size now. If it is another one, the next draw repaints all of it.
    pub fn resize(&mut self, width: u16, height: u16) {
        self.size = Size::new(width, height);
        self.at = None;
        self.erased = vec![false; usize::from(width) * usize::from(height)];
    }

    /// Names the terminal's window in the next frame, cleaned and cut to 80 characters.
    pub fn set_title(&mut self, title: &str) {
        let title = text::title(title);
        if title == self.title {
            return;
        }
        self.put(format!("\x1b]2;{title}\x1b\\").as_bytes());
        self.title = title;
    }

    /// Has the terminal put a text into its clipboard, by OSC 52. tmux takes it if it is told to,
    /// and else hands on what is wrapped: it is sent both ways. GNU screen knows it only wrapped.
    pub fn copy(&mut self, text: &str, within: Within) {
        let mut sequence = String::new();
        let copy = CopyToClipboard::to_clipboard_from(text);
        copy.write_ansi(&mut sequence).expect("memory takes every text");
        if within != Within::Screen {
            self.put(sequence.as_bytes());
        }
        match within {
            Within::Nothing => {}
            Within::Tmux => {
                let wrapped = sequence.replace('\x1b', "\x1b\x1b");
                self.put(format!("\x1bPtmux;{wrapped}\x1b\\").as_bytes());
            }
            Within::Screen => {
                // Ended by a bell: the other end would end the wrapping, too.
                let sequence = sequence.replace("\x1b\\", "\x07");
                for piece in sequence.as_bytes().chunks(SCREEN_PIECE) {
                    self.put(b"\x1bP");
                    self.put(piece);
                    self.put(b"\x1b\\");
                }
            }
        }
    }

    /// All that has changed since the last frame, as one synchronized update; empty if nothing
    /// has. The caller writes it, whole.
    pub fn take_frame(&mut self) -> Vec<u8> {
        self.settle_cursor();
        if !self.frame.is_empty() {
            self.frame.extend_from_slice(FRAME_ENDS);
        }
        mem::take(&mut self.frame)
    }

    fn settle_cursor(&mut self) {
        if self.cursor_visible {
            self.go(self.cursor);
        }
        if self.cursor_shown == Some(self.cursor_visible) {
            return;
        }
        self.put(if self.cursor_visible { b"\x1b[?25h" } else { b"\x1b[?25l" });
        self.cursor_shown = Some(self.cursor_visible);
    }

    fn put(&mut self, bytes: &[u8]) {
        if self.frame.is_empty() {
            self.frame.extend_from_slice(FRAME_BEGINS);
        }
        self.frame.extend_from_slice(bytes);
    }

    fn go(&mut self, to: Position) {
        if self.at == Some(to) {
            return;
        }
        if let Some(gap) = self.erased_gap(to) {
            self.put(" ".repeat(gap).as_bytes());
            self.at = Some(to);
            return;
        }
        let absolute = match to.x {
            0 => format!("\x1b[{}H", to.y + 1),
            x => format!("\x1b[{};{}H", to.y + 1, x + 1),
        };
        let relative = self.at.and_then(|at| steps(at, to, self.size.width));
        let moved = relative.filter(|steps| steps.len() < absolute.len()).unwrap_or(absolute);
        self.put(moved.as_bytes());
        self.at = Some(to);
    }

    /// How many blanks lie between the cursor and `to`, if writing them again is no longer than
    /// a move and changes nothing.
    fn erased_gap(&mut self, to: Position) -> Option<usize> {
        let at = self.at.filter(|at| at.y == to.y && at.x < to.x && to.x - at.x <= 4)?;
        let is_plain = self.pen.is_some_and(Pen::leaves_blanks_plain);
        let gap = self.erased_mut(to.y, at.x..to.x);
        (is_plain && gap.iter().all(|erased| *erased)).then_some(gap.len())
    }

    fn take_pen(&mut self, pen: Pen) {
        if self.pen == Some(pen) {
            return;
        }
        self.put(pen.sequence(self.pen).as_bytes());
        self.pen = Some(pen);
    }

    fn print(&mut self, to: Position, glyph: &Glyph<'_>, pen: Pen) {
        self.go(to);
        self.take_pen(pen);
        if !glyph.agreed {
            // Blank first, and the place said anew after: right for a terminal that draws it
            // narrower or wider than we count.
            self.put(" ".repeat(usize::from(glyph.columns)).as_bytes());
            self.at = None;
            self.go(to);
        }
        self.put(glyph.text.as_bytes());
        let end = to.x + glyph.columns;
        self.at = glyph.agreed.then_some(Position::new(end, to.y));
        self.erased_mut(to.y, to.x..end).fill(false);
    }

    /// Blanks these runs, which lie on one row from left to right: all at once if nothing but
    /// blanks follows the first.
    fn blank(&mut self, runs: &[Blanks]) {
        let (Some(first), Some(last)) = (runs.first(), runs.last()) else { return };
        self.take_pen(Pen::default().for_blank(self.pen));
        for run in runs {
            self.erased_mut(run.y, run.columns.clone()).fill(true);
        }
        let tail = self.erased_mut(first.y, first.columns.start..self.size.width);
        let columns = last.columns.end - first.columns.start;
        if tail.iter().all(|erased| *erased) && usize::from(columns) > ERASE_TO_END_OF_ROW.len() {
            self.go(Position::new(first.columns.start, first.y));
            self.put(ERASE_TO_END_OF_ROW);
            return;
        }
        for run in runs {
            self.go(Position::new(run.columns.start, run.y));
            self.put(" ".repeat(run.columns.len()).as_bytes());
            self.at = Some(Position::new(run.columns.end, run.y));
        }
    }

    fn erased_mut(&mut self, y: u16, columns: Range<u16>) -> &mut [bool] {
        let row = usize::from(y) * usize::from(self.size.width);
        &mut self.erased[row + usize::from(columns.start)..row + usize::from(columns.end)]
    }

    /// Everything is blanked, and nothing believed of what the terminal was told before: the
    /// way back after another program wrote on it.
    fn clear_all(&mut self) {
        const CLEAR: &[u8] = b"\x1b[m\x1b[2J";
        self.at = None;
        self.cursor_shown = None;
        self.pen = Some(Pen::default());
        self.erased.fill(true);
        if !self.frame.ends_with(CLEAR) {
            self.put(CLEAR);
        }
    }
}

/// Blanks side by side on one row.
struct Blanks {
    y: u16,
    columns: Range<u16>,
}

/// Moves the cursor by steps; `None` if that is not plainly right. Past the last column
/// terminals differ in where the cursor stands: only a carriage return is safe there.
fn steps(from: Position, to: Position, width: u16) -> Option<String> {
    let down = to.y.checked_sub(from.y)?;
    if from.x >= width && to.x != 0 {
        return None;
    }
    let across = match (to.x, i32::from(to.x) - i32::from(from.x)) {
        (_, 0) => String::new(),
        (0, _) => "\r".to_owned(),
        (_, 1) => "\x1b[C".to_owned(),
        (_, n @ 2..) => format!("\x1b[{n}C"),
        (_, n @ -3..) => "\x08".repeat(n.unsigned_abs() as usize),
        (x, _) => format!("\x1b[{}G", x + 1),
    };
    // A line feed neither returns (the line is raw) nor scrolls (there is a row below).
    Some(across + &"\n".repeat(usize::from(down)))
}

impl Backend for Screen {
    type Error = Infallible;

    fn draw<'a, I>(&mut self, content: I) -> Result<(), Infallible>
    where
        I: Iterator<Item = (u16, u16, &'a Cell)>,
    {
        let mut blanks: Vec<Blanks> = Vec::new();
        // Where the last glyph ends: what comes before that lies under it.
        let mut end = Position::ORIGIN;
        for (x, y, cell) in content {
            let outside = x >= self.size.width || y >= self.size.height;
            if outside || cell.symbol().is_empty() || (y == end.y && x < end.x) {
                continue;
            }
            let glyph = Glyph::of(cell.symbol(), self.size.width - x);
            end = Position::new(x + glyph.columns, y);
            let pen = Pen::of(cell, self.colors);
            let is_blank = glyph.text == " " && pen.leaves_blanks_plain();
            if !is_blank || blanks.last().is_some_and(|run| run.y != y) {
                self.blank(&mem::take(&mut blanks));
            }
            if !is_blank {
                let pen = if glyph.text == " " { pen.for_blank(self.pen) } else { pen };
                self.print(Position::new(x, y), &glyph, pen);
                continue;
            }
            match blanks.last_mut() {
                Some(run) if run.columns.end == x => run.columns.end = end.x,
                _ => blanks.push(Blanks { y, columns: x..end.x }),
            }
        }
        self.blank(&blanks);
        Ok(())
    }

    fn hide_cursor(&mut self) -> Result<(), Infallible> {
        self.cursor_visible = false;
        Ok(())
    }

    fn show_cursor(&mut self) -> Result<(), Infallible> {
        self.cursor_visible = true;
        Ok(())
    }

    fn get_cursor_position(&mut self) -> Result<Position, Infallible> {
        Ok(self.cursor)
    }

    fn set_cursor_position<P: Into<Position>>(&mut self, position: P) -> Result<(), Infallible> {
        let position = position.into();
        let last = |length: u16| length.saturating_sub(1);
        self.cursor = Position::new(
            position.x.min(last(self.size.width)),
            position.y.min(last(self.size.height)),
        );
        Ok(())
    }

    fn clear(&mut self) -> Result<(), Infallible> {
        self.clear_all();
        Ok(())
    }

    fn clear_region(&mut self, region: ClearType) -> Result<(), Infallible> {
        let code = match region {
            ClearType::All => {
                self.clear_all();
                return Ok(());
            }
            ClearType::AfterCursor => b"\x1b[J".as_slice(),
            ClearType::BeforeCursor => b"\x1b[1J",
            ClearType::CurrentLine => b"\x1b[2K",
            ClearType::UntilNewLine => ERASE_TO_END_OF_ROW,
        };
        self.go(self.cursor);
        self.take_pen(Pen::default());
        self.put(code);
        Ok(())
    }

    fn size(&self) -> Result<Size, Infallible> {
        Ok(self.size)
    }

    fn window_size(&mut self) -> Result<WindowSize, Infallible> {
        Ok(WindowSize { columns_rows: self.size, pixels: Size::ZERO })
    }

    /// Nothing: the frame leaves by `take_frame`.
    fn flush(&mut self) -> Result<(), Infallible> {
        Ok(())
    }
}
