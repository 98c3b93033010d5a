/** The least that a generator of this kind does: load a YAML parser, a template engine and a validator, and write the files. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import Ajv from 'ajv';
import Handlebars from 'handlebars';
import { parse } from 'yaml';

const [archive, target] = process.argv.slice(2);
if ([Ajv, Handlebars.compile, parse].some((loaded) => typeof loaded !== 'function'))
  throw new Error('a library is missing');
for (const [path, content] of Object.entries(JSON.parse(readFileSync(archive, 'utf8')))) {
  mkdirSync(dirname(join(target, path)), { recursive: true });
  writeFileSync(join(target, path), Buffer.from(content, 'latin1'));
}
