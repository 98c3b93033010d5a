import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const runtime = join(import.meta.dirname, '../../../runtime');

test('the package has what its README links to', () => {
  const packed = execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {
    cwd: runtime,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const [{ files }] = JSON.parse(packed) as [{ readonly files: readonly { readonly path: string }[] }];
  const links = [...readFileSync(join(runtime, 'README.md'), 'utf8').matchAll(/\]\((?!https?:)([^)#]+)/g)];
  expect(links.length).toBeGreaterThan(0);
  const dead = links.flatMap(([, to = '']) =>
    files.some(({ path }) => path === to || path.startsWith(`${to}/`)) ? [] : [to],
  );
  expect(dead).toEqual([]);
});
