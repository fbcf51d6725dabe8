@echo off
rem Escribe el informe de una reunión en la carpeta output.
chcp 65001 >nul
cd /d "%~dp0"
if not exist "templates\proceso.toml" relator.exe iniciar .
set REUNION=
set /p REUNION=Número de la reunión (Intro: la próxima del calendario): 
relator.exe generar %REUNION%
echo.
pause
