//! A keyed collection that is read from the newest entry on.

use std::collections::{BTreeMap, HashMap};

/// Entries by id, listed newest first. Putting an entry makes it the newest.
#[derive(Debug)]
pub(crate) struct Shelf<T> {
    entries: BTreeMap<u64, (String, T)>,
    places: HashMap<String, u64>,
    next: u64,
}

impl<T> Default for Shelf<T> {
    fn default() -> Self {
        Self { entries: BTreeMap::new(), places: HashMap::new(), next: 0 }
    }
}

impl<T> Shelf<T> {
    pub(crate) fn len(&self) -> usize {
        self.entries.len()
    }

    pub(crate) fn find(&self, id: &str) -> Option<&T> {
        let place = self.places.get(id)?;
        self.entries.get(place).map(|(_, entry)| entry)
    }

    pub(crate) fn put(&mut self, id: String, entry: T) {
        self.remove(&id);
        self.places.insert(id.clone(), self.next);
        self.entries.insert(self.next, (id, entry));
        self.next += 1;
    }

    /// Changes an entry where it stands.
    pub(crate) fn replace(&mut self, id: &str, entry: T) {
        if let Some((_, old)) = self.places.get(id).and_then(|place| self.entries.get_mut(place)) {
            *old = entry;
        }
    }

    pub(crate) fn remove(&mut self, id: &str) -> Option<T> {
        let place = self.places.remove(id)?;
        self.entries.remove(&place).map(|(_, entry)| entry)
    }

    /// Newest first.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&str, &T)> {
        self.entries.values().rev().map(|(id, entry)| (id.as_str(), entry))
    }

    /// Oldest first, as entries were put.
    pub(crate) fn iter_oldest_first(&self) -> impl Iterator<Item = (&str, &T)> {
        self.entries.values().map(|(id, entry)| (id.as_str(), entry))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_put_comes_first() {
        let mut shelf = Shelf::default();
        for id in ["a", "b", "c"] {
            shelf.put(id.to_owned(), 0);
        }
        shelf.put("a".to_owned(), 1);
        assert_eq!(shelf.iter().map(|(id, _)| id).collect::<Vec<_>>(), ["a", "c", "b"]);
        assert_eq!(shelf.find("a"), Some(&1));
        assert_eq!(shelf.remove("c"), Some(0));
        assert_eq!((shelf.len(), shelf.find("c")), (2, None));
    }
}
