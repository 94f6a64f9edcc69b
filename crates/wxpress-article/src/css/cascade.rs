//! Which declarations an element ends up with.

use std::collections::HashMap;
use std::rc::Rc;
use std::sync::Arc;

use selectors::context::SelectorCaches;
use selectors::parser::{Combinator, Component, Selector};

use super::effort::Effort;
use super::select::{Article, Candidate, Pseudo, ROOT_NAMES};
use super::sheet::{Declaration, Sheet, parse_declarations};
use super::style::Style;
use super::value::{flatten, is_plain};
use super::variables::Variables;
use crate::tree::{NodeId, Tree};

/// Declarations that are told because they cannot be known.
const MAX_UNKNOWABLE: usize = 100;

/// What `::before` and `::after` say.
#[derive(Debug, Default)]
pub(crate) struct Generated {
    pub(crate) before: HashMap<NodeId, Style>,
    pub(crate) after: HashMap<NodeId, Style>,
    /// Declarations that cannot be known without a browser, once each.
    pub(crate) unknowable: Vec<String>,
    /// Whether the work was given up: what was not reached has no style.
    pub(crate) is_cut_short: bool,
}

/// Gives every element of the article its style: rules by specificity and order, then its own `style` attribute, which
/// is taken away. Values come out plain: no variables, no arithmetic.
pub(crate) fn cascade(tree: &mut Tree, article: NodeId, sheet: &Sheet) -> Generated {
    cascade_within(&Effort::default(), tree, article, sheet)
}

/// The same where several trees share what may be spent.
pub(crate) fn cascade_within(effort: &Effort, tree: &mut Tree, article: NodeId, sheet: &Sheet) -> Generated {
    let mut cascade = Cascade {
        index: Index::of(sheet),
        sheet,
        effort,
        flattened: HashMap::new(),
        generated: Generated::default(),
    };
    let mut variables: HashMap<NodeId, Rc<Variables>> = HashMap::new();
    let nothing = Rc::new(Variables::default());
    let mut caches = SelectorCaches::default();
    let elements: Vec<NodeId> = std::iter::once(article)
        .chain(tree.descendants(article))
        .filter(|node| tree.element(*node).is_some())
        .collect();
    for node in elements {
        let inherited = tree.parent(node).and_then(|parent| variables.get(&parent)).unwrap_or(&nothing);
        let inherited = Rc::clone(inherited);
        let own = tree.element_mut(node).and_then(|element| element.take("style"));
        let candidate = Candidate { tree, node, article, effort };
        let found = cascade.index.matching(candidate, &mut caches);
        let own: Vec<Declaration> = own.map(|style| parse_declarations(&style)).unwrap_or_default();
        let (style, env) = cascade.style(tree, node, &found.element, &own, &inherited);
        for (pseudo, rules) in [(Pseudo::Before, &found.before), (Pseudo::After, &found.after)] {
            if !rules.is_empty() {
                let (style, _) = cascade.style(tree, node, rules, &[], &env);
                match pseudo {
                    Pseudo::Before => cascade.generated.before.insert(node, style),
                    Pseudo::After => cascade.generated.after.insert(node, style),
                };
            }
        }
        variables.insert(node, env);
        if let Some(element) = tree.element_mut(node) {
            element.style = style;
        }
    }
    cascade.generated.is_cut_short = effort.is_spent();
    cascade.generated
}

struct Cascade<'a> {
    index: Index<'a>,
    sheet: &'a Sheet,
    effort: &'a Effort,
    /// Values already flattened, by their place and the variables that hold: most elements share both. The variables
    /// are kept, lest others take their address.
    flattened: HashMap<(Place, *const Variables), Flattened>,
    generated: Generated,
}

/// A value, and the variables that it was flattened with: as long as they live, no others have their address.
type Flattened = (Rc<Variables>, Option<Arc<str>>);

/// Rule and declaration of the sheet.
type Place = (usize, usize);

impl Cascade<'_> {
    fn style(
        &mut self,
        tree: &Tree,
        node: NodeId,
        rules: &[usize],
        own: &[Declaration],
        inherited: &Rc<Variables>,
    ) -> (Style, Rc<Variables>) {
        let sheet = self.sheet;
        let declared = || {
            let of_rules = rules.iter().flat_map(|rule| {
                let declarations = sheet.rules[*rule].declarations.iter().enumerate();
                declarations.map(|(at, declaration)| (Some((*rule, at)), declaration))
            });
            of_rules.chain(own.iter().map(|declaration| (None, declaration)))
        };
        // `!important` only says which one wins; what it won with needs it no longer.
        let in_order = || {
            declared().filter(|(_, one)| !one.important).chain(declared().filter(|(_, one)| one.important))
        };
        let customs: Vec<_> = in_order()
            .filter(|(_, declaration)| declaration.property.starts_with("--"))
            .map(|(_, custom)| (Arc::clone(&custom.property), Arc::clone(&custom.value)))
            .collect();
        let copied = (inherited.len() + customs.len()) * 64;
        let variables = if customs.is_empty() || !self.effort.spend(copied) {
            Rc::clone(inherited)
        } else {
            Rc::new(inherited.with(customs))
        };
        let mut style = Style::default();
        for (place, declaration) in
            in_order().filter(|(_, declaration)| !declaration.property.starts_with("--"))
        {
            if self.effort.is_spent() {
                break;
            }
            let Some(value) = self.value(place, declaration, &variables) else { continue };
            let value = absolute(tree, node, &style, &declaration.property, value, self.effort);
            // Each looks through those before it, and is written out.
            if !self.effort.spend(8 + style.len() + value.as_deref().map_or(0, str::len)) {
                break;
            }
            match value {
                Some(value) => style.set(Arc::clone(&declaration.property), value),
                None => {
                    style.take(&declaration.property);
                }
            }
        }
        (style, variables)
    }

    fn value(
        &mut self,
        place: Option<Place>,
        declaration: &Declaration,
        variables: &Rc<Variables>,
    ) -> Option<Arc<str>> {
        let value = &declaration.value;
        if is_plain(value) {
            return (!value.is_empty()).then(|| Arc::clone(value));
        }
        let key = place.map(|place| (place, Rc::as_ptr(variables)));
        if let Some((_, known)) = key.and_then(|key| self.flattened.get(&key)) {
            return known.clone();
        }
        let flat: Option<Arc<str>> = flatten(value, variables, self.effort).map(Into::into);
        if flat.is_none() && self.generated.unknowable.len() < MAX_UNKNOWABLE {
            let unknowable = format!("{}: {value}", declaration.property);
            if !self.generated.unknowable.contains(&unknowable) {
                self.generated.unknowable.push(unknowable);
            }
        }
        if let Some(key) = key {
            self.flattened.insert(key, (Rc::clone(variables), flat.clone()));
        }
        flat
    }
}

/// Whether a property sets another one among others, such as `font` does `font-family`.
fn is_shorthand(name: &str, property: &str) -> bool {
    property.strip_prefix(name).is_some_and(|rest| rest.starts_with('-'))
        || (name == "font" && property == "line-height")
}

/// A value that does not speak of another one: `inherit` and `currentcolor` do. None where there is nothing to say.
fn absolute(
    tree: &Tree,
    node: NodeId,
    style: &Style,
    property: &str,
    value: Arc<str>,
    effort: &Effort,
) -> Option<Arc<str>> {
    let above = |property: &str| {
        let styles = tree.ancestors(node).filter_map(|above| Some(&tree.element(above)?.style));
        let mut within = styles.take_while(|style| effort.spend(1 + style.len()));
        within.find_map(|style| {
            // A shorthand sets it to what only a browser knows.
            let set =
                style.iter().filter(|(name, _)| *name == property || is_shorthand(name, property)).last();
            set.map(|(name, value)| if name == property { Arc::from(value) } else { Arc::from("inherit") })
        })
    };
    match &*value {
        word if word.eq_ignore_ascii_case("inherit") => above(property),
        word if word.eq_ignore_ascii_case("unset") || word.eq_ignore_ascii_case("revert") => None,
        word if word.to_ascii_lowercase().contains("currentcolor") => {
            let colour = style.value("color").map(Arc::from).or_else(|| above("color"))?;
            let at = word.to_ascii_lowercase().find("currentcolor")?;
            Some(format!("{}{colour}{}", &word[..at], &word[at + "currentcolor".len()..]).into())
        }
        _ => Some(value),
    }
}

/// The rules of a sheet by what the element they mean must have, so that few are looked at for each.
struct Index<'a> {
    by_name: HashMap<&'a str, Vec<Indexed<'a>>>,
    by_class: HashMap<&'a str, Vec<Indexed<'a>>>,
    others: Vec<Indexed<'a>>,
}

#[derive(Clone, Copy)]
struct Indexed<'a> {
    rule: usize,
    selector: &'a Selector<Article>,
    /// What it takes to look at it, at most: it has no more parts.
    steps: usize,
}

/// The rules that hold for one element and its pseudo-elements, the weightiest last.
#[derive(Default)]
struct Matching {
    element: Vec<usize>,
    before: Vec<usize>,
    after: Vec<usize>,
}

impl<'a> Index<'a> {
    fn of(sheet: &'a Sheet) -> Self {
        let mut index = Self { by_name: HashMap::new(), by_class: HashMap::new(), others: Vec::new() };
        for (at, rule) in sheet.rules.iter().enumerate() {
            for selector in rule.selectors.slice() {
                let indexed = Indexed { rule: at, selector, steps: 1 + rule.selector_bytes / 4 };
                match key(selector) {
                    Some(Key::Class(class)) => index.by_class.entry(class).or_default().push(indexed),
                    Some(Key::Name(name)) => index.by_name.entry(name).or_default().push(indexed),
                    None => index.others.push(indexed),
                }
            }
        }
        index
    }

    fn matching(&self, candidate: Candidate<'_>, caches: &mut SelectorCaches) -> Matching {
        let Some(element) = candidate.tree.element(candidate.node) else { return Matching::default() };
        let is_article = candidate.node == candidate.article;
        let also: &[&str] = if is_article { &ROOT_NAMES } else { &[] };
        let names = std::iter::once(&*element.name).chain(also.iter().copied());
        let named = names.filter_map(|name| self.by_name.get(name)).flatten();
        let classed = element.classes().filter_map(|class| self.by_class.get(class)).flatten();
        let mut found: Vec<(u32, usize, Option<Pseudo>)> = named
            .chain(classed)
            .chain(&self.others)
            .filter(|indexed| {
                candidate.effort.spend(indexed.steps) && candidate.matches(indexed.selector, caches)
            })
            .map(|indexed| {
                (indexed.selector.specificity(), indexed.rule, indexed.selector.pseudo_element().copied())
            })
            .collect();
        // A rule with several selectors counts with the weightiest that holds.
        found.sort_unstable_by_key(|(specificity, rule, _)| (*specificity, *rule));
        let of = |pseudo: Option<Pseudo>| {
            let rules = found.iter().filter(|(_, _, own)| *own == pseudo);
            rules.map(|(_, rule, _)| *rule).collect()
        };
        Matching { element: of(None), before: of(Some(Pseudo::Before)), after: of(Some(Pseudo::After)) }
    }
}

enum Key<'a> {
    Name(&'a str),
    Class(&'a str),
}

/// A class, or else a name, that the element itself must have.
fn key(selector: &Selector<Article>) -> Option<Key<'_>> {
    let mut parts = selector.iter();
    let mut name = None;
    loop {
        for part in parts.by_ref() {
            match part {
                Component::Class(class) => return Some(Key::Class(class.as_ref())),
                Component::LocalName(local) => name = Some(Key::Name(local.lower_name.as_ref())),
                _ => {}
            }
        }
        // A pseudo-element stands in a sequence of its own, before that of its element.
        match parts.next_sequence() {
            Some(Combinator::PseudoElement) => {}
            _ => return name,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tree::parse;

    fn styled(css: &str, html: &str) -> String {
        let mut tree = parse(&format!("<section>{html}</section>")).unwrap();
        let article = tree.first_child(tree.root()).unwrap();
        cascade(&mut tree, article, &Sheet::parse(css));
        tree.write(article)
    }

    #[test]
    fn weight_then_order_then_importance_decide() {
        let css =
            "p{color:#111;margin:0} .a{color:#222} #nice p{color:#333} #wenyan .a{color:#444} p{margin:1px}";
        assert_eq!(
            styled(css, "<p class=a>x</p>"),
            "<p class=\"a\" style=\"color:#444;margin:1px\">x</p>"
                .replace("color:#444;margin:1px", "margin:1px;color:#444")
        );
        assert_eq!(
            styled("p{color:#111 !important} #article p{color:#222}", "<p style='color:#333;top:0'>x</p>"),
            "<p style=\"top:0;color:#111\">x</p>"
        );
        assert_eq!(
            styled("p{color:#111}", "<p style='COLOR:#333 ! important'>x</p>"),
            "<p style=\"color:#333\">x</p>"
        );
    }

    #[test]
    fn selectors_look_around() {
        assert_eq!(
            styled(
                "tr:nth-child(2n) td{color:#111} h2+p{top:0} li:not(.x)>p{left:0}",
                "<h2></h2><p>a</p><p>b</p>"
            ),
            "<h2></h2><p style=\"top:0\">a</p><p>b</p>"
        );
        assert_eq!(
            styled("tr:nth-child(2n) td{color:#111}", "<table><tr><td>1<tr><td>2</table>"),
            "<table><tbody><tr><td>1</td></tr><tr><td style=\"color:#111\">2</td></tr></tbody></table>"
        );
    }

    #[test]
    fn variables_are_inherited() {
        let css = ":root{--c:#07c160} #wenyan{--s:2px} p{border:var(--s) solid var(--c)} .b{--c:#111}";
        assert_eq!(
            styled(css, "<p>a</p><div class=b><p>b</p></div>"),
            "<p style=\"border:2px solid #07c160\">a</p><div class=\"b\"><p style=\"border:2px solid #111\">b</p></div>"
        );
    }

    #[test]
    fn variables_of_pseudo_elements_are_their_own() {
        let html = (0..50).fold(String::new(), |html, n| html + &format!("<p style='--x:{n}px'>a</p>"));
        let mut tree = parse(&format!("<section>{html}</section>")).unwrap();
        let article = tree.first_child(tree.root()).unwrap();
        let css = Sheet::parse("p::before{--y:0;width:var(--x)}");
        let generated = cascade(&mut tree, article, &css);
        for (at, node) in tree.find(article, &["p"]).into_iter().enumerate() {
            assert_eq!(generated.before[&node].to_string(), format!("width:{at}px"));
        }
    }

    #[test]
    fn more_work_than_any_article_needs_is_not_done() {
        let paragraphs = "<p class=a>x</p>".repeat(3_000);
        let mut bomb = "--v0:aaaa;".to_owned();
        bomb.extend((0..14).map(|n| format!("--v{}:var(--v{n}) var(--v{n});", n + 1)));
        for css in [
            "p.a{color:red}".repeat(3_000),
            "p.b~p.a{color:red}".repeat(300),
            format!("p{}{{color:red}}", ":not(.b)".repeat(90)).repeat(100),
            format!("p{{font-family:{}}}", "x".repeat(10_000)),
            format!(":root{{{bomb}}} p{{--z:0;font-family:var(--v14)}}"),
        ] {
            let mut tree = parse(&format!("<section>{paragraphs}</section>")).unwrap();
            let article = tree.first_child(tree.root()).unwrap();
            assert!(cascade(&mut tree, article, &Sheet::parse(&css)).is_cut_short, "{}", &css[..40]);
        }
        let chain = format!("{}p{{color:red}}", "p+".repeat(100_000));
        assert_eq!(Sheet::parse(&chain).rules.len(), 0);
    }

    #[test]
    fn words_that_speak_of_other_values_are_resolved() {
        let css = "section{color:#111} p{border:1px solid currentColor;color:inherit} b{color:unset}";
        assert_eq!(
            styled(css, "<p>a<b>c</b></p>"),
            "<p style=\"border:1px solid #111;color:#111\">a<b>c</b></p>"
        );
    }

    #[test]
    fn what_a_shorthand_above_set_is_inherited() {
        let css = "section{font-family:serif;line-height:2} p{font:12px monospace} b{font-family:inherit;line-height:inherit}";
        assert_eq!(
            styled(css, "<p>a<b>c</b></p>"),
            "<p style=\"font:12px monospace\">a<b style=\"font-family:inherit;line-height:inherit\">c</b></p>"
        );
    }

    #[test]
    fn pseudo_elements_are_told() {
        let mut tree = parse("<section><h2>a</h2></section>").unwrap();
        let article = tree.first_child(tree.root()).unwrap();
        let css =
            Sheet::parse("h2::before{content:'x';color:#111} h2:after{content:'y'} p::before{content:'z'}");
        let generated = cascade(&mut tree, article, &css);
        let heading = tree.find(article, &["h2"])[0];
        assert_eq!(generated.before[&heading].to_string(), "content:'x';color:#111");
        assert_eq!(generated.after[&heading].to_string(), "content:'y'");
    }
}
