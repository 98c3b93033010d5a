/** `bundle`: a version becomes a release in the text of the spec, with its place in the upgrade graph. */
import { fileProblem } from '../apply/fault.ts';
import { DEFAULT_VERSION } from '../model/names.ts';
import { headOf, nextChannels, nextRelease } from '../model/build-history.ts';
import type { JsonObject, JsonValue } from '../model/json.ts';
import { compareVersions, parseVersion } from '../olm/version.ts';
import type { Edit } from '../spec/edit-text.ts';
import { type Loaded, loadSpec } from '../spec/load.ts';
import { quote } from '../spec/near.ts';
import type { OlmSpec } from '../spec/olm-spec.ts';
import { formatPath, type Path } from '../spec/path.ts';
import type { Problem } from '../spec/problem.ts';
import { createReport, type Report } from '../spec/report.ts';
import { missingFacts } from '../spec/rules/delivery/olm/missing.ts';
import { isNewer } from '../spec/semver.ts';
import type { Source } from '../spec/source.ts';
import { type Drafted, SPEC_FILE } from './draft.ts';
import { editedSpec } from './edited-spec.ts';
import type { BundleRequest } from './request.ts';

const OLM: Path = ['spec', 'delivery', 'olm'];
const VERSION: Path = ['spec', 'version'];

/** The draft of the spec with the release in it. The spec that is there has no fault. */
export const draftRelease = (request: BundleRequest, root: string, loaded: Loaded): Drafted => {
  const { spec, source } = loaded as Required<Loaded>;
  const current = spec.spec.version ?? DEFAULT_VERSION;
  const version = request.version ?? current;
  const olm: OlmSpec = spec.spec.delivery?.olm ?? {};
  const releases = olm.releases ?? [];
  const index = releases.findIndex((release) => release.version === version);
  // What was released before the last release can be moved in the graph, not made again: the spec says something else by now.
  const isOld = index !== -1 && isNewer(current, version) && !request.force;
  const wrong = isOld ? notOfOld(request, version, current) : index === -1 ? tooLow(version, request, olm, source) : [];
  if (wrong.length > 0) return { outcome: { type: 'problems', request, problems: wrong } };
  const edits = [
    ...(version === current || isOld ? [] : [{ path: VERSION, value: version }]),
    ...(index === -1
      ? [{ path: [...OLM, 'releases', releases.length], value: entryOf(version, request, olm) }]
      : changesOf(request, index)),
    ...(request.defaultChannel === undefined
      ? []
      : [{ path: [...OLM, 'defaultChannel'], value: request.defaultChannel }]),
  ];
  const text = editedSpec(source, edits);
  const released = loadSpec(text, SPEC_FILE);
  if (released.spec === undefined)
    return { outcome: { type: 'problems', request, problems: asOptions(released.problems, edits) } };
  const asked = missingFacts(released.spec, released.source!);
  return { root, text, loaded: { ...released, problems: [...released.problems, ...asked] } };
};

/** Of what was released before, only its place in the graph can change. */
const notOfOld = (request: BundleRequest, version: string, current: string): readonly Problem[] => {
  const { defaultChannel, createdAt } = request;
  if (createdAt !== undefined)
    return [fileProblem('--created-at', `stands in the bundle of ${version}, which was given out.`, 'Leave it out.')];
  if (changesOf(request, 0).length > 0 || defaultChannel !== undefined) return [];
  return [
    fileProblem(
      '--version',
      `${version} is released already, and ${SPEC_FILE} is at ${current}.`,
      'Give a higher version; or what is to be another in the upgrade graph, such as --channels.',
    ),
  ];
};

/** A channel only goes up: whoever is subscribed to it would never see the release. */
const tooLow = (version: string, request: BundleRequest, olm: OlmSpec, source: Source): readonly Problem[] => {
  const problem = (message: string, hint: string): Problem =>
    request.version === undefined ? problemAt(source, VERSION, message, hint) : fileProblem('--version', message, hint);
  const parsed = parseVersion(version);
  if (parsed === undefined)
    return [problem(`${quote(version)} is no version.`, 'Use three numbers: 0.1.0, or 1.0.0-rc.1; without v.')];
  return channelsOf(request, olm).flatMap((channel) => {
    const head = headOf(channel, olm.releases ?? []);
    if (head === undefined || compareVersions(parsed, parseVersion(head.version)!) > 0) return [];
    return [
      problem(
        `${version} is not higher than ${head.version}, which is released in the channel ${channel}.`,
        'Give a higher version, or another channel.',
      ),
    ];
  });
};

const problemAt = (source: Source, ...problem: Parameters<Report['error']>): Problem => {
  const report = createReport(source);
  report.error(...problem);
  return report.problems()[0]!;
};

const channelsOf = ({ channels }: BundleRequest, olm: OlmSpec): readonly string[] =>
  channels.length > 0 ? channels : nextChannels(olm);

/** The release, in the order that people read it. What it replaces is written down: it stays so whatever is released later. */
const entryOf = (version: string, request: BundleRequest, olm: OlmSpec): JsonObject => {
  const channels = channelsOf(request, olm);
  const replaces = request.replaces ?? nextRelease(version, channels, olm.releases ?? [], request.skips).replaces;
  const createdAt = request.createdAt ?? sourceDate();
  return { version, channels, ...(replaces !== undefined && { replaces }), ...optional({ ...request, createdAt }) };
};

/** What was given again for a version that is released: it may go to other channels. */
const changesOf = (request: BundleRequest, index: number): readonly Edit[] => {
  const { channels, replaces } = request;
  const given: readonly (readonly [string, JsonValue | undefined])[] = [
    ['channels', channels.length > 0 ? channels : undefined],
    ['replaces', replaces],
    ...Object.entries(optional(request)),
  ];
  return given.flatMap(([key, value]) =>
    value === undefined ? [] : [{ path: [...OLM, 'releases', index, key], value }],
  );
};

const optional = ({ skips, skipRange, createdAt }: BundleRequest): JsonObject => ({
  ...(skips.length > 0 && { skips }),
  ...(skipRange !== undefined && { skipRange }),
  ...(createdAt !== undefined && { createdAt }),
});

/** reproducible-builds.org: seconds since 1970. The time of the run would make another bundle of the same spec. */
const sourceDate = (): string | undefined => {
  const seconds = process.env['SOURCE_DATE_EPOCH'] ?? '';
  if (!/^\d{1,11}$/.test(seconds)) return undefined;
  return new Date(Number(seconds) * 1000).toISOString().replace('.000Z', 'Z');
};

const OPTIONS: Readonly<Record<string, string>> = {
  version: '--version',
  channels: '--channels',
  replaces: '--replaces',
  skips: '--skips',
  skipRange: '--skip-range',
  createdAt: '--created-at',
  defaultChannel: '--default-channel',
};

/** Problems of what was given on the command line are told of the options: the text with it is nowhere to be seen. */
const asOptions = (problems: readonly Problem[], edits: readonly Edit[]): readonly Problem[] => {
  const given = edits.map(({ path }) => formatPath(path));
  return problems.map((problem) => {
    const isGiven = given.some((path) => problem.path === path || /^[.[]/.test(after(problem.path, path)));
    const field = /^spec\.(?:delivery\.olm\.)?(?:releases\[\d+\]\.)?(\w+)/.exec(problem.path)?.[1] ?? '';
    const option = OPTIONS[field];
    if (option === undefined || !isGiven) return problem;
    const { message, hint, severity } = problem;
    return { ...fileProblem(option, message, hint), severity };
  });
};

const after = (path: string, start: string): string => (path.startsWith(start) ? path.slice(start.length) : '');
