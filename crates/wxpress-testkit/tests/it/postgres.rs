use std::process::Command;

use wxpress_testkit::postgres::Database;

/// What psql says, and whether it could connect at all.
fn current_database(url: &str) -> (bool, String) {
    let statement = "SELECT current_database()";
    let psql = Command::new("psql").args(["-XAtq", "-c", statement, "-d", url]).output();
    psql.map(|output| (output.status.success(), String::from_utf8_lossy(&output.stdout).trim().to_owned()))
        .unwrap_or_default()
}

#[tokio::test]
async fn each_test_has_a_database_of_its_own_that_goes_with_it() {
    let first = Database::create().await;
    let second = Database::create().await;
    let (reached, name) = current_database(first.url());
    assert!(reached);
    assert!(first.url().contains(&name));
    assert_ne!(current_database(second.url()), (true, name));

    let url = first.url().to_owned();
    drop(first);
    assert_eq!(current_database(&url), (false, String::new()));
}
