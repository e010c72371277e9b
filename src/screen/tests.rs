use proptest::prelude::*;
use ratatui::Terminal;
use ratatui::layout::Rect;
use ratatui::style::{Color, Modifier, Style};

use super::*;

/// Our frames on one side, a terminal that obeys them on the other.
struct Pair {
    ours: Terminal<Screen>,
    theirs: vt100::Parser,
}

impl Pair {
    fn new(width: u16, height: u16) -> Self {
        let screen = Screen::new(Size::new(width, height), Colors::True);
        let Ok(ours) = Terminal::new(screen);
        let mut theirs = vt100::Parser::new(height, width, 0);
        theirs.process(enter());
        Self { ours, theirs }
    }

    fn resize(&mut self, width: u16, height: u16) {
        self.ours.backend_mut().resize(width, height);
        self.theirs.screen_mut().set_size(height, width);
    }

    /// Draws, lets the terminal obey, and returns the buffer and the bytes it took.
    fn draw(&mut self, render: impl FnOnce(&mut ratatui::Frame<'_>)) -> (Buffer, Vec<u8>) {
        let Ok(frame) = self.ours.draw(|frame| {
            render(frame);
            mend_halves(frame.buffer_mut());
        });
        let buffer = frame.buffer.clone();
        let bytes = self.ours.backend_mut().take_frame();
        self.theirs.process(&bytes);
        (buffer, bytes)
    }

    fn cost(&mut self, lines: &[String]) -> usize {
        let (_, bytes) = self.draw(|frame| {
            for (y, line) in lines.iter().enumerate() {
                frame.buffer_mut().set_string(0, y as u16, line, Style::new());
            }
        });
        bytes.len()
    }

    fn assert_same(&self, buffer: &Buffer) {
        for y in 0..buffer.area.height {
            for x in 0..buffer.area.width {
                assert_same_cell(&buffer[(x, y)], self.theirs.screen(), x, y);
            }
        }
    }
}

fn line(text: &str, style: Style) -> impl FnOnce(&mut ratatui::Frame<'_>) {
    move |frame| {
        frame.buffer_mut().set_string(0, 0, text, style);
    }
}

fn assert_same_cell(cell: &Cell, screen: &vt100::Screen, x: u16, y: u16) {
    let seen = screen.cell(y, x).expect("both are of one size");
    let place = format!("column {x}, row {y}\n{}", screen.contents());
    assert_eq!(seen.is_wide_continuation(), cell.symbol().is_empty(), "half at {place}");
    if cell.symbol().is_empty() {
        return;
    }
    assert_eq!(seen.is_wide(), text::columns(cell.symbol()) == 2, "width at {place}");
    assert_eq!(seen.contents().trim_start(), cell.symbol().trim_start(), "text at {place}");
    assert_eq!(seen.bgcolor(), seen_color(cell.bg), "background at {place}");
    assert_eq!(seen.inverse(), cell.modifier.contains(Modifier::REVERSED), "inverse at {place}");
    let underlined = cell.modifier.contains(Modifier::UNDERLINED);
    assert_eq!(seen.underline(), underlined, "underline at {place}");
    if cell.symbol() == " " {
        return;
    }
    assert_eq!(seen.fgcolor(), seen_color(cell.fg), "foreground at {place}");
    if cell.modifier.contains(Modifier::BOLD | Modifier::DIM) {
        // This terminal knows either, not both.
        return;
    }
    assert_eq!(seen.bold(), cell.modifier.contains(Modifier::BOLD), "bold at {place}");
    assert_eq!(seen.dim(), cell.modifier.contains(Modifier::DIM), "dim at {place}");
}

fn seen_color(color: Color) -> vt100::Color {
    match color {
        Color::Reset => vt100::Color::Default,
        Color::Red => vt100::Color::Idx(1),
        Color::White => vt100::Color::Idx(15),
        Color::Indexed(index) => vt100::Color::Idx(index),
        Color::Rgb(r, g, b) => vt100::Color::Rgb(r, g, b),
        other => unreachable!("{other} is not among the colors drawn here"),
    }
}

#[derive(Debug, Clone)]
enum Step {
    Frame { texts: Vec<(u16, u16, String, Style)>, cursor: Option<(u16, u16)> },
    Resize(u16, u16),
    Clear,
}

fn style() -> impl Strategy<Value = Style> {
    let color = || {
        prop_oneof![
            4 => Just(Color::Reset),
            1 => Just(Color::Red),
            1 => Just(Color::White),
            1 => Just(Color::Indexed(200)),
            1 => Just(Color::Rgb(1, 2, 3)),
        ]
    };
    let modifier = prop_oneof![
        3 => Just(Modifier::empty()),
        1 => Just(Modifier::BOLD),
        1 => Just(Modifier::DIM | Modifier::UNDERLINED),
        1 => Just(Modifier::REVERSED),
    ];
    (color(), color(), modifier)
        .prop_map(|(fg, bg, modifier)| Style::new().fg(fg).bg(bg).add_modifier(modifier))
}

fn step() -> impl Strategy<Value = Step> {
    let words = prop::sample::select(vec![
        "a", "中", "文", " ", "      ", "e\u{301}", "ｶ", "—", "bcd", "한", "│",
    ]);
    let text = prop::collection::vec(words, 1..8).prop_map(|words| words.concat());
    let texts = prop::collection::vec((0u16..24, 0u16..6, text, style()), 0..12);
    let cursor = prop::option::of((0u16..24, 0u16..6));
    prop_oneof![
        12 => (texts, cursor).prop_map(|(texts, cursor)| Step::Frame { texts, cursor }),
        1 => (1u16..24, 1u16..6).prop_map(|(width, height)| Step::Resize(width, height)),
        1 => Just(Step::Clear),
    ]
}

fn render(frame: &mut ratatui::Frame<'_>, texts: &[(u16, u16, String, Style)]) {
    let area = frame.area();
    for (x, y, text, style) in texts.iter().filter(|(x, y, ..)| area.contains((*x, *y).into())) {
        frame.buffer_mut().set_string(*x, *y, text, *style);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_frames_leave_the_terminal_showing_the_buffer(
        steps in prop::collection::vec(step(), 1..12)
    ) {
        let mut pair = Pair::new(20, 5);
        for step in steps {
            match step {
                Step::Resize(width, height) => pair.resize(width, height),
                Step::Clear => {
                    let Ok(()) = pair.ours.clear();
                }
                Step::Frame { texts, cursor } => {
                    let (buffer, _) = pair.draw(|frame| {
                        render(frame, &texts);
                        if let Some(place) = cursor {
                            frame.set_cursor_position(place);
                        }
                    });
                    pair.assert_same(&buffer);
                    let screen = pair.theirs.screen();
                    prop_assert_eq!(screen.hide_cursor(), cursor.is_none());
                    if let Some((x, y)) = cursor {
                        let (width, height) = (buffer.area.width, buffer.area.height);
                        let place = (y.min(height - 1), x.min(width - 1));
                        prop_assert_eq!(screen.cursor_position(), place);
                    }
                }
            }
        }
    }

    #[test]
    fn hostile_cells_emit_no_control_byte_but_ours(
        symbol in ".{0,6}|[\u{0}-\u{1f}\u{7f}-\u{9f}\u{61c}\u{200e}\u{200f}\u{202a}-\u{202e}\u{2066}-\u{2069}]"
    ) {
        let mut screen = Screen::new(Size::new(8, 1), Colors::True);
        let mut cell = Cell::default();
        cell.set_symbol(&symbol);
        let Ok(()) = screen.draw([(2, 0, &cell)].into_iter());
        let mut printed = String::from_utf8(screen.take_frame()).expect("frames are UTF-8");
        for ours in ["\x1b[?2026h", "\x1b[?2026l", "\x1b[1;3H", "\x1b[m", "\x1b[K"] {
            printed = printed.replace(ours, "");
        }
        let unfit = |c: char| c.is_control() || "\u{202e}\u{2066}\u{200f}\u{61c}".contains(c);
        prop_assert!(!printed.contains(unfit), "{printed:?} of {symbol:?}");
    }
}

#[test]
fn halves_of_wide_characters_never_stay_behind() {
    let pages = ["中文字", "a文字", "中 b字", "ab中文", " 中文", "中文字", "x", "中中中", " 文文"];
    for style in [Style::new(), Style::new().reversed(), Style::new().bg(Color::Red)] {
        let mut pair = Pair::new(7, 1);
        for (at, page) in pages.iter().enumerate() {
            let style = if at % 2 == 0 { style } else { Style::new() };
            let (buffer, _) = pair.draw(line(page, style));
            pair.assert_same(&buffer);
        }
    }
}

#[test]
fn a_wide_character_cut_by_an_edge_is_blanked() {
    let mut buffer = Buffer::empty(Rect::new(0, 0, 5, 1));
    buffer.set_string(0, 0, "中文", Style::new());
    buffer[(1, 0)].set_symbol("│");
    buffer[(4, 0)].set_symbol("字");
    mend_halves(&mut buffer);
    let symbols: Vec<&str> = buffer.content.iter().map(Cell::symbol).collect();
    assert_eq!(symbols, [" ", "│", "文", "", " "]);
}

#[test]
fn an_unchanged_frame_is_no_bytes() {
    let mut pair = Pair::new(20, 3);
    let draw = |frame: &mut ratatui::Frame<'_>| {
        frame.buffer_mut().set_string(3, 1, "中文 abc", Style::new().bold());
        frame.set_cursor_position((5, 2));
    };
    assert!(!pair.draw(draw).1.is_empty());
    assert_eq!(pair.draw(draw).1, b"");
}

#[test]
fn a_moved_cursor_is_a_frame_of_its_own() {
    let mut pair = Pair::new(20, 3);
    pair.draw(|frame| frame.set_cursor_position((5, 0)));
    let (_, bytes) = pair.draw(|frame| frame.set_cursor_position((9, 0)));
    assert_eq!(bytes, b"\x1b[?2026h\x1b[4C\x1b[?2026l");
}

/// A list such as people page through: names, regions, dates, amounts.
fn page(of: usize) -> Vec<String> {
    let names = [
        "河北省重点研发计划国际合作专项",
        "中韩青年科学家交流计划",
        "京津冀技术转移协同创新联盟基金",
        "长三角科技成果转化引导资金（第三批）",
        "国家自然科学基金委员会中德中心",
    ];
    (0..40)
        .map(|row| {
            let name = names[(row * 3 + of) % names.len()];
            let region = ["河北", "北京", "上海"][(row + of) % 3];
            let gap = " ".repeat(44 - usize::from(text::columns(name)));
            let day = (row + of) % 28 + 1;
            let months = (row * 7 + of) % 12 + 1;
            let state = ["征集中", "已截止", "未开始"][(row * 2 + of) % 3];
            format!("  {name}{gap}{region}  2026-{months:02}-{day:02}  {state}  {day}0 万元  科技厅国际合作处")
        })
        .collect()
}

#[test]
fn a_page_of_chinese_stays_under_4800_bytes() {
    let mut pair = Pair::new(120, 40);
    pair.cost(&page(0));
    let cost = pair.cost(&page(1));
    assert!((3000..4800).contains(&cost), "{cost} bytes");
}

#[test]
fn moving_the_marker_of_a_list_costs_less_than_80_bytes() {
    let mut pair = Pair::new(120, 40);
    let mut draw = |selected: u16| {
        let (_, bytes) = pair.draw(|frame| {
            for (y, line) in page(0).iter().enumerate() {
                frame.buffer_mut().set_string(0, y as u16, line, Style::new());
            }
            let marker = Style::new().fg(Color::Red).bold();
            frame.buffer_mut().set_string(0, selected, "▌", marker);
            frame.set_cursor_position((0, selected));
        });
        bytes.len()
    };
    draw(8);
    for selected in [9, 10, 9, 20] {
        let cost = draw(selected);
        assert!(cost < 80, "{cost} bytes");
    }
}

#[test]
fn the_tail_of_a_row_is_erased_not_overwritten() {
    let mut pair = Pair::new(60, 2);
    pair.cost(&["a word and a long tail behind it".to_owned(), "below".to_owned()]);
    let (buffer, bytes) = pair.draw(|frame| {
        frame.buffer_mut().set_string(0, 0, "a", Style::new());
        frame.buffer_mut().set_string(0, 1, "below", Style::new());
    });
    pair.assert_same(&buffer);
    assert!(bytes.windows(3).any(|window| window == ERASE_TO_END_OF_ROW), "{bytes:?}");
    assert!(bytes.len() < 40, "{} bytes", bytes.len());
}

#[test]
fn wide_characters_in_a_row_need_no_moves() {
    let mut pair = Pair::new(40, 1);
    let (_, bytes) = pair.draw(line("中文字中文字", Style::new()));
    let expected = "\x1b[?2026h\x1b[1H\x1b[m中文字中文字\x1b[?2026l";
    assert_eq!(String::from_utf8_lossy(&bytes), expected);
}

#[test]
fn disputed_widths_are_blanked_first_and_the_place_said_anew() {
    let mut pair = Pair::new(9, 1);
    let text = "\u{2328}\u{fe0f}a";
    let (_, bytes) = pair.draw(line(text, Style::new()));
    let expected = "\x1b[?2026h\x1b[1H\x1b[m  \x1b[1H\u{2328}\u{fe0f}\x1b[1;3Ha\x1b[?2026l";
    assert_eq!(String::from_utf8_lossy(&bytes), expected);
}

#[test]
fn entering_and_leaving_undo_each_other() {
    let mut terminal = vt100::Parser::new(3, 20, 0);
    terminal.process(b"before");
    terminal.process(enter());
    let screen = terminal.screen();
    assert!(screen.alternate_screen() && screen.bracketed_paste() && screen.hide_cursor());
    terminal.process(b"\x1b[?2026h\x1b[1;31mhalf a fra");
    terminal.process(leave());
    let screen = terminal.screen();
    assert!(!screen.alternate_screen() && !screen.bracketed_paste() && !screen.hide_cursor());
    assert_eq!(screen.contents(), "before");
    assert_eq!((screen.bold(), screen.fgcolor()), (false, vt100::Color::Default));
}

#[test]
fn a_title_is_sent_once_and_cleaned() {
    let mut screen = Screen::new(Size::new(9, 1), Colors::None);
    screen.set_title("基金\x07\x1b]0;x");
    screen.set_title("基金\x07\x1b]0;x");
    let frame = String::from_utf8(screen.take_frame()).expect("frames are UTF-8");
    assert_eq!(frame, "\x1b[?2026h\x1b]2;基金]0;x\x1b\\\x1b[?2026l");
    assert_eq!(screen.take_frame(), b"");
}

#[test]
fn one_cell_is_enough_of_a_screen() {
    let mut pair = Pair::new(1, 1);
    pair.draw(line("中", Style::new()));
    let (buffer, _) = pair.draw(line("a", Style::new()));
    pair.assert_same(&buffer);
}

#[test]
fn clearing_mends_what_another_program_did() {
    let mut pair = Pair::new(20, 2);
    let draw = |frame: &mut ratatui::Frame<'_>| {
        frame.buffer_mut().set_string(3, 1, "abc", Style::new());
        frame.set_cursor_position((5, 1));
    };
    pair.draw(draw);
    pair.theirs.process(b"\x1b[?25l\x1b[1;41m\x1b[Hothers' words");
    let Ok(()) = pair.ours.clear();
    let (buffer, _) = pair.draw(draw);
    pair.assert_same(&buffer);
    assert!(!pair.theirs.screen().hide_cursor());
}

#[test]
fn being_told_the_same_size_again_believes_no_cell_blank() {
    let mut pair = Pair::new(20, 1);
    pair.draw(line("abcdef      x", Style::new()));
    pair.resize(20, 1);
    let (buffer, _) = pair.draw(line("a           x", Style::new()));
    pair.assert_same(&buffer);
}

#[test]
fn the_shortest_plainly_right_move_is_taken() {
    let from = |x, y, to: (u16, u16)| steps(Position::new(x, y), to.into(), 80);
    assert_eq!(from(3, 1, (4, 1)).as_deref(), Some("\x1b[C"));
    assert_eq!(from(3, 1, (9, 1)).as_deref(), Some("\x1b[6C"));
    assert_eq!(from(9, 1, (7, 1)).as_deref(), Some("\x08\x08"));
    assert_eq!(from(70, 1, (7, 1)).as_deref(), Some("\x1b[8G"));
    assert_eq!(from(9, 1, (0, 3)).as_deref(), Some("\r\n\n"));
    assert_eq!(from(9, 1, (9, 2)).as_deref(), Some("\n"));
    assert_eq!(from(9, 1, (9, 0)), None, "upward is said absolutely");
}

#[test]
fn past_the_last_column_only_a_return_is_safe() {
    let past = |to: (u16, u16)| steps(Position::new(80, 1), to.into(), 80);
    assert_eq!(past((0, 2)).as_deref(), Some("\r\n"));
    assert_eq!(past((79, 1)), None);
    assert_eq!(past((4, 1)), None);
}

#[test]
fn a_copy_reaches_the_terminal_through_a_multiplexer_too() {
    let mut screen = Screen::new(Size::new(10, 2), Colors::Ansi);
    screen.copy("丰田", Within::Nothing);
    let plain = "\x1b]52;c;5Liw55Sw\x1b\\";
    assert_eq!(screen.take_frame(), format!("\x1b[?2026h{plain}\x1b[?2026l").into_bytes());
    screen.copy("丰田", Within::Tmux);
    let wrapped = "\x1bPtmux;\x1b\x1b]52;c;5Liw55Sw\x1b\x1b\\\x1b\\";
    assert_eq!(screen.take_frame(), format!("\x1b[?2026h{plain}{wrapped}\x1b[?2026l").into_bytes());
}

#[test]
fn a_copy_goes_through_gnu_screen_in_pieces_that_it_hands_on() {
    let mut screen = Screen::new(Size::new(10, 2), Colors::Ansi);
    screen.copy(&"丰田".repeat(300), Within::Screen);
    let sent = String::from_utf8(screen.take_frame()).expect("all is text");
    assert!(!sent.contains("tmux;"));
    let pieces: Vec<&str> = sent.split("\x1bP").skip(1).collect();
    assert!(pieces.len() > 1 && pieces.iter().all(|piece| piece.len() < 768));
    let whole: String = pieces.iter().filter_map(|piece| piece.split("\x1b\\").next()).collect();
    let text = "5Liw55Sw".repeat(300);
    assert_eq!(whole, format!("\x1b]52;c;{text}\x07"));
}
