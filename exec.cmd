@rem `exec` of the scripts in package.json, where there is none. Elsewhere it makes the program take the place of npm's
@rem shell, so that a signal that npm gets reaches it.
@%*
