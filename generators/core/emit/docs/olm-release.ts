/** The command by which the next release for OLM is made, as the documents tell it. */
import { isReleased } from '../../model/build-history.ts';
import type { Model } from '../../model/model.ts';
import type { OlmDelivery } from '../../model/olm-delivery.ts';
import { highest, parseVersion } from '../../olm/version.ts';

/** It releases the version of the spec; where that is released, the next one. */
export const releaseCommand = (model: Model, olm: OlmDelivery): string =>
  isReleased(olm.history, model.version) ? upgradeCommand(model, olm) : bundle(model.version, olm.release.channels);

/** It releases a version that is higher than all: of one that is there it would change the channels. */
export const upgradeCommand = ({ version }: Model, olm: OlmDelivery): string =>
  bundle(nextVersion(highest([{ version }, ...olm.history.releases])!.version), olm.nextChannels);

const bundle = (version: string, channels: readonly string[]): string =>
  `npx generator-k8s-operator bundle --version ${version} --channels ${channels.join(',')}`;

/** 0.2.0 after 0.1.3; 1.0.0 after its own prereleases. */
const nextVersion = (version: string): string => {
  const { major, minor, patch, prerelease } = parseVersion(version)!;
  return prerelease.length > 0 ? `${major}.${minor}.${patch}` : `${major}.${minor + 1n}.0`;
};
