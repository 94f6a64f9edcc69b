//! Runs passes by themselves.

use super::{Pass, generated};
use crate::css::{Sheet, cascade};
use crate::finding::Findings;
use crate::options::Options;
use crate::render::Work;
use crate::rule::Rule;
use crate::text::{Regular, regular};
use crate::tree::parse;

/// An article of which only some passes are run.
pub(super) struct Trial {
    html: String,
    css: String,
    options: Options,
    before: Vec<Pass>,
    after: Vec<Pass>,
}

impl Trial {
    pub(super) fn of(html: &str) -> Self {
        Self {
            html: html.to_owned(),
            css: String::new(),
            options: Options::default(),
            before: Vec::new(),
            after: Vec::new(),
        }
    }

    pub(super) fn css(self, css: &str) -> Self {
        Self { css: css.to_owned(), ..self }
    }

    pub(super) fn options(self, options: Options) -> Self {
        Self { options, ..self }
    }

    pub(super) fn before(self, passes: &[Pass]) -> Self {
        Self { before: passes.to_vec(), ..self }
    }

    pub(super) fn after(self, passes: &[Pass]) -> Self {
        Self { after: passes.to_vec(), ..self }
    }

    /// The markup inside of the article.
    pub(super) fn html(&self) -> String {
        self.run(|work| work.tree.write(work.article))
    }

    /// The markup with the article's own element.
    pub(super) fn whole(&self) -> String {
        self.run(|work| work.tree.write(work.tree.root()))
    }

    pub(super) fn rules(&self) -> Vec<Rule> {
        self.run(|work| {
            std::mem::take(&mut work.findings).into_sorted().into_iter().map(|finding| finding.rule).collect()
        })
    }

    fn run<T>(&self, result: impl FnOnce(&mut Work<'_>) -> T) -> T {
        let regular: Regular<'_> = regular(&self.html);
        let tree = parse(&regular.text).unwrap();
        let mut work = Work::new(tree, &self.options, &regular, Findings::default());
        for pass in &self.before {
            pass(&mut work);
        }
        if !self.css.is_empty() || !self.after.is_empty() {
            let generated = cascade(&mut work.tree, work.article, &Sheet::parse(&self.css));
            generated::materialise(&mut work, generated);
        }
        for pass in &self.after {
            pass(&mut work);
        }
        result(&mut work)
    }
}
