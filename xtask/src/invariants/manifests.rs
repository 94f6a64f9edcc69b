//! What every manifest must say.

use cargo_metadata::Package;

/// Checks that every crate says what it is, in a line and in a README.
pub(super) fn check(packages: &[&Package]) -> Vec<String> {
    let mut broken = Vec::new();
    for package in packages {
        if package.description.as_deref().unwrap_or_default().is_empty() {
            broken.push(format!("{} has no description", package.name));
        }
        if package.readme.is_none() {
            broken.push(format!("{} has no README.md", package.name));
        }
    }
    broken
}
