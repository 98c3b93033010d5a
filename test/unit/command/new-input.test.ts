/** What `new` asks for: whoever presses Return at each question gets an operator, whatever was given on the command line before. */
import { describe, expect, test } from 'vitest';
import type { Io, Question } from '../../../generators/core/command/io.ts';
import { completeInput } from '../../../generators/core/command/new-input.ts';
import type { NewRequest } from '../../../generators/core/command/request.ts';

const request = (given: Partial<NewRequest>): NewRequest => ({
  command: 'new',
  apis: [],
  dryRun: false,
  diff: false,
  force: false,
  yes: false,
  skipInstall: false,
  json: false,
  ...given,
});

/** Presses Return at every question, and notes what is said to that. */
const returns = (verdicts: Record<string, unknown>): NonNullable<Io['ask']> => {
  const presetOf = ({ default: value }: Question, answers: Readonly<Record<string, string>>): string =>
    typeof value === 'function' ? value(answers) : (value ?? '');
  return async (questions) => {
    const answers: Record<string, string> = {};
    for (const question of questions) {
      const answer = presetOf(question, answers);
      verdicts[`${question.name}: ${answer}`] = question.validate(answer, answers);
      answers[question.name] = answer;
    }
    return answers;
  };
};

describe('every default is a valid answer', () => {
  test.each<[string, Partial<NewRequest>, readonly string[]]>([
    // As the command line has them: what was not given is there, and undefined.
    [
      'nothing given',
      { name: undefined, domain: undefined, image: undefined, output: undefined },
      ['name: memcached-operator', 'domain: example.com', 'api: memcached/v1alpha1/Memcached'],
    ],
    ['a name', { name: 'web-operator' }, ['domain: example.com', 'api: web/v1alpha1/Web']],
    ['a folder', { output: 'some/web-operator' }, ['domain: example.com', 'api: web/v1alpha1/Web']],
    ['a domain', { domain: 'acme.org' }, ['name: memcached-operator', 'api: memcached/v1alpha1/Memcached']],
    [
      'an image',
      { image: 'ghcr.io/acme/x:1' },
      ['name: memcached-operator', 'domain: example.com', 'api: memcached/v1alpha1/Memcached'],
    ],
    ['APIs', { apis: ['web/v1/Site'] }, ['name: memcached-operator', 'domain: example.com']],
  ])('with %s', async (_, given, asked) => {
    const verdicts: Record<string, unknown> = {};
    const drafted = await completeInput(request(given), {
      cwd: '/somewhere',
      version: '0.0.0',
      ask: returns(verdicts),
    });
    expect(verdicts).toEqual(Object.fromEntries(asked.map((key) => [key, true])));
    expect('outcome' in drafted ? drafted.outcome : drafted.loaded.spec?.kind).toBe('Operator');
  });
});

test('a wrong answer is told with what is wrong with it, not with what is still to come', async () => {
  const said: unknown[] = [];
  const ask: Io['ask'] = async (questions) => {
    const wrong: Record<string, string> = { name: 'Bad_Name', domain: 'exa mple', api: 'nonsense' };
    for (const { name, validate } of questions) said.push(validate(wrong[name]!, {}));
    return { name: 'x', domain: 'example.com', api: 'web/v1/Site' };
  };
  await completeInput(request({}), { cwd: '/somewhere', version: '0.0.0', ask });
  expect(said).toEqual([
    expect.stringContaining('"Bad_Name"'),
    expect.stringContaining('"exa mple" is no domain'),
    expect.stringContaining('"nonsense" is no API'),
  ]);
});
