/** Certificates, keys and tokens: given in the kubeconfig itself, or in files that may be replaced at any time. */
import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, isAbsolute, join } from 'node:path';
import { type Field, FieldFault } from './document.ts';
import { get, text } from './field.ts';

/** Reads it, the file each time. Errors: `FieldFault`. */
export type Material = () => Promise<string>;

const BASE64 = /^[A-Za-z0-9+/]*={0,2}$/;

/** PEM from `NAME-data` (base64, wins) or the file that `NAME` names; undefined when neither is there. */
export const pem = (parent: Field, name: string): Material | undefined => {
  const data = get(parent, `${name}-data`);
  const encoded = text(data)?.replaceAll(/\s/g, '');
  if (encoded === undefined) return fileOf(get(parent, name), checkPem);
  if (!BASE64.test(encoded) || encoded.length % 4 !== 0)
    throw new FieldFault(
      data,
      `This is no base64. Encode the PEM file with "base64 -w0", or name it in "${name}" instead.`,
    );
  const decoded = Buffer.from(encoded, 'base64').toString();
  checkPem(data, decoded, 'What is encoded here');
  return async () => decoded;
};

/** The file that a field names, relative to the kubeconfig; undefined when it names none. */
export const fileOf = (
  field: Field,
  check: (field: Field, content: string, subject: string) => void,
): Material | undefined => {
  const name = text(field);
  if (name === undefined) return undefined;
  checkTrusted(field, 'to read a file');
  const path = pathOf(field, name);
  return async () => {
    let content: string;
    try {
      content = await readFile(path, 'utf8');
    } catch (error) {
      throw new FieldFault(field, `${unreadable(error)} ${path}. Put the file there, or name another.`, {
        cause: error,
      });
    }
    check(field, content, path);
    return content;
  };
};

/** Errors: `FieldFault` when the document is somebody's whose wishes are not ours. */
export const checkTrusted = (field: Field, wish: string): void => {
  if (!field.document.trusted)
    throw new FieldFault(
      field,
      `This asks ${wish} of this process, which a text from elsewhere may not. Put the data itself here, or pass { trusted: true } if you trust whoever wrote it.`,
    );
};

/** Relative paths are relative to the file that they are in; `~` is nobody's home, as in kubectl. */
export const pathOf = ({ document }: Field, name: string): string =>
  isAbsolute(name) ? name : join(dirname(document.file), name);

/** What a file system's error means to somebody who named the file. */
export const unreadable = (error: unknown): string => {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === 'ENOENT') return 'There is no file';
  if (code === 'EACCES' || code === 'EPERM') return 'There is no permission to read';
  if (code === 'EISDIR') return 'A folder is';
  return `${message}:`;
};

/** `~/.kube/config` */
export const homeFile = (env: Readonly<Record<string, string | undefined>>): string =>
  join(env['HOME'] ?? homedir(), '.kube', 'config');

const checkPem = (field: Field, content: string, subject: string): void => {
  if (!content.includes('-----BEGIN ')) throw new FieldFault(field, `${subject} is no PEM: "-----BEGIN …" is missing.`);
};
