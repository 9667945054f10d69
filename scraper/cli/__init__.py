"""The command line: arguments -> one call -> output. A command is a file of commands/.

main.py          the group of commands; errors -> exit codes
commands/        one file a command, named as the command
options.py       options that several commands share -> settings, dispatcher
durations.py     "90s", "30d" -> seconds, days, points in time
interrupt.py     deadline, SIGINT and SIGTERM -> whether to stop
progress.py      what is shown while a run goes on
report.py        outcomes -> summary of a run and exit code
sizes.py         bytes as people read them
terminal.py      stdout and stderr, control characters escaped
"""
