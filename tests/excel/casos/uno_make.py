"""Called by make.py: what LibreOffice does only through its API. Arguments: a workbook, the folder
for the results, a folder for the profile."""

import pathlib
import subprocess
import sys
import time

import uno
from com.sun.star.beans import PropertyValue

SOURCE, TARGET, TMP = (pathlib.Path(a).resolve() for a in sys.argv[1:4])
PIPE = "relator-casos"


def prop(name, value):
    made = PropertyValue()
    made.Name, made.Value = name, value
    return made


def desktop():
    context = uno.getComponentContext()
    resolver = context.ServiceManager.createInstanceWithContext(
        "com.sun.star.bridge.UnoUrlResolver", context)
    for _ in range(120):
        try:
            there = resolver.resolve(f"uno:pipe,name={PIPE};urp;StarOffice.ComponentContext")
            return there.ServiceManager.createInstanceWithContext(
                "com.sun.star.frame.Desktop", there)
        except Exception:
            time.sleep(0.5)
    raise SystemExit("LibreOffice did not start")


def main():
    office = subprocess.Popen(
        ["soffice", "--headless", f"--accept=pipe,name={PIPE};urp",
         f"-env:UserInstallation=file://{TMP}/uno"])
    try:
        write(desktop())
    finally:
        office.terminate()
        office.wait(30)


def write(desk):
    opened = lambda: desk.loadComponentFromURL(SOURCE.as_uri(), "_blank", 0, (prop("Hidden", True),))

    def store(document, name, filter_name, *more):
        document.storeToURL((TARGET / name).as_uri(), (prop("FilterName", filter_name),) + more)
        document.close(True)

    store(opened(), "contrasena.ods", "calc8", prop("Password", "secreto"))

    document = opened()
    libraries = document.BasicLibraries
    libraries.VBACompatibilityMode = True
    if not libraries.hasByName("VBAProject"):
        libraries.createLibrary("VBAProject")
    libraries.getByName("VBAProject").insertByName(
        "Modulo1", "Rem Attribute VBA_ModuleType=VBAModule\nOption VBASupport 1\n"
        "Sub Abrir()\nMsgBox 1\nEnd Sub\n")
    store(document, "macros.xlsm", "Calc MS Excel 2007 VBA XML")
    document = opened()
    library = document.BasicLibraries
    if not library.hasByName("Standard"):
        library.createLibrary("Standard")
    library.getByName("Standard").insertByName("Modulo1", "Sub Abrir\nMsgBox 1\nEnd Sub\n")
    store(document, "macros.ods", "calc8")
    try:
        desk.terminate()
    except Exception:
        pass


if __name__ == "__main__":
    main()
