import { expect, test } from 'vitest';
import { renderTemplate } from '../../../generators/core/emit/template.ts';

const docker = { name: 'web-operator', license: '', vendor: '', metricsPort: '8080', healthPort: '8081' };

test('a value that is missing is an error', () => {
  const { healthPort: _healthPort, ...rest } = docker;
  expect(() => renderTemplate('Dockerfile', rest)).toThrow('that its view does not have');
});

test.each(['a b', 'a"', '$(id)', 'a\nRUN id', '', '--privileged', '`id`', 'a;id'])(
  '%j is no word of a Dockerfile',
  (name) => {
    expect(() => renderTemplate('Dockerfile', { ...docker, name })).toThrow('is not a plain word');
  },
);

test.each(['a"', '$(id)', '${x}', 'a\\', 'a\nRUN id', '', '`id`'])('%j are no words of a Dockerfile', (license) => {
  expect(() => renderTemplate('docker/license', { license })).toThrow('is not plain words');
});

test('a text in TypeScript is a literal', () => {
  expect(renderTemplate('src/main.ts', { name: "it's" })).toContain(`name: "it's"`);
});

test('a text in Markdown is no markup', () => {
  const view = {
    displayName: 'A <b>*c*</b>\n# d',
    description: '| e',
    kinds: '',
    image: 'a/b:1',
    kubernetes: '1.30',
    install: '',
    metrics: '',
    try: '',
  };
  const text = renderTemplate('README.md', view);
  expect(text.split('\n').slice(0, 3)).toEqual(['# A \\<b\\>\\*c\\*\\</b\\> \\# d', '', '\\| e']);
});
