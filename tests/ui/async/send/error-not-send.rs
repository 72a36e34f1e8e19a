#[path = "../support.rs"]
mod support;
use support::*;

type Local = std::rc::Rc<u32>;

async fn run() -> Result<(), Local> {
    with!(async Conn as c => {
        if c.ping().await.is_err() {
            return Err(Local::new(1));
        }
    });
    Ok(())
}

fn main() {
    spawn(async {
        let _ = run().await;
    });
}
