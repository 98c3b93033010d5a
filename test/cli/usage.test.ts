import { describe, expect, test } from 'vitest';
import { folder, k8sOperator, run, tree, write } from './program.ts';

describe('a wrong command line exits 64, says what is meant, and writes nothing', () => {
  test.each([
    [['nwe'], 'Unknown command "nwe". Did you mean "new"?'],
    [
      ['frobnicate'],
      'Unknown command "frobnicate". Commands: new, api, import, update, check, publish, bundle, catalog, scorecard, completion.',
    ],
    [['new', 'x', '--domian', 'a.b'], 'Unknown option --domian. Did you mean --domain? See k8s-operator new --help.'],
    [['update', '--dryrun'], 'Unknown option --dryrun. Did you mean --dry-run?'],
    [['--forse'], 'Unknown option --forse. Did you mean --force?'],
    [['--domain', 'a.b', 'new'], '--domain stands before a command.'],
    [['update', '-x'], 'Unknown option -x.'],
    [['update', 'x'], 'Unexpected argument "x". k8s-operator update takes no argument.'],
    [['new', 'x', 'y'], 'Unexpected argument "y". k8s-operator new takes one NAME.'],
    [['update', '--force=yes'], '--force takes no value.'],
    [['new', 'x', '--domain'], '--domain needs a value. Write --domain DOMAIN.'],
    [['new', 'x', '--domain', '--yes'], '--domain needs a value.'],
    [['new', 'x', '--domain='], '--domain needs a value.'],
    [['new', 'x', '--domain', 'a.b', '--domain', 'c.d'], '--domain is given twice.'],
    [['completion'], 'Which shell? Use bash, zsh or fish.'],
    [['completion', 'tcsh'], 'There is no completion for "tcsh".'],
    [['help', 'nwe'], 'Unknown command "nwe".'],
  ])('%j', (args, message) => {
    const root = folder();
    const { code, out, err } = k8sOperator(root, ...args);
    expect({ code, out }).toEqual({ code: 64, out: '' });
    expect(err).toContain(message);
    expect(tree(root)).toEqual({});
  });
});

describe('help and version', () => {
  test.each([[['--version']], [['-v']], [['new', '--version']], [['check', '--version']], [['completion', '-v']]])(
    '%j',
    (args) => {
      expect(k8sOperator(folder(), ...args)).toEqual({
        code: 0,
        out: expect.stringMatching(/^\d+\.\d+\.\d+\n$/),
        err: '',
      });
    },
  );

  test.each([[[]], [['--help']], [['help']], [['-h']]])('of the program: %j', (args) => {
    const { code, out } = k8sOperator(folder(), ...args);
    expect(code).toBe(0);
    for (const command of [
      'new',
      'api',
      'import',
      'update',
      'check',
      'publish',
      'bundle',
      'catalog',
      'scorecard',
      'completion',
    ])
      expect(out).toMatch(new RegExp(`^  ${command} `, 'm'));
  });

  test.each(['new', 'api', 'import', 'update', 'check'])('of %s lists every option', (command) => {
    const { code, out } = k8sOperator(folder(), command, '--help');
    expect(code).toBe(0);
    for (const option of ['dry-run', 'diff', 'force', 'yes', 'skip-install', 'json', 'help', 'version'])
      expect(out).toContain(`--${option}`);
    expect(k8sOperator(folder(), 'help', command).out).toBe(out);
  });
});

describe('completion', () => {
  test('bash completes commands and options', () => {
    const root = folder();
    write(root, 'script', k8sOperator(root, 'completion', 'bash').out);
    const complete = (...words: string[]): string =>
      run(
        'bash',
        [
          '-c',
          `. ./script; COMP_WORDS=(${words.map((word) => `'${word}'`).join(' ')}); COMP_CWORD=${words.length - 1}; _k8s_operator; echo "\${COMPREPLY[@]}"`,
        ],
        { cwd: root },
      ).out;
    expect(run('bash', ['-n', 'script'], { cwd: root })).toEqual({ code: 0, out: '', err: '' });
    expect(complete('k8s-operator', 'u')).toBe('update\n');
    expect(complete('k8s-operator', 'new', '--do')).toBe('--domain\n');
    expect(complete('k8s-operator', 'update', '--do')).toBe('\n');
    expect(complete('k8s-operator', 'completion', 'f')).toBe('fish\n');
    expect(complete('k8s-operator', 'help', 'n')).toBe('new\n');
    // Files, which bash itself completes, or nothing that we know.
    for (const words of [
      ['--spec', ''],
      ['-o', ''],
      ['--spec', '=', ''],
      ['--spec', '='],
      ['--domain', ''],
    ])
      expect(complete('k8s-operator', 'new', ...words)).toBe('\n');
  });

  test.skipIf(run('sh', ['-c', 'command -v fish']).code !== 0)('fish completes what belongs to the command', () => {
    const root = folder();
    write(root, 'script', k8sOperator(root, 'completion', 'fish').out);
    write(root, 'folder/file', '');
    const complete = (line: string): readonly string[] => {
      const { out, err } = run('fish', ['--no-config', '-c', `source script; complete -C '${line}'`], { cwd: root });
      expect(err).toBe('');
      return out.split('\n').map((row) => row.split('\t')[0] ?? '');
    };
    expect(complete('k8s-operator u')).toEqual(['update', '']);
    expect(complete('k8s-operator update --d')).toEqual(['--diff', '--dry-run', '']);
    expect(complete('k8s-operator new --spec f')).toEqual(['folder/', '']);
    expect(complete('k8s-operator --v')).toEqual(['--version', '']);
  });

  test.skipIf(run('sh', ['-c', 'command -v zsh']).code !== 0)('zsh gets the words of the command alone', () => {
    const root = folder();
    write(root, 'script', k8sOperator(root, 'completion', 'zsh').out);
    const complete = (...words: string[]): string =>
      run(
        'zsh',
        [
          '-fc',
          `compdef() { :; }; _arguments() { print -rl -- "$words $CURRENT" "$@"; }; . ./script; words=(${words.join(' ')} ''); CURRENT=$#words; _k8s_operator`,
        ],
        { cwd: root },
      ).out;
    expect(complete('k8s-operator', 'update', '--force')).toMatch(/^update --force {2}3\n--dry-run\[/);
    expect(complete('k8s-operator', 'completion')).toMatch(/^completion {2}2\n1:SHELL:\(bash zsh fish\)\n/);
    expect(complete('k8s-operator', 'new', '-o')).toMatch(
      /\n\(-o --output\)-o\[[^\n]*:DIR:_files\n\(-o --output\)--output=\[/,
    );
  });

  test.each(['zsh', 'fish'])('%s gets every command and option', (shell) => {
    const { code, out } = k8sOperator(folder(), 'completion', shell);
    expect(code).toBe(0);
    for (const word of [
      'new',
      'api',
      'import',
      'update',
      'check',
      'publish',
      'bundle',
      'catalog',
      'scorecard',
      'domain',
      'skip-range',
      'dry-run',
      'overwrite',
      'skip-install',
    ])
      expect(out).toContain(word);
  });
});
