#!/usr/bin/env bash
# Fills the demonstration with data (quick the second time) and serves it: demo.sh PORT
set -eu
cd "$(dirname "$0")/.."
manage=(.venv/bin/python manage.py)
"${manage[@]}" migrate --verbosity 0
"${manage[@]}" createcachetable
"${manage[@]}" demo_data
exec .venv/bin/python deploy/serve.py "$1"
