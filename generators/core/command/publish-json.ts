/** What became of artifacts, for programs. */
import { sizeOf } from '../publish/artifact.ts';
import type { Published } from '../publish/push.ts';
import { addressOf, plainAddress } from '../publish/reference.ts';
import type { Outcome, Pushed } from './outcome.ts';

/** The artifacts of an outcome. `reference` is what cosign takes. */
export const artifactsPart = ({ request, artifacts }: Extract<Outcome, { type: 'published' | 'taken' }>): object => ({
  pushed: artifacts.some(({ state }) => state === 'pushed' || state === 'replaced'),
  artifacts: artifacts.map((published) => ({
    ...described(published),
    ...(request.dryRun && { state: 'planned' }),
    size: sizeOf(published.artifact),
    blobs: [published.artifact.config, published.artifact.layer].map(({ mediaType, digest, bytes }) => ({
      mediaType,
      digest,
      size: bytes.length,
    })),
  })),
});

/** What was pushed before something went wrong; the last may have been, or not. */
export const pushedPart = (pushed: Pushed | undefined): object => {
  if (pushed === undefined) return {};
  const { done, tagging } = pushed;
  const unknown =
    tagging === undefined ? [] : [{ artifact: tagging, state: 'unknown', digest: tagging.manifest.digest } as const];
  return { pushed: done.length > 0, artifacts: [...done, ...unknown].map(described) };
};

type Described = Omit<Published, 'state'> & { readonly state: Published['state'] | 'unknown' };

const described = ({ artifact, state, digest }: Described): object => {
  const { kind, folder, repository, tag, manifest } = artifact;
  const own = state === 'taken' ? manifest.digest : digest;
  return {
    kind,
    folder,
    state,
    address: addressOf(repository),
    tag,
    digest: own,
    ...(state === 'taken' && { existing: digest }),
    reference: `${plainAddress(repository)}@${own}`,
  };
};
