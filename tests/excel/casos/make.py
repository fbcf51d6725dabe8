"""Makes the workbooks of this folder with openpyxl 3.1, LibreOffice 7.4 and msoffcrypto-tool 6.1.

    python3 make.py            # needs openpyxl, msoffcrypto-tool and soffice

What LibreOffice can only do through its API (passwords, macros) stands in uno_make.py, which
Debian's own Python runs. README.md says what each file is for.
"""

import datetime
import pathlib
import shutil
import subprocess
import tempfile

import msoffcrypto.format.ooxml
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.utils.datetime import CALENDAR_MAC_1904

HERE = pathlib.Path(__file__).parent
TMP = pathlib.Path(tempfile.mkdtemp(prefix="casos-"))
HEADERS = [
    "Sistema", "Proceso", "Área usuaria", "Fase actual", "Avance programado (%)",
    "Avance real (%)", "Fecha de liberación programada", "Fecha de liberación real",
    "Fecha de fin de operación", "Estatus", "Justificación", "Observaciones",
]
DAY = datetime.date(2022, 4, 15)
DATE = "dd/mm/yyyy"
LITERAL = '0.##"%"'


def base():
    """A workbook of DEOE for meeting 5 without rows."""
    book = Workbook()
    cover = book.active
    cover.title = "Portada"
    cover["A1"] = "Datos del envío"
    for row, (key, value) in enumerate(
        [("Remitente", "DEOE"), ("Número de reunión", 5), ("Versión", 1)], start=5
    ):
        cover.cell(row, 2, key)
        cover.cell(row, 3, value)
    meta = book.create_sheet("_meta")
    for row, (key, value) in enumerate(
        [("clase", "INE"), ("clave", "deoe"), ("reunion", 5), ("proceso", "PEL 2021-2022"),
         ("esquema", 1)], start=1
    ):
        meta.cell(row, 1, key)
        meta.cell(row, 2, value)
    meta.sheet_state = "veryHidden"
    sheet = book.create_sheet("Sistemas")
    sheet["A1"] = "Avance de los sistemas"
    for column, header in enumerate(HEADERS, start=1):
        sheet.cell(4, column, header)
    return book, sheet


def row(sheet, number, clave, planned=0.85, real=0.8, percent="0%"):
    """A system in order."""
    values = [clave, "PEL 2021-2022", "DEOE", "Construcción", planned, real, DAY, None, None,
              "En ejecución", None, None]
    for column, value in enumerate(values, start=1):
        sheet.cell(number, column, value)
    for column in (5, 6):
        sheet.cell(number, column).number_format = percent
    sheet.cell(number, 7).number_format = DATE


def cases():
    """One case a row; tests/excel_cases/saved.rs says what each must give."""
    book, sheet = base()
    row(sheet, 5, "SUC")
    row(sheet, 6, "OBS", 85, 1, LITERAL)
    row(sheet, 7, "SES")
    sheet.row_dimensions[7].hidden = True
    row(sheet, 8, "REP")
    sheet["F8"] = "=E8-0.05"
    row(sheet, 9, "SIJE")
    sheet["F9"] = "=1/0"
    row(sheet, 10, "MEC")
    sheet["F10"] = "=NA()"
    row(sheet, 11, "SICCE")
    sheet["K11"] = CellRichText("texto ", TextBlock(InlineFont(b=True), "con negritas"))
    sheet["L11"] = "  espacios al final \u00a0 "
    row(sheet, 12, "BOD")
    row(sheet, 13, "COM")
    sheet["J13"] = None
    sheet.merge_cells("J12:J13")
    row(sheet, 14, "SNR")
    sheet["G14"] = "15 de abril de 2022"
    sheet["K14"] = "línea uno\nlínea dos"
    sheet.column_dimensions["K"].hidden = True
    sheet["A5"].comment = Comment("una nota", "relator")
    sheet.protection.sheet = True
    notes = book.create_sheet("Notas")
    notes["A1"] = "apuntes"
    notes.sheet_state = "hidden"
    return book


def simple():
    book, sheet = base()
    row(sheet, 5, "SUC")
    return book


def save(book, name, folder=HERE):
    path = folder / name
    book.save(path)
    return path


def convert(source, target, new_name, profile="lo"):
    """Saves a file with LibreOffice, as a person would."""
    subprocess.run(
        ["soffice", "--headless", f"-env:UserInstallation=file://{TMP}/{profile}",
         "--convert-to", target, "--outdir", str(TMP / "out"), str(source)],
        check=True, capture_output=True, timeout=180,
    )
    made = TMP / "out" / (source.stem + "." + target.split(":")[0])
    shutil.move(made, HERE / new_name)


def spanish_profile():
    """A profile whose dates and numbers are those of Mexico."""
    folder = TMP / "mx" / "user"
    folder.mkdir(parents=True)
    (folder / "registrymodifications.xcu").write_text(
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<oor:items xmlns:oor="http://openoffice.org/2001/registry" '
        'xmlns:xs="http://www.w3.org/2001/XMLSchema" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        '<item oor:path="/org.openoffice.Setup/L10N"><prop oor:name="ooSetupSystemLocale" '
        'oor:op="fuse"><value>es-MX</value></prop></item></oor:items>',
        encoding="utf-8",
    )


def main():
    source = save(cases(), "sin-resultados.xlsx")
    convert(source, "xlsx:Calc MS Excel 2007 XML", "libreoffice.xlsx")
    convert(source, "ods", "libreoffice.ods")
    spanish_profile()
    convert(source, "ods", "libreoffice-mx.ods", "mx")

    book = simple()
    book.epoch = CALENDAR_MAC_1904
    epoch = save(book, "fechas-1904.xlsx")
    convert(epoch, "xlsx:Calc MS Excel 2007 XML", "fechas-1904-libreoffice.xlsx")
    book = simple()
    book.iso_dates = True
    save(book, "fechas-iso.xlsx")

    plain = save(simple(), "simple.xlsx", TMP)
    convert(plain, "xls", "excel-97.xls")
    convert(plain, "csv", "texto.csv")
    convert(plain, "html", "pagina.html")
    convert(plain, "pdf", "documento.pdf")
    convert(plain, "fods", "plano.fods")
    with open(plain, "rb") as source, open(HERE / "contrasena.xlsx", "wb") as target:
        msoffcrypto.format.ooxml.OOXMLFile(source).encrypt("secreto", target)
    subprocess.run(["/usr/bin/python3", HERE / "uno_make.py", plain, HERE, TMP], check=True,
                   timeout=300)


if __name__ == "__main__":
    main()
