//! `liaison`: a terminal dashboard for the coordinators of a university's technology-transfer
//! offices. The modules, from the ground up:
//!
//! - [`value`]: the cell types.

pub mod value;
