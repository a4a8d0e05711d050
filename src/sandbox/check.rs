//! A request held against the tables: what is unknown is noted, what is missing or of another type is refused.
use serde_json::{Map, Number, Value};

use super::{
    methods::{FIELDS_OF_METHODS, FIELDS_OF_TYPES, Field, LIMITS, Unit, union_of},
    refusal::Refusal,
    request::Params,
    types::OPAQUE,
};

/// Makes `params` typed as the table has them. `notes` takes what Telegram would let pass and a strict reader would not.
pub fn check(method: &str, params: &mut Params, notes: &mut Vec<String>) -> Result<(), Refusal> {
    let none = Vec::new();
    let fields = FIELDS_OF_METHODS.get(method).unwrap_or(&none);
    let names = params.fields.keys().chain(params.files.keys());
    for name in names.filter(|name| !fields.iter().any(|field| field.name == name.as_str())) {
        if !attached(name, params) {
            notes.push(format!("{method}: unknown parameter {name}"));
        }
    }
    let mut typed = Map::new();
    for field in fields {
        let given = params.fields.get(field.name);
        let by_file = params.files.contains_key(field.name);
        if field.required && given.is_none_or(|value| value == "") && !by_file {
            // Telegram answers most of these in the words of the method: an empty one is left to it.
            notes.push(format!("{method}: {} is missing", field.name));
            if let Some(words) = missing(field.name) {
                return Err(Refusal::bad(words));
            }
        }
        if let Some(value) = given {
            let value = read(field, value, params.json, method, notes)?;
            measure(method, field.name, &value)?;
            typed.insert(field.name.to_owned(), value);
        }
    }
    params.fields = typed;
    Ok(())
}

/// Whether the file `name` is one that some field points to by `attach://name`.
fn attached(name: &str, params: &Params) -> bool {
    let pointer = format!("attach://{name}");
    params.files.contains_key(name) && params.fields.values().any(|v| v.as_str().is_some_and(|s| s.contains(&pointer)))
}

fn missing(field: &str) -> Option<&'static str> {
    Some(match field {
        "chat_id" => "chat_id is empty",
        "from_chat_id" => "from_chat_id is empty",
        "text" => "message text is empty",
        "message_id" => "message identifier is not specified",
        "user_id" => "invalid user_id specified",
        "callback_query_id" => "query is too old and response timeout expired or query ID is invalid",
        "action" => "wrong parameter action in request",
        "document" => "there is no document in the request",
        "photo" => "there is no photo in the request",
        "file_id" => "file_id not specified",
        "commands" => "can't parse commands JSON object",
        _ => return None,
    })
}

/// One parameter as a value of one of its types.
fn read(field: &Field, value: &Value, json: bool, at: &str, notes: &mut Vec<String>) -> Result<Value, Refusal> {
    let at = format!("{at}.{}", field.name);
    if let Some(typed) = field.types.iter().find_map(|kind| scalar(kind, value)) {
        if json && !field.types.iter().any(|kind| is_of(kind, value)) {
            notes.push(format!("{at}: {} was sent as {}", field.types.join(" or "), kind_of(value)));
        }
        return Ok(typed);
    }
    let called = if field.name == "reply_markup" { "reply keyboard markup" } else { &field.name.replace('_', " ") };
    let words = || Refusal::bad(format!("can't parse {called} JSON object"));
    if field.types.iter().all(|kind| is_scalar(kind)) {
        return Err(Refusal::bad(format!("invalid {} specified", field.name)));
    }
    let parsed = match value {
        Value::String(text) => serde_json::from_str(text).map_err(|_| words())?,
        other => other.clone(),
    };
    nested(&field.types, &parsed, &at, notes)?;
    Ok(parsed)
}

fn is_scalar(kind: &str) -> bool {
    matches!(kind, "Integer" | "Float" | "Boolean" | "String" | "InputFile")
}

fn scalar(kind: &str, value: &Value) -> Option<Value> {
    match (kind, value) {
        ("Integer", Value::Number(number)) if number.is_i64() => Some(value.clone()),
        ("Integer", Value::String(text)) => Some(Value::Number(Number::from(text.parse::<i64>().ok()?))),
        ("Float", Value::Number(_)) => Some(value.clone()),
        ("Boolean", Value::Bool(_)) => Some(value.clone()),
        ("Boolean", Value::String(text)) => match text.to_ascii_lowercase().as_str() {
            "true" | "yes" | "1" => Some(Value::Bool(true)),
            "false" | "no" | "0" | "" => Some(Value::Bool(false)),
            _ => None,
        },
        ("String" | "InputFile", Value::String(_)) => Some(value.clone()),
        _ => None,
    }
}

/// Whether the value is of this kind as it stands.
fn is_of(kind: &str, value: &Value) -> bool {
    kind == kind_of(value) || kind == "InputFile" && value.is_string() || kind == "Float" && value.is_number()
}

fn kind_of(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "Boolean",
        Value::Number(_) => "Integer",
        Value::String(_) => "String",
        Value::Array(_) => "Array",
        Value::Object(_) => "Object",
    }
}

/// A nested value against the types that it may have.
fn nested(types: &[&'static str], value: &Value, at: &str, notes: &mut Vec<String>) -> Result<(), Refusal> {
    if let Some(of) = types.iter().find_map(|kind| kind.strip_prefix('[').and_then(|kind| kind.strip_suffix(']'))) {
        let Value::Array(items) = value else {
            return Err(Refusal::bad(format!("expected an Array of {of}")));
        };
        return items.iter().try_for_each(|item| nested(&[of], item, at, notes));
    }
    if types.iter().any(|kind| OPAQUE.contains(kind) || is_of(kind, value)) {
        return Ok(());
    }
    if types.iter().any(|kind| scalar(kind, value).is_some()) {
        notes.push(format!("{at}: {} was sent as {}", types.join(" or "), kind_of(value)));
        return Ok(());
    }
    if types == ["KeyboardButton"] && value.is_string() {
        return Ok(());
    }
    let Value::Object(object) = value else {
        return Err(Refusal::bad(format!("{} expected as {at}", types.join(" or "))));
    };
    if object.is_empty() && !types.iter().any(|kind| FIELDS_OF_TYPES.get(kind).is_some_and(Vec::is_empty)) {
        notes.push(format!("{at}: an empty object"));
        return Ok(());
    }
    let Some((kind, fields)) = chosen(types, object) else {
        return Err(Refusal::bad(format!("unsupported type specified in {at}")));
    };
    for name in object.keys().filter(|name| !fields.iter().any(|field| field.name == name.as_str())) {
        notes.push(format!("{at}: {kind} has no field {name}"));
    }
    for field in fields {
        match object.get(field.name) {
            Some(Value::Null) => {}
            Some(value) => {
                nested(&field.types, value, &format!("{at}.{}", field.name), notes)?;
                measure(kind, field.name, value)?;
            }
            None if field.required => {
                return Err(Refusal::bad(format!("can't find field \"{}\" of {kind}", field.name)));
            }
            None => {}
        }
    }
    Ok(())
}

/// Which of the types this object is: by its `type` in a union, else by the first required field that it has.
fn chosen(types: &[&'static str], object: &Map<String, Value>) -> Option<(&'static str, &'static [Field])> {
    let tag = object.get("type").and_then(Value::as_str).unwrap_or_default().replace('_', "");
    let of_union = types.iter().find_map(|kind| {
        let wanted = format!("{kind}{tag}");
        union_of(kind)?.find(|one| one.eq_ignore_ascii_case(&wanted))
    });
    let has_required = |kind: &&&str| {
        FIELDS_OF_TYPES
            .get(**kind)
            .is_some_and(|fields| fields.iter().any(|field| field.required && object.contains_key(field.name)))
    };
    let kind = match of_union {
        Some(kind) => kind,
        None if types.len() == 1 => types[0],
        None => types.iter().find(has_required)?,
    };
    FIELDS_OF_TYPES.get_key_value(kind).map(|(kind, fields)| (*kind, fields.as_slice()))
}

fn measure(of: &str, field: &str, value: &Value) -> Result<(), Refusal> {
    let Some(limit) = LIMITS.iter().find(|limit| limit.0 == of && limit.1 == field) else { return Ok(()) };
    let long = match (limit.4, value) {
        (Unit::Units, Value::String(text)) => text.encode_utf16().count(),
        (Unit::Bytes, Value::String(text)) => text.len(),
        (Unit::Items, Value::Array(items)) => items.len(),
        _ => return Ok(()),
    };
    if (limit.2..=limit.3).contains(&long) { Ok(()) } else { Err(Refusal::bad(limit.5)) }
}
