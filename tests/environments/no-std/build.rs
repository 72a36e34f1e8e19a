//! The C runtime calls `main`; without `std` nothing else asks for its library.

fn main() {
    println!("cargo::rustc-link-lib=c");
}
