#[path = "../support.rs"]
mod support;
use support::*;

fn run<M: AsyncContextManager<Exit = ()> + Send + 'static>(manager: M) {
    spawn(async {
        with!(async manager => {
            pause().await;
        });
    });
}

fn main() {}
