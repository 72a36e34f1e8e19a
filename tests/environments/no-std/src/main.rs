//! The corpus without `std`. What fails in it ends the process with exit code 1.

#![no_std]
#![no_main]

use scoped_core as scoped;

#[path = "../../corpus/by_its_name.rs"]
mod by_its_name;
#[path = "../../corpus/mod.rs"]
mod corpus;

unsafe extern "C" {
    fn exit(code: core::ffi::c_int) -> !;
}

#[unsafe(no_mangle)]
extern "C" fn main() -> core::ffi::c_int {
    corpus::run();
    by_its_name::run();
    0
}

#[panic_handler]
fn panic(_: &core::panic::PanicInfo<'_>) -> ! {
    // SAFETY: it is called once, by the only thread.
    unsafe { exit(1) }
}
