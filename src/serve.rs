//! The host of many sessions on one store: what comes over its lines, and who may sit there.

pub mod decode;
