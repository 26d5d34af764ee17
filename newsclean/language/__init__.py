"""What is known of languages and scripts, once, for all who read pages or records.

``data/<code>.json`` holds all that is known of one language (README.md beside this file says how to
add one); `tables` reads the files, `lexicon`, `furniture`, `lines` and `dates.words` make of them
what is looked up. `script`, `calendars` and `zones` hold what is of no one language. Nothing is
read before it is asked for.
"""
