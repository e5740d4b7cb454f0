"""Prints the test suites that `ctest --show-only=json-v1` lists, as commands for the folder of the programs: NAME, a tab, COMMAND

Those for which no emulator does come first."""
import json
import os
import shlex
import sys


def value_of(test, name):
    return next((p['value'] for p in test['properties'] if p['name'] == name), [])


tests = [test for test in json.load(sys.stdin)['tests'] if 'command' in test]
if not tests:
    sys.exit('suites.py: ctest lists no test that is built')
for test in sorted(tests, key=lambda test: 'gpu' not in value_of(test, 'LABELS')):
    program, *arguments = test['command']
    command = ['env', *value_of(test, 'ENVIRONMENT'), './' + os.path.basename(program), *arguments]
    print(test['name'], shlex.join(command), sep='\t')
