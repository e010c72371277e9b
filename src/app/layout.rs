//! Where what stands on the screen: worked out from its size alone, so that keys and drawing
//! agree.

use ratatui::layout::Rect;

/// Below this nothing useful fits.
pub const LEAST: (u16, u16) = (40, 10);
/// From this width on two things stand beside each other: the record and the list.
pub const BESIDE: u16 = 110;
/// From this height on it is shown below the list, where there is no room beside.
const BELOW: u16 = 34;

/// The areas of the screen.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Areas {
    /// The tabs.
    pub tabs: Rect,
    /// The title of the pane.
    pub title: Rect,
    /// The list with its headings, or the page.
    pub main: Rect,
    /// The page, if one is shown in place of a list.
    pub page: Rect,
    /// The record beside the list, or below it.
    pub beside: Option<Rect>,
    /// The full name of the selected record.
    pub name: Rect,
    /// What is known of it, or what happened last.
    pub status: Rect,
    /// The hints.
    pub footer: Rect,
}

impl Areas {
    /// The areas of a screen; `beside` if a list wants the record beside it.
    pub fn of((width, height): (u16, u16), beside: bool) -> Self {
        let row = |y: u16| Rect {
            x: 0,
            y: y.min(height.saturating_sub(1)),
            width,
            height: 1.min(height),
        };
        let body = Rect { x: 0, y: 2.min(height), width, height: height.saturating_sub(5) };
        let (main, beside) = if beside && width >= BESIDE {
            let left = (width * 11 / 20).max(64);
            let rest = Rect { x: left + 1, width: width - left - 1, ..body };
            (Rect { width: left - 1, ..body }, Some(rest))
        } else if beside && height >= BELOW {
            let upper = body.height * 11 / 20;
            let rest = Rect { y: body.y + upper + 1, height: body.height - upper - 1, ..body };
            (Rect { height: upper, ..body }, Some(rest))
        } else {
            (body, None)
        };
        Self {
            tabs: row(0),
            title: row(1),
            main,
            page: Rect { y: 1.min(height), height: height.saturating_sub(3), ..body },
            beside,
            name: row(height.saturating_sub(3)),
            status: row(height.saturating_sub(2)),
            footer: row(height.saturating_sub(1)),
        }
    }

    /// The areas of a screen that is all page: only what happened and the hints stand below.
    pub fn whole((width, height): (u16, u16)) -> Self {
        let page = Rect { x: 0, y: 0, width, height: height.saturating_sub(2) };
        Self { page, ..Self::of((width, height), false) }
    }

    /// How many rows of a list are shown: one line is the headings.
    pub fn rows(&self) -> usize {
        usize::from(self.main.height.saturating_sub(1))
    }

    /// How many lines of a page are shown.
    pub fn page_rows(&self) -> usize {
        usize::from(self.page.height)
    }

    /// The box of a popup list.
    pub fn popup(size: (u16, u16)) -> Rect {
        let width = size.0.saturating_sub(4).min(76);
        let height = size.1.saturating_sub(4).min(30);
        Rect { x: (size.0 - width) / 2, y: 2.min(size.1), width, height }
    }

    /// How many entries a popup list shows.
    pub fn popup_rows(size: (u16, u16)) -> usize {
        usize::from(Self::popup(size).height.saturating_sub(4))
    }

    /// How many lines of what would change a question shows.
    pub fn preview_rows(size: (u16, u16)) -> usize {
        usize::from(size.1.saturating_sub(8))
    }

    /// How many lines of what is to be decided are shown: between a title and the status.
    pub fn decision_rows(size: (u16, u16)) -> usize {
        usize::from(size.1.saturating_sub(4))
    }

    /// How many values the bars show: over them how many were counted.
    pub fn bar_rows(size: (u16, u16)) -> usize {
        Self::popup_rows(size) + 1
    }

    /// How many of what could come next in a filter are shown.
    pub fn offer_rows(size: (u16, u16)) -> usize {
        usize::from(size.1.saturating_sub(11).min(8))
    }

    /// How many hits the look-up shows: below them a preview.
    pub fn hit_rows(size: (u16, u16)) -> usize {
        usize::from(size.1.saturating_sub(8))
    }
}

/// Whether a screen is too small for more than a sentence.
pub fn is_too_small((width, height): (u16, u16)) -> bool {
    width < LEAST.0 || height < LEAST.1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_area_lies_on_the_screen_whatever_its_size() {
        for width in 0..130 {
            for height in 0..45 {
                for beside in [false, true] {
                    let areas = Areas::of((width, height), beside);
                    let screen = Rect { x: 0, y: 0, width, height };
                    let all = [
                        areas.tabs,
                        areas.title,
                        areas.main,
                        areas.page,
                        areas.name,
                        areas.status,
                        areas.footer,
                    ];
                    for area in all.into_iter().chain(areas.beside) {
                        assert_eq!(
                            screen.intersection(area).area(),
                            area.area(),
                            "{width}x{height} {area:?}"
                        );
                    }
                    assert!(Areas::popup((width, height)).right() <= width);
                }
            }
        }
    }
}
