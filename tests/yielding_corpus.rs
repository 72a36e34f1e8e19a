//! Functions that yield do what the same statements do in any other function: a corpus of what people write.

#[path = "yielding/harness.rs"]
#[macro_use]
mod harness;

#[path = "yielding/std.rs"]
mod of_std;

#[path = "yielding/files.rs"]
mod of_files;

#[path = "yielding/database.rs"]
mod of_databases;

#[path = "yielding/tokio.rs"]
mod of_tokio;

#[test]
#[should_panic(expected = "run 0, the block fails: false")]
fn a_difference_is_found() {
    let early = || {
        drop(harness::Noisy("guard"));
        harness::note("body");
        Ok(())
    };
    let late = || {
        let _guard = harness::Noisy("guard");
        harness::note("body");
        Ok(())
    };
    harness::assert_same(&[early], &[late]);
}
