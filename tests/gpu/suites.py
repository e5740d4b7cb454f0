"""Prints the test suites that `ctest --show-only=json-v1` lists, as commands for the folder of the programs: NAME, a tab, COMMAND

The quick ones first: what they leave over of their time is for the programs' suites, and of these the one that no emulator does for first."""
import json
import os
import shlex
import sys


def value_of(test, name):
    return next((p['value'] for p in test['properties'] if p['name'] == name), [])


def place(test):
    return os.path.basename(test['command'][0]) == 'test-programs', 'gpu' not in value_of(test, 'LABELS')


tests = [test for test in json.load(sys.stdin)['tests'] if 'command' in test]
if not tests:
    sys.exit('suites.py: ctest lists no test that is built')
for test in sorted(tests, key=place):
    program, *arguments = test['command']
    command = ['env', *value_of(test, 'ENVIRONMENT'), './' + os.path.basename(program), *arguments]
    print(test['name'], shlex.join(command), sep='\t')
