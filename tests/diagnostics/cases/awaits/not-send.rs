pub fn run() {
    spawn(async {
        with!(async conn() as t => {
            let r = std::rc::Rc::new(1);
            let _ = t.ping().await;
            drop(r);
        });
    });
}
