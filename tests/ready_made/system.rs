//! What std has, and the working directory.

mod chdir;
mod child;
mod locks;
mod writers;
