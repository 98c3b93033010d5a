/**
 * The generated charts before helm's own lint and template and before linters of Kubernetes, kube-score and checkov, over a matrix of values
 * that is read from the charts themselves.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ifAvailable } from '../judges/availability.ts';
import { checkov, findCheckov } from '../judges/checkov.ts';
import type { Finding } from '../judges/finding.ts';
import { judge } from '../judges/judges.ts';
import { kubeScore } from '../judges/kube-score.ts';
import { ACCEPTED, acceptedBy, type Accepted } from './harness/chart/accepted.ts';
import { documents, inParallel, lint } from './harness/chart/helm.ts';
import { inEach, partsOf, withoutDefinitions, type JudgedChart, type Release } from './harness/chart/judged.ts';
import { CHARTED } from './harness/chart/models.ts';
import { renderCharts } from './harness/chart/render-charts.ts';

const scratch = mkdtempSync(join(tmpdir(), 'chart-judges-'));
afterAll(() => rmSync(scratch, { recursive: true }));

let judged: readonly JudgedChart[];
beforeAll(async () => {
  judged = await renderCharts(scratch);
});

const inAll = (problems: (chart: JudgedChart) => readonly string[]): readonly string[] =>
  judged.flatMap((chart) => problems(chart).map((problem) => `${chart.title} ${problem}`));

/** Each toggle alone over the hardened values, and all pairs over the defaults: enough where a release takes its time. */
const inShort = (releases: readonly Release[]): readonly Release[] =>
  releases.filter(({ strict, alone }) => strict === alone);

const allReleases = (): readonly Release[] => judged.flatMap(({ releases }) => releases);

/** Each chart with its hardened values as they are. */
const hardened = (): readonly Release[] =>
  judged.flatMap(({ releases }) => releases.filter(({ strict }) => strict).slice(0, 1));

describe('helm', () => {
  test('takes every set of values, and every value of every toggle in one of them', () => {
    expect(inAll((chart) => chart.impossible.map((value) => `never takes ${value}`))).toEqual([]);
    expect(inAll((chart) => inEach(chart, ({ failure }) => (failure === undefined ? [] : [failure])))).toEqual([]);
    // The matrix is read from the charts: one that finds no toggles would judge nothing.
    expect(judged.length).toBeGreaterThan(Object.keys(CHARTED).length);
    for (const { releases } of judged.filter(({ chart }) => chart.path.endsWith(`/${chart.model.name}`)))
      expect(releases.length).toBeGreaterThan(1);
    expect(judged.filter(({ releases }) => releases.length > 50).length).toBeGreaterThan(2);
  });

  test('lint --strict finds nothing', async () => {
    const sets = judged.flatMap(({ chart, title, releases }) =>
      inShort(releases).map((release) => ({ chart, title, release })),
    );
    const outcomes = await inParallel(sets, async ({ chart, title, release: { name, values } }) => {
      const { ok, output } = await lint(chart.path, values);
      return ok && !/\[(?:WARNING|ERROR)\]/.test(output) ? [] : [`${title} [${name}] ${output}`];
    });
    expect(outcomes.flat()).toEqual([]);
  });
});

/** Entries of what is accepted that were needed. */
const used = new Set<Accepted>();

/** What is found and not accepted: a line for each kind of finding, with how often it is, and with which values first. */
const unaccepted = (found: Iterable<readonly [release: Release, findings: readonly Finding[]]>): readonly string[] => {
  const lines = new Map<string, string[]>();
  for (const [{ name, all }, findings] of found)
    for (const finding of findings) {
      const entry = acceptedBy(finding, all);
      if (entry !== undefined) used.add(entry);
      const line = `${finding.check} ${finding.object.split('/')[0]}: ${finding.text}`;
      if (entry === undefined) lines.set(line, [...(lines.get(line) ?? []), `${finding.object} with ${name}`]);
    }
  return [...lines].map(([line, places]) => `${line}; ${places.length} times, first ${places[0]}`);
};

const kubeScoreThere = await ifAvailable(() => judge('kube-score'));

describe.skipIf(kubeScoreThere === undefined)('kube-score', () => {
  test('finds nothing that is not accepted, with any values', async () => {
    const found = await inParallel(
      allReleases(),
      async (release) => [release, await kubeScore(withoutDefinitions(release))] as const,
    );
    expect(unaccepted(found)).toEqual([]);
  });

  test('finds nothing with the hardened values', async () => {
    for (const release of hardened()) expect(await kubeScore(withoutDefinitions(release))).toEqual([]);
  });

  test('sees what is taken away', async () => {
    const weak = withoutDefinitions(hardened()[0]!).replace(
      'readOnlyRootFilesystem: true',
      'readOnlyRootFilesystem: false',
    );
    expect((await kubeScore(weak)).map(({ check }) => check)).toContain(
      'container-security-context-readonlyrootfilesystem',
    );
  });
});

const checkovThere = await ifAvailable(findCheckov);

describe.skipIf(checkovThere === undefined)('checkov', () => {
  /** Writes parts into folders and answers those. It compares each object with each other of a folder, so there are few in one. */
  const write = (name: string, parts: readonly string[]): readonly string[] => {
    const folders: string[] = [];
    let count = Infinity;
    for (const [index, part] of parts.entries()) {
      if (count > 150) {
        folders.push(join(scratch, name, String(folders.length)));
        mkdirSync(folders.at(-1)!, { recursive: true });
        count = 0;
      }
      count += documents(part).length;
      writeFileSync(join(folders.at(-1)!, `${index}.yaml`), part);
    }
    return folders;
  };

  test('finds nothing that is not accepted, with any values', async () => {
    /** Each text once, whichever release has it; with the first that does. */
    const parts = new Map(
      judged.flatMap(({ releases }) =>
        inShort(releases)
          .toReversed()
          .flatMap((release) =>
            partsOf(release).map((part) => [part.replaceAll(release.id, 'release'), release] as const),
          ),
      ),
    );
    const reports = await inParallel(write('checkov', [...parts.keys()]), checkov);
    const findings = new Map(reports.flatMap((report) => Array.from(report)));
    const found = [...parts.values()].map((release, index) => [release, findings.get(`${index}.yaml`) ?? []] as const);
    expect(unaccepted(found)).toEqual([]);
    // What no operator can fulfil is found wherever one is: all have been read.
    const unread = [...parts.keys()].filter(
      (part, index) =>
        part.includes('kind: Deployment') &&
        findings.get(`${index}.yaml`)?.some(({ check }) => check === 'CKV_K8S_38') !== true,
    );
    expect(unread).toEqual([]);
  });

  test('finds nothing with the hardened values but what no operator can fulfil', async () => {
    const [folder] = write('hardened', hardened().map(withoutDefinitions));
    const findings = [...(await checkov(folder!)).values()];
    expect(findings).toHaveLength(hardened().length);
    expect(new Set(findings.flat().map(({ check }) => check))).toEqual(new Set(['CKV_K8S_38']));
  });

  test('sees what is taken away', async () => {
    const weak = withoutDefinitions(hardened()[0]!).replaceAll(
      'allowPrivilegeEscalation: false',
      'allowPrivilegeEscalation: true',
    );
    const [findings] = (await checkov(write('weak', [weak])[0]!)).values();
    expect(findings!.map(({ check }) => check)).toContain('CKV_K8S_20');
  });
});

test.skipIf(kubeScoreThere === undefined || checkovThere === undefined)(
  'every accepted finding is found somewhere',
  () => {
    expect(ACCEPTED.filter((entry) => !used.has(entry))).toEqual([]);
  },
);
