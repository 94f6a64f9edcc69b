//! Callouts (`> [!NOTE]`) and containers (`::: name title`).

use crate::tree::{Element, NodeId, Tree};

/// The kinds of callouts that themes dress, with other words for them and their titles in Chinese.
const KINDS: [(&str, &[&str], &str); 5] = [
    ("note", &["info", "abstract", "summary", "tldr", "quote", "cite", "todo"], "说明"),
    ("tip", &["hint", "success", "check", "done", "example"], "提示"),
    ("important", &["question", "help", "faq"], "重要"),
    ("warning", &["attention", "warn"], "注意"),
    ("caution", &["danger", "error", "bug", "failure", "fail", "missing"], "警告"),
];

/// Containers that themes dress in their own way, though a callout may have the name, too.
const CONTAINERS: [&str; 4] = ["info", "success", "note", "quote"];

/// Turns the parser's callouts and containers into sections: `callout callout-KIND` with `p.callout-title`, and
/// `container NAME` with `p.container-title`. Containers named after a callout become one.
pub(super) fn name(tree: &mut Tree) {
    for block in tree.find(tree.root(), &["div"]) {
        // The parser says where its own blocks come from; the author's elements have no such attribute.
        if !tree.is(block, "div") || tree.attribute(block, "data-sourcepos").is_none() {
            continue;
        }
        if tree.has_class(block, "callout") {
            callout(tree, block);
        } else if let Some(words) = tree.element_mut(block).and_then(|element| element.take("class")) {
            container(tree, block, &words);
        }
    }
}

fn callout(tree: &mut Tree, block: NodeId) {
    let word = tree.attribute(block, "data-callout").unwrap_or_default().to_lowercase();
    let (kind, title) = kind(&word).unwrap_or((KINDS[0].0, None));
    let parts: Vec<NodeId> = tree.child_elements(block).collect();
    for part in parts {
        if tree.has_class(part, "callout-content") {
            tree.unwrap(part);
        } else if tree.has_class(part, "callout-title") {
            tree.rename(part, "p");
            trim(tree, part);
            // The parser writes the word itself where the author gave no title.
            if tree.text_content(part).eq_ignore_ascii_case(&word) {
                let text = tree.new_text(title.map_or_else(|| word.clone(), str::to_owned));
                while let Some(child) = tree.first_child(part) {
                    tree.detach(child);
                }
                tree.append(part, text);
            }
        }
    }
    dress(tree, block, &format!("callout callout-{kind}"));
}

fn container(tree: &mut Tree, block: NodeId, words: &str) {
    let (name, title) = words.split_once(char::is_whitespace).unwrap_or((words, ""));
    let name = name.to_lowercase();
    let (class, title_class, title) = match kind(&name).filter(|_| !CONTAINERS.contains(&name.as_str())) {
        Some((kind, own)) => {
            let title = if title.is_empty() { own.unwrap_or(&name) } else { title };
            (format!("callout callout-{kind}"), "callout-title", title.to_owned())
        }
        None => (format!("container {name}"), "container-title", title.trim().to_owned()),
    };
    if !title.is_empty() {
        let title = tree.new_labelled("p", title_class, title);
        tree.prepend(block, title);
    }
    dress(tree, block, &class);
}

/// The kind of callout that a word means, with its title where the word is the kind's own name.
fn kind(word: &str) -> Option<(&'static str, Option<&'static str>)> {
    KINDS.iter().find_map(|(kind, others, title)| {
        if *kind == word {
            Some((*kind, Some(*title)))
        } else {
            others.contains(&word).then_some((*kind, Some(*title)))
        }
    })
}

fn dress(tree: &mut Tree, block: NodeId, class: &str) {
    if let Some(element) = tree.element_mut(block) {
        let place = element.take("data-sourcepos");
        let mut section = Element::with_class("section", class);
        if let Some(place) = place {
            section.set("data-sourcepos", place);
        }
        *element = section;
    }
}

fn trim(tree: &mut Tree, node: NodeId) {
    if let Some(first) = tree.first_child(node)
        && let Some(text) = tree.text_mut(first)
    {
        *text = text.trim_start().to_owned();
    }
    if let Some(last) = tree.last_child(node)
        && let Some(text) = tree.text_mut(last)
    {
        *text = text.trim_end().to_owned();
    }
}

#[cfg(test)]
mod tests {
    use crate::markdown::tests::html;

    #[test]
    fn callouts_have_a_kind_and_a_title() {
        assert_eq!(
            html("> [!WARNING]\n> a"),
            "<section class=\"callout callout-warning\"><p class=\"callout-title\">注意</p><p>a</p></section>"
        );
        assert_eq!(
            html("> [!faq]- 为 **什么**\n> a"),
            "<section class=\"callout callout-important\"><p class=\"callout-title\">为 <strong>什么</strong></p>\
             <p>a</p></section>"
        );
    }

    #[test]
    fn containers_have_a_name_and_perhaps_a_title() {
        assert_eq!(
            html(":::card 标题 二\na\n:::"),
            "<section class=\"container card\"><p class=\"container-title\">标题 二</p><p>a</p></section>"
        );
        assert_eq!(html(":::center\na\n:::"), "<section class=\"container center\"><p>a</p></section>");
        assert_eq!(
            html(":::tip\na\n:::"),
            "<section class=\"callout callout-tip\"><p class=\"callout-title\">提示</p><p>a</p></section>"
        );
        assert_eq!(html("<div class=\"x y\">a</div>"), "<div class=\"x y\">a</div>");
    }
}
