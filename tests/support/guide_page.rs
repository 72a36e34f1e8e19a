//! The guide's page `messages`, read.

const PAGE: &str = include_str!("../../scoped-core/src/guide/messages.md");

/// A heading of the page, and the messages that mean the same.
pub(crate) struct Section {
    pub(crate) messages: Vec<&'static str>,
    pub(crate) text: &'static str,
}

pub(crate) fn sections() -> Vec<Section> {
    PAGE.split("\n## ")
        .skip(1)
        .map(|text| {
            let (heading, text) = text.split_once('\n').unwrap();
            let also = text
                .lines()
                .filter_map(|line| line.strip_prefix("- also: "));
            Section {
                messages: [heading].into_iter().chain(also).collect(),
                text,
            }
        })
        .collect()
}

/// Whether a message is the one of a heading, where each `..` stands for anything but nothing.
pub(crate) fn is_message(heading: &str, message: &str) -> bool {
    match heading.split_once("..") {
        None => heading == message,
        Some((before, behind)) => message.strip_prefix(before).is_some_and(|rest| {
            let ends = rest.char_indices().skip(1).map(|(end, _)| end);
            ends.chain([rest.len()])
                .filter(|end| *end > 0)
                .any(|end| is_message(behind, &rest[end..]))
        }),
    }
}
