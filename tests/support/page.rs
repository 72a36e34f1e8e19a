//! What the guide's pages show is what the tests compile and run.

/// The blocks of a page that begin with this line of backticks, but for what is hidden there.
pub fn shown(page: &str, fence: &str) -> Vec<String> {
    let mut lines = page.lines();
    let mut blocks = Vec::new();
    while let Some(line) = lines.next() {
        if line.starts_with("```") {
            let block: Vec<_> = lines.by_ref().take_while(|&line| line != "```").collect();
            if line == fence {
                let shown = block.into_iter().filter(|line| !line.starts_with("# "));
                blocks.push(shown.collect::<Vec<_>>().join("\n"));
            }
        }
    }
    blocks
}

/// That these blocks stand in the source, to the letter.
#[track_caller]
pub fn assert_in(source: &str, blocks: &[String]) {
    for block in blocks {
        assert!(source.contains(block.as_str()), "{block}");
    }
}
