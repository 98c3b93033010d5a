/** A bundle as the rules see it: what Go would decode of its ClusterServiceVersion and its CRDs, beside the documents. */
import { isObject, type JsonObject } from '../../model/json.ts';
import type { BundleDocument } from '../bundle-file.ts';
import { annotationsOf, type Bundle } from '../open-bundle.ts';
import type { Crd } from './crd/crd.ts';
import type { Csv, CsvSpec } from './csv.ts';
import { decode } from './decode.ts';
import type { Fault } from './fault.ts';

export interface JudgedCsv {
  readonly document: BundleDocument;
  readonly value: Csv;
  readonly spec: CsvSpec;
  /** Those of metadata. */
  readonly annotations: Readonly<Record<string, string>>;
  readonly name: string;
}

export interface JudgedCrd {
  readonly document: BundleDocument;
  readonly version: 'v1' | 'v1beta1';
  readonly value: Crd;
}

export interface Judged {
  readonly bundle: Bundle;
  readonly csv: JudgedCsv;
  readonly crds: readonly JudgedCrd[];
  readonly packageName: string;
  readonly channels: readonly string[];
  /** The release of Kubernetes that it is for: '1.36'. */
  readonly kubernetes: string;
}

/** What cannot be decoded, by document. */
export type Faults = ReadonlyMap<BundleDocument, readonly Fault[]>;

/** The bundle for the rules, and what Go cannot decode of it; undefined without a ClusterServiceVersion. */
export const judgedBundle = (
  bundle: Bundle,
  kubernetes: string,
): { readonly judged: Judged | undefined; readonly faults: Faults } => {
  const faults = new Map<BundleDocument, readonly Fault[]>();
  const decodeDocument = (document: BundleDocument, type: string): JsonObject => {
    const decoded = decode(document.value, type, 'yaml');
    faults.set(document, decoded.faults);
    return decoded.value;
  };
  const crds = bundle.crds.flatMap((document): readonly JudgedCrd[] => {
    const version = crdVersion(document);
    if (version === undefined) return [];
    return [
      {
        document,
        version,
        value: decodeDocument(document, `apiextensions/${version}.CustomResourceDefinition`) as Crd,
      },
    ];
  });
  if (bundle.csv === undefined) return { judged: undefined, faults };
  const value = decodeDocument(bundle.csv, 'operators/v1alpha1.ClusterServiceVersion') as Csv;
  const annotations = annotationsOf(bundle.annotations);
  const judged: Judged = {
    bundle,
    csv: {
      document: bundle.csv,
      value,
      spec: value.spec ?? {},
      annotations: value.metadata?.annotations ?? {},
      name: value.metadata?.name ?? '',
    },
    crds,
    packageName: annotations[`${BUNDLE}.package.v1`] ?? '',
    channels: channelsOf(annotations),
    kubernetes,
  };
  return { judged, faults };
};

/** What the annotations of a bundle begin with. */
export const BUNDLE = 'operators.operatorframework.io.bundle';

/** The channels and the default channel, each once, without the spaces around them. */
const channelsOf = (annotations: Readonly<Record<string, string>>): readonly string[] => {
  const listed = [
    ...(annotations[`${BUNDLE}.channels.v1`] ?? '').split(','),
    annotations[`${BUNDLE}.channel.default.v1`] ?? '',
  ];
  return [...new Set(listed.map((channel) => channel.trim()))].filter((channel) => channel !== '');
};

/** Which version of its API a CustomResourceDefinition is in; undefined for one that there never was. */
export const crdVersion = ({ value }: BundleDocument): JudgedCrd['version'] | undefined => {
  if (value['apiVersion'] === 'apiextensions.k8s.io/v1') return 'v1';
  return value['apiVersion'] === 'apiextensions.k8s.io/v1beta1' ? 'v1beta1' : undefined;
};

/** The name of an object; empty for one that has none. */
export const nameOf = ({ value }: BundleDocument): string => {
  const { metadata } = value;
  return isObject(metadata) && typeof metadata['name'] === 'string' ? metadata['name'] : '';
};
