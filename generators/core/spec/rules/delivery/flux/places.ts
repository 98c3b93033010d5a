/** Everything that is pushed has a repository of its own: all have the version as their tag, so one would take the other's place. */
import { buildDelivery } from '../../../../model/build-delivery.ts';
import { DEFAULT_VERSION, defaultImage, splitImage } from '../../../../model/names.ts';
import { isDockerHub } from '../../../../publish/reference.ts';
import type { FluxSpec } from '../../../delivery-spec.ts';
import { quote } from '../../../near.ts';
import type { Path } from '../../../path.ts';
import type { Report } from '../../../report.ts';
import type { Spec } from '../../../spec.ts';
import { FLUX } from './path.ts';

interface Place {
  readonly what: string;
  /** 'oci://ghcr.io/acme/charts/memcached-operator' */
  readonly url: string;
  readonly path: Path;
  /** Whether the spec says so itself. */
  readonly isGiven: boolean;
}

/** What is pushed to where something else is; and what Docker Hub has no place for, unless its own address was found wrong already. */
export const checkPlaces = (spec: Spec, flux: FluxSpec, report: Report): void => {
  const places = placesOf(spec, flux);
  checkDockerHub(
    places.filter((place) => isPulled(place, flux)),
    report,
  );
  places.forEach(({ what, url, path }, i) => {
    const other = places.slice(0, i).find((place) => plain(place.url) === plain(url));
    // Teams may share what they deliver.
    if (other === undefined || (what.startsWith(TEAM) && other.what.startsWith(TEAM))) return;
    report.error(
      path,
      `${what} and ${other.what} would both be ${quote(url)}, with the same tags.`,
      'Give each an address of its own.',
      'key',
    );
  });
};

const TEAM = 'the objects of ';

const placesOf = (spec: Spec, flux: FluxSpec): readonly Place[] => {
  const { delivery, image = defaultImage(spec), version = DEFAULT_VERSION, domain, apis } = spec.spec;
  const { repository } = splitImage(image);
  const context = { name: spec.metadata.name, displayName: '', domain, version, repository, apis };
  const { helm, flux: built } = buildDelivery({ ...delivery, helm: delivery?.helm ?? {}, flux }, context);
  const given = (url: string | undefined, ...path: Path) =>
    url === undefined ? { path: FLUX, isGiven: false } : { path: [...FLUX, ...path], isGiven: true };
  return [
    { what: 'the image', url: `oci://${repository}`, path: ['spec', 'image'], isGiven: true },
    { what: 'the chart', url: helm!.chartUrl, ...given(flux.chartUrl, 'chartUrl') },
    ...(helm!.crds === 'separate'
      ? [{ what: 'the chart of the CRDs', url: helm!.crdsChartUrl, ...given(flux.chartUrl, 'chartUrl') }]
      : []),
    ...(flux.git === undefined
      ? [{ what: 'the manifests', url: built!.manifestsUrl, ...given(flux.manifestsUrl, 'manifestsUrl') }]
      : []),
    ...built!.tenants.map(({ name, url }, i) => {
      const isGiven = flux.tenants?.[i]?.url !== undefined;
      return {
        what: `${TEAM}${quote(name)}`,
        url,
        path: [...FLUX, 'tenants', i, isGiven ? 'url' : 'name'],
        isGiven,
      };
    }),
  ];
};

/** Charts come from git or a Helm repository, where there is one. */
const isPulled = ({ what }: Place, { git, helmRepository, imageAutomation }: FluxSpec): boolean =>
  !what.startsWith('the chart') ||
  (helmRepository === undefined && (git === undefined || imageAutomation !== undefined));

const plain = (url: string): string =>
  url.replace(/^oci:\/\/(?:index\.docker\.io|registry-1\.docker\.io)\//, 'oci://docker.io/');

/** Defaults have a folder, charts or manifests, which Docker Hub has not. Told early: an operator can be written long before it is published. */
const checkDockerHub = (places: readonly Place[], report: Report): void => {
  const deep = places.find(
    ({ url, isGiven }) =>
      !isGiven && isDockerHub(url.replace(/^oci:\/\//, '').split('/')[0]!) && url.split('/').length > 5,
  );
  if (deep === undefined) return;
  report.warning(
    deep.path,
    `${deep.what} would be pushed to ${quote(deep.url)}, and Docker Hub has repositories with two names only.`,
    'Give chartUrl, manifestsUrl and urls of tenants: oci://docker.io/USER/NAME, with other NAMEs than the image has. Or set "registry" of delivery to another registry.',
    'key',
  );
};
