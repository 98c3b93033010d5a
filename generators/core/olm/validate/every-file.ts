/**
 * What the loader of the validators asks of all files of a bundle, wherever they lie (operator-framework/api
 * pkg/manifests/bundleloader.go): it opens each, reads each whose name begins with `annotations`, and takes every folder with a
 * ClusterServiceVersion for the bundle's manifests, of which the last one counts.
 */
import { posix } from 'node:path';
import { isObject } from '../../model/json.ts';
import { decodeUtf8 } from '../../spec/bytes.ts';
import { type BundleFile, readBundleFile } from '../bundle-file.ts';
import { goText } from '../go-text.ts';
import { Unreadable } from '../go-yaml/cursor.ts';
import { readGoYaml } from '../go-yaml/read.ts';
import { type Bundle, CSV_KIND } from '../open-bundle.ts';
import type { Findings } from './findings.ts';
import { BUNDLE } from './judged.ts';

/** Tells of what is neither among the manifests nor in metadata/, where all else is told. */
export const checkEveryFile = (bundle: Bundle, findings: Findings): void => {
  checkLinks(bundle, findings);
  const seen = bundle.files.filter(({ path }) => !path.split('/').some((name) => name.startsWith('.')));
  for (const file of seen)
    if (posix.basename(file.path).startsWith('annotations')) checkAnnotations(bundle, file, findings);
  if (bundle.csv !== undefined)
    for (const file of seen) if (!isManifest(bundle, file)) checkOtherCsv(bundle, file, findings);
};

const isManifest = ({ manifestsFolder }: Bundle, { path }: Pick<BundleFile, 'path'>): boolean =>
  posix.dirname(path) === (manifestsFolder === '' ? '.' : manifestsFolder);

const checkLinks = (bundle: Bundle, findings: Findings): void => {
  for (const { path, stray } of bundle.strays)
    if (stray !== 'an empty folder' && !isManifest(bundle, { path }))
      findings.add({
        file: posix.join(bundle.folder, path),
        path: '',
        message: `is ${stray}, and OLM's validators open every file of a bundle.`,
        hint: 'Remove it.',
        severity: 'error',
      });
};

/** The fields of AnnotationsFile. */
const FIELDS = ['package', 'channels', 'channel.default'].map((name) => `${BUNDLE}.${name}.v1`);

const checkAnnotations = (bundle: Bundle, file: BundleFile, findings: Findings): void => {
  const decoded = decodeUtf8(file.bytes);
  const read = 'text' in decoded ? readGoYaml(decoded.text) : undefined;
  const { document, problems } = readBundleFile(file, posix.join(bundle.folder, file.path));
  const isTold = isManifest(bundle, file) || posix.dirname(file.path) === 'metadata';
  if (read === undefined || read instanceof Unreadable) {
    if (!isTold) for (const problem of problems) findings.add(problem);
    return;
  }
  const annotations = document?.value['annotations'] ?? null;
  if (document === undefined || annotations === null) return;
  if (!isObject(annotations)) {
    findings.error(document, ['annotations'], 'annotations are a mapping.', 'Write each as a key and its text.');
    return;
  }
  for (const field of FIELDS) {
    const value = annotations[field] ?? null;
    if (value !== null && goText(value) === undefined)
      findings.error(document, ['annotations', field], 'an annotation is text.', 'Write it as one value.');
  }
};

const checkOtherCsv = (bundle: Bundle, file: BundleFile, findings: Findings): void => {
  if (!Buffer.from(file.bytes).includes(CSV_KIND)) return;
  const { document } = readBundleFile(file, posix.join(bundle.folder, file.path));
  if (document?.value['kind'] !== CSV_KIND || isPassedOver(bundle, posix.dirname(file.path))) return;
  const manifests = posix.join(bundle.folder, bundle.manifestsFolder);
  findings.error(
    document,
    ['kind'],
    `a ${CSV_KIND} outside of ${manifests}: OLM's validators take each folder that has one for the manifests of the bundle.`,
    'Move it out of the bundle.',
  );
};

/** A folder that comes before that of the manifests and can be read as one. */
const isPassedOver = ({ files, strays, manifestsFolder }: Bundle, folder: string): boolean => {
  if (folder === '.' || !isBefore(folder.split('/'), manifestsFolder.split('/'))) return false;
  const inside = files.filter(({ path }) => path.startsWith(`${folder}/`));
  return (
    strays.every(({ path }) => !path.startsWith(`${folder}/`)) &&
    inside.every((file) => {
      if (posix.dirname(file.path) !== folder || posix.basename(file.path).startsWith('.')) return false;
      const kind = readBundleFile(file, file.path).document?.value['kind'];
      return typeof kind === 'string' && kind !== '';
    })
  );
};

/** In the order in which a tree is walked. */
const isBefore = ([a = '', ...as]: readonly string[], [b = '', ...bs]: readonly string[]): boolean =>
  a === b ? isBefore(as, bs) : a < b;
