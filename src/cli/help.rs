//! Help and wrong command lines in Spanish: clap's own words are English, so its headings and its
//! errors are put in ours.

use super::args::CommandLine;
use crate::domain::words;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Command, CommandFactory};
use std::ffi::OsString;
use std::iter;

/// The command line of the program with help in Spanish.
pub fn command() -> Command {
    in_spanish(CommandLine::command())
}

/// Sets the help template of a command and of those below it. Every argument already carries a
/// Spanish heading, so none of clap's own is printed.
fn in_spanish(command: Command) -> Command {
    let template = "{about}\n\nUso: {usage}\n\n{all-args}{after-help}\n";
    let names: Vec<String> = command
        .get_subcommands()
        .map(|c| c.get_name().to_owned())
        .collect();
    let command = command
        .help_template(template)
        .subcommand_help_heading("Comandos");
    names.into_iter().fold(command, |command, name| {
        command.mut_subcommand(name, in_spanish)
    })
}

/// What clap says in English, in Spanish: one sentence and the nearest right word.
pub fn explain(error: &clap::Error) -> String {
    match error.kind() {
        ErrorKind::InvalidSubcommand => format!(
            "no existe el comando «{}»{}",
            text(error, ContextKind::InvalidSubcommand),
            nearest_command(&text(error, ContextKind::InvalidSubcommand))
        ),
        ErrorKind::UnknownArgument => format!(
            "no existe la opción «{}»{}",
            text(error, ContextKind::InvalidArg),
            suggestion(&argument(error, ContextKind::SuggestedArg))
        ),
        ErrorKind::InvalidValue => wrong_value(error),
        ErrorKind::ValueValidation => not_of_its_kind(error),
        ErrorKind::MissingRequiredArgument => {
            format!("falta «{}»", argument(error, ContextKind::InvalidArg))
        }
        ErrorKind::ArgumentConflict => conflict(error),
        ErrorKind::MissingSubcommand | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            let names = command_names().join(", ");
            format!("falta decir qué comando se ejecuta: {names}")
        }
        ErrorKind::TooManyValues | ErrorKind::WrongNumberOfValues => format!(
            "«{}» recibió más valores de los que acepta",
            argument(error, ContextKind::InvalidArg)
        ),
        ErrorKind::TooFewValues | ErrorKind::NoEquals => {
            format!(
                "falta el valor de «{}»",
                argument(error, ContextKind::InvalidArg)
            )
        }
        ErrorKind::InvalidUtf8 => "la línea de órdenes contiene texto que no es UTF-8".to_owned(),
        _ => "la línea de órdenes no se entiende".to_owned(),
    }
}

fn wrong_value(error: &clap::Error) -> String {
    let value = text(error, ContextKind::InvalidValue);
    let argument = argument(error, ContextKind::InvalidArg);
    if value.is_empty() {
        return format!("falta el valor de «{argument}»");
    }
    let valid = text(error, ContextKind::ValidValue);
    format!("«{value}» no es un valor de «{argument}»; se acepta: {valid}")
}

fn not_of_its_kind(error: &clap::Error) -> String {
    let given = text(error, ContextKind::InvalidArg);
    let expected = if given.contains("AAAA-MM-DD") {
        "una fecha como 2022-02-15"
    } else if given.contains('N') {
        "un número entero positivo, de pocas cifras"
    } else {
        "otra clase de valor"
    };
    format!(
        "«{}» no sirve para «{}»; se espera {expected}",
        text(error, ContextKind::InvalidValue),
        argument(error, ContextKind::InvalidArg)
    )
}

fn conflict(error: &clap::Error) -> String {
    let argument = argument(error, ContextKind::InvalidArg);
    let prior = self::argument(error, ContextKind::PriorArg);
    if prior.is_empty() || prior == argument {
        format!("«{argument}» solo puede aparecer una vez")
    } else {
        format!("«{argument}» no puede usarse junto con «{prior}»")
    }
}

/// Where to read more: the help of the command that was named, if one was.
pub fn see(args: &[OsString]) -> String {
    let command = CommandLine::command();
    let named = args.iter().skip(1).find_map(|arg| {
        let arg = arg.to_str()?;
        let mut all = command.get_subcommands();
        all.find(|c| c.get_name() == arg || c.get_all_aliases().any(|alias| alias == arg))
    });
    named.map_or_else(
        || "relator --help".to_owned(),
        |command| format!("relator {} --help", command.get_name()),
    )
}

/// `relator help generar` and `relator ayuda` are what a tired hand types for `--help`.
pub fn asked_in_words(mut args: Vec<OsString>) -> Vec<OsString> {
    let asked = args
        .get(1)
        .is_some_and(|word| word == "help" || word == "ayuda");
    if asked {
        args.remove(1);
        args.truncate(2);
        args.push("--help".into());
    }
    args
}

fn command_names() -> Vec<String> {
    let command = CommandLine::command();
    let all = command.get_subcommands().filter(|c| !c.is_hide_set());
    all.map(|c| c.get_name().to_owned()).collect()
}

fn nearest_command(word: &str) -> String {
    let command = CommandLine::command();
    let names: Vec<&str> = command
        .get_subcommands()
        .filter(|c| !c.is_hide_set())
        .flat_map(|c| iter::once(c.get_name()).chain(c.get_all_aliases()))
        .collect();
    suggestion(words::nearest(word, names).unwrap_or_default())
}

fn suggestion(word: &str) -> String {
    if word.is_empty() {
        String::new()
    } else {
        format!("; quizá quiso decir «{word}»")
    }
}

/// The name of an argument without the marks of clap's usage: `--color`, `N`, `DIR`.
fn argument(error: &clap::Error, kind: ContextKind) -> String {
    let written = text(error, kind);
    let names: Vec<&str> = written
        .split(", ")
        .map(|name| match name.split_once(' ') {
            Some((option, _)) if option.starts_with('-') => option,
            Some(_) | None => name.trim_matches(['[', ']', '<', '>', '.']),
        })
        .collect();
    names.join(", ")
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
