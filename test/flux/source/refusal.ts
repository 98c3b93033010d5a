/** What the stand-in for source-controller cannot do. It says so and pulls nothing, for a test that passed on it would say nothing of the real one. */
import type { OciRepositorySpec } from '../kinds.ts';

/** Why this artifact is not pulled; undefined when it can be. */
export const refusal = (spec: OciRepositorySpec): string | undefined => {
  const { ref = {}, layerSelector = {} } = spec;
  const reasons: readonly (readonly [boolean, string])[] = [
    [spec.insecure !== true, 'it speaks plain HTTP only, and spec.insecure is not true'],
    [spec.verify !== undefined, 'it verifies no signatures (spec.verify)'],
    [spec.provider !== undefined && spec.provider !== 'generic', `it knows no provider "${spec.provider}"`],
    [
      ref.semver !== undefined || ref.semverFilter !== undefined,
      'it evaluates no ranges of versions (spec.ref.semver)',
    ],
    [spec.ignore !== undefined, 'it leaves nothing out of an artifact (spec.ignore)'],
    [spec.secretRef !== undefined, 'it has no credentials (spec.secretRef)'],
    [spec.serviceAccountName !== undefined, 'it has no credentials (spec.serviceAccountName)'],
    [spec.certSecretRef !== undefined, 'it has no certificates (spec.certSecretRef)'],
    [spec.proxySecretRef !== undefined, 'it uses no proxy (spec.proxySecretRef)'],
    [
      layerSelector.operation !== 'copy' && layerSelector.mediaType?.endsWith('tar+gzip') === false,
      `it extracts nothing but tar+gzip (spec.layerSelector.mediaType ${layerSelector.mediaType})`,
    ],
  ];
  return reasons.find(([applies]) => applies)?.[1];
};
