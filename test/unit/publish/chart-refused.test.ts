/** Charts that Helm, or a cluster, would not take: they are not published, or their user is warned. */
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readChart } from '../../../generators/core/publish/chart-package.ts';
import { sizeWarnings } from '../../../generators/core/publish/release-size.ts';
import { folder, type Tree } from '../apply/tree.ts';
import { CHART, repository, TREE } from './odd-chart.ts';

describe('a chart that Helm would not take is refused', () => {
  const problems = (tree: Tree, change?: (root: string) => void): readonly string[] => {
    const root = folder({ ...TREE, ...tree });
    change?.(root);
    try {
      readChart(root, 'odd-operator', repository('localhost:5000'), []);
      return [];
    } catch (error) {
      const { problems: found } = error as { problems: { file: string; message: string; hint?: string }[] };
      return found.map(({ file, message, hint }) => `${file} ${message} ${hint}`);
    }
  };
  const chart = (from: string, to: string): Tree => ({ 'charts/odd-operator/Chart.yaml': CHART.replace(from, to) });

  test.each([
    ['1.2.3-rc.1+build.5', 'v1.2.3', 'version: "v1.2.3" is no SemVer'],
    ['1.2.3-rc.1+build.5', '"1.2"', 'version: "1.2" is no SemVer'],
    ['1.2.3-rc.1+build.5', '1.02.3', 'version: "1.02.3" is no SemVer'],
    ['1.2.3-rc.1+build.5', '99999999999999999999.0.0', 'is no SemVer'],
    ['version: 1.2.3-rc.1+build.5', 'x: y', 'version: nothing is no SemVer'],
    ['1.2.3-rc.1+build.5', `1.2.3-${'a'.repeat(123)}`, 'version: it has 129 characters, and a tag at most 128.'],
    ['name: odd-operator', 'name: other', 'name: "other" is not the name of the folder'],
    ['apiVersion: v2', 'apiVersion: v1', 'apiVersion: "v1" is not v2.'],
    ['apiVersion: v2', '[', 'is no YAML mapping.'],
  ])('%s → %s', (from, to, message) => {
    expect(problems(chart(from, to))).toEqual([expect.stringContaining(message)]);
  });

  test('by links, other things that are no files, and files that are too large, all told at once', () => {
    const found = problems({}, (root) => {
      const at = join(root, 'charts/odd-operator');
      symlinkSync('/etc/passwd', join(at, 'templates/passwd.yaml'));
      symlinkSync('/etc', join(at, 'notes/etc'));
      mkdirSync(join(at, 'large'));
      writeFileSync(join(at, 'large/x.bin'), Buffer.alloc(5 * 1024 * 1024 + 1));
    });
    expect(found).toEqual([
      'charts/odd-operator/large/x.bin is larger than 5 MiB, which Helm refuses. Make it smaller, or have it ignored.',
      'charts/odd-operator/templates/passwd.yaml is a symbolic link, and is not followed. Put the file itself there, or have it ignored.',
    ]);
  });

  test('by a rule of .helmignore that is none', () => {
    expect(problems({ 'charts/odd-operator/.helmignore': 'a/**/b\n' })).toEqual([
      'charts/odd-operator/.helmignore "a/**/b" is no rule that Helm knows. Mend the line.',
    ]);
  });

  test('by a Chart.yaml that is ignored', () => {
    expect(problems({ 'charts/odd-operator/.helmignore': 'Chart.yaml\n' })).toEqual([
      'charts/odd-operator/Chart.yaml is missing, or ignored. Run "k8s-operator update".',
    ]);
  });
});

test('a chart whose releases no cluster keeps is warned of, with what makes it large', () => {
  const noise = Array.from({ length: 60_000 }, (_, i) => Math.sin(i).toString(36)).join('');
  const said = (tree: Tree) =>
    sizeWarnings(readChart(folder({ ...TREE, ...tree }), 'odd-operator', { host: 'h', path: 'p' }, []), []).map(
      ({ file, message, hint }) => `${file} ${message} ${hint}`,
    );
  expect(said({ 'charts/odd-operator/files/small.txt': noise.slice(0, 100_000) })).toEqual([]);
  expect(said({ 'charts/odd-operator/files/large.txt': noise + noise.toUpperCase() })).toEqual([
    expect.stringMatching(
      /^charts\/odd-operator a release of it takes \d\.\d MiB\. .*"helm install" will fail\. .*: the largest is files\/large\.txt\.$/,
    ),
  ]);
});
