use super::draw;
use crate::app::form::fixture::Office;
use crate::value::{Lang, width, words};
use crossterm::event::KeyCode;
use insta::assert_snapshot;
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::layout::Rect;

struct Screen {
    terminal: Terminal<TestBackend>,
}

fn shown(office: &Office, width: u16, height: u16, lang: Lang) -> Screen {
    let mut terminal = Terminal::new(TestBackend::new(width, height)).expect("a screen");
    let area = Rect::new(0, 0, width, height);
    terminal
        .draw(|frame| draw(&office.form, frame, area, &office.desk.0, lang))
        .expect("a test screen takes everything");
    Screen { terminal }
}

impl Screen {
    /// Every line between its edges, as a terminal shows it.
    fn text(&self) -> String {
        let all = self.terminal.backend().buffer().area;
        let lines = (0..all.height).map(|y| format!("¦{}¦", self.cells(0..all.width, y)));
        lines.collect::<Vec<_>>().join("\n")
    }

    fn cells(&self, columns: std::ops::Range<u16>, y: u16) -> String {
        let buffer = self.terminal.backend().buffer();
        let (mut text, mut covered) = (String::new(), 0);
        for x in columns {
            if x >= covered {
                let symbol = buffer[(x, y)].symbol();
                text.push_str(symbol);
                covered = x + width(symbol) as u16;
            }
        }
        text
    }

    /// The line in which the cursor stands, up to it.
    fn before_cursor(&mut self) -> String {
        let at = self.terminal.get_cursor_position().expect("a cursor");
        self.cells(0..at.x, at.y)
    }
}

fn busy() -> Office {
    let mut office = Office::edit("fund-1");
    office.fill("category", "loan");
    office.to("name");
    office.ctrl('s');
    office.fill("administrator", "Acme");
    office.code(KeyCode::Enter);
    office.fill("governance", "led");
    office
}

#[test]
fn an_edited_record_at_80_cells() {
    let mut office = Office::edit("fund-1");
    office.fill("category", "loan");
    office.to("name");
    office.ctrl('s');
    office.fill("governance", "led");
    assert_snapshot!(shown(&office, 80, 24, Lang::En).text(), @r#"
    ¦ Edit fund  Hebei fund                                             fund-1 rev 1 ¦
    ¦ ────────────────────────────────────────────────────────────────────────────── ¦
    ¦   Name          Hebei fund                                                     ¦
    ¦   Chinese name  -                                                              ¦
    ¦ ! Category      loan                       ! “loan” is not one of: regional, … ¦
    ¦   Form          fund                                                           ¦
    ¦ > Governance    led                                                            ¦
    ¦                 > local-led  led by local government, benefiting enterprises … ¦
    ¦                   co-led     co-led by university and local government, benef… ¦
    ¦   Regions       Hebei                                                          ¦
    ¦   Ends          -                                                              ¦
    ¦   Status        -                                                              ¦
    ¦                                                                                ¦
    ¦   ▸ 23 more fields (Partner organizations, Administering organization, …)      ¦
    ¦                                                                                ¦
    ¦   [ Save ]  [ Leave ]                                                          ¦
    ¦                                                                                ¦
    ¦                                                                                ¦
    ¦                                                                                ¦
    ¦                                                                                ¦
    ¦ ────────────────────────────────────────────────────────────────────────────── ¦
    ¦ Governance: led by local government, benefiting enterprises directly           ¦
    ¦ ↑↓ choose, Enter takes it, Esc closes                                          ¦
    ¦ 1 field to correct before saving: Category                                     ¦
    "#);
}

#[test]
fn an_edited_record_in_chinese() {
    assert_snapshot!(shown(&busy(), 80, 24, Lang::Zh).text(), @r#"
    ¦ 修改合作基金  Hebei fund                                        fund-1 第 1 版 ¦
    ¦ ────────────────────────────────────────────────────────────────────────────── ¦
    ¦   英文名称        Hebei fund                                                   ¦
    ¦   名称            -                                                            ¦
    ¦ ! 类别            loan                       ! “loan”不在选项中：地方、国际联… ¦
    ¦   形式            fund                       = 基金                            ¦
    ¦ > 管理原则        led                                                          ¦
    ¦                   > 地方主导  地方主导、企业直接受益                           ¦
    ¦                     校地共管  校地共管、校企共同受益                           ¦
    ¦   地区            Hebei                                                        ¦
    ¦   截止            -                                                            ¦
    ¦   状态            -                                                            ¦
    ¦   合作单位        -                                                            ¦
    ¦   管理单位        Acme                       新建“Acme”                        ¦
    ¦   校内单位        -                                                            ¦
    ¦   宗旨            -                                                            ¦
    ¦   申请要求        -                                                            ¦
    ¦   范围            -                                                            ¦
    ¦   研究领域        -                                                            ¦
    ¦   承诺金额        -                                                            ¦
    ¦ ────────────────────────────────────────────────────────────────────────────── ¦
    ¦ 管理原则：地方主导、企业直接受益。↑↓ 选择，回车选定，Esc 收起                  ¦
    ¦                                                                                ¦
    ¦ 保存前须改正 1 项：类别                                                        ¦
    "#);
}

#[test]
fn a_new_record_on_a_narrow_screen() {
    let mut office = Office::add("project");
    office.fill("starts", "2026-11-27");
    office.to("parties").code(KeyCode::Enter);
    office.write("toy");
    assert_snapshot!(shown(&office, 60, 20, Lang::En).text(), @r#"
    ¦ Add project                                                ¦
    ¦ ────────────────────────────────────────────────────────── ¦
    ¦   Chinese name   -                                         ¦
    ¦   Category       -                                         ¦
    ¦   Stage          -                                         ¦
    ¦   Lead unit      -                                         ¦
    ¦ > Parties 1      toy                                       ¦
    ¦                  > Toyota      organization-2              ¦
    ¦                    Toyota      organization-3              ¦
    ¦                    make "toy"                              ¦
    ¦     role         -                                         ¦
    ¦     contributes  -                                         ¦
    ¦                  + another                                 ¦
    ¦   Sites          -                                         ¦
    ¦   Starts         2026-11-27                                ¦
    ¦                                                            ¦
    ¦ ────────────────────────────────────────────────────────── ¦
    ¦ Parties 1: ↑↓ choose, Enter takes it, Esc closes           ¦
    ¦                                                            ¦
    ¦                                                            ¦
    "#);
}

#[test]
fn the_rest_of_the_fields_are_named_as_far_as_there_is_room() {
    let mut office = Office::add("project");
    office.down_to_more();
    assert_snapshot!(shown(&office, 80, 20, Lang::En).text(), @r#"
    ¦ Add project                                                                    ¦
    ¦ ────────────────────────────────────────────────────────────────────────────── ¦
    ¦   Name          -                                                              ¦
    ¦   Chinese name  -                                                              ¦
    ¦   Category      -                                                              ¦
    ¦   Stage         -                                                              ¦
    ¦   Lead unit     -                                                              ¦
    ¦   Parties       -                                                              ¦
    ¦   Sites         -                                                              ¦
    ¦   Starts        -                                                              ¦
    ¦                                                                                ¦
    ¦ > ▸ 22 more fields (Pattern, Units, Funding, Center, Agreement, Ends, …)       ¦
    ¦                                                                                ¦
    ¦   [ Save ]  [ Leave ]                                                          ¦
    ¦                                                                                ¦
    ¦                                                                                ¦
    ¦ ────────────────────────────────────────────────────────────────────────────── ¦
    ¦ Enter or ↓ shows them                                                          ¦
    ¦                                                                                ¦
    ¦                                                                                ¦
    "#);
}

#[test]
fn the_cursor_stands_at_the_caret_behind_wide_signs_and_in_long_texts() {
    let mut office = Office::edit("fund-1");
    office.fill("name", "清华大学a");
    let screen = |office: &Office| shown(office, 80, 24, Lang::En).before_cursor();
    assert!(screen(&office).ends_with("清华大学a"));
    office.code(KeyCode::Left);
    office.code(KeyCode::Left);
    assert!(screen(&office).ends_with("清华大"));
    office.write(&"华年".repeat(100));
    let line = screen(&office);
    assert!(line.ends_with("华年") && width(&line) < 80, "{line}");
    office.code(KeyCode::Home);
    assert!(screen(&office).trim_end().ends_with("Name"));
}

#[test]
fn the_cursor_stands_in_notes() {
    let mut office = Office::edit("fund-1");
    office.to("notes").write("one");
    office.code(KeyCode::Enter);
    office.write("二三");
    assert!(shown(&office, 80, 24, Lang::En).before_cursor().ends_with(" 二三"));
}

#[test]
fn the_current_line_and_its_list_are_in_view_wherever_they_are() {
    for height in 9..30 {
        let mut office = Office::edit("fund-1");
        office.fill("confidential", "i");
        let mut screen = shown(&office, 60, height, Lang::En);
        assert!(screen.before_cursor().starts_with(" > Confidential"), "{height}");
        assert_eq!(screen.text().contains("> internal"), height > 7, "{height}");
    }
}

#[test]
fn what_is_said_does_not_depend_on_color() {
    let mut office = Office::edit("fund-1");
    office.fill("ends", "soon");
    office.to("name");
    let narrow = shown(&office, 60, 20, Lang::En).text();
    assert!(narrow.contains("¦ ! Ends"), "{narrow}");
    assert!(narrow.contains("1 field to correct before saving: Ends"));
    office.to("ends");
    assert!(shown(&office, 60, 20, Lang::En).text().contains("¦ ! "));
    office.code(KeyCode::Esc);
    assert!(shown(&office, 60, 20, Lang::En).text().contains("Not saved yet: "));
}

#[test]
fn what_is_wrong_with_notes_is_said_while_they_are_typed() {
    let mut office = Office::edit("fund-1");
    let wrong = words("too vague", "过于笼统").wrong(&[]);
    office.form.refuse(&[("notes", wrong)], "Not saved".to_owned(), &office.desk);
    assert!(shown(&office, 80, 24, Lang::En).text().contains("¦ ! too vague"));
}

#[test]
fn what_is_said_of_the_whole_is_read_in_full() {
    let mut office = Office::edit("fund-1");
    let said = "Not saved: no room for /home/office/liaison/journal/000001.log: the disk is full, \
        or a limit is reached (12 MiB are free). What was saved before is safe. Free some space, \
        then save again.";
    office.form.blocked(said.to_owned());
    for (columns, lines) in [(40, 20), (60, 20), (80, 24), (240, 24)] {
        let text = shown(&office, columns, lines, Lang::En).text();
        let read: String = text.replace(['¦', '\n'], " ").split_whitespace().collect();
        assert!(read.ends_with(&said.split_whitespace().collect::<String>()), "{text}");
    }
}

#[test]
fn a_long_name_in_a_list_leaves_room_for_its_id() {
    let mut office = Office::edit("fund-1");
    office.fill("administrator", "o");
    let narrow = shown(&office, 40, 20, Lang::En).text();
    assert!(narrow.contains("organization-2"), "{narrow}");
}

#[test]
fn no_screen_is_too_small() {
    let mut office = busy();
    for turn in 0..40 {
        for (width, height) in [(1, 1), (2, 9), (9, 2), (20, 6), (40, 8), (30, 7)] {
            shown(&office, width, height, Lang::Zh);
        }
        office.code(if turn % 3 == 0 { KeyCode::Enter } else { KeyCode::Down });
    }
}

#[test]
fn drawing_changes_nothing() {
    let mut office = busy();
    let first = shown(&office, 80, 24, Lang::En).text();
    shown(&office, 60, 20, Lang::Zh);
    assert_eq!(shown(&office, 80, 24, Lang::En).text(), first);
    office.to("notes").write("a note");
    let first = shown(&office, 80, 24, Lang::En).text();
    assert_eq!(shown(&office, 80, 24, Lang::En).text(), first);
}

#[test]
fn a_list_whose_only_entry_was_removed_is_drawn() {
    let mut office = Office::edit("center-1");
    office.to("partners").code(KeyCode::Enter);
    office.ctrl('d');
    let text = shown(&office, 80, 24, Lang::En).text();
    assert!(text.contains("> Partners") && text.contains("+ another"), "{text}");
}
