/** Where a license is said in a project, and that nothing is said of none. */
import { expect, test } from 'vitest';
import { projectFiles } from '../../../generators/core/plan/project.ts';
import { memcachedModel } from '../models.ts';

const EXPRESSION = 'GPL-2.0-or-later WITH Classpath-exception-2.0 AND (MIT OR LicenseRef-Acme.2)';

const filesOf = (license: string | undefined): ReadonlyMap<string, string> =>
  new Map(
    projectFiles(memcachedModel(license === undefined ? {} : { license })).map(({ path, content }) => [
      path,
      String(content),
    ]),
  );

test('package.json and image have it', () => {
  const files = filesOf(EXPRESSION);
  expect(JSON.parse(files.get('package.json')!)).toMatchObject({ license: EXPRESSION });
  expect(files.get('Dockerfile')).toContain(`
LABEL org.opencontainers.image.title="memcached-operator"
LABEL org.opencontainers.image.licenses="${EXPRESSION}"
COPY --from=build`);
});

test('nothing is said of none, and no line is left for it', () => {
  const [files, licensed] = [filesOf(undefined), filesOf('MIT')];
  const saying = [...files].filter(([path, content]) => path !== 'operator.schema.json' && /licen[sc]e/i.test(content));
  expect(saying.map(([path]) => path)).toEqual([]);
  expect(files.get('Dockerfile')).toBe(licensed.get('Dockerfile')!.replace(/^LABEL .*licenses.*\n/m, ''));
});
