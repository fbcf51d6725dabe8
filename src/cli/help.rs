//! Help and wrong command lines in Spanish: clap's own words are English, so its headings and its
//! errors are put in ours.

use super::args::CommandLine;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Command, CommandFactory};

/// The command line of the program with help in Spanish.
pub fn command() -> Command {
    in_spanish(CommandLine::command())
}

/// Sets the help template of a command and of those below it. Every argument already carries a
/// Spanish heading, so `{options}` prints none of clap's own.
fn in_spanish(command: Command) -> Command {
    let lists_commands = command.has_subcommands();
    let template = if lists_commands {
        "{about}\n\nUso: {usage}\n\nComandos:\n{subcommands}\n\n{options}{after-help}\n"
    } else {
        "{about}\n\nUso: {usage}\n\n{all-args}{after-help}\n"
    };
    let names: Vec<String> = command
        .get_subcommands()
        .map(|c| c.get_name().to_owned())
        .collect();
    names
        .into_iter()
        .fold(command.help_template(template), |command, name| {
            command.mut_subcommand(name, in_spanish)
        })
}

/// What clap says in English, in Spanish: one sentence, the nearest right word, and where to read
/// more.
pub fn explain(error: &clap::Error) -> String {
    let sentence = match error.kind() {
        ErrorKind::InvalidSubcommand => format!(
            "no existe el comando «{}»{}",
            text(error, ContextKind::InvalidSubcommand),
            nearest(error, ContextKind::SuggestedSubcommand)
        ),
        ErrorKind::UnknownArgument => format!(
            "no existe la opción «{}»{}",
            text(error, ContextKind::InvalidArg),
            nearest(error, ContextKind::SuggestedArg)
        ),
        ErrorKind::InvalidValue => wrong_value(error),
        ErrorKind::ValueValidation => not_of_its_kind(error),
        ErrorKind::MissingRequiredArgument => {
            format!("falta {}", text(error, ContextKind::InvalidArg))
        }
        ErrorKind::ArgumentConflict => conflict(error),
        ErrorKind::MissingSubcommand | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            "falta decir qué comando se ejecuta".to_owned()
        }
        ErrorKind::TooManyValues | ErrorKind::WrongNumberOfValues => format!(
            "«{}» recibió más valores de los que acepta",
            text(error, ContextKind::InvalidArg)
        ),
        ErrorKind::TooFewValues | ErrorKind::NoEquals => {
            format!(
                "falta el valor de «{}»",
                text(error, ContextKind::InvalidArg)
            )
        }
        ErrorKind::InvalidUtf8 => "la línea de órdenes contiene texto que no es UTF-8".to_owned(),
        _ => "la línea de órdenes no se entiende".to_owned(),
    };
    format!("{sentence}\n\nPara ver las opciones: {}\n", see(error))
}

fn wrong_value(error: &clap::Error) -> String {
    let value = text(error, ContextKind::InvalidValue);
    let argument = text(error, ContextKind::InvalidArg);
    if value.is_empty() {
        return format!("falta el valor de «{argument}»");
    }
    let valid = text(error, ContextKind::ValidValue);
    format!("«{value}» no es un valor de «{argument}»; se acepta: {valid}")
}

fn not_of_its_kind(error: &clap::Error) -> String {
    let argument = text(error, ContextKind::InvalidArg);
    let expected = if argument.contains("AAAA-MM-DD") {
        "una fecha como 2022-02-15"
    } else if argument.contains('N') {
        "un número entero positivo, de pocas cifras"
    } else {
        "otra clase de valor"
    };
    format!(
        "«{}» no sirve para «{argument}»; se espera {expected}",
        text(error, ContextKind::InvalidValue)
    )
}

fn conflict(error: &clap::Error) -> String {
    let argument = text(error, ContextKind::InvalidArg);
    let prior = text(error, ContextKind::PriorArg);
    if prior.is_empty() || prior == argument {
        format!("«{argument}» solo puede aparecer una vez")
    } else {
        format!("«{argument}» no puede usarse junto con «{prior}»")
    }
}

fn see(error: &clap::Error) -> String {
    let usage = error
        .context()
        .find_map(|(kind, value)| match (kind, value) {
            (ContextKind::Usage, ContextValue::StyledStr(usage)) => Some(usage.to_string()),
            _ => None,
        });
    let known = usage.and_then(|usage| {
        let name = usage.split("relator ").nth(1)?.split_whitespace().next()?;
        name.chars()
            .all(char::is_alphabetic)
            .then(|| format!("relator {name} --help"))
    });
    known.unwrap_or_else(|| "relator --help".to_owned())
}

fn nearest(error: &clap::Error, kind: ContextKind) -> String {
    let words = text(error, kind);
    if words.is_empty() {
        String::new()
    } else {
        format!("; quizá quiso decir «{words}»")
    }
}

fn text(error: &clap::Error, kind: ContextKind) -> String {
    match error.get(kind) {
        Some(ContextValue::String(text)) => text.clone(),
        Some(ContextValue::Strings(texts)) => texts.join(", "),
        Some(ContextValue::StyledStr(text)) => text.to_string(),
        Some(ContextValue::Number(number)) => number.to_string(),
        Some(_) | None => String::new(),
    }
}
