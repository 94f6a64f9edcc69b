//! Names of fields: `thumb_media_id` and `thumbMediaId` are the same.

use serde_json::Value;

/// The camelCase form of a name; one that has no underscore stays as it is.
pub fn camel_case(name: &str) -> String {
    let mut camel = String::with_capacity(name.len());
    let mut upper = false;
    for char in name.chars() {
        match char {
            '_' if camel.is_empty() => camel.push('_'),
            '_' => upper = true,
            _ if upper => {
                camel.extend(char.to_uppercase());
                upper = false;
            }
            _ => camel.push(char),
        }
    }
    camel
}

/// A value whose objects, at any depth, have camelCase names.
pub fn in_camel_case(value: Value) -> Value {
    match value {
        Value::Object(object) => Value::Object(
            object.into_iter().map(|(name, value)| (camel_case(&name), in_camel_case(value))).collect(),
        ),
        Value::Array(items) => Value::Array(items.into_iter().map(in_camel_case).collect()),
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;
    use serde_json::json;

    use super::*;

    #[rstest]
    #[case("thumb_media_id", "thumbMediaId")]
    #[case("thumbMediaId", "thumbMediaId")]
    #[case("pic_crop_235_1", "picCrop2351")]
    #[case("title", "title")]
    #[case("_hidden", "_hidden")]
    #[case("", "")]
    fn names(#[case] name: &str, #[case] expected: &str) {
        assert_eq!(camel_case(name), expected);
    }

    #[test]
    fn at_any_depth() {
        assert_eq!(
            in_camel_case(json!({"image_info": {"image_list": [{"image_media_id": "a_b"}]}})),
            json!({"imageInfo": {"imageList": [{"imageMediaId": "a_b"}]}})
        );
    }
}
