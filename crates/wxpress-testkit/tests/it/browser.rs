use wxpress_testkit::Browser;

const PAGE: &str = "data:text/html,<meta name=viewport content=width=device-width><title>hi</title>\
    <style>body{margin:0}div{height:3000px}</style><div>tall</div>";

const LOOK: &str = "return [innerWidth, matchMedia('(prefers-color-scheme: dark)').matches]";

#[tokio::test]
async fn a_phone_in_dark_mode_sees_a_narrow_dark_page() {
    let browser = Browser::builder().phone().dark().open(PAGE).await;
    assert_eq!(browser.evaluate(LOOK).await, serde_json::json!([390, true]));

    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("page.png");
    browser.screenshot(&path).await;
    let (width, height) = image::image_dimensions(&path).unwrap();
    assert_eq!((width, height), (390 * 3, 3000 * 3), "the whole page at three device pixels a pixel");
    browser.close().await;
}

#[tokio::test]
async fn a_browser_starts_wide_and_light_and_goes_on_to_other_pages() {
    let browser = Browser::open("about:blank").await;
    browser.goto(PAGE).await;
    assert_eq!(browser.driver().title().await.unwrap(), "hi");
    let look = browser.evaluate(LOOK).await;
    assert!(look[0].as_u64().unwrap() > 700, "{look}");
    assert_eq!(look[1], false);
}
