/** What became of artifacts, as text for people. */
import { type Blob, sizeOf } from '../publish/artifact.ts';
import type { Published } from '../publish/push.ts';
import { addressOf, plainAddress } from '../publish/reference.ts';
import type { Outcome, Pushed } from './outcome.ts';

type PublishOutcome = Extract<Outcome, { type: 'published' | 'taken' }>;

/** One row an artifact: what was done, address, tag and digest; then how they are signed. */
export const publishedLines = (outcome: PublishOutcome, seconds: number): readonly string[] => {
  const { request, artifacts } = outcome;
  if (request.dryRun) return [...artifacts.flatMap(plannedLines), 'Nothing was pushed (dry run).'];
  const count = artifacts.filter(({ state }) => state === 'pushed' || state === 'replaced').length;
  return [
    ...artifacts.map((published) => `  ${VERBS[published.state].padEnd(8)} ${tagged(published)}`),
    count === 0
      ? 'Everything is there already; nothing was pushed.'
      : `${count} ${count === 1 ? 'artifact' : 'artifacts'} pushed in ${seconds.toFixed(1)} s.`,
    ...signingLines(outcome),
  ];
};

const VERBS: Readonly<Record<Published['state'], string>> = {
  pushed: 'pushed',
  replaced: 'replaced',
  present: 'as is',
  taken: 'taken',
  free: 'free',
};

/** `oci://…:0.1.0@sha256:…` */
const tagged = ({ artifact: { repository, tag }, digest }: Pick<Published, 'artifact' | 'digest'>): string =>
  `${addressOf(repository)}:${tag}@${digest}`;

const plannedLines = (published: Published): readonly string[] => {
  const { artifact } = published;
  const { config, layer } = artifact;
  return [
    `  push     ${tagged(published)}  ${inBytes(sizeOf(artifact))}`,
    ...[config, layer].map(
      ({ digest, bytes, mediaType }: Blob) => `             ${digest}  ${inBytes(bytes.length)}  ${mediaType}`,
    ),
  ];
};

const inBytes = (bytes: number): string => (bytes < 1000 ? `${bytes} B` : `${(bytes / 1000).toFixed(1)} kB`);

const signingLines = ({ artifacts, signing }: PublishOutcome): readonly string[] => {
  const { workflow, byKey, plainHttp } = signing;
  const options = [...(byKey ? ['--key cosign.key'] : []), ...(plainHttp ? ['--allow-http-registry'] : [])];
  const commands = artifacts.map(({ artifact, digest }) =>
    ['cosign sign', ...options, `${plainAddress(artifact.repository)}@${digest}`].join(' '),
  );
  return [
    workflow === undefined ? 'Sign them:' : `${workflow} signs what it publishes. By hand:`,
    ...commands.map((command) => `  ${command}`),
  ];
};

/** What stands in the way under a tag, both digests, and the ways out. */
export const takenLines = ({ artifacts }: PublishOutcome): readonly string[] => {
  const taken = artifacts.filter(({ state }) => state === 'taken');
  return [
    ...taken.flatMap(({ artifact, digest }) => [
      `  ${addressOf(artifact.repository)}:${artifact.tag}  has other content already:`,
      `    there  ${digest}`,
      `    here   ${artifact.manifest.digest}`,
    ]),
    'A version that was published stays what it is: raise spec.version in operator.yaml, run "k8s-operator update", and publish that.',
    'To replace what is there, which clusters that pull the tag will take over, use --overwrite.',
    'Nothing was pushed.',
  ];
};

/** How a run ends that did not come to its end: what it has pushed before, and what it may have. */
export const pushedBefore = (pushed: Pushed | undefined): string => {
  const { done, tagging } = pushed ?? { done: [] };
  const before = done.length === 0 ? [] : [`Pushed before that: ${done.map(tagged).join(', ')}.`];
  if (tagging !== undefined) {
    const name = tagged({ artifact: tagging, digest: tagging.manifest.digest });
    return [...before, `${name} may have been set: run again to see.`].join(' ');
  }
  return done.length === 0 ? 'Nothing was pushed.' : [...before, 'Run again for the rest.'].join(' ');
};
