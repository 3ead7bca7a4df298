@echo off
rem Starts the built Fadu with the Node that "pnpm install" put into this folder, or else with one of the system.
setlocal
set "FADU_MAIN=%~dp0packages\cli\dist\main.js"
set "FADU_NODE=%~dp0node_modules\node\bin\node.exe"
if not exist "%FADU_MAIN%" goto unbuilt
if exist "%FADU_NODE%" goto start
set "FADU_NODE=node"
node -e "process.exit(parseInt(process.versions.node) < 24 ? 1 : 0)" >nul 2>nul
if errorlevel 1 goto nonode

:start
"%FADU_NODE%" "%FADU_MAIN%" %*
exit /b %errorlevel%

:unbuilt
chcp 65001 >nul
echo 尚未构建,请先运行 npx -y pnpm build 1>&2
exit /b 1

:nonode
chcp 65001 >nul
echo 没有可用的 Node.js(需要 24 或更高版本),请先运行 npx -y pnpm install 1>&2
exit /b 1
