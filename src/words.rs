//! Every word the program says that is not a field's, in English and Chinese, by the room
//! that says it.

pub mod ask;
pub mod brief;
pub mod clash;
pub mod command;
pub mod copy;
pub mod draft;
pub mod exchange;
pub mod filter;
pub mod form;
pub mod history;
pub mod home;
pub mod insight;
pub mod keep;
pub mod list;
pub mod look;
pub mod manual;
pub mod others;
pub mod people;
pub mod record_page;
pub mod screen;
pub mod serve;
pub mod store;
pub mod work;
