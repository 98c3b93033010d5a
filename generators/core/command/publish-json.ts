/** What became of artifacts, for programs. */
import { sizeOf } from '../publish/artifact.ts';
import type { Published } from '../publish/push.ts';
import { addressOf, plainAddress } from '../publish/reference.ts';
import type { Outcome } from './outcome.ts';

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

/** What was pushed before something went wrong. */
export const pushedPart = (pushed: readonly Published[] | undefined): object =>
  pushed === undefined ? {} : { pushed: pushed.length > 0, artifacts: pushed.map(described) };

const described = ({ artifact, state, digest }: Published): object => {
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
