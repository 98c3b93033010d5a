/**
 * Writes generators/core/model/oldest/releases.data.ts: the kinds and fields of Kubernetes that came after the oldest release that
 * operators run on, from the OpenAPI documents of every release since; and compares gates.ts beside it with what the newest release says
 * of its gates. Same modules, same bytes.
 *
 *     node generators/build/kubernetes-releases/write.ts
 */
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { kubernetesVersion } from '../../../test/control-plane/cache.ts';
import { GATES } from '../../core/model/oldest/gates.ts';
import { openGates } from './gates.ts';
import { newerThan } from './newer.ts';
import { printReleases } from './print.ts';
import { type Document, readRelease } from './release.ts';
import { minorOf, RELEASES } from './releases.ts';

const repository = join(import.meta.dirname, '../../..');

const sourcesOf = (release: string): string => {
  const cwd = join(repository, 'test/control-plane');
  const text = execFileSync('go', ['mod', 'download', '-json', `k8s.io/kubernetes@${release}`], { cwd });
  return (JSON.parse(text.toString()) as { Dir: string }).Dir;
};

const documentsOf = (release: string): Document[] => {
  const folder = join(sourcesOf(release), 'api/openapi-spec/v3');
  return readdirSync(folder)
    .filter((file) => /^apis?__.*_openapi\.json$/.test(file))
    .map((file) => JSON.parse(readFileSync(join(folder, file), 'utf8')) as Document);
};

const minors = RELEASES.map(minorOf);
if (minors.some((minor, i) => i > 0 && minor !== minors[i - 1]! + 1)) throw new Error('a release is left out.');
const opened = openGates(
  RELEASES.map((release) => readFileSync(join(sourcesOf(release), 'pkg/features/kube_features.go'), 'utf8')),
);
const wrong = GATES.filter(({ name, minor }) => opened.get(name) !== minor);
if (wrong.length > 0) throw new Error(`gates.ts has other releases than Kubernetes: ${JSON.stringify(wrong)}`);
const newer = newerThan(RELEASES.map((release) => readRelease(minorOf(release), documentsOf(release))));
const text = printReleases(newer, kubernetesVersion);
writeFileSync(join(repository, 'generators/core/model/oldest/releases.data.ts'), text);
console.log(`${kubernetesVersion}: ${newer.kinds.size} kinds, ${newer.fields.size} fields`);
