/**
 * What keeps OLM from reading a bundle at all: operator-framework/api pkg/manifests/bundleloader.go. With one of these the validators
 * never begin; here all else is judged too.
 */
import { posix } from 'node:path';
import { quote } from '../../spec/near.ts';
import type { Problem } from '../../spec/problem.ts';
import { type Bundle, CRD_KIND, CSV_KIND } from '../open-bundle.ts';
import { isNothing } from '../bundle-file.ts';
import { checkEveryFile } from './every-file.ts';
import type { Findings } from './findings.ts';
import { parseApiVersion } from './gvk.ts';
import { crdVersion, type Faults } from './judged.ts';

/** Tells what cannot be read, is there twice, or is missing. */
export const checkReading = (bundle: Bundle, faults: Faults, findings: Findings): void => {
  for (const problem of bundle.problems) if (!isInMetadata(bundle, problem)) findings.add(problem);
  checkPlaces(bundle, findings);
  checkEveryFile(bundle, findings);
  checkKinds(bundle, findings);
  for (const [document, wrong] of faults)
    for (const { path, message, hint } of wrong) findings.error(document, path, message, hint);
  if (bundle.csv === undefined && !hasUnread(bundle))
    findings.add({
      file: posix.join(bundle.folder, bundle.manifestsFolder),
      path: '',
      message: `there is no ${CSV_KIND} in it.`,
      hint: 'Give the folder of a bundle: manifests/ with a ClusterServiceVersion in it, and metadata/.',
      severity: 'error',
    });
};

/** Whether there is a manifest that cannot be read: it may be the one that seems to be missing. */
export const hasUnread = (bundle: Bundle): boolean =>
  bundle.problems.some(
    (problem) => problem.severity === 'error' && !isInMetadata(bundle, problem) && !isNothing(problem),
  );

/** Whether a problem is with one of the files of metadata/, which are for the layout's rules to tell. */
export const isInMetadata = ({ folder }: Bundle, { file }: Problem): boolean =>
  posix.dirname(posix.relative(folder, file)) === 'metadata';

/** loadBundle refuses folders and hidden files beside the manifests. */
const checkPlaces = ({ folder, manifestsFolder, files, strays, csv }: Bundle, findings: Findings): void => {
  if (csv === undefined || manifestsFolder === '') return;
  for (const { path, stray } of strays)
    if (posix.dirname(path) === manifestsFolder)
      findings.add({
        file: posix.join(folder, path),
        path: '',
        message: `is ${stray} among the manifests, which OLM refuses.`,
        hint: 'Remove it.',
        severity: 'error',
      });
  for (const { path } of files) {
    const inner = posix.relative(manifestsFolder, path);
    if (inner.startsWith('../')) continue;
    const tell = (at: string, message: string, hint: string) =>
      findings.add({ file: posix.join(folder, manifestsFolder, at), path: '', message, hint, severity: 'error' });
    if (inner.includes('/'))
      tell(
        inner.split('/')[0]!,
        'is a folder among the manifests, which OLM refuses.',
        'Move its files up, or out of the bundle.',
      );
    else if (inner.startsWith('.'))
      tell(inner, 'is a hidden file among the manifests, which OLM refuses.', 'Remove it.');
  }
};

const checkKinds = ({ manifests, csv }: Bundle, findings: Findings): void => {
  for (const document of manifests) {
    const { kind, apiVersion } = document.value;
    if (typeof apiVersion === 'string' && parseApiVersion(apiVersion) === undefined)
      findings.error(
        document,
        ['apiVersion'],
        `${quote(apiVersion)} is no version of an API.`,
        'Use GROUP/VERSION, or v1.',
      );
    else if (typeof kind !== 'string' || kind === '')
      findings.error(document, ['kind'], 'the object does not say what it is.', 'Give it apiVersion and kind.');
    else if (kind === CSV_KIND && document !== csv)
      findings.error(
        document,
        ['kind'],
        `a bundle has one ${CSV_KIND}, and this is another one.`,
        'Keep one of the two.',
      );
    else if (kind === CRD_KIND && crdVersion(document) === undefined)
      findings.error(
        document,
        ['apiVersion'],
        `${typeof apiVersion === 'string' ? quote(apiVersion) : 'this'} is no API of CustomResourceDefinitions.`,
        'Use apiextensions.k8s.io/v1.',
      );
  }
};
