import type { Mutation } from './mutation.ts';
import { V1BETA1_MUTATIONS } from './of-crd-v1beta1.ts';
import { VERSION_MUTATIONS } from './of-crd-versions.ts';
import { CRD_MUTATIONS } from './of-crd.ts';
import { API_MUTATIONS } from './of-csv-apis.ts';
import { IDENTITY_MUTATIONS } from './of-csv-identity.ts';
import { INSTALL_MUTATIONS } from './of-csv-install.ts';
import { LISTING_MUTATIONS } from './of-csv-listing.ts';
import { METADATA_MUTATIONS } from './of-metadata.ts';
import { OBJECT_MUTATIONS } from './of-objects.ts';
import { TEXT_MUTATIONS } from './of-text.ts';

/** All changes that somebody thought of, but for those of how YAML is written and of files beside: `of-yaml.ts`, `of-files.ts`. */
export const MUTATIONS: readonly Mutation[] = [
  ...IDENTITY_MUTATIONS,
  ...LISTING_MUTATIONS,
  ...INSTALL_MUTATIONS,
  ...API_MUTATIONS,
  ...CRD_MUTATIONS,
  ...VERSION_MUTATIONS,
  ...V1BETA1_MUTATIONS,
  ...OBJECT_MUTATIONS,
  ...METADATA_MUTATIONS,
  ...TEXT_MUTATIONS,
];
