@echo off
rem Revisa los libros de la carpeta inputs y dice qué hay que corregir.
chcp 65001 >nul
cd /d "%~dp0"
if not exist "templates\proceso.toml" relator.exe iniciar .
relator.exe validar
relator.exe estado
echo.
pause
