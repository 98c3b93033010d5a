/** Writes runtime/docs/api.md: `node runtime/scripts/api-reference/write.ts`. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { apiReference } from './reference.ts';

const docs = new URL('../../docs/', import.meta.url);
mkdirSync(docs, { recursive: true });
writeFileSync(new URL('api.md', docs), apiReference());
