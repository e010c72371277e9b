//! Texts in a Markdown document.

/// A text with what Markdown or HTML would take for a mark of its own escaped.
pub fn markdown(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\n' => escaped.push_str("<br>"),
            '\\' | '|' | '<' | '*' | '_' | '`' | '[' => escaped.extend(['\\', c]),
            _ => escaped.push(c),
        }
    }
    escaped
}
