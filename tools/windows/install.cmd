@echo off
rem Installs icap for this user from this folder, without a network and without an administrator.
setlocal
cd /d "%~dp0"
set "FIT=import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 15) or sys.maxsize < 2**32)"
set "PYTHON="
python -c "%FIT%" >nul 2>nul && set "PYTHON=python"
py -3 -c "%FIT%" >nul 2>nul && set "PYTHON=py -3"
if not defined PYTHON (
  echo Python 3.11 to 3.14 for 64 bits is missing. README.txt says where to get it.
  start "" notepad "%~dp0README.txt"
  pause
  exit /b 1
)
%PYTHON% install.py
set "RESULT=%ERRORLEVEL%"
pause
exit /b %RESULT%
