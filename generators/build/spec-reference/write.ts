/** Writes docs/spec.md: `node generators/build/spec-reference/write.ts`. A test tells when it is not as the schema is. */
import { writeFileSync } from 'node:fs';
import { specReference } from './render.ts';

writeFileSync(new URL('../../../docs/spec.md', import.meta.url), specReference());
