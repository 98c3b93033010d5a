import { expect, test } from 'vitest';
import { judgedText } from '../../../generators/core/command/judged-text.ts';
import { checkBundle } from '../../../generators/core/olm/validate/check-bundle.ts';
import { openBundle } from '../../../generators/core/olm/open-bundle.ts';

test('what is in the names of files and in texts of a bundle is shown as what it is', () => {
  const bytes = Buffer.from('apiVersion: v1\nkind: Gadget\u202e\nmetadata:\n  name: a\n');
  const problems = checkBundle(openBundle('bundle', [{ path: 'manifests/\u001b[31mred\nb.yaml', bytes }]));
  const request = {
    command: 'bundle --check',
    folder: 'bundle',
    format: 'text',
    dryRun: false,
    diff: false,
    force: false,
    json: false,
    yes: false,
    install: false,
  } as const;
  const text = judgedText({ type: 'judged', request: request as never, problems, tests: [] });
  expect(problems.length).toBeGreaterThan(0);
  for (const char of ['\u001b', '\u202e']) expect(text).not.toContain(char);
  expect(text.trimEnd().split('\n')).toHaveLength(problems.length + 1);
});
