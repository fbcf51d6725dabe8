//! The command line as clap reads it. Words are Spanish; each command has an English alias.

use crate::domain::Fecha;
use clap::{ArgAction, Args, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;
use std::num::NonZeroUsize;
use std::path::PathBuf;

/// The whole command line.
#[derive(Debug, Parser)]
#[command(
    name = "relator",
    version,
    about = "Informes oficiales a partir de los libros de Excel de las áreas y los OPL",
    disable_help_flag = true,
    disable_version_flag = true,
    disable_help_subcommand = true,
    override_usage = "relator [OPCIONES] <COMANDO>",
    after_help = "«relator <COMANDO> --help» explica cada comando. Cada comando acepta también su nombre en inglés, que aparece entre paréntesis."
)]
pub struct CommandLine {
    /// What every command takes.
    #[command(flatten)]
    pub global: Global,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// Options of every command.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Opciones generales")]
pub struct Global {
    /// Carpeta de trabajo; si falta, la más cercana hacia arriba con templates/proceso.toml
    #[arg(long, global = true, value_name = "DIR")]
    pub proyecto: Option<PathBuf>,
    /// Carpeta de los libros recibidos; si falta, inputs/ de la carpeta de trabajo
    #[arg(long, global = true, value_name = "DIR")]
    pub entradas: Option<PathBuf>,
    /// Carpeta de lo que se produce; si falta, output/ de la carpeta de trabajo
    #[arg(long, global = true, value_name = "DIR")]
    pub salida: Option<PathBuf>,
    /// Carpeta del expediente; si falta, expediente/ de la carpeta de lo que se produce
    #[arg(long, global = true, value_name = "DIR")]
    pub expediente: Option<PathBuf>,
    /// Escribe el resultado como JSON, y nada más, en la salida estándar
    #[arg(long, global = true)]
    pub json: bool,
    /// Cuándo usar color: auto, always o never (también se respeta NO_COLOR)
    #[arg(
        long,
        global = true,
        value_name = "CUÁNDO",
        default_value = "auto",
        hide_default_value = true,
        hide_possible_values = true
    )]
    pub color: Color,
    /// Dice solo lo indispensable
    #[arg(short = 'q', long = "quiet", global = true, conflicts_with = "v")]
    pub q: bool,
    /// Dice más: también las notas y todo lo que se agrupó
    #[arg(short = 'v', long = "verbose", global = true)]
    pub v: bool,
    /// Toma esta fecha como el día de hoy
    #[arg(long, global = true, value_name = "AAAA-MM-DD")]
    pub hoy: Option<Fecha>,
    /// Muestra esta ayuda
    #[arg(short = 'h', long, global = true, action = ArgAction::Help)]
    help: Option<bool>,
    /// Muestra la versión del programa
    #[arg(short = 'V', long, action = ArgAction::Version)]
    version: Option<bool>,
}

/// When to use colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Color {
    /// Where the terminal takes it.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// The commands, in the order of a meeting's work.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Revisa los libros y escribe el informe en PDF y Word, con sus datos (generate)
    #[command(alias = "generate", override_usage = "relator generar [N…] [OPCIONES]")]
    Generar(Generar),
    /// Lee y revisa los libros; no escribe nada (validate)
    #[command(
        alias = "validate",
        override_usage = "relator validar [RUTA…] [OPCIONES]"
    )]
    Validar(Validar),
    /// Dice quién ha entregado, con qué resultado, y quién falta (status)
    #[command(alias = "status", override_usage = "relator estado [N] [OPCIONES]")]
    Estado(Estado),
    /// Escribe el libro en blanco de cada remitente para una reunión (templates)
    #[command(
        alias = "templates",
        override_usage = "relator formatos [N] [--remitente CLAVE] [OPCIONES]"
    )]
    Formatos(Formatos),
    /// Integra al expediente el informe definitivo y lo que se presentó (archive)
    #[command(
        alias = "archive",
        override_usage = "relator archivar <N> --responsable CARGO [OPCIONES]"
    )]
    Archivar(Archivar),
    /// Comprueba que nada del expediente haya cambiado; no escribe nada (verify)
    #[command(alias = "verify", override_usage = "relator verificar [OPCIONES]")]
    Verificar(Verificar),
    /// Dice qué versión de qué reunión es un archivo o un papel, o que no consta (lookup)
    #[command(
        alias = "lookup",
        override_usage = "relator cotejar <ARCHIVO|CÓDIGO> [OPCIONES]"
    )]
    Cotejar(Cotejar),
    /// Escribe una versión del expediente como paquete BagIt, para otro archivo (export)
    #[command(
        alias = "export",
        override_usage = "relator exportar <N> <DESTINO> [OPCIONES]"
    )]
    Exportar(Exportar),
    /// Hace de nuevo una versión del expediente y compara los bytes (reproduce)
    #[command(
        alias = "reproduce",
        override_usage = "relator reproducir <N> [VERSIÓN] [OPCIONES]"
    )]
    Reproducir(Reproducir),
    /// Dice de qué celdas viene un valor publicado, o dónde se publicó una celda (trace)
    #[command(
        alias = "trace",
        override_usage = "relator origen <N> <RECURSO> <FILA> <COLUMNA> [OPCIONES]\n     relator origen <ARCHIVO> <HOJA> <CELDA> [OPCIONES]",
        after_help = "RECURSO es el nombre de una tabla en datos/ (por ejemplo: detalle-pel); FILA se cuenta desde 1, sin el encabezado; COLUMNA es su nombre, su encabezado o su número.\nARCHIVO es un libro de inputs/, o el nombre de su entrega (R05-hidalgo-v1)."
    )]
    Origen(Origen),
    /// Dice qué cambiaron las personas en un Word respecto del generado (diff)
    #[command(
        alias = "diff",
        override_usage = "relator diferencias <N> <ARCHIVO.docx> [OPCIONES]"
    )]
    Diferencias(Diferencias),
    /// Muestra las hojas y columnas que se piden, como Frictionless Table Schema (schema)
    #[command(alias = "schema", override_usage = "relator esquema [OPCIONES]")]
    Esquema,
    /// Explica un código de inconsistencia o una regla (explain)
    #[command(
        alias = "explain",
        override_usage = "relator explicar <REV-nnn|R-nn> [OPCIONES]"
    )]
    Explicar(Explicar),
    /// Revisa la carpeta de trabajo y el membrete; no escribe nada (doctor)
    #[command(alias = "doctor", override_usage = "relator diagnosticar [OPCIONES]")]
    Diagnosticar,
    /// Crea una carpeta de trabajo con las plantillas del programa (init)
    #[command(alias = "init", override_usage = "relator iniciar <DIR> [OPCIONES]")]
    Iniciar(Iniciar),
    /// Escribe lo que la terminal necesita para completar los comandos con el tabulador (completions)
    #[command(
        hide = true,
        alias = "completions",
        override_usage = "relator completar <SHELL>",
        after_help = "SHELL es bash, elvish, fish, powershell o zsh."
    )]
    Completar(Completar),
    /// Lee libros para otra ejecución de este programa; de uso interno
    #[command(hide = true)]
    LeerLibro,
}

/// `completar`.
#[derive(Debug, Args)]
#[command(next_help_heading = "Opciones")]
pub struct Completar {
    /// La terminal: bash, elvish, fish, powershell o zsh
    #[arg(
        value_name = "SHELL",
        hide_possible_values = true,
        help_heading = "Argumentos"
    )]
    pub shell: Shell,
}

/// `generar`.
#[derive(Debug, Args)]
#[command(next_help_heading = "Opciones")]
pub struct Generar {
    /// Números de las reuniones; si faltan, la próxima del calendario o, si ya no hay, la última
    #[arg(
        value_name = "N",
        conflicts_with = "todas",
        help_heading = "Argumentos"
    )]
    pub reuniones: Vec<u8>,
    /// Todas las reuniones del calendario
    #[arg(long)]
    pub todas: bool,
    /// Imprime «Versión para circular» al pie, en lugar de «Versión preliminar»
    #[arg(long)]
    pub para_circular: bool,
    /// Genera de nuevo también lo que no ha cambiado
    #[arg(long)]
    pub rehacer: bool,
    /// Qué documentos se escriben: pdf, docx o ambos, separados por coma; si falta, ambos
    #[arg(
        long,
        value_name = "FORMATOS",
        value_delimiter = ',',
        hide_possible_values = true
    )]
    pub formato: Vec<Formato>,
    /// Cuántos informes se hacen a la vez; si falta, tantos como procesadores haya
    #[arg(long, value_name = "N")]
    pub hilos: Option<NonZeroUsize>,
}

/// A kind of document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Formato {
    /// PDF.
    Pdf,
    /// Word.
    Docx,
}

/// `validar`.
#[derive(Debug, Args)]
#[command(next_help_heading = "Opciones")]
pub struct Validar {
    /// Libros o carpetas; si faltan, todo lo recibido en inputs/
    #[arg(value_name = "RUTA", help_heading = "Argumentos")]
    pub rutas: Vec<PathBuf>,
    /// Muestra solo lo que toca a esta reunión
    #[arg(long, value_name = "N")]
    pub reunion: Option<u8>,
}

/// `estado`.
#[derive(Debug, Args)]
pub struct Estado {
    /// Número de la reunión; si falta, la próxima del calendario o, si ya no hay, la última
    #[arg(value_name = "N", help_heading = "Argumentos")]
    pub reunion: Option<u8>,
}

/// `formatos`.
#[derive(Debug, Args)]
#[command(next_help_heading = "Opciones")]
pub struct Formatos {
    /// Número de la reunión; si falta, la próxima del calendario o, si ya no hay, la última
    #[arg(value_name = "N", help_heading = "Argumentos")]
    pub reunion: Option<u8>,
    /// Solo el libro de este remitente, por su clave (por ejemplo: quintana-roo)
    #[arg(long, value_name = "CLAVE")]
    pub remitente: Option<String>,
}

/// `archivar`.
#[derive(Debug, Args)]
#[command(next_help_heading = "Opciones")]
pub struct Archivar {
    /// Número de la reunión
    #[arg(value_name = "N", help_heading = "Argumentos")]
    pub reunion: u8,
    /// Cargo de quien integra, nunca un nombre propio
    #[arg(long, value_name = "CARGO")]
    pub responsable: String,
    /// El PDF que se presentó en la reunión
    #[arg(long, value_name = "PDF")]
    pub presentado: Option<PathBuf>,
    /// El Word en el que se trabajó el informe
    #[arg(long, value_name = "DOCX")]
    pub word: Option<PathBuf>,
    /// Otro archivo de la reunión (minuta, oficio); puede repetirse
    #[arg(long, value_name = "ARCHIVO")]
    pub adjuntar: Vec<PathBuf>,
    /// Integra aunque haya inconsistencias de nivel error; el motivo queda anotado
    #[arg(long, value_name = "MOTIVO")]
    pub con_pendientes: Option<String>,
    /// Por qué hay una versión nueva de lo que ya se había integrado
    #[arg(long, value_name = "TEXTO")]
    pub motivo: Option<String>,
}

/// `verificar`.
#[derive(Debug, Args)]
#[command(next_help_heading = "Opciones")]
pub struct Verificar {
    /// Mira solo el registro, los inventarios, los nombres y los tamaños
    #[arg(long)]
    pub rapido: bool,
}

/// `cotejar`.
#[derive(Debug, Args)]
pub struct Cotejar {
    /// El archivo que se quiere identificar, o el código del pie de una página en papel
    #[arg(value_name = "ARCHIVO|CÓDIGO", help_heading = "Argumentos")]
    pub archivo: PathBuf,
}

/// `exportar`.
#[derive(Debug, Args)]
#[command(next_help_heading = "Opciones")]
pub struct Exportar {
    /// Número de la reunión
    #[arg(value_name = "N", help_heading = "Argumentos")]
    pub reunion: u8,
    /// Carpeta que se crea; si ya existe, el paquete se crea dentro de ella
    #[arg(value_name = "DESTINO", help_heading = "Argumentos")]
    pub destino: PathBuf,
    /// Sin lo que no es público, con la lista de lo que se retuvo
    #[arg(long)]
    pub version_publica: bool,
}

/// `reproducir`.
#[derive(Debug, Args)]
#[command(next_help_heading = "Opciones")]
pub struct Reproducir {
    /// Número de la reunión
    #[arg(value_name = "N", help_heading = "Argumentos")]
    pub reunion: u8,
    /// Número de la versión; si falta, la última
    #[arg(value_name = "VERSIÓN", help_heading = "Argumentos")]
    pub version_integrada: Option<u32>,
}

/// `origen`.
#[derive(Debug, Args)]
pub struct Origen {
    /// N RECURSO FILA COLUMNA, o ARCHIVO HOJA CELDA
    #[arg(
        value_name = "QUÉ",
        num_args = 1..=4,
        required = true,
        help_heading = "Argumentos"
    )]
    pub que: Vec<String>,
}

/// `diferencias`.
#[derive(Debug, Args)]
#[command(next_help_heading = "Opciones")]
pub struct Diferencias {
    /// Número de la reunión
    #[arg(value_name = "N", help_heading = "Argumentos")]
    pub reunion: u8,
    /// El Word en el que se trabajó
    #[arg(value_name = "ARCHIVO.docx", help_heading = "Argumentos")]
    pub archivo: PathBuf,
    /// Compara con este Word en lugar del generado
    #[arg(long, value_name = "OTRO.docx")]
    pub contra: Option<PathBuf>,
}

/// `explicar`.
#[derive(Debug, Args)]
pub struct Explicar {
    /// Código (REV-203) o regla
    #[arg(value_name = "REV-nnn|R-nn", help_heading = "Argumentos")]
    pub codigo: String,
}

/// `iniciar`.
#[derive(Debug, Args)]
pub struct Iniciar {
    /// Carpeta que se crea; puede existir si aún no tiene plantillas
    #[arg(value_name = "DIR", help_heading = "Argumentos")]
    pub dir: PathBuf,
}
