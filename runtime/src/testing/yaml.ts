/** YAML as the API server reads it: go-yaml, which is YAML 1.1 without its times and sexagesimal numbers. */
import { parseAllDocuments, type Document, type Tags } from 'yaml';

const withoutTimes = (tags: Tags): Tags =>
  tags.filter((tag) => typeof tag === 'string' || (tag.format !== 'TIME' && !tag.tag.endsWith(':timestamp')));

/** All documents of a text; their `errors` say what is wrong. */
export function yamlDocuments(text: string): readonly Document.Parsed[] {
  const documents = parseAllDocuments(text, { version: '1.1', customTags: withoutTimes });
  return Array.isArray(documents) ? documents : [];
}

/** The only document of a text. Errors: what is wrong with it. */
export function parseYaml(text: string): unknown {
  const [document, ...more] = yamlDocuments(text);
  const [problem] = document?.errors ?? [];
  if (problem !== undefined) throw problem;
  if (more.length > 0) throw new Error('one YAML document is expected, there are several');
  return document?.toJS() as unknown;
}
